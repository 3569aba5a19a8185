"""The silo finder: who does the same for the same places, who could join forces, what staff say of it."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.core.ui.navigation import Item
from trellis.apps.partners.models import SiloAnswer
from trellis.apps.partners.silos import comparing, evidence, queries, services, tables
from trellis.apps.partners.silos.document import DUPLICATE
from trellis.apps.partners.silos.queries import OPEN, Board, Finding
from trellis.apps.partners.spreadsheets import csv_file
from trellis.apps.partners.views.frame import tabs

SHOWN: Final = (OPEN, SiloAnswer.Verdict.INTRODUCED.value, SiloAnswer.Verdict.DISMISSED.value)


@require(Permission.MANAGE_PARTNERS)
def listing(request: AllianceRequest) -> HttpResponse:
    """All that was found and staff said nothing of yet; by `show`, what they introduced or dismissed."""
    board, show = queries.board(request.alliance), _show(request)
    context: dict[str, Any] = {
        "tabs": tabs(request, "silos:list"),
        "board": board,
        "job": queries.under_way(request.alliance),
    }
    if board is not None:
        context |= {
            "answer": _answer(board),
            "is_current": evidence.is_current(board.evidence, request.alliance),
            "show": show,
            "shown": _segments(request, board, show),
            "table": tables.findings(request.alliance, board.with_verdict(show), show=show),
        }
    return render(request, "partners/silos/list.html", context)


@require(Permission.MANAGE_PARTNERS)
@require_POST
def look(request: AllianceRequest) -> HttpResponse:
    """Looks for silos: at once where there is little to compare, else by a job."""
    job = services.look(alliance=request.alliance, by=request.user)
    if job is not None:
        return redirect(job.get_absolute_url())
    messages.success(request, _("This is what is found as of now."))
    return redirect(_url(request, "list"))


@require(Permission.MANAGE_PARTNERS)
def finding(request: AllianceRequest, key: str) -> HttpResponse:
    """One finding: its members side by side, why, and what staff say of it."""
    return _finding_page(request, _finding(request, key))


@require(Permission.MANAGE_PARTNERS)
@require_POST
def answer(request: AllianceRequest, key: str) -> HttpResponse:
    """Keeps what staff say of a finding, or of one `member` of it; "open" takes it back."""
    found, verdict = _finding(request, key), request.POST.get("verdict", "")
    about, names = found.about, [each.title for each in found.members]
    if verdict == OPEN:
        services.reopen(
            alliance=request.alliance, by=request.user, about=about, pairs=found.pairs, names=names
        )
        messages.success(request, _("It is open again."))
        return redirect(_url(request, "finding", key=key))
    if verdict not in SiloAnswer.Verdict.values:
        raise Http404("There is no such answer.")
    member = request.POST.get("member", "")
    pairs = [pair for pair in found.pairs if not member or member in map(str, pair)]
    try:
        services.answer(
            alliance=request.alliance,
            by=request.user,
            about=about,
            pairs=pairs,
            verdict=verdict,
            names=names,
            note=request.POST.get("note", ""),
        )
    except ValidationError as error:
        return _finding_page(request, found, mistake=" ".join(error.messages))
    messages.success(request, _("Remembered. It will not be shown as open again."))
    return redirect(_url(request, "finding", key=key) if member else _url(request, "list"))


@require(Permission.MANAGE_PARTNERS)
def export(request: AllianceRequest) -> HttpResponse:
    """What the list shows under the same filters, as CSV."""
    board, show = queries.board(request.alliance), _show(request)
    rows = board.with_verdict(show) if board else []
    chosen = tables.findings(request.alliance, rows, show=show).select(request.GET)
    name = f"silos-{request.alliance.slug}-{timezone.localdate():%Y-%m-%d}"
    return csv_file(name, tables.COLUMNS, tables.records(chosen))


def _finding(request: AllianceRequest, key: str) -> Finding:
    board = queries.board(request.alliance)
    found = board.finding(key) if board else None
    if found is None:
        raise Http404("There is no such finding.")
    return found


def _finding_page(request: AllianceRequest, found: Finding, *, mistake: str = "") -> HttpResponse:
    alike = found.why["alike"]
    context = {
        "finding": found,
        "sides": comparing.sides(request.alliance, found),
        "alike": [
            (label, alike[name])
            for name, label in (
                ("focus", _("What they are about")),
                ("ages", _("For whom")),
                ("place", _("Where")),
                ("text", _("How they describe it")),
            )
        ],
        "is_open": found.verdict == OPEN,
        "mistake": mistake,
        "note": request.POST.get("note", ""),
        "crumbs": [(_("Silos"), _url(request, "list"))],
        "tabs": tabs(request, "silos:list"),
    }
    return render(request, "partners/silos/finding.html", context, status=422 if mistake else 200)


def _answer(board: Board) -> list[str]:
    """What was found, in sentences."""
    rows = board.with_verdict(OPEN)
    duplicates = sum(row.kind == DUPLICATE for row in rows)
    together = len(rows) - duplicates
    compared = _("%(partners)s and %(programs)s were compared.") % {
        "partners": ngettext("%(n)d partner", "%(n)d partners", board.compared["partners"])
        % {"n": board.compared["partners"]},
        "programs": ngettext("%(n)d program", "%(n)d programs", board.compared["programs"])
        % {"n": board.compared["programs"]},
    }
    if not rows:
        return [compared, _("Nobody seems to do the same as another, and nothing else is open.")]
    same = ngettext(
        "%(n)d group or pair seems to do the same for the same places.",
        "%(n)d groups or pairs seem to do the same for the same places.",
        duplicates,
    )
    joining = ngettext("%(n)d pair could join forces.", "%(n)d pairs could join forces.", together)
    return [compared, same % {"n": duplicates}, joining % {"n": together}]


def _segments(request: AllianceRequest, board: Board, show: str) -> tuple[Item, ...]:
    labels = {
        SHOWN[0]: _("Open"),
        SHOWN[1]: _("Introduced"),
        SHOWN[2]: _("Dismissed"),
    }
    return tuple(
        Item(
            label=f"{labels[each]} ({len(board.with_verdict(each))})",
            url=f"{_url(request, 'list')}?show={each}",
            current=each == show,
        )
        for each in SHOWN
    )


def _show(request: AllianceRequest) -> str:
    wanted = request.GET.get("show", OPEN)
    return wanted if wanted in SHOWN else OPEN


def _url(request: AllianceRequest, name: str, **arguments: object) -> str:
    return reverse(f"silos:{name}", kwargs={"alliance": request.alliance.slug, **arguments})
