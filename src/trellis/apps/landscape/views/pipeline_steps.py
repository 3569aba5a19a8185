"""What would open the pipeline, in order, and where each recommendation stands."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.core.ui.figures import exact
from trellis.apps.core.ui.navigation import Item
from trellis.apps.findings.models import Verdict
from trellis.apps.findings.services import DecisionError
from trellis.apps.landscape.pipeline import recommending, services, words
from trellis.apps.landscape.pipeline.recommending import step_id
from trellis.apps.landscape.views.pipeline_page import Shown, frame, pipeline_page

ON_A_PAGE = 10


@require(Permission.VIEW_LANDSCAPE)
@pipeline_page
def steps(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Show every recommendation, those first that bring most students into a course."""
    return render(request, "landscape/pipeline_steps.html", _page(request, shown))


@require(Permission.ANSWER_RECOMMENDATIONS)
@require_POST
@pipeline_page
def answer(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Keep a stand on one recommendation; a dismissal or a note without words is asked for them."""
    key, reason = request.POST.get("key", ""), request.POST.get("reason", "")
    try:
        services.answer_step(
            alliance=request.alliance,
            by=request.user,
            reading=shown.reading,
            key=key,
            verdict=Verdict(request.POST.get("verdict", "")),
            reason=reason,
        )
    except DecisionError as error:
        context = {**_page(request, shown), "wrong": str(error), "wrong_key": key, "wrong_reason": reason}
        return render(request, "landscape/pipeline_steps.html", context, status=422)
    except (ValueError, services.NoSuchStep) as error:
        raise Http404(_("There is no such recommendation for this region.")) from error
    messages.success(request, _("Kept. It is part of the thread now."))
    where = shown.addresses.page(
        "pipeline-steps", more={name: request.GET.get(name, "") for name in ("course", "page")}
    )
    return redirect(f"{where}#{step_id(key)}")


def _page(request: AllianceRequest, shown: Shown) -> dict[str, Any]:
    reading, addresses = shown.reading, shown.addresses
    rows = recommending.steps_of(reading)
    kinds = list(dict.fromkeys(row["course"] for row in rows))
    course = request.GET.get("course", "")
    course = course if course in kinds else ""
    wanted = [row for row in rows if not course or row["course"] == course]
    answered = recommending.answers_to(reading, wanted)
    dismissed = [
        row for row in wanted if row["key"] in answered and answered[row["key"]].stands == "dismissed"
    ]
    page = Paginator([row for row in wanted if row not in dismissed], ON_A_PAGE).get_page(
        request.GET.get("page")
    )

    def address(number: int) -> str:
        more = {"course": course, "page": "" if number == 1 else str(number)}
        return addresses.page("pipeline-steps", more=more)

    return {
        **frame(request, shown),
        "said": _said(len(rows)),
        "kinds": _kinds(shown, kinds, course),
        "steps": recommending.cards(reading, addresses, list(page), answered, first=page.start_index() or 1),
        "dismissed": recommending.cards(reading, addresses, dismissed, answered),
        "page": page,
        "previous_url": address(page.previous_page_number()) if page.has_previous() else "",
        "next_url": address(page.next_page_number()) if page.has_next() else "",
        "answer_url": addresses.page(
            "pipeline-answer", more={"course": course, "page": "" if page.number == 1 else str(page.number)}
        ),
    }


def _said(count: int) -> str:
    if not count:
        return _("Nothing stands out to be done on the numbers that are shown.")
    text = ngettext(
        "%(n)s step that would bring more students into algebra I early, or into courses not offered now.",
        "%(n)s steps that would bring more students into algebra I early, or into courses not offered now, "
        "those that reach most first.",
        count,
    )
    return text % {"n": exact(count)}


def _kinds(shown: Shown, kinds: list[str], current: str) -> tuple[Item, ...]:
    if len(kinds) < 2:
        return ()
    address = shown.addresses.page
    names = {recommending.ALGEBRA: _("Algebra I")}
    every = Item(label=_("All"), url=address("pipeline-steps"), current=not current)
    return (
        every,
        *(
            Item(
                label=names.get(key, words.course(key)),
                url=address("pipeline-steps", more={"course": key}),
                current=key == current,
            )
            for key in kinds
        ),
    )
