"""What to do, in order, and where each recommendation stands."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.core.ui.navigation import Item
from trellis.apps.findings.models import Verdict
from trellis.apps.findings.services import DecisionError
from trellis.apps.landscape import answers, services, steps_on_page
from trellis.apps.landscape.steps_on_page import StepCard, kind_label, step_id
from trellis.apps.landscape.views.page import Shown, frame, landscape_page


@require(Permission.VIEW_LANDSCAPE)
@landscape_page
def recommendations(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Show every recommendation, ranked, with what was said about it."""
    return render(request, "landscape/recommendations.html", _page(request, shown))


@require(Permission.ANSWER_RECOMMENDATIONS)
@require_POST
@landscape_page
def answer(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Keep a stand on one recommendation; a dismissal or a note without words is asked for them."""
    key = request.POST.get("key", "")
    reason = request.POST.get("reason", "")
    try:
        verdict = Verdict(request.POST.get("verdict", ""))
        services.answer_step(
            alliance=request.alliance,
            by=request.user,
            reading=shown.reading,
            key=key,
            verdict=verdict,
            reason=reason,
        )
    except DecisionError as error:
        context = {**_page(request, shown), "wrong": str(error), "wrong_key": key, "wrong_reason": reason}
        return render(request, "landscape/recommendations.html", context, status=422)
    except (ValueError, services.NoSuchStep) as error:
        raise Http404(_("There is no such recommendation for this region.")) from error
    messages.success(request, _said(verdict))
    return redirect(f"{shown.links.page('recommendations')}#{step_id(key)}")


def _page(request: AllianceRequest, shown: Shown) -> dict[str, Any]:
    reading, links = shown.reading, shown.links
    rows = reading.document["recommendations"]
    kinds = list(dict.fromkeys(row["kind"] for row in rows))
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds else ""
    cards = steps_on_page.cards(
        request.alliance, reading, links, [row for row in rows if not kind or row["kind"] == kind]
    )
    return {
        **frame(shown, "recommendations"),
        "answer": [answers.plain(each) for each in answers.recommendations(reading)],
        "kinds": _kinds(shown, kinds, kind),
        "steps": [card for card in cards if card.stands != "dismissed"],
        "dismissed": [card for card in cards if card.stands == "dismissed"],
        "accepted_count": _count(cards, "accepted"),
        "answer_url": links.page("answer", more={"kind": kind}),
        "is_empty": not rows,
    }


def _kinds(shown: Shown, kinds: list[str], current: str) -> tuple[Item, ...]:
    page = shown.links.page
    every = Item(label=_("All"), url=page("recommendations"), current=not current)
    each = (
        Item(
            label=kind_label(kind), url=page("recommendations", more={"kind": kind}), current=kind == current
        )
        for kind in kinds
    )
    return (every, *each) if len(kinds) > 1 else ()


def _count(cards: list[StepCard], stands: str) -> int:
    return sum(card.stands == stands for card in cards)


def _said(verdict: Verdict) -> str:
    return {
        Verdict.ACCEPTED: _("Accepted. It waits to be taken up as a commitment."),
        Verdict.DISMISSED: _("Dismissed, with your reason beside it."),
        Verdict.REOPENED: _("Open again."),
        Verdict.NOTED: _("Your note is kept."),
    }[verdict]
