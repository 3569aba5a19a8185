"""The marks of the gap chart: gap and interval on the left, bars in the middle, pay at the right edge."""

from __future__ import annotations

from typing import Any

from trellis.apps.landscape.charts.base import GRADUATES, INK, LINE, PAPER, QUIET, Row, Spec, span, whole_row
from trellis.apps.landscape.wording import Words


def gap_layers(
    rows: list[Row], domain: tuple[float, float], narrow: bool, known: bool, has_pages: bool, words: Words
) -> list[Spec]:
    y = _y_axis(narrow)
    left = {"domain": list(domain), "range": span(0, 0.94 if narrow else 0.56), "nice": False, "zero": False}
    title = words.gettext("Openings minus graduates, people a year") if known else openings_label(words)
    axis = {
        "title": title,
        "orient": "top",
        "tickCount": 4,
        "grid": True,
        "gridColor": LINE,
        "domain": False,
        "ticks": False,
        "format": ",.0f",
    }
    x = {"field": "value", "type": "quantitative", "scale": left, "axis": axis}
    shift = 10 if narrow else 0
    tooltip = _tooltip(known, words)
    gap = {
        "layer": [
            {
                "mark": {"type": "rule", "color": QUIET, "strokeDash": [2, 2]},
                "encoding": {"x": {"datum": 0, "type": "quantitative", "scale": left, "axis": axis}},
            },
            {
                "mark": {
                    "type": "rule",
                    "strokeWidth": 3,
                    "opacity": 0.45,
                    "strokeCap": "round",
                    "yOffset": shift,
                    "y2Offset": shift,
                },
                "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}, **_own_colour()},
            },
            _arrow("goes_on_low", "triangle-left", y, x, shift, rows),
            _arrow("goes_on_high", "triangle-right", y, x, shift, rows),
            {
                "mark": {
                    "type": "point",
                    "size": 90,
                    "filled": False,
                    "strokeWidth": 2.5,
                    "yOffset": shift,
                    "opacity": 1,
                },
                "encoding": {
                    "y": y,
                    "x": x,
                    "stroke": _own_colour()["color"],
                    "fill": {
                        "condition": {
                            "test": "datum.sure",
                            "field": "colour",
                            "type": "nominal",
                            "scale": None,
                        },
                        "value": PAPER,
                    },
                },
            },
        ]
    }
    row = whole_row(y, tooltip=tooltip, name="title", has_pages=has_pages)
    layers = [layer for layer in (gap, *_sides(y, narrow, known, words), row) if layer]
    gap["layer"] = [layer for layer in gap["layer"] if layer]
    return layers


def _sides(y: Spec, narrow: bool, known: bool, words: Words) -> list[Spec]:
    """Return bars and wages on the right; on a phone, the title above the row and the wage beside it."""
    wage = {
        "mark": {
            "type": "text",
            "align": "right",
            "baseline": "middle",
            "color": INK,
            "fontSize": 12,
            "yOffset": -9 if narrow else 0,
        },
        "encoding": {"y": y, "x": {"value": "width"}, "text": {"field": "wage", "type": "nominal"}},
    }
    if narrow:
        name = {
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "middle",
                "color": INK,
                "fontSize": 13,
                "fontWeight": 600,
                "yOffset": -9,
                "limit": {"expr": "width - 70"},
            },
            "encoding": {"y": y, "x": {"value": 0}, "text": {"field": "title", "type": "nominal"}},
        }
        return [name, wage]
    header = {
        "mark": {"type": "point", "opacity": 0},
        "encoding": {
            "x": {
                "datum": 0,
                "type": "quantitative",
                "scale": {"domain": [0, 1], "range": span(0.9, 1)},
                "axis": {
                    "orient": "top",
                    "title": words.gettext("Median pay"),
                    "labels": False,
                    "ticks": False,
                    "domain": False,
                    "grid": False,
                    "titleAnchor": "end",
                },
            }
        },
    }
    return [_bars(y, known, words), wage, header] if known else [wage, header]


def _bars(y: Spec, known: bool, words: Words) -> Spec:
    title = [words.gettext("Openings (dark),"), words.gettext("graduates (green)")]
    axis = {"title": title, "orient": "top", "labels": False, "ticks": False, "domain": False, "grid": False}
    x = {
        "type": "quantitative",
        "axis": axis,
        "scale": {"range": span(0.61, 0.79), "zero": True, "nice": False},
    }
    layers: list[Spec] = []
    for field, colour, offset in (("openings", INK, -5), ("graduates", GRADUATES, 5)):
        layers.append(
            {
                "mark": {
                    "type": "bar",
                    "height": 5,
                    "color": colour,
                    "yOffset": offset,
                    "cornerRadiusEnd": 1,
                },
                "encoding": {"y": y, "x": {**x, "field": field}},
            }
        )
        layers.append(
            {
                "mark": {
                    "type": "text",
                    "align": "left",
                    "dx": 4,
                    "fontSize": 10,
                    "color": colour,
                    "yOffset": offset,
                },
                "encoding": {
                    "y": y,
                    "x": {**x, "field": field},
                    "text": {"field": field, "type": "quantitative", "format": ",.0f"},
                },
            }
        )
    return {"layer": layers}


def _y_axis(narrow: bool) -> Spec:
    axis: Any = None
    if not narrow:
        axis = {
            "title": None,
            "labelLimit": 230,
            "labelFontSize": 12.5,
            "labelColor": INK,
            "ticks": False,
            "domain": False,
            "labelPadding": 10,
        }
    return {"field": "title", "type": "nominal", "sort": None, "axis": axis}


def _own_colour() -> Spec:
    return {"color": {"field": "colour", "type": "nominal", "scale": None}}


def _arrow(field: str, shape: str, y: Spec, x: Spec, shift: int, rows: list[Row]) -> Spec | None:
    if all(row[field] is None for row in rows):
        return None
    return {
        "transform": [{"filter": f"datum.{field} !== null"}],
        "mark": {
            "type": "point",
            "shape": shape,
            "filled": True,
            "size": 45,
            "opacity": 0.7,
            "yOffset": shift,
        },
        "encoding": {"y": y, "x": {**x, "field": field}, **_own_colour()},
    }


def _tooltip(known: bool, words: Words) -> list[Spec]:
    def field(name: str, title: str) -> Spec:
        return {"field": name, "title": title, "type": "quantitative", "format": ",.0f"}

    first = words.gettext("Gap") if known else openings_label(words)
    tips = [
        {"field": "title", "type": "nominal", "title": words.gettext("Occupation")},
        field("value", first),
        field("from", words.gettext("at least")),
        field("to", words.gettext("at most")),
    ]
    if known:
        tips += [field("openings", words.gettext("Openings")), field("graduates", words.gettext("Graduates"))]
    return [*tips, {"field": "wage", "type": "nominal", "title": words.gettext("Median pay")}]


def openings_label(words: Words) -> str:
    return words.gettext("Openings a year")
