"""An alliance's home: what happened this week, and the next step."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from trellis.apps.alliances import queries
from trellis.apps.alliances.setup import set_up
from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.audit import queries as audit
from trellis.apps.core.audit.sentences import sentence
from trellis.apps.core.evidence import kinds
from trellis.apps.core.evidence import queries as evidence
from trellis.apps.core.jobs import queries as jobs
from trellis.apps.core.permissions import Permission

SHOWN = 5
CHANGES_SHOWN = 8
WEEK = timedelta(days=7)


@require(Permission.VIEW_ALLIANCE)
def home(request: AllianceRequest) -> HttpResponse:
    """This week. A new alliance's first visitor who can set it up is led there."""
    alliance, standing = request.alliance, request.standing
    state = set_up(alliance, standing)
    if state.home is None and state.current is not None and not request.session.get("setup_seen"):
        return redirect("alliances:setup", alliance=alliance.slug)
    since = timezone.now() - WEEK
    news = evidence.news(
        alliance,
        since=since,
        subjects=[region.evidence_subject for region in queries.regions_of(alliance)],
        kinds=kinds.news(),
        kept_by_hand=kinds.kept_by_hand(),
        without=kinds.kept_from(standing),
    )
    running = list(jobs.unfinished(alliance)[:SHOWN]) if standing.may(Permission.VIEW_JOBS) else []
    changes = []
    if standing.may(Permission.READ_AUDIT):
        changes = [
            {"at": entry.at, "who": str(entry.by) if entry.by else "", "what": sentence(entry)}
            for entry in audit.entries(alliance).filter(at__gte=since)[:CHANGES_SHOWN]
        ]
    waiting = (
        list(queries.open_invitations(alliance)[:SHOWN]) if standing.may(Permission.MANAGE_MEMBERS) else []
    )
    return render(
        request,
        "alliances/home.html",
        {
            "setup": state,
            "home_region": state.home,
            "results": evidence.listed(alliance, news[:SHOWN]),
            "result_count": len(news),
            "running": running,
            "changes": changes,
            "waiting": waiting,
        },
    )
