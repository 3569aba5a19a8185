"""Where the opportunity map is, inside an alliance."""

from django.urls import path

from trellis.apps.opportunity.views import deserts, equity, files, overview, place, places, scenarios, siting

app_name = "opportunity"

urlpatterns = [
    path("", overview.overview, name="map"),
    path("compute/", overview.compute, name="compute"),
    path("compute/<int:job>/", overview.computing, name="computing"),
    path("values/<int:answer>/<slug:layer>.json", overview.values, name="values"),
    path("shapes/<slug:sha256>.json", files.shapes, name="shapes"),
    path("place/<str:place>/", place.place, name="place"),
    path("equity/", equity.equity, name="equity"),
    path("deserts/", deserts.deserts, name="deserts"),
    path("deserts/answer/", deserts.answer, name="answer"),
    path("siting/", siting.siting, name="siting"),
    path("siting/ask/", siting.ask, name="ask_plan"),
    path("siting/<int:evidence>/", siting.plan, name="plan"),
    path("siting/<int:evidence>/accept/", siting.accept, name="accept_plan"),
    path("scenarios/", scenarios.scenarios, name="scenarios"),
    path("scenarios/ask/", scenarios.ask, name="ask_scenario"),
    path("scenarios/<int:evidence>/", scenarios.scenario, name="scenario"),
    path("map.csv", files.csv, name="csv"),
    path("map.xlsx", files.xlsx, name="xlsx"),
    path("map.geojson", files.geojson, name="geojson"),
    path("map.json", files.json, name="json"),
    path("map.svg", files.svg, name="svg"),
    path("map.png", files.png, name="png"),
    path("brief.pdf", files.brief, name="brief"),
    path("places/", places.places, name="places"),
    path("places/build/", places.build, name="build_places"),
    path("places/census/", places.upload_census, name="upload_census"),
    path("places/own/", places.upload_own, name="upload_own"),
    path("places/<int:pk>/", places.place_set, name="place_set"),
    path("places/<int:pk>/use/", places.use, name="use_places"),
    path("places/<int:pk>/discard/", places.discard, name="discard_places"),
]
