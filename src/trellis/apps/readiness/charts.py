"""How answers spread over the levels, a bar an item."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from trellis.apps.core.ui.chart import Chart
from trellis.apps.core.ui.chart_theme import STEPS, colour
from trellis.apps.core.ui.table import Column, plain
from trellis.apps.readiness import words

if TYPE_CHECKING:
    from trellis.apps.readiness.results import ItemResult, Results

LABEL: Final = {"wide": 34, "narrow": 22}
ROW: Final = 46
BREAK: Final = "|"


def levels(found: Results) -> Chart:
    """The chart of the items that enough people answered, in the bank's order."""
    shown = [each for each in found.items if each.spread is not None]
    return Chart(
        key="levels",
        title=_("How answers spread"),
        sentence=_sentence(shown),
        spec=_spec(shown, "wide"),
        narrow=_spec(shown, "narrow"),
        table=plain("levels-table", _("Share of each level"), _columns(shown), shown),
        caption=_("A bar is all answers to one question; the darker, the higher the level."),
    )


def _sentence(shown: list[ItemResult]) -> str:
    """The highest, the lowest, and the one on which people are furthest apart."""
    highest = max(shown, key=lambda each: (each.level or 0, each.spread.mean if each.spread else 0))
    lowest = min(shown, key=lambda each: (each.level or 0, each.spread.mean if each.spread else 0))
    apart = min(shown, key=lambda each: each.agreement or 0)
    said = {
        "highest": highest.item.short,
        "high": words.level(highest.item, highest.level or 1),
        "lowest": lowest.item.short,
        "low": words.level(lowest.item, lowest.level or 1),
        "apart": apart.item.short,
    }
    if highest is lowest:
        return _("%(highest)s: %(high)s.") % said
    return (
        _("Highest: %(highest)s (%(high)s). Lowest: %(lowest)s (%(low)s). Furthest apart: %(apart)s.") % said
    )


def _spec(shown: list[ItemResult], width: str) -> dict[str, Any]:
    scale = [str(level.label) for level in shown[0].item.levels]
    names = [_wrapped(str(each.item.short), LABEL[width]) for each in shown]
    rows = [
        {"item": name, "level": label, "order": number, "people": count}
        for name, each in zip(names, shown, strict=True)
        if each.spread
        for number, (label, count) in enumerate(zip(scale, each.spread.counts, strict=True))
    ]
    return {
        "data": {"values": rows},
        "height": {"step": ROW if width == "wide" else ROW + 14},
        "width": "container",
        "mark": {"type": "bar", "height": 22, "stroke": colour("paper"), "strokeWidth": 1},
        "encoding": {
            "y": {
                "field": "item",
                "type": "nominal",
                "sort": names,
                "title": None,
                "axis": {"labelExpr": f"split(datum.label, '{BREAK}')", "labelLineHeight": 15},
            },
            "x": {
                "field": "people",
                "type": "quantitative",
                "stack": "normalize",
                "title": _("Share of answers"),
                "axis": {"format": ".0%", "tickCount": 4},
            },
            "color": {
                "field": "level",
                "type": "nominal",
                "sort": scale,
                "scale": {"domain": scale, "range": _colours(len(scale))},
                "legend": {"title": None, "columns": 0 if width == "wide" else 2},
            },
            "order": {"field": "order"},
            "tooltip": [
                {"field": "level", "title": _("Level")},
                {"field": "people", "title": pgettext("what people said", "Answers")},
            ],
        },
    }


def _colours(count: int) -> list[str]:
    return [STEPS[round(number * (len(STEPS) - 1) / (count - 1))] for number in range(count)]


def _wrapped(text: str, width: int) -> str:
    lines = textwrap.wrap(text.replace(BREAK, "/"), width)
    return BREAK.join(lines[:3]) + (" …" if len(lines) > 3 else "")


def _columns(shown: list[ItemResult]) -> list[Column]:
    def share(number: int) -> Any:
        def of(each: ItemResult) -> float | None:
            return each.spread.counts[number] / each.answered if each.spread else None

        return of

    return [
        Column("item", _("Question"), value=lambda each: str(each.item.short)),
        *(
            Column(f"level{level.number}", str(level.label), "percent", value=share(level.number - 1))
            for level in shown[0].item.levels
        ),
        Column("answered", pgettext("what people said", "Answers"), "number"),
    ]
