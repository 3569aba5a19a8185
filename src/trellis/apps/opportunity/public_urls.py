"""Where the opportunity map is for the public, once an admin switched it on."""

from django.urls import path

from trellis.apps.opportunity.views import public

app_name = "public_opportunity"

urlpatterns = [path("", public.map_page, name="map")]
