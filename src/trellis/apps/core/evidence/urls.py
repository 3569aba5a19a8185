"""Addresses of evidence, inside an alliance."""

from django.urls import path

from trellis.apps.core.evidence import views

app_name = "evidence"
urlpatterns = [
    path("", views.records, name="list"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/download/", views.download, name="download"),
]
