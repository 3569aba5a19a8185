"""Where everybody sees the partners, once an admin switched it on."""

from django.urls import path

from trellis.apps.partners.views import public

app_name = "public_partners"

urlpatterns = [
    path("", public.directory, name="directory"),
    path("sites.geojson", public.sites, name="sites"),
    path("counties.geojson", public.counties, name="counties"),
    path("hsds.json", public.feed, name="feed"),
    path("<uuid:public_id>/", public.partner, name="partner"),
]
