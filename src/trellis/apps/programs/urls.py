"""Where the programs directory is, inside an alliance."""

from django.urls import path

from trellis.apps.programs.views import directory, mine, organizations, program, sessions, sites

app_name = "programs"

urlpatterns = [
    path("", directory.directory, name="directory"),
    path("new/", program.new, name="new"),
    path("mine/", mine.mine, name="mine"),
    path("settings/", directory.settings, name="settings"),
    path("still-true/ask/", directory.ask, name="ask"),
    path("organizations/", organizations.organizations, name="organizations"),
    path("organizations/new/", organizations.new, name="organization_new"),
    path("organizations/<int:pk>/", organizations.organization, name="organization"),
    path("organizations/<int:pk>/edit/", organizations.edit, name="organization_edit"),
    path("organizations/<int:pk>/delete/", organizations.delete, name="organization_delete"),
    path("organizations/<int:pk>/editors/", organizations.editors, name="editors"),
    path(
        "organizations/<int:pk>/editors/<int:editor>/remove/",
        organizations.remove_editor,
        name="editor_remove",
    ),
    path("sites/", sites.sites, name="sites"),
    path("sites/new/", sites.new, name="site_new"),
    path("sites/<int:pk>/", sites.site, name="site"),
    path("sites/<int:pk>/edit/", sites.edit, name="site_edit"),
    path("sites/<int:pk>/delete/", sites.delete, name="site_delete"),
    path("<int:pk>/", program.program, name="program"),
    path("<int:pk>/edit/", program.edit, name="edit"),
    path("<int:pk>/confirm/", program.confirm, name="confirm"),
    path("<int:pk>/status/", program.status, name="status"),
    path("<int:pk>/delete/", program.delete, name="delete"),
    path("<int:pk>/ratings/new/", program.rate, name="rate"),
    path("<int:pk>/ratings/<int:rating>/remove/", program.unrate, name="unrate"),
    path("<int:pk>/sessions/new/", sessions.new, name="session_new"),
    path("<int:pk>/sessions/<int:session>/", sessions.edit, name="session"),
    path("<int:pk>/sessions/<int:session>/delete/", sessions.delete, name="session_delete"),
]
