"""Where readiness is, inside an alliance."""

from django.urls import path

from trellis.apps.readiness.views import (
    assessment,
    compare,
    exports,
    facilitate,
    invite,
    overview,
    own_banks,
    results,
    themes,
    worksheet,
)

app_name = "readiness"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("questions/new/", own_banks.new, name="bank_new"),
    path("questions/<slug:bank>/", worksheet.worksheet, name="worksheet"),
    path("questions/<slug:bank>/worksheet.pdf", worksheet.pdf, name="worksheet_pdf"),
    path("questions/<slug:bank>/edit/", own_banks.edit, name="bank_edit"),
    path("questions/<slug:bank>/start/", assessment.new, name="new"),
    path("<int:pk>/", assessment.assessment, name="assessment"),
    path("<int:pk>/edit/", assessment.edit, name="edit"),
    path("<int:pk>/open/", assessment.open_, name="open"),
    path("<int:pk>/close/", assessment.close, name="close"),
    path("<int:pk>/delete/", assessment.delete, name="delete"),
    path("<int:pk>/answer/", assessment.answer, name="answer"),
    path("<int:pk>/invite/", invite.invite, name="invite"),
    path("<int:pk>/mail/", invite.mail, name="mail"),
    path("<int:pk>/results/", results.show, name="results"),
    path("<int:pk>/results.csv", exports.csv, name="results_csv"),
    path("<int:pk>/results.xlsx", exports.xlsx, name="results_xlsx"),
    path("<int:pk>/compare/", compare.compare, name="compare"),
    path("<int:pk>/themes/new/", themes.new, name="theme_new"),
    path("<int:pk>/themes/<int:theme>/", themes.edit, name="theme"),
    path("<int:pk>/themes/<int:theme>/delete/", themes.delete, name="theme_delete"),
    path("<int:pk>/facilitate/", facilitate.facilitate, name="facilitate"),
    path("<int:pk>/facilitate/count/", facilitate.count, name="count"),
    path("<int:pk>/facilitate/reveal/", facilitate.reveal, name="reveal"),
]
