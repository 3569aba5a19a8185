"""Where lists of programs are imported, inside an alliance."""

from django.urls import path

from trellis.apps.programs.views import importing, importing_rows

app_name = "program_imports"

urlpatterns = [
    path("", importing.imports, name="list"),
    path("locate/", importing.locate, name="locate"),
    path("<int:pk>/", importing.run, name="run"),
    path("<int:pk>/columns/", importing.columns, name="columns"),
    path("<int:pk>/apply/", importing.apply, name="apply"),
    path("<int:pk>/undo/", importing.undo, name="undo"),
    path("<int:pk>/discard/", importing.discard, name="discard"),
    path("<int:pk>/rejected.csv", importing.rejected, name="rejected"),
    path("<int:pk>/duplicates/", importing_rows.decide_all, name="decide_all"),
    path("<int:pk>/rows/<int:number>/", importing_rows.row, name="row"),
    path("<int:pk>/rows/<int:number>/cell/", importing_rows.cell, name="cell"),
    path("<int:pk>/rows/<int:number>/decide/", importing_rows.decide, name="decide"),
]
