"""Where people answer an assessment."""

from django.urls import path

from trellis.apps.readiness.views import answer

app_name = "readiness_answers"

urlpatterns = [
    path("<str:token>/", answer.start, name="start"),
    path("<str:token>/done/", answer.done, name="done"),
    path("<str:token>/another/", answer.another, name="another"),
    path("<str:token>/q/<slug:step>/", answer.step, name="step"),
]
