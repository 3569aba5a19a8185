"""Where the partners are, inside an alliance."""

from django.urls import path

from trellis.apps.partners.views import directory, editing, inviting, leadership, mine, partner, rows

app_name = "partners"

urlpatterns = [
    path("", directory.directory, name="directory"),
    path("new/", partner.new, name="new"),
    path("mine/", mine.mine, name="mine"),
    path("leadership/", leadership.team, name="leadership"),
    path("leadership/<int:person>/", leadership.change_role, name="leadership_role"),
    path("invite/", inviting.many, name="invite_many"),
    path("still-true/ask/", directory.ask, name="ask"),
    path("settings/", directory.settings, name="settings"),
    path("<int:pk>/", partner.partner, name="partner"),
    path("<int:pk>/confirm/", partner.confirm, name="confirm"),
    path("<int:pk>/status/", partner.status, name="status"),
    path("<int:pk>/backbone/", partner.backbone, name="backbone"),
    path("<int:pk>/invite/", inviting.one, name="invite"),
    path("<int:pk>/editors/<int:editor>/remove/", inviting.remove_editor, name="editor_remove"),
    path("<int:pk>/edit/<slug:part>/", editing.edit, name="edit"),
    path("<int:pk>/people/new/", rows.person_new, name="person_new"),
    path("<int:pk>/people/<int:person>/", rows.person, name="person"),
    path("<int:pk>/people/<int:person>/remove/", rows.person_remove, name="person_remove"),
    path("<int:pk>/places/new/", rows.place_new, name="place_new"),
    path("<int:pk>/places/<int:place>/", rows.place, name="place"),
    path("<int:pk>/places/<int:place>/remove/", rows.place_remove, name="place_remove"),
    path("<int:pk>/hiring/new/", rows.hiring_new, name="hiring_new"),
    path("<int:pk>/hiring/<int:need>/", rows.hiring, name="hiring"),
    path("<int:pk>/hiring/<int:need>/close/", rows.hiring_close, name="hiring_close"),
]
