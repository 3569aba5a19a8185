"""What every landscape chart is made of: colours by meaning, a table, the frame of a specification."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from trellis.apps.core.ui.chart_theme import colour

Spec = dict[str, Any]
Document = dict[str, Any]
Row = dict[str, Any]
Link = Callable[[str], str]
"""From an occupation's SOC code, or a program's id, to the address of its page."""

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"

INK: Final = colour("ink")
QUIET: Final = colour("quiet")
LINE: Final = colour("line")
PAPER: Final = colour("paper")
GRADUATES: Final = colour("primary")
GRADUATES_LIGHT: Final = colour("primary-light")
UNKNOWN: Final = colour("unknown")
SHORT: Final = colour("short")
EVEN: Final = colour("quiet")
SURPLUS: Final = colour("surplus")

BARELY: Final = 0.1
"""Up to this share of openings a gap counts as about even."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a chart's table. kind: "text", "number" or "dollars"."""

    key: str
    label: str
    kind: str = "number"


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture and the same in words and in a table.

    spec: Vega-Lite, for vega-embed in a page and vl-convert in the PDF; colours named by what they mean
    (`chart_theme.dressed` puts a theme's in their place); no data but its own, no functions but Vega's
    built-in ones, so that it runs under a strict content security policy.
    sentence: what it shows, with numbers.
    """

    title: str
    spec: Spec
    sentence: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def gap_colour(gap: float | None, openings: float | None) -> str:
    """Return the colour of a gap: orange where short, blue where in surplus, grey where unknown."""
    if gap is None or openings is None:
        return UNKNOWN
    if abs(gap) <= BARELY * openings:
        return EVEN
    return SHORT if gap > 0 else SURPLUS


def frame(
    *,
    layers: Sequence[Spec],
    values: Sequence[Row],
    height: Spec | int,
    width: int | str,
    description: str,
) -> Spec:
    """Return a layered specification whose layers each keep their own horizontal scale."""
    return {
        "$schema": SCHEMA,
        "description": description,
        "data": {"values": list(values)},
        "width": width,
        "height": height,
        "autosize": {"type": "fit-x" if width == "container" else "pad", "contains": "padding"},
        "layer": list(layers),
        "resolve": {"scale": {"x": "independent"}, "axis": {"x": "independent"}},
        "view": {"stroke": None},
        "config": {"mark": {"aria": False}},
    }


def span(start: float, end: float) -> list[Spec]:
    """Return the range of a horizontal scale as shares of the chart's width."""
    return [{"expr": f"width * {start}"}, {"expr": f"width * {end}"}]


def rounded(value: float | None, digits: int = 4) -> float | None:
    """Shorten a figure far below what is shown, so that nothing is rounded twice; unknown stays unknown."""
    return None if value is None else round(value, digits)


def ends_of(row: Row, name: str, middle: str) -> tuple[float, float, float]:
    """Return a known figure and the ends of its interval; one without an interval is its own ends."""
    value = row[middle]
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    return value, value if low is None else low, value if high is None else high


def linked(row: Row, key: str, link: Link | None) -> Row:
    """Return the row with the address of its page, where pages exist."""
    return row if link is None else {**row, "url": link(key)}


def whole_row(y: Spec, *, tooltip: list[Spec], name: str, has_pages: bool) -> Spec:
    """Return the layer that takes a row's pointer: an invisible bar, and a link named by the field `name`."""
    encoding = {"y": y, "x": {"value": 0}, "x2": {"value": "width"}, "tooltip": tooltip}
    if has_pages:
        encoding["href"] = {
            "condition": {"test": "isValid(datum.url)", "field": "url", "type": "nominal"},
            "value": None,
        }
        encoding["description"] = {"field": name, "type": "nominal"}
    mark = {"type": "bar", "opacity": 0, "aria": has_pages, "cursor": "pointer" if has_pages else "default"}
    return {"mark": mark, "encoding": encoding}
