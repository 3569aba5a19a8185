"""Hiring needs: staff's list over the alliance, and the choice of the occupation that a job belongs to."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.partners.hiring import coding, queries, services, tables, words
from trellis.apps.partners.models import HiringNeed
from trellis.apps.partners.spreadsheets import csv_file, xlsx_file
from trellis.apps.partners.views.frame import tabs

AT_ONCE: Final = 10
NONE: Final = "none"
LATER: Final = "later"
LISTS: Final = ("list", "uncoded")
LONGEST_SEARCH: Final = 160
BIGGEST_ID: Final = 2**63


@require(Permission.MANAGE_PARTNERS)
def listing(request: AllianceRequest) -> HttpResponse:
    """All jobs that partners will fill."""
    totals = queries.totals(request.alliance)
    context = {
        "totals": totals,
        "answer": _answer(totals),
        "table": tables.needs(request.alliance),
        "tabs": tabs(request, "hiring:list"),
    }
    return render(request, "partners/hiring/list.html", context)


@require(Permission.MANAGE_PARTNERS)
def uncoded(request: AllianceRequest) -> HttpResponse:
    """The jobs whose occupation is to be chosen, a few at a time, each with its suggestions."""
    mistake = ""
    if request.method == "POST":
        try:
            count = services.choose_many(chosen=_picked_for_each(request), by=request.user)
        except ValidationError as error:
            mistake = " ".join(error.messages)
        else:
            messages.success(request, _saved(count))
            return redirect(_url(request, "uncoded"))
    rows = list(queries.to_choose(request.alliance)[:AT_ONCE])
    context = {
        "jobs": [
            {"need": row, "name": f"need-{row.pk}", "suggestions": words.explained(row.suggestions, most=1)}
            for row in rows
        ],
        "totals": queries.totals(request.alliance),
        "source": words.source_sentences(),
        "mistake": mistake,
        "crumbs": [(_("Hiring needs"), _url(request, "list"))],
        "tabs": tabs(request, "hiring:list"),
    }
    return render(request, "partners/hiring/uncoded.html", context, status=422 if mistake else 200)


@require(Permission.MANAGE_PARTNERS)
@require_POST
def look_up(request: AllianceRequest) -> HttpResponse:
    """Has all titles looked up that weren't yet."""
    job = services.look_up(alliance=request.alliance, by=request.user)
    return redirect(job.get_absolute_url())


@require(Permission.EDIT_OWN_PARTNER)
def code(request: AllianceRequest, pk: int) -> HttpResponse:
    """One job: the occupations it may be, with why; choose one, say none fits, or search with other words."""
    need = queries.need_to_code(request.standing, pk)
    if need is None:
        raise Http404("There is no such job to code.")
    mistake = ""
    if request.method == "POST":
        soc = _picked(request, "soc")
        if soc is None:
            mistake = _("Choose one of them, or say that none fits.")
        else:
            try:
                services.choose(need=need, soc=soc, by=request.user)
            except ValidationError as error:
                mistake = " ".join(error.messages)
            else:
                messages.success(request, _("Saved."))
                return redirect(_back(request, need))
    context = {
        "need": need,
        "chosen": coding.occupation_name(need.soc) if need.soc else "",
        **_found(request, need),
        "source": words.source_sentences(),
        "mistake": mistake,
        "back_url": _back(request, need),
        "came_from": request.GET.get("from", ""),
        "crumbs": [(need.partner.organization.name, _partner_url(request, need))],
    }
    return render(request, "partners/hiring/code.html", context, status=422 if mistake else 200)


@require(Permission.MANAGE_PARTNERS)
def export(request: AllianceRequest, kind: str) -> HttpResponse:
    """What the list shows under the same filters, as CSV or XLSX."""
    if kind not in ("csv", "xlsx"):
        raise Http404("There is no such file.")
    rows = tables.records(tables.needs(request.alliance).select(request.GET))
    today = timezone.localdate()
    name = f"hiring-needs-{request.alliance.slug}-{today:%Y-%m-%d}"
    if kind == "csv":
        return csv_file(name, tables.COLUMNS, rows)
    notice = request.alliance.demonstration_notice
    about = [
        _("Jobs that partners of %(alliance)s will fill, in their own words, as of %(day)s.")
        % {"alliance": request.alliance.name, "day": formats.date_format(today)},
        *words.source_sentences(),
        *([notice] if notice else []),
    ]
    return xlsx_file(
        name, sheet=_("Hiring needs"), headings=tables.headings(), wide=tables.WIDE, rows=rows, about=about
    )


def _found(request: AllianceRequest, need: HiringNeed) -> dict[str, Any]:
    """The suggestions to choose from.

    Those kept for the title; those for other words that were typed, or for a title nobody looked up yet,
    where that takes no time or somebody said that they would wait.
    """
    typed = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    may_wait = request.GET.get("wait") == "yes"
    if not typed and need.searched_at is not None:
        return {"suggestions": words.explained(need.suggestions), "q": "", "unknown": ()}
    if not coding.is_ready() and not may_wait:
        return {"suggestions": (), "q": typed, "unknown": (), "must_wait": True}
    found = coding.look_up(typed or need.title)
    return {"suggestions": words.explained(found.suggestions), "q": typed, "unknown": found.unknown}


def _picked(request: AllianceRequest, name: str) -> str | None:
    """What was chosen: a code, "" for none that fits, None where nothing was."""
    value = request.POST.get(name, "")
    if value in ("", LATER):
        return None
    return "" if value == NONE else value


def _picked_for_each(request: AllianceRequest) -> dict[HiringNeed, str]:
    """What was chosen for each job; one whose occupation somebody else chose meanwhile is left as it is."""
    ids = [int(name[5:]) for name in request.POST if name.startswith("need-") and name[5:].isdecimal()]
    rows = queries.to_choose(request.alliance).filter(pk__in=[pk for pk in ids if pk < BIGGEST_ID][:AT_ONCE])
    rows = rows.select_related("alliance", "partner__alliance", "partner__organization")
    return {row: soc for row in rows if (soc := _picked(request, f"need-{row.pk}")) is not None}


def _answer(totals: queries.Totals) -> str:
    if not totals.jobs:
        return _("No partner has said yet whom it will hire.")
    return _("%(employers)s will fill %(positions)s, %(hard)d of them hard to fill.") % {
        "employers": ngettext("%(n)d partner", "%(n)d partners", totals.employers) % {"n": totals.employers},
        "positions": ngettext("%(n)d position", "%(n)d positions", totals.positions)
        % {"n": totals.positions},
        "hard": totals.hard_to_fill,
    }


def _saved(count: int) -> str:
    if not count:
        return _("Nothing was chosen, so nothing has changed.")
    return ngettext("Saved for %(n)d job.", "Saved for %(n)d jobs.", count) % {"n": count}


def _back(request: AllianceRequest, need: HiringNeed) -> str:
    came_from = request.GET.get("from", "")
    if came_from in LISTS and request.standing.may(Permission.MANAGE_PARTNERS):
        return _url(request, came_from)
    return reverse(
        "partners:edit",
        kwargs={"alliance": request.alliance.slug, "pk": need.partner_id, "part": "hiring"},
    )


def _partner_url(request: AllianceRequest, need: HiringNeed) -> str:
    return reverse("partners:partner", kwargs={"alliance": request.alliance.slug, "pk": need.partner_id})


def _url(request: AllianceRequest, name: str) -> str:
    return reverse(f"hiring:{name}", kwargs={"alliance": request.alliance.slug})
