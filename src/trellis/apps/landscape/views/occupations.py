"""All occupations of the field, and one of them."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.landscape import answers, pictures, steps_on_page, tables
from trellis.apps.landscape.cards_of_rows import occupation_cards
from trellis.apps.landscape.charts import occupation_chart
from trellis.apps.landscape.views.page import Shown, frame, landscape_page


@require(Permission.VIEW_LANDSCAPE)
@landscape_page
def occupations(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Show every occupation of the field in one table."""
    context = {
        **frame(shown, "occupations"),
        "answer": [answers.plain(each) for each in answers.occupations(shown.reading)],
        "table": tables.occupations(shown.reading, shown.links),
    }
    return render(request, "landscape/occupations.html", context)


@require(Permission.VIEW_LANDSCAPE)
@landscape_page
def occupation(request: AllianceRequest, shown: Shown, soc: str) -> HttpResponse:
    """Show one occupation: who feeds it, what it pays, how sure that is."""
    reading, links = shown.reading, shown.links
    row = reading.occupations.get(soc)
    if row is None:
        raise Http404(_("This field has no such occupation here."))
    cards = occupation_cards(reading, row)
    rows = reading.feeders(soc)
    draw = partial(occupation_chart, reading.document, soc, link=links.program, words=translation)
    context = {
        **frame(shown, "occupations"),
        "row": row,
        "cards": cards,
        "answer": [answers.parts(each, cards) for each in answers.occupation(reading, row)],
        "tone": tables.balance_tone(row),
        "supply_ends": _ends(row["supply_low"], row["supply_high"]),
        "sure": answers.how_sure(row),
        "chart": pictures.on_page("openings-and-graduates", draw(), draw(narrow=True)),
        "table": tables.feeders(rows, links),
        "elsewhere": tables.elsewhere(reading, soc, links),
        "groups": reading.bottlenecks_of(soc),
        "bottlenecks_url": links.page("bottlenecks"),
        "steps": steps_on_page.first_cards(
            request.alliance, reading, links, reading.recommendations_for(soc)
        ),
        "recommendations_url": links.page("recommendations"),
        "crumbs": [(_("Occupations"), links.page("occupations"))],
    }
    return render(request, "landscape/occupation.html", context)


def _ends(low: float | None, high: float | None) -> tuple[float, float] | None:
    """Return the ends of an interval that says something: where both are the same number it says nothing."""
    return None if low is None or high is None or round(low) == round(high) else (low, high)
