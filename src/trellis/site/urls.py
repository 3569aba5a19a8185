"""All addresses of the site."""

from django.contrib import admin
from django.urls import include, path

from trellis.apps.core.health import healthz
from trellis.site.search import search

urlpatterns = [
    path("", include("trellis.apps.alliances.urls")),
    path("healthz", healthz, name="healthz"),
    path("accounts/", include("trellis.apps.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("a/<slug:alliance>/landscape/", include("trellis.apps.landscape.urls")),
    path("a/<slug:alliance>/map/", include("trellis.apps.opportunity.urls")),
    path("a/<slug:alliance>/network/", include("trellis.apps.ties.network_urls")),
    path("a/<slug:alliance>/programs/import/", include("trellis.apps.programs.import_urls")),
    path("a/<slug:alliance>/programs/export/", include("trellis.apps.programs.export_urls")),
    path("a/<slug:alliance>/programs/", include("trellis.apps.programs.urls")),
    path("a/<slug:alliance>/readiness/", include("trellis.apps.readiness.urls")),
    path("a/<slug:alliance>/partners/import/", include("trellis.apps.partners.import_urls")),
    path("a/<slug:alliance>/partners/duplicates/", include("trellis.apps.partners.merge_urls")),
    path("a/<slug:alliance>/partners/export/", include("trellis.apps.partners.export_urls")),
    path("a/<slug:alliance>/partners/silos/", include("trellis.apps.partners.silo_urls")),
    path("a/<slug:alliance>/partners/hiring/", include("trellis.apps.partners.hiring_urls")),
    path("a/<slug:alliance>/partners/", include("trellis.apps.partners.urls")),
    path("a/<slug:alliance>/ties/", include("trellis.apps.ties.urls")),
    path("a/<slug:alliance>/search/", search, name="search"),
    path("a/<slug:alliance>/thread/", include("trellis.apps.findings.urls")),
    path("a/<slug:alliance>/evidence/", include("trellis.apps.core.evidence.urls")),
    path("a/<slug:alliance>/jobs/", include("trellis.apps.core.jobs.urls")),
    path("a/<slug:alliance>/audit/", include("trellis.apps.core.audit.urls")),
    path("p/<slug:alliance>/landscape/", include("trellis.apps.landscape.public_urls")),
    path("p/<slug:alliance>/map/", include("trellis.apps.opportunity.public_urls")),
    path("p/<slug:alliance>/programs/", include("trellis.apps.programs.public_urls")),
    path("p/<slug:alliance>/partners/", include("trellis.apps.partners.public_urls")),
    path("p/readiness/", include("trellis.apps.readiness.answer_urls")),
    path("p/still-true/", include("trellis.apps.programs.answer_urls")),
    path("p/partner-still-true/", include("trellis.apps.partners.answer_urls")),
    path("p/survey/", include("trellis.apps.ties.answer_urls")),
    path("admin/", admin.site.urls),
]
