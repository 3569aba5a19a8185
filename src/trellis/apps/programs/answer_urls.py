"""Where partners answer whether their programs are still true."""

from django.urls import path

from trellis.apps.programs.views import answer

app_name = "program_answers"

urlpatterns = [path("<str:token>/", answer.answer, name="answer")]
