"""Addresses of the audit page, inside an alliance."""

from django.urls import path

from trellis.apps.core.audit import views

app_name = "audit"
urlpatterns = [path("", views.entries, name="list")]
