"""What falls apart if somebody leaves, and both readings of bridging."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.ties.network import bridging_chart, fragility_words, more_tables, words
from trellis.apps.ties.views.network_page import Page, network_page


@require(Permission.VIEW_TIES)
@network_page("fragility")
def fragility(request: AllianceRequest, page: Page) -> HttpResponse:
    """Show what the network would lose without somebody, and how much hangs on the backbone."""
    reading = page.reading
    context = {
        **page.frame,
        "answer": fragility_words.headline(reading),
        "caveat": words.caveat(reading),
        "backbone": fragility_words.backbone(reading),
        "table": more_tables.fragility(reading),
    }
    return render(request, "ties/network/fragility.html", context)


@require(Permission.VIEW_TIES)
@network_page("bridging")
def bridging(request: AllianceRequest, page: Page) -> HttpResponse:
    """Show who bridges, in both readings, and how tightly sectors hold together."""
    reading = page.reading
    chart = bridging_chart.chart(reading)
    context = {
        **page.frame,
        "answer": chart.sentence if chart else "",
        "bonding": bridging_chart.bonding(reading),
        "caveat": words.caveat(reading),
        "chart": chart,
        "table": more_tables.bridging(reading),
    }
    return render(request, "ties/network/bridging.html", context)
