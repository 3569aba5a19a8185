"""Hiring needs beside published openings."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.core.ui.figures import about, exact
from trellis.apps.landscape import hiring_tables
from trellis.apps.landscape.hiring import MORE, NO_GAP, Comparison, compare
from trellis.apps.landscape.views.files import landscape_file
from trellis.apps.landscape.views.page import Shown, frame, landscape_page
from trellis.apps.partners.spreadsheets import csv_file
from trellis.apps.partners.visibility import Audience, audience_of


@require(Permission.VIEW_LANDSCAPE)
@landscape_page
def hiring(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Show what partners say they will hire beside what is published, occupation by occupation."""
    found = _compared(request, shown)
    is_staff = audience_of(request.standing) is Audience.STAFF
    context = {
        **frame(shown, "hiring"),
        "sentences": _answer(found),
        "found": found,
        "chart": hiring_tables.chart(found, shown.links),
        "table": hiring_tables.beside(found, shown.reading, shown.links),
        "silent": hiring_tables.silent(found, shown.links),
        "left_out": _left_out(found, is_staff=is_staff),
        "all_fields_url": shown.links.page("hiring", more={"field": "all"})
        if found.elsewhere.employers
        else "",
        "uncoded_url": _own(request, "uncoded") if is_staff and found.uncoded[0] else "",
        "needs_url": _own(request, "list") if is_staff else "",
    }
    return render(request, "landscape/hiring.html", context)


@require(Permission.VIEW_LANDSCAPE)
@landscape_file
def export(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Give the table as CSV, with the rows that the page shows under the same filters."""
    found = _compared(request, shown)
    rows = hiring_tables.beside(found, shown.reading, shown.links).select(request.GET)
    name = f"hiring-beside-openings-{request.alliance.slug}-{timezone.localdate():%Y-%m-%d}"
    return csv_file(name, hiring_tables.COLUMNS, hiring_tables.records(rows))


def _compared(request: AllianceRequest, shown: Shown) -> Comparison:
    return compare(
        request.alliance,
        shown.reading,
        audience=audience_of(request.standing),
        today=timezone.localdate(),
    )


def _answer(found: Comparison) -> list[str]:
    """What the page says first."""
    if not found.rows:
        return [_("No partner has said yet that it hires in these occupations.")]
    published = sum(row.openings or 0 for row in found.rows)
    sentences = [
        _(
            "Partners say they will fill %(positions)s in %(occupations)s within a year; about %(openings)s "
            "open there each year."
        )
        % {
            "positions": _counted(
                ngettext("%(n)s position", "%(n)s positions", found.total.positions), found.total.positions
            ),
            "occupations": _counted(
                ngettext("%(n)s occupation", "%(n)s occupations", len(found.rows)), len(found.rows)
            ),
            "openings": about(published),
        }
    ]
    more = sum(MORE in row.flags for row in found.rows)
    if more:
        sentences.append(
            _counted(
                ngettext(
                    "In %(n)s occupation they say more than is published.",
                    "In %(n)s occupations they say more than is published.",
                    more,
                ),
                more,
            )
        )
    surprising = sum(NO_GAP in row.flags for row in found.rows)
    if surprising:
        sentences.append(
            _counted(
                ngettext(
                    "%(n)s is hard to fill for them, though graduates seem to be enough.",
                    "%(n)s are hard to fill for them, though graduates seem to be enough.",
                    surprising,
                ),
                surprising,
            )
        )
    return sentences


def _left_out(found: Comparison, *, is_staff: bool) -> list[str]:
    """What to know before quoting this."""
    notes = [
        _(
            "Partners' numbers are their own words, wherever in the region or beyond the jobs are. Published "
            "openings are for a year and for all employers."
        ),
    ]
    if found.elsewhere.positions:
        notes.append(
            _counted(
                ngettext(
                    "%(n)s position is in an occupation that this field leaves out.",
                    "%(n)s positions are in occupations that this field leaves out.",
                    found.elsewhere.positions,
                ),
                found.elsewhere.positions,
            )
        )
    if found.withheld:
        notes.append(
            _counted(
                ngettext(
                    "In %(n)s occupation one employer keeps its number to backbone staff; it is left out.",
                    "In %(n)s occupations one employer keeps its number to backbone staff; it is left out.",
                    found.withheld,
                ),
                found.withheld,
            )
        )
    if is_staff and found.uncoded[0]:
        notes.append(
            _("Of %(jobs)s (%(positions)s) nobody has said yet which occupation they are.")
            % {
                "jobs": _counted(ngettext("%(n)s job", "%(n)s jobs", found.uncoded[0]), found.uncoded[0]),
                "positions": _counted(
                    ngettext("%(n)s position", "%(n)s positions", found.uncoded[1]), found.uncoded[1]
                ),
            }
        )
    return notes


def _counted(template: str, count: int) -> str:
    return template % {"n": exact(count)}


def _own(request: AllianceRequest, name: str) -> str:
    where: dict[str, Any] = {"alliance": request.alliance.slug}
    return reverse(f"hiring:{name}", kwargs=where)
