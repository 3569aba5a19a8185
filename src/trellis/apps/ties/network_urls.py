"""Where the network is, inside an alliance."""

from django.urls import path

from trellis.apps.ties.views import exports, fragility, gaps, introductions, measures, network, organization

app_name = "network"

urlpatterns = [
    path("", network.picture, name="picture"),
    path("compute/", network.compute, name="compute"),
    path("compute/<int:job>/", network.computing, name="computing"),
    path("measures/", measures.measures, name="measures"),
    path("organization/<int:entry>/", organization.organization, name="organization"),
    path("bridging/", fragility.bridging, name="bridging"),
    path("fragility/", fragility.fragility, name="fragility"),
    path("gaps/", gaps.gaps, name="gaps"),
    path("introductions/", introductions.introductions, name="introductions"),
    path("introductions/find/", introductions.find, name="find_introductions"),
    path("introductions/<int:pk>/", introductions.introduction, name="introduction"),
    path("introductions/<int:pk>/accept/", introductions.accept, name="accept_introduction"),
    path("introductions/<int:pk>/decline/", introductions.decline, name="decline_introduction"),
    path("network.json", exports.data, name="data"),
    path("network.svg", exports.svg, name="svg"),
    path("network.png", exports.png, name="png"),
    path("network.graphml", exports.graphml, name="graphml"),
    path("network.gexf", exports.gexf, name="gexf"),
    path("ties.csv", exports.ties_csv, name="ties_csv"),
    path("partners.csv", exports.partners_csv, name="partners_csv"),
]
