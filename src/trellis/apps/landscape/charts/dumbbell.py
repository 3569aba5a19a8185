"""Two figures of the same thing side by side: the frame that the compare and the what-if charts share."""

from __future__ import annotations

from trellis.apps.landscape.charts.base import INK, LINE, PAPER, QUIET, Row, Spec, whole_row
from trellis.apps.landscape.charts.narrow import names_above, without_names, wrapped
from trellis.apps.landscape.wording import Words


def dumbbell_layers(
    *, axis_title: str, first: str, second: str, words: Words, has_pages: bool, narrow: bool
) -> list[Spec]:
    """Return a row per item with a hollow dot for `first`, a filled one for `second` and a line between them.

    Values need `name`, `first`, `second` and `colour` (of the second dot and the line).
    """
    legend = words.gettext("hollow: {first}, filled: {second}").format(first=first, second=second)
    axis = {
        "title": [*wrapped(axis_title), *wrapped(legend)] if narrow else [axis_title, legend],
        "orient": "top",
        "grid": True,
        "gridColor": LINE,
        "domain": False,
        "ticks": False,
        "tickCount": 4 if narrow else 5,
        "format": ",~r",
    }
    x = {"field": "first", "type": "quantitative", "axis": axis, "scale": {"zero": True}}
    y = {
        "field": "name",
        "type": "nominal",
        "sort": None,
        "axis": {"title": None, "labelLimit": 230, "labelColor": INK, "ticks": False, "domain": False},
    }
    colour = {"field": "colour", "type": "nominal", "scale": None}
    tooltip = [
        {"field": "name", "type": "nominal", "title": words.gettext("What")},
        {"field": "first", "type": "quantitative", "format": ",.1f", "title": first},
        {"field": "second", "type": "quantitative", "format": ",.1f", "title": second},
    ]
    marks: list[Spec] = [
        {
            "mark": {"type": "rule", "color": QUIET, "strokeDash": [2, 2]},
            "encoding": {"x": {"datum": 0, "type": "quantitative", "axis": axis}},
        },
        {
            "mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.5},
            "encoding": {"y": y, "x": x, "x2": {"field": "second"}, "color": colour},
        },
        {
            "mark": {
                "type": "point",
                "size": 80,
                "filled": False,
                "fill": PAPER,
                "strokeWidth": 2,
                "opacity": 1,
                "stroke": INK,
            },
            "encoding": {"y": y, "x": x},
        },
        {
            "mark": {"type": "point", "size": 90, "filled": True, "opacity": 1},
            "encoding": {"y": y, "x": {**x, "field": "second"}, "color": colour},
        },
    ]
    if narrow:
        marks, y = names_above(marks, "name"), without_names(y)
    return [{"layer": marks}, whole_row(y, tooltip=tooltip, name="name", has_pages=has_pages)]


def ends(name: str, first: float, second: float, colour: str) -> Row:
    """Return the row that `dumbbell_layers` draws."""
    return {"name": name, "first": round(first, 1), "second": round(second, 1), "colour": colour}
