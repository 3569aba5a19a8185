"""Where waves and imported networks are, inside an alliance."""

from django.urls import path

from trellis.apps.ties.views import anonymous, imports, lists, waves

app_name = "ties"

urlpatterns = [
    path("waves/", waves.waves, name="waves"),
    path("waves/new/", waves.new, name="new"),
    path("waves/import/", imports.imports, name="imports"),
    path("waves/import/<int:pk>/", imports.preview, name="import"),
    path("waves/import/<int:pk>/columns/", imports.choose_columns, name="import_columns"),
    path("waves/import/<int:pk>/apply/", imports.apply, name="import_apply"),
    path("waves/import/<int:pk>/undo/", imports.undo, name="import_undo"),
    path("waves/import/<int:pk>/discard/", imports.discard, name="import_discard"),
    path("waves/<int:pk>/", waves.wave, name="wave"),
    path("waves/<int:pk>/edit/", waves.edit, name="edit"),
    path("waves/<int:pk>/open/", waves.open_, name="open"),
    path("waves/<int:pk>/mail/", waves.mail, name="mail"),
    path("waves/<int:pk>/close/", waves.close, name="close"),
    path("waves/<int:pk>/reopen/", waves.reopen, name="reopen"),
    path("waves/<int:pk>/delete/", waves.delete, name="delete"),
    path("waves/<int:pk>/sectors/", waves.sectors, name="sectors"),
    path("waves/<int:pk>/without-names.zip", anonymous.archive, name="anonymous"),
    path("waves/<int:pk>/roster/", lists.roster, name="roster"),
    path("waves/<int:pk>/roster/add/", lists.add, name="roster_add"),
    path("waves/<int:pk>/roster/name/", lists.add_name, name="roster_name"),
    path("waves/<int:pk>/roster/<int:entry>/remove/", lists.remove, name="roster_remove"),
    path("waves/<int:pk>/ask/", lists.ask, name="ask"),
    path("waves/<int:pk>/ask/<int:respondent>/remove/", lists.unask, name="unask"),
    path("waves/<int:pk>/missing/", lists.settle, name="missing"),
]
