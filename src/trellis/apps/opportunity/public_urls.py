"""Where the opportunity map is for the public, once an admin switched it on."""

from django.urls import path

from trellis.apps.opportunity.views import public

app_name = "public_opportunity"

urlpatterns = [
    path("", public.map_page, name="map"),
    path("values/<int:answer>/<slug:layer>.json", public.values, name="values"),
    path("shapes/<slug:sha256>.json", public.shapes, name="shapes"),
    path("map.csv", public.csv, name="csv"),
    path("map.png", public.png, name="png"),
    path("brief.pdf", public.brief, name="brief"),
]
