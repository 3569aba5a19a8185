"""What to do, in order, and where each recommendation stands."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
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
from trellis.apps.landscape.steps_on_page import kind_label, step_id
from trellis.apps.landscape.views.page import Shown, frame, landscape_page

ON_A_PAGE = 10


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
    where = shown.links.page(
        "recommendations", more={name: request.GET.get(name, "") for name in ("kind", "page")}
    )
    return redirect(f"{where}#{step_id(key)}")


def _page(request: AllianceRequest, shown: Shown) -> dict[str, Any]:
    reading, links = shown.reading, shown.links
    rows = reading.document["recommendations"]
    kinds = list(dict.fromkeys(row["kind"] for row in rows))
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds else ""
    answered = steps_on_page.answers_to(request.alliance, reading, rows)
    wanted = [row for row in rows if not kind or row["kind"] == kind]
    dismissed = [row for row in wanted if steps_on_page.is_dismissed(answered, row)]
    page = Paginator([row for row in wanted if row not in dismissed], ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    return {
        **frame(shown, "recommendations"),
        "answer": [answers.plain(each) for each in answers.recommendations(reading)],
        "kinds": _kinds(shown, kinds, kind),
        "steps": steps_on_page.cards(reading, links, list(page), answered),
        "dismissed": steps_on_page.cards(reading, links, dismissed, answered),
        "page": page,
        "previous_url": _page_url(shown, kind, page.previous_page_number()) if page.has_previous() else "",
        "next_url": _page_url(shown, kind, page.next_page_number()) if page.has_next() else "",
        "pipeline_steps_url": links.page("pipeline-steps"),
        "answer_url": links.page("answer", more=_query(kind, page.number)),
    }


def _query(kind: str, page: int) -> dict[str, str]:
    return {"kind": kind, "page": "" if page == 1 else str(page)}


def _page_url(shown: Shown, kind: str, page: int) -> str:
    return shown.links.page("recommendations", more=_query(kind, page))


def _kinds(shown: Shown, kinds: list[str], current: str) -> tuple[Item, ...]:
    every = Item(label=_("All"), url=shown.links.page("recommendations"), current=not current)
    each = (
        Item(label=kind_label(kind), url=_page_url(shown, kind, 1), current=kind == current) for kind in kinds
    )
    return (every, *each) if len(kinds) > 1 else ()


def _said(verdict: Verdict) -> str:
    return {
        Verdict.ACCEPTED: _("Accepted. It waits to be taken up as a commitment."),
        Verdict.DISMISSED: _("Dismissed, with your reason beside it."),
        Verdict.REOPENED: _("Open again."),
        Verdict.NOTED: _("Your note is kept."),
    }[verdict]
