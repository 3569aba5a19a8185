"""A partner's own programs, made for a phone."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.organizations import queries as organization_queries
from trellis.apps.programs import answers, freshness, queries, tables, wording
from trellis.apps.programs.models import Program
from trellis.apps.programs.views.frame import tabs


@require(Permission.EDIT_OWN_PROGRAMS)
def mine(request: AllianceRequest) -> HttpResponse:
    """The programs of the organizations whose entries this person keeps, those that wait first."""
    kept = organization_queries.kept_by(request.alliance, request.user)
    organizations = list(kept)
    found = list(queries.programs_of(request.alliance, kept))
    limits, today = freshness.limits_of(request.alliance), timezone.localdate()
    rows = []
    for program in found:
        sessions = list(program.sessions.all())
        word, tone = tables.state_label(program, limits, today)
        rows.append(
            {
                "program": program,
                "is_waiting": answers.is_waiting(program, limits, today),
                "is_active": program.status == Program.Status.ACTIVE,
                "state": word,
                "tone": tone,
                "where": wording.where(sessions),
                "ages": wording.ages_of(sessions),
                "price": wording.price_range(sessions),
                "confirmed": answers.confirmed(program),
                "has_sessions": bool(sessions),
            }
        )
    rows.sort(key=lambda row: not row["is_waiting"])
    context = {
        "tabs": tabs(request, "mine"),
        "organizations": organizations,
        "programs": rows,
        "answer": answers.mine(found, limits, today),
    }
    return render(request, "programs/mine.html", context)
