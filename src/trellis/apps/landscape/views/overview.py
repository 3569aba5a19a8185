"""The landscape at a glance: the answer, the picture, what to do, the table."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.landscape import answers, pictures, steps_on_page, tables
from trellis.apps.landscape.cards import cards
from trellis.apps.landscape.charts import gap_chart
from trellis.apps.landscape.views.page import Shown, frame, landscape_page


@require(Permission.VIEW_LANDSCAPE)
@landscape_page
def overview(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Show the landscape of a region, answer first."""
    links = shown.links
    rows = shown.reading.document["recommendations"]
    context = {
        **frame(shown, "overview"),
        **answer_first(shown),
        "steps": steps_on_page.first_cards(request.alliance, shown.reading, links, rows),
        "step_count": len(rows),
        "recommendations_url": links.page("recommendations"),
        "files": (
            (_("Excel"), links.page("export_xlsx")),
            (_("CSV"), links.page("export_csv")),
            (_("JSON"), links.page("json")),
        ),
    }
    return render(request, "landscape/overview.html", context)


def answer_first(shown: Shown) -> dict[str, Any]:
    """Return what the overview shows to members and to the public alike."""
    reading, links = shown.reading, shown.links
    found = cards(reading)
    wide = gap_chart(reading.document, link=links.occupation_or_table, words=translation)
    narrow = gap_chart(reading.document, narrow=True, link=links.occupation_or_table, words=translation)
    return {
        "cards": found,
        "answer": answers.headline(reading, found),
        "gap_chart": pictures.on_page("gaps", wide, narrow),
        "table": tables.occupations_in_short(reading, links),
        "occupations_url": links.page("occupations"),
        "brief_url": links.page("brief"),
    }
