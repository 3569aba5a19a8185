"""Which sectors hardly meet, and which nobody stands for."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.ties.network import gap_words, more_tables, words
from trellis.apps.ties.views.network_page import Page, network_page


@require(Permission.VIEW_TIES)
@network_page("gaps")
def gaps(request: AllianceRequest, page: Page) -> HttpResponse:
    """Show the sectors that hardly meet."""
    reading = page.reading
    context = {
        **page.frame,
        "answer": gap_words.headline(reading),
        "caveat": words.caveat(reading),
        "gaps": [words.gap(reading, pair) for pair in reading.document["pairs"] if pair["gap"]],
        "missing": [reading.sector_label(code) for code in reading.document["missing"]],
        "table": more_tables.gaps(reading),
    }
    return render(request, "ties/network/gaps.html", context)
