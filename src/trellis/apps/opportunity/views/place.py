"""One neighborhood: who lives here, what they can reach, what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.core.ui.figures import about
from trellis.apps.opportunity import answers, map_spec, nearby, queries, tables
from trellis.apps.opportunity.answers import seats_for_hundred
from trellis.apps.opportunity.views.page import Shown, frame, opportunity_page

if TYPE_CHECKING:
    from trellis.apps.opportunity.reading import Reading

COMPARED = 6


@require(Permission.VIEW_OPPORTUNITY)
@opportunity_page
def place(request: AllianceRequest, shown: Shown, place: str) -> HttpResponse:
    """Show one neighborhood."""
    reading = shown.reading
    number = reading.row_of.get(place)
    if number is None:
        raise Http404(_("There is no such neighborhood in this set."))
    row = reading.rows[number]
    context = {
        **frame(request, shown, "place"),
        "row": row,
        "answer": answers.place(reading, row),
        "people_table": tables.people_here(reading, number),
        "sites_table": tables.sites_near(nearby.sites(reading, number)),
        "map": map_spec.opportunity_map(reading, shown.links, selected=place),
        "before": before(reading, number),
        "region_access": reading.totals["access"],
    }
    return render(request, "opportunity/place.html", context)


def before(reading: Reading, number: int) -> list[tuple[Any, str]]:
    """Return (evidence, what it said of this neighborhood) of earlier answers to the same question."""
    found = []
    for evidence in queries.earlier_answers(reading.evidence, whole=True)[:COMPARED]:
        then = queries.reading_of(evidence, reading.place_set).rows[number]
        if then["left_out"] == 1:
            said = _("no seat in reach")
        else:
            said = _("%(access)s seats for each 100, the nearest %(minutes)s minutes away") % {
                "access": seats_for_hundred(then["access"]),
                "minutes": about(then["minutes"]),
            }
        found.append((evidence, said))
    return found
