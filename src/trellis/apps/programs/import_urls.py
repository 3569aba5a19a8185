"""Where lists of programs are imported, inside an alliance."""

from django.urls import path

from trellis.apps.programs.views import importing

app_name = "program_imports"

urlpatterns = [
    path("", importing.imports, name="list"),
    path("<int:pk>/", importing.run, name="run"),
]
