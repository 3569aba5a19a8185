"""Where people answer a survey of ties."""

from django.urls import path

from trellis.apps.ties.views import answer

app_name = "survey"

urlpatterns = [
    path("<str:token>/", answer.start, name="start"),
    path("<str:token>/list/", answer.choose, name="list"),
    path("<str:token>/about/<int:entry>/", answer.about, name="about"),
    path("<str:token>/missing/", answer.missing, name="missing"),
    path("<str:token>/done/", answer.done, name="done"),
]
