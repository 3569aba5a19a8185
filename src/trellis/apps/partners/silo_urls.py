"""Where the silo finder is, inside an alliance."""

from django.urls import path

from trellis.apps.partners.views import silos

app_name = "silos"

urlpatterns = [
    path("", silos.listing, name="list"),
    path("look/", silos.look, name="look"),
    path("export.csv", silos.export, name="export"),
    path("<slug:key>/", silos.finding, name="finding"),
    path("<slug:key>/answer/", silos.answer, name="answer"),
]
