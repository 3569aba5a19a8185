"""Where families find programs, once an admin switched it on."""

from django.urls import path

from trellis.apps.programs.views import public

app_name = "finder"

urlpatterns = [
    path("", public.find, name="find"),
    path("sites.geojson", public.sites, name="sites"),
    path("counties.geojson", public.counties, name="counties"),
    path("hsds.json", public.feed, name="feed"),
    path("<uuid:public_id>/", public.program, name="program"),
    path("<uuid:public_id>/calendar.ics", public.calendar, name="calendar"),
    path("<uuid:public_id>/<uuid:session_id>/calendar.ics", public.session_calendar, name="session_calendar"),
]
