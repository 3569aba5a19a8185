"""Where an alliance's landscape is for the public, once an admin switched it on."""

from django.urls import path

from trellis.apps.landscape.views import public

app_name = "public_landscape"

urlpatterns = [
    path("", public.overview, name="overview"),
    path("occupations/", public.occupations, name="occupations"),
    path("brief.pdf", public.brief, name="brief"),
]
