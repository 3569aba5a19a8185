"""Single rows of a preview of partners: correcting cells, deciding about near-duplicates, naming sectors."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.partners.importing import pages, queries, services
from trellis.apps.partners.importing.messages import say
from trellis.apps.partners.models import PartnerImport, PartnerImportRow
from trellis.apps.partners.views.frame import tabs
from trellis.apps.partners.views.imports import found_run
from trellis.apps.programs.importing.errors import ImportRefused
from trellis.apps.programs.importing.messages import Message
from trellis.apps.programs.importing.previewing import with_corrections

Decision = PartnerImportRow.Decision


def _row_of(run: PartnerImport, number: int) -> PartnerImportRow:
    found = queries.row(run, number)
    if found is None:
        raise Http404("There is no such row.")
    return found


def _back(request: AllianceRequest, pk: int, anchor: str) -> HttpResponse:
    """To the page of the preview that the form stood on."""
    wanted = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        wanted = reverse("partner_imports:run", kwargs={"alliance": request.alliance.slug, "pk": pk})
    return redirect(f"{wanted}#{anchor}")


@require(Permission.MANAGE_PARTNERS)
@require_POST
def cell(request: AllianceRequest, pk: int, number: int) -> HttpResponse:
    """Corrects one cell; its row, and those that hang together with it, are worked out anew."""
    found = found_run(request, pk)
    _row_of(found, number)
    at = request.POST.get("at", "")
    if not (at.isascii() and at.isdigit() and int(at[:6]) < len(found.reading["columns"])):
        raise Http404("There is no such column.")
    text = request.POST.get("text", "")[:50_000]
    try:
        services.correct(run=found, by=request.user, number=number, cells={int(at): text})
    except ImportRefused as error:
        messages.error(request, str(error))
    return _back(request, pk, f"row-{number}")


@require(Permission.MANAGE_PARTNERS)
@require_POST
def decide(request: AllianceRequest, pk: int, number: int) -> HttpResponse:
    """Says what becomes of a row that seems to be there twice, or leaves a row out."""
    found = found_run(request, pk)
    _row_of(found, number)
    decision = request.POST.get("decision", "")
    if decision not in (*Decision.values, "take"):
        raise Http404("There is no such decision.")
    try:
        services.decide(
            run=found, by=request.user, number=number, decision="" if decision == "take" else decision
        )
    except ImportRefused as error:
        messages.error(request, str(error))
    return _back(request, pk, f"row-{number}")


@require(Permission.MANAGE_PARTNERS)
@require_POST
def decide_all(request: AllianceRequest, pk: int) -> HttpResponse:
    """Decides by one rule about all rows that nobody decided about."""
    found = found_run(request, pk)
    rule = request.POST.get("rule", "")
    if rule not in Decision.values:
        raise Http404("There is no such rule.")
    try:
        done = services.decide_all(run=found, by=request.user, rule=rule, remember="remember" in request.POST)
    except ImportRefused as error:
        messages.error(request, str(error))
    else:
        text = ngettext("One row was decided.", "%(count)d rows were decided.", done) % {"count": done}
        messages.success(request, text)
    return redirect("partner_imports:run", alliance=request.alliance.slug, pk=pk)


@require(Permission.MANAGE_PARTNERS)
@require_POST
def sectors(request: AllianceRequest, pk: int) -> HttpResponse:
    """Says which sectors the list's own words mean."""
    found = found_run(request, pk)
    said = {
        word: request.POST.get(f"sector-{at}", "")
        for at, (_key, word, _rows) in enumerate(queries.unknown_sectors(found))
    }
    try:
        services.say_sectors(run=found, by=request.user, sectors=said)
    except ImportRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Said, and remembered for the next time this list comes."))
    return redirect("partner_imports:run", alliance=request.alliance.slug, pk=pk)


@require(Permission.MANAGE_PARTNERS)
def row(request: AllianceRequest, pk: int, number: int) -> HttpResponse:
    """All cells of one row, to be corrected together."""
    found = found_run(request, pk)
    shown = _row_of(found, number)
    if request.method == "POST":
        texts = with_corrections(shown.raw, shown.corrections)
        cells = {
            at: request.POST[f"cell-{at}"][:50_000]
            for at in range(len(found.reading["columns"]))
            if f"cell-{at}" in request.POST
            and request.POST[f"cell-{at}"].replace("\r\n", "\n") != (texts[at] if at < len(texts) else "")
        }
        try:
            shown = services.correct(run=found, by=request.user, number=number, cells=cells)
        except ImportRefused as error:
            messages.error(request, str(error))
        if not any(problem["level"] == "error" for problem in shown.problems):
            return _back(request, pk, f"row-{number}")
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
        "tabs": tabs(request, "partner_imports:list"),
        "run": found,
        "row": pages.row_views(found, [shown])[0],
        "cells": cells_shown,
        "others": said.get(-1, ()),
        "can_change": found.state == PartnerImport.State.READY,
    }
    return render(request, "partners/import/row.html", context)
