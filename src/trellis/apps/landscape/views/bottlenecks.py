"""The groups of occupations that no choice of graduates could fill, as pictures and in words."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.landscape import answers, tables
from trellis.apps.landscape.cards import cards
from trellis.apps.landscape.cards_of_rows import group_card
from trellis.apps.landscape.ribbons import group_picture
from trellis.apps.landscape.views.page import Shown, frame, landscape_page

PICTURES = 6


@require(Permission.VIEW_LANDSCAPE)
@landscape_page
def bottlenecks(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Show each bottleneck group: its programs, its occupations, and how many are missing."""
    reading = shown.reading
    found = cards(reading)
    groups = list(enumerate(reading.document["bottlenecks"]))
    drawn = [number for number, group in groups if group["programs"]]
    context = {
        **frame(shown, "bottlenecks"),
        "answer": [answers.parts(each, found) for each in answers.bottlenecks(reading)],
        "groups": [_group(shown, number) for number in drawn[:PICTURES]],
        "without": [_without_program(shown, group) for _number, group in groups if not group["programs"]],
        "table": tables.bottleneck_groups(reading, shown.links),
        "recommendations_url": shown.links.page("recommendations"),
    }
    return render(request, "landscape/bottlenecks.html", context)


def _without_program(shown: Shown, group: dict[str, Any]) -> dict[str, Any]:
    """Return an occupation that no program here leads to: it is a group by itself."""
    soc = group["occupations"][0]
    return {
        "title": shown.reading.occupations[soc]["title"],
        "url": shown.links.occupation(soc),
        "short": group["short"],
        "card": group_card(shown.reading, group),
    }


def _group(shown: Shown, number: int) -> dict[str, Any]:
    reading, links = shown.reading, shown.links
    group = reading.document["bottlenecks"][number]
    pictures = {
        name: group_picture(
            reading.document,
            number,
            narrow=name == "narrow",
            program_link=links.program,
            occupation_link=links.occupation,
            words=translation,
        )
        for name in ("picture", "narrow")
    }
    return {
        **pictures,
        "key": f"group-{number + 1}",
        "name": answers.group_name(reading, group),
        "card": group_card(reading, group),
        "short": group["short"],
    }
