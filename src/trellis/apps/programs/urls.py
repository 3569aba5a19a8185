"""Where the programs directory is, inside an alliance."""

from django.urls import URLPattern

app_name = "programs"

urlpatterns: list[URLPattern] = []
