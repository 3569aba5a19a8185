"""The organizations whose profiles somebody keeps, made for a phone."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.partners import answers, completeness, queries
from trellis.apps.partners.models import Partner
from trellis.apps.partners.views.frame import tabs


@require(Permission.EDIT_OWN_PARTNER)
def mine(request: AllianceRequest) -> HttpResponse:
    """The profiles that this person keeps: how far each is, and what is next."""
    kept = (
        completeness.annotated(queries.partners_of(request.alliance), request.alliance)
        .filter(organization__in=queries.kept_ids(request.standing))
        .exclude(status=Partner.Status.LEFT)
    )
    rows = []
    for partner in kept:
        found = completeness.of(partner)
        rows.append(
            {
                "partner": partner,
                "complete": found,
                "said": answers.completeness(found),
                "confirmed": answers.confirmed(partner),
            }
        )
    return render(request, "partners/mine.html", {"rows": rows, "tabs": tabs(request, "partners:mine")})
