"""Where families find programs, once an admin switched it on."""

from django.urls import path

from trellis.apps.programs.views import public

app_name = "finder"

urlpatterns = [path("", public.find, name="find")]
