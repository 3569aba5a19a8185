"""Where the hiring needs are, inside an alliance."""

from django.urls import path

from trellis.apps.partners.views import hiring

app_name = "hiring"

urlpatterns = [
    path("", hiring.listing, name="list"),
    path("occupations/", hiring.uncoded, name="uncoded"),
    path("look-up/", hiring.look_up, name="look_up"),
    path("<int:pk>/occupation/", hiring.code, name="code"),
    path("hiring-needs.<str:kind>", hiring.export, name="export"),
]
