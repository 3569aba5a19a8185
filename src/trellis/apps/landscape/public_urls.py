"""Where an alliance's landscape is for the public, once an admin switched it on."""

from django.urls import path

from trellis.apps.landscape.views import pipeline_public, public

app_name = "public_landscape"

urlpatterns = [
    path("", public.overview, name="overview"),
    path("occupations/", public.occupations, name="occupations"),
    path("pipeline/", pipeline_public.pipeline, name="pipeline"),
    path("brief.pdf", public.brief, name="brief"),
]
