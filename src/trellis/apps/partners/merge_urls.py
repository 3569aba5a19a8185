"""Where partners that are there twice are put together, inside an alliance."""

from django.urls import path

from trellis.apps.partners.views import merging

app_name = "partner_merging"

urlpatterns = [
    path("", merging.overview, name="overview"),
    path("<int:first>/<int:second>/", merging.compare, name="compare"),
    path("<int:first>/<int:second>/different/", merging.different, name="different"),
    path("merges/<int:pk>/part/", merging.part, name="part"),
]
