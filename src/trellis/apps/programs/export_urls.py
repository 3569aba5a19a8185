"""Where programs are taken out as files, inside an alliance."""

from django.urls import path

from trellis.apps.programs.views import exports

app_name = "program_exports"

urlpatterns = [
    path("", exports.choose, name="choose"),
    path("programs.csv", exports.csv, name="csv"),
    path("programs.xlsx", exports.xlsx, name="xlsx"),
    path("hsds.json", exports.hsds, name="hsds"),
    path("hsds.zip", exports.hsds_package, name="hsds_package"),
    path("sites.geojson", exports.sites, name="sites"),
]
