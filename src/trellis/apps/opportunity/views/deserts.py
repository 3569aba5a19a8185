"""Where many young people have little, what would help, and what was decided about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.findings.models import Verdict
from trellis.apps.findings.services import DecisionError
from trellis.apps.opportunity import answers, recommendations, tables
from trellis.apps.opportunity.services import stands
from trellis.apps.opportunity.views.page import Shown, frame, opportunity_page


@require(Permission.VIEW_OPPORTUNITY)
@opportunity_page
def deserts(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Show the deserts and what would help."""
    return render(request, "opportunity/deserts.html", _page(request, shown))


@require(Permission.ANSWER_RECOMMENDATIONS)
@require_POST
@opportunity_page
def answer(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Keep a stand on one recommendation; a dismissal or a note without words is asked for them."""
    key, reason = request.POST.get("key", ""), request.POST.get("reason", "")
    try:
        verdict = Verdict(request.POST.get("verdict", ""))
        stands.answer_step(
            alliance=request.alliance,
            by=request.user,
            reading=shown.reading,
            key=key,
            verdict=verdict,
            reason=reason,
        )
    except DecisionError as error:
        context = {**_page(request, shown), "wrong": str(error), "wrong_key": key, "wrong_reason": reason}
        return render(request, "opportunity/deserts.html", context, status=422)
    except (ValueError, stands.NoSuchStep) as error:
        raise Http404(_("There is no such recommendation.")) from error
    messages.success(request, _("Kept. It is part of the thread now."))
    return redirect(shown.links.page("deserts"))


def _page(request: AllianceRequest, shown: Shown) -> dict[str, Any]:
    reading, links = shown.reading, shown.links
    found = recommendations.steps(request.alliance, reading, links)
    return {
        **frame(request, shown, "deserts"),
        "answer": answers.deserts(reading),
        "steps": [step for step in found if step.stands != "dismissed"],
        "dismissed": [step for step in found if step.stands == "dismissed"],
        "table": tables.places(
            reading, links, rows=[row for row in reading.rows if row["desert"]], key="deserts"
        ),
        "answer_url": links.page("answer"),
        "siting_url": links.page("siting"),
    }
