"""All programs that lead into the field, and one of them."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.landscape import answers, tables
from trellis.apps.landscape.cards_of_rows import program_cards
from trellis.apps.landscape.views.page import Shown, frame, landscape_page


@require(Permission.VIEW_LANDSCAPE)
@landscape_page
def programs(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Show every program that can lead to an occupation of the field."""
    context = {
        **frame(shown, "programs"),
        "answer": [answers.plain(each) for each in answers.programs(shown.reading)],
        "table": tables.programs(shown.reading, shown.links),
    }
    return render(request, "landscape/programs.html", context)


@require(Permission.VIEW_LANDSCAPE)
@landscape_page
def program(request: AllianceRequest, shown: Shown, program: str) -> HttpResponse:
    """Show one program: how many graduate, and where they can go."""
    reading, links = shown.reading, shown.links
    row = reading.programs.get(program)
    if row is None:
        raise Http404(_("This region has no such program that leads into the field."))
    cards = program_cards(reading, row)
    context = {
        **frame(shown, "programs"),
        "row": row,
        "title": row["title"].rstrip("."),
        "cards": cards,
        "answer": [answers.parts(each, cards) for each in answers.program(row)],
        "table": tables.destinations(row, links),
        "what_if_url": links.page("what_if", more={"program": row["id"]}),
        "crumbs": [(_("Programs"), links.page("programs"))],
    }
    return render(request, "landscape/program.html", context)
