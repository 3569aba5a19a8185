"""Where partners answer whether their programs are still true."""

from django.urls import URLPattern

app_name = "program_answers"

urlpatterns: list[URLPattern] = []
