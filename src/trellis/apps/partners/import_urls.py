"""Where lists of partners are imported, inside an alliance."""

from django.urls import path

from trellis.apps.partners.views import import_rows, imports

app_name = "partner_imports"

urlpatterns = [
    path("", imports.imports, name="list"),
    path("<int:pk>/", imports.run, name="run"),
    path("<int:pk>/columns/", imports.columns, name="columns"),
    path("<int:pk>/apply/", imports.apply, name="apply"),
    path("<int:pk>/undo/", imports.undo, name="undo"),
    path("<int:pk>/discard/", imports.discard, name="discard"),
    path("<int:pk>/rejected.csv", imports.rejected, name="rejected"),
    path("<int:pk>/sectors/", import_rows.sectors, name="sectors"),
    path("<int:pk>/duplicates/", import_rows.decide_all, name="decide_all"),
    path("<int:pk>/rows/<int:number>/", import_rows.row, name="row"),
    path("<int:pk>/rows/<int:number>/cell/", import_rows.cell, name="cell"),
    path("<int:pk>/rows/<int:number>/decide/", import_rows.decide, name="decide"),
]
