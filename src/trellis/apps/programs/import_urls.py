"""Where lists of programs are imported, inside an alliance."""

from django.urls import URLPattern

app_name = "program_imports"

urlpatterns: list[URLPattern] = []
