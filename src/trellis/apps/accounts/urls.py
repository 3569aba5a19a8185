"""Addresses of a person's own pages; the others are allauth's."""

from django.urls import path

from trellis.apps.accounts import views

app_name = "accounts"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("language/", views.language, name="language"),
]
