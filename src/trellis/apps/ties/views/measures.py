"""The measures of a whole network, and how its sectors mix."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.ties.network import measure_words, mixing, tables, words
from trellis.apps.ties.views.network_page import Page, network_page


@require(Permission.VIEW_TIES)
@network_page("measures")
def measures(request: AllianceRequest, page: Page) -> HttpResponse:
    """Show the whole network in figures: what each means, and what changed since the wave before."""
    reading = page.reading
    context = {
        **page.frame,
        "answer": words.headline(reading),
        "changed": measure_words.changed(reading),
        "caveat": words.caveat(reading),
        "table": tables.measures(
            measure_words.measures(reading), has_earlier=bool(reading.document["changes"])
        ),
        "inside": measure_words.inside(reading),
        "by_sector": mixing.by_sector(reading),
        "matrix": mixing.matrix(reading),
    }
    return render(request, "ties/network/measures.html", context)
