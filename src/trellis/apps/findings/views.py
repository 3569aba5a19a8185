"""The thread's page."""

from django.http import HttpResponse
from django.shortcuts import render

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.findings import queries


@require(Permission.VIEW_LANDSCAPE)
def thread(request: AllianceRequest) -> HttpResponse:
    """Show each recommendation that somebody took a stand on, from its finding to where it stands."""
    answers = queries.answered(request.alliance)
    taken_up = sum(answer.stands == "accepted" for answer in answers)
    return render(request, "findings/thread.html", {"answers": answers, "taken_up": taken_up})
