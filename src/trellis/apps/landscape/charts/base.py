"""What every landscape chart is made of: colours by meaning, a table, the frame of a specification."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

Spec = dict[str, Any]
Document = dict[str, Any]
Row = dict[str, Any]
Link = Callable[[str], str]
"""From an occupation's SOC code, or a program's id, to the address of its page."""

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"

INK: Final = "#1b2b28"
QUIET: Final = "#5c6663"
LINE: Final = "#dcd8cf"
GRADUATES: Final = "#0f6460"
UNKNOWN: Final = "#8d9297"

SHORT: Final = "#c2500a"
SHORT_MILD: Final = "#d98646"
EVEN: Final = "#77736a"
SURPLUS_MILD: Final = "#5b8fc7"
SURPLUS: Final = "#1f5fa8"

CLEARLY: Final = 0.5
"""From this share of openings a gap takes the full colour."""
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

    spec: Vega-Lite, for vega-embed in a page and vl-convert in the PDF; no data but its own, no functions but
    Vega's built-in ones, so that it runs under a strict content security policy.
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
    share = gap / openings if openings else (0.0 if not gap else -1.0)
    if abs(share) <= BARELY:
        return EVEN
    if share > 0:
        return SHORT if share >= CLEARLY else SHORT_MILD
    return SURPLUS if share <= -CLEARLY else SURPLUS_MILD


def frame(
    *,
    layers: Sequence[Spec],
    values: Sequence[Row],
    height: Spec | int,
    width: int | str,
    description: str,
    config: Spec | None,
) -> Spec:
    """Return a layered specification whose layers each keep their own horizontal scale."""
    return {
        "$schema": SCHEMA,
        "description": description,
        "data": {"values": list(values)},
        "width": width,
        "height": height,
        "autosize": {"type": "fit-x" if width == "container" else "pad", "contains": "padding"},
        "background": None,
        "layer": list(layers),
        "resolve": {"scale": {"x": "independent"}, "axis": {"x": "independent"}},
        "view": {"stroke": None},
        "config": config or {},
    }


def span(start: float, end: float) -> list[Spec]:
    """Return the range of a horizontal scale as shares of the chart's width."""
    return [{"expr": f"width * {start}"}, {"expr": f"width * {end}"}]


def rounded(value: float | None, digits: int = 1) -> float | None:
    """Round a figure for a specification or table; what is unknown stays unknown."""
    return None if value is None else round(value, digits)


def ends_of(row: Row, name: str, middle: str) -> tuple[float, float, float]:
    """Return a known figure and the ends of its interval; one without an interval is its own ends."""
    value = row[middle]
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    return value, value if low is None else low, value if high is None else high


def linked(row: Row, key: str, link: Link | None) -> Row:
    """Return the row with the address of its page, where pages exist."""
    return row if link is None else {**row, "url": link(key)}


def href(link: Link | None) -> Spec:
    """Return the encoding that makes a mark lead to its row's page."""
    return {} if link is None else {"href": {"field": "url"}}
