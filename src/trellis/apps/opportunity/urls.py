"""Where the opportunity map is, inside an alliance."""

from django.urls import URLPattern

app_name = "opportunity"

urlpatterns: list[URLPattern] = []
