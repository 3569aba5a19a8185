"""A bank on paper: for a meeting without screens, or to look at before one starts."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.partners.sectors import Sector
from trellis.apps.readiness import paper
from trellis.apps.readiness.views import frame


@require(Permission.VIEW_READINESS)
def worksheet(request: AllianceRequest, bank: str) -> HttpResponse:
    """The questions with room to write."""
    found = frame.bank_asked_for(request, bank)
    context = {
        "bank": found,
        "sectors": [str(label) for label in Sector.labels],
        "pdf_url": f"{frame.url(request, 'worksheet_pdf', bank=bank)}?version={found.version}",
        "crumbs": frame.crumbs(request),
    }
    return render(request, "readiness/worksheet.html", context)


@require(Permission.VIEW_READINESS)
def pdf(request: AllianceRequest, bank: str) -> HttpResponse:
    """The same as an accessible PDF."""
    found = frame.bank_asked_for(request, bank)
    made = paper.worksheet(found, alliance=request.alliance, language=get_language() or "en")
    headers = {"Content-Disposition": f'inline; filename="worksheet-{found.key}-{found.version}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)
