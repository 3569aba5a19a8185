"""Where partners answer whether their profile is still true."""

from django.urls import path

from trellis.apps.partners.views import answer

app_name = "partner_answers"

urlpatterns = [path("<str:token>/", answer.answer, name="answer")]
