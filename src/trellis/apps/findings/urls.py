"""Where the thread is, below `a/<alliance>/thread/`."""

from django.urls import path

from trellis.apps.findings import views

app_name = "findings"

urlpatterns = [
    path("", views.thread, name="thread"),
]
