"""Single rows of a preview: correcting a cell in place, a whole row, deciding about one there twice."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.programs.importing import pages, queries, services
from trellis.apps.programs.importing.errors import ImportRefused
from trellis.apps.programs.importing.messages import Message, say
from trellis.apps.programs.importing.previewing import with_corrections
from trellis.apps.programs.models import ImportRow, ImportRun
from trellis.apps.programs.views.importing import found_run, tabs_here


def _row_of(run: ImportRun, number: int) -> ImportRow:
    found = queries.row(run, number)
    if found is None:
        raise Http404("There is no such row.")
    return found


def _back(request: AllianceRequest, pk: int, number: int) -> HttpResponse:
    """To the page of the preview that the form stood on."""
    wanted = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        wanted = reverse("program_imports:run", kwargs={"alliance": request.alliance.slug, "pk": pk})
    return redirect(f"{wanted}#row-{number}")


def _row_again(request: AllianceRequest, run: ImportRun, row: ImportRow) -> HttpResponse:
    """The row and the counts anew, to be put in place of the old ones."""
    run.refresh_from_db()
    context = {
        "run": run,
        "row": pages.row_view(run, row),
        "can_change": True,
        "answer": pages.answer(run),
        "decisions": ImportRow.Decision.choices,
        "back": request.POST.get("back", ""),
        "fragment": True,
    }
    return render(request, "programs/import/row_again.html", context)


@require(Permission.MANAGE_PROGRAMS)
@require_POST
def cell(request: AllianceRequest, pk: int, number: int) -> HttpResponse:
    """Corrects one cell and reads its row anew."""
    found = found_run(request, pk)
    _row_of(found, number)
    at = request.POST.get("at", "")
    if not (at.isascii() and at.isdigit() and int(at[:6]) < len(found.reading["columns"])):
        raise Http404("There is no such column.")
    try:
        row = services.correct(
            run=found, by=request.user, number=number, cells={int(at): request.POST.get("text", "")[:50_000]}
        )
    except ImportRefused as error:
        messages.error(request, str(error))
        return _back(request, pk, number)
    return _row_again(request, found, row) if request.htmx else _back(request, pk, number)


@require(Permission.MANAGE_PROGRAMS)
@require_POST
def decide(request: AllianceRequest, pk: int, number: int) -> HttpResponse:
    """Says what becomes of a row that seems to be there twice, or leaves a row out."""
    found = found_run(request, pk)
    row = _row_of(found, number)
    decision = request.POST.get("decision", "")
    if decision not in (*ImportRow.Decision.values, "take"):
        raise Http404("There is no such decision.")
    try:
        if decision == "take" or (decision == ImportRow.Decision.SKIP and not row.duplicate):
            row = services.leave_out(run=found, by=request.user, number=number, out=decision != "take")
        else:
            row = services.decide(run=found, by=request.user, number=number, decision=decision)
    except ImportRefused as error:
        messages.error(request, str(error))
        return _back(request, pk, number)
    return _row_again(request, found, row) if request.htmx else _back(request, pk, number)


@require(Permission.MANAGE_PROGRAMS)
@require_POST
def decide_all(request: AllianceRequest, pk: int) -> HttpResponse:
    """Decides by one rule about all rows that nobody decided about."""
    found = found_run(request, pk)
    rule = request.POST.get("rule", "")
    if rule not in ImportRow.Decision.values:
        raise Http404("There is no such rule.")
    try:
        done = services.decide_all(run=found, by=request.user, rule=rule, remember="remember" in request.POST)
    except ImportRefused as error:
        messages.error(request, str(error))
    else:
        text = ngettext("One row was decided.", "%(count)d rows were decided.", done) % {"count": done}
        messages.success(request, text)
    return redirect("program_imports:run", alliance=request.alliance.slug, pk=pk)


@require(Permission.MANAGE_PROGRAMS)
def row(request: AllianceRequest, pk: int, number: int) -> HttpResponse:
    """All cells of one row, to be corrected together."""
    found = found_run(request, pk)
    shown = _row_of(found, number)
    if request.method == "POST":
        width = len(found.reading["columns"])
        texts = with_corrections(shown.raw, shown.corrections)
        cells = {
            at: request.POST[f"cell-{at}"][:50_000]
            for at in range(width)
            if f"cell-{at}" in request.POST
            and request.POST[f"cell-{at}"].replace("\r\n", "\n") != (texts[at] if at < len(texts) else "")
        }
        try:
            shown = services.correct(run=found, by=request.user, number=number, cells=cells)
        except ImportRefused as error:
            messages.error(request, str(error))
        if not any(problem["level"] == "error" for problem in shown.problems):
            return _back(request, pk, number)
    texts = with_corrections(shown.raw, shown.corrections)
    said: dict[int, list[Message]] = {}
    for problem in shown.problems:
        said.setdefault(problem["at"], []).append(say(problem))
    cells_shown = [
        {"at": at, "heading": heading, "label": label, "text": texts[at] if at < len(texts) else "",
         "came": shown.raw[at] if at < len(shown.raw) and str(at) in shown.corrections else None,
         "messages": said.get(at, ()), "is_wrong": any(one.level == "error" for one in said.get(at, ()))}
        for at, heading, label in pages.shown_columns(found)
    ]  # fmt: skip
    context = {
        "tabs": tabs_here(request),
        "run": found,
        "row": pages.row_view(found, shown),
        "cells": cells_shown,
        "others": said.get(-1, ()),
        "can_change": found.state == ImportRun.State.READY,
    }
    return render(request, "programs/import/row.html", context)
