"""Landscapes side by side."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.core.store import store
from trellis.apps.core.ui.navigation import Item
from trellis.apps.landscape import answers, comparison, pictures
from trellis.apps.landscape.asked import cleaned
from trellis.apps.landscape.charts import compare_chart, definitions_chart
from trellis.apps.landscape.comparison import Side
from trellis.apps.landscape.region_spec import RegionError
from trellis.apps.landscape.regions import NoHomeRegion, NoSuchRegion, Suggestion
from trellis.apps.landscape.views.page import Shown, frame, landscape_page
from trellis.sources.errors import SourceError


@require(Permission.VIEW_LANDSCAPE)
@landscape_page
def compare(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Show a landscape beside another, and what to mind in comparing them."""
    mode = request.GET.get("mode", "")
    mode = mode if mode in comparison.MODES else comparison.MODES[0]
    choice = _CHOICES[mode](request, shown) if mode in _CHOICES else {}
    sides: tuple[Side, ...] = choice.get("sides") or ()
    if mode == "surroundings":
        sides = comparison.surroundings(request.alliance, shown.reading, shown.gazetteer, request.user)
    elif mode == "definitions":
        sides = comparison.definitions(request.alliance, shown.reading, request.user)
    kept = {name: choice.get(name, "") for name in ("other", "vintage") if choice.get(name)}
    context = {
        **frame(shown, "compare", kept={"mode": mode, **kept}),
        "mode": mode,
        "modes": _modes(shown, mode),
        **choice,
    }
    if len(sides) > 1:
        context |= _compared(sides, mode, shown)
    return render(request, "landscape/compare.html", context)


def _compared(sides: tuple[Side, ...], mode: str, shown: Shown) -> dict[str, Any]:
    if mode == "definitions":
        draw = partial(definitions_chart, [side.document for side in sides], words=translation)
    else:
        draw = partial(
            compare_chart,
            sides[0].document,
            sides[1].document,
            first_label=sides[0].label,
            second_label=sides[1].label,
            link=shown.links.occupation_or_table,
            words=translation,
        )
    return {
        "sides": sides,
        "answer": [answers.plain(each) for each in answers.compared(sides, mode)],
        "figures": comparison.figures(sides),
        "chart": pictures.on_page("comparison", draw(), draw(narrow=True)),
        "table": comparison.occupations(sides, mode, shown.links),
        "caveats": comparison.caveats(sides, mode),
    }


def _other_region(request: AllianceRequest, shown: Shown) -> dict[str, Any]:
    """Read which region to compare with: one offered, or one typed."""
    other = cleaned(request.GET.get("typed") or request.GET.get("other") or "")
    offered = [
        each for each in shown.gazetteer.choices(shown.reading.place) if each.key != shown.reading.place.key
    ]
    choice: dict[str, Any] = {"offered": offered, "other": other}
    if not other:
        return choice
    try:
        place = shown.gazetteer.find(other)
        sides = comparison.regions(request.alliance, shown.reading, place, request.user)
    except NoSuchRegion as error:
        nearest = [(each.name, _compare_url(shown, other=each.key)) for each in error.nearest]
        return {
            **choice,
            "mistake": _("No published area is called “%(text)s”.") % {"text": other},
            "nearest": nearest,
        }
    except (NoHomeRegion, RegionError, SourceError) as error:
        return {**choice, "mistake": str(error) or _("The alliance has no region of its own yet.")}
    if place.key == shown.reading.place.key:
        return {**choice, "mistake": _("That is the same region. Choose another to compare it with.")}
    if place.key not in {each.key for each in offered}:
        offered.append(Suggestion(place.key, place.name))
    return {**choice, "sides": sides, "other": place.key}


def _earlier_vintage(request: AllianceRequest, shown: Shown) -> dict[str, Any]:
    """Read which earlier release to compare with; there may be none at hand."""
    others = [vintage for vintage in store().vintages() if vintage != shown.reading.document["vintage"]]
    asked = request.GET.get("vintage", "")
    vintage = asked if asked in others else (others[0] if others else "")
    choice: dict[str, Any] = {"vintages": others, "vintage": vintage}
    if not vintage:
        return choice
    if asked and asked not in others:
        return {**choice, "mistake": _("No other release here is of “%(text)s”.") % {"text": cleaned(asked)}}
    try:
        return {
            **choice,
            "sides": comparison.vintages(request.alliance, shown.reading, vintage, request.user),
        }
    except (RegionError, SourceError) as error:
        return {**choice, "mistake": str(error)}


_CHOICES = {"regions": _other_region, "vintages": _earlier_vintage}


def _modes(shown: Shown, current: str) -> tuple[Item, ...]:
    labels = {
        "surroundings": _("Its state and the nation"),
        "regions": _("Another region"),
        "definitions": _("Definitions of openings"),
        "vintages": _("An earlier release"),
    }
    return tuple(
        Item(
            label=labels[mode], url=shown.links.page("compare", more={"mode": mode}), current=mode == current
        )
        for mode in comparison.MODES
    )


def _compare_url(shown: Shown, *, other: str) -> str:
    return shown.links.page("compare", more={"mode": "regions", "other": other})
