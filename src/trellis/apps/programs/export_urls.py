"""Where programs are taken out as files, inside an alliance."""

from django.urls import URLPattern

app_name = "program_exports"

urlpatterns: list[URLPattern] = []
