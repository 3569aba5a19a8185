"""What the pages of readiness share."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest
from trellis.apps.readiness import queries
from trellis.apps.readiness.banks import Bank, UnknownBank, bank_of, latest
from trellis.apps.readiness.models import Assessment
from trellis.apps.readiness.services import assessments

Crumbs = list[tuple[str, str]]


def url(request: AllianceRequest, name: str, **arguments: object) -> str:
    """The address of a page of readiness."""
    return reverse(f"readiness:{name}", kwargs={"alliance": request.alliance.slug, **arguments})


def found(request: AllianceRequest, pk: int) -> Assessment:
    """The assessment, closed if its time has run out."""
    row = queries.assessment(request.alliance, pk)
    if row is None:
        raise Http404("There is no such assessment.")
    return assessments.settle(row)


def bank(assessment: Assessment) -> Bank:
    """The version of the bank that an assessment asks."""
    return bank_of(assessment.alliance, assessment.bank, assessment.bank_version)


def newest_bank(request: AllianceRequest, key: str) -> Bank:
    """The newest version of a bank."""
    for each in latest(request.alliance):
        if each.key == key:
            return each
    raise Http404("There are no such questions.")


def bank_asked_for(request: AllianceRequest, key: str) -> Bank:
    """The version of a bank that `?version=` names, or the newest."""
    version = request.GET.get("version", "")
    if not version:
        return newest_bank(request, key)
    if not (version.isascii() and version.isdigit() and len(version) < 6):
        raise Http404("There is no such version.")
    try:
        return bank_of(request.alliance, key, int(version))
    except UnknownBank as error:
        raise Http404("There is no such version.") from error


def crumbs(request: AllianceRequest, assessment: Assessment | None = None) -> Crumbs:
    """The way from the overview to a page below it."""
    trail = [(_("Readiness"), url(request, "overview"))]
    if assessment is not None:
        trail.append((assessment.name, url(request, "assessment", pk=assessment.pk)))
    return trail


def site_address(request: AllianceRequest) -> str:
    """Where the site answers, for links in mails: "https://trellis.example.org"."""
    return request.build_absolute_uri("/").rstrip("/")
