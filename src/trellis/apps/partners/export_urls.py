"""Where partners are taken out as files, inside an alliance."""

from django.urls import path

from trellis.apps.partners.views import exports

app_name = "partner_exports"

urlpatterns = [
    path("", exports.choose, name="choose"),
    path("partners.csv", exports.csv, name="csv"),
    path("partners.xlsx", exports.xlsx, name="xlsx"),
    path("hsds.json", exports.hsds, name="hsds"),
]
