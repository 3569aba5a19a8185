"""For the launch meeting: one question on the wall, how many have answered, and, in time, the result."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.core.ui import figures
from trellis.apps.readiness import queries, results, words
from trellis.apps.readiness.banks import Bank
from trellis.apps.readiness.models import Assessment
from trellis.apps.readiness.services import assessments as services
from trellis.apps.readiness.views import frame


@require(Permission.MANAGE_READINESS)
@never_cache
def facilitate(request: AllianceRequest, pk: int) -> HttpResponse:
    """The question that `?step=` names, or the link to join."""
    row = frame.found(request, pk)
    bank = frame.bank(row)
    share_url = request.build_absolute_uri(reverse("readiness_answers:start", args=[row.link]))
    steps = ["", *bank.steps]
    step = request.GET.get("step", "")
    if step not in steps:
        raise Http404("There is no such question.")
    place = steps.index(step)
    here = frame.url(request, "facilitate", pk=pk)
    context: dict[str, Any] = {
        "assessment": row,
        "bank": bank,
        "step": step,
        "item": bank.item(step) if step else None,
        "number": place,
        "count": len(bank.steps),
        "share_url": share_url,
        "back_url": _to(here, steps[place - 1]) if place else "",
        "next_url": _to(here, steps[place + 1]) if place + 1 < len(steps) else "",
        "leave_url": frame.url(request, "assessment", pk=pk),
        "count_url": f"{frame.url(request, 'count', pk=pk)}?step={step}",
        "is_shown": bool(step) and row.shows(step),
        **_progress(row, bank, step),
    }
    if context["is_shown"]:
        context |= _shown(row, bank, step)
    return render(request, "readiness/facilitate.html", context)


@require(Permission.MANAGE_READINESS)
@never_cache
def count(request: AllianceRequest, pk: int) -> HttpResponse:
    """How many have answered by now: asked for again and again by the page."""
    row = frame.found(request, pk)
    bank = frame.bank(row)
    step = request.GET.get("step", "")
    if step and step not in bank.steps:
        raise Http404("There is no such question.")
    return render(request, "readiness/_count.html", _progress(row, bank, step))


@require(Permission.MANAGE_READINESS)
@require_POST
def reveal(request: AllianceRequest, pk: int) -> HttpResponse:
    """Shows what was answered to one question, which takes no more answers from then on."""
    row = frame.found(request, pk)
    step = request.POST.get("step", "")
    try:
        services.reveal(assessment=row, step=step, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        if step not in frame.bank(row).steps:
            step = ""
    return redirect(_to(frame.url(request, "facilitate", pk=pk), step))


def _progress(row: Assessment, bank: Bank, step: str) -> dict[str, Any]:
    began = queries.began(row)
    answered = services.answered(row, bank, step) if step else began
    return {"began": began, "answered": answered, "step": step}


def _shown(row: Assessment, bank: Bank, step: str) -> dict[str, Any]:
    found = results.read(row, bank, only=step)
    if bank.is_table:
        return {"sectors": [(words.sector(each.sector), each) for each in found.table]}
    (each,) = found.items
    if each.level is None or each.agreement is None:
        return {"said": words.sentence(each), "bars": []}
    bars = []
    if each.spread:
        for level, people in zip(each.item.levels, each.spread.counts, strict=True):
            share = people / each.answered
            bars.append((str(level.label), share, figures.percent(share)))
    return {
        "said": words.level(each.item, each.level),
        "agreement": words.agreement(each.agreement),
        "criterion": each.item.level(max(int(each.level), 1)).criterion,
        "bars": bars,
        "by_sector": [(words.sector(one.sector), words.level(each.item, one.level)) for one in each.sectors],
        "notes": each.notes,
        "talk": _("People are far apart: let a high and a low answer be explained before you go on.")
        if each.agreement < words.DIFFER
        else "",
    }


def _to(here: str, step: str) -> str:
    return f"{here}?step={step}" if step else here
