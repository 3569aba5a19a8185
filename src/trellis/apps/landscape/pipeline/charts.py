"""The chart of districts: each a dot by its share in algebra I, against the target and the state."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.core.ui import table
from trellis.apps.core.ui.chart import Chart
from trellis.apps.core.ui.chart_theme import colour
from trellis.apps.core.ui.figures import exact, percent
from trellis.apps.landscape.charts.base import INK, PAPER, QUIET, SHORT, Spec, frame
from trellis.apps.landscape.pipeline import words
from trellis.apps.landscape.pipeline.document import HIDDEN

if TYPE_CHECKING:
    from trellis.apps.landscape.pipeline.addresses import Addresses
    from trellis.apps.landscape.pipeline.reading import Reading, Row

WIDE_STEP: Final = 0.02
NARROW_STEP: Final = 0.05
DOT: Final = 15
"""Pixels from one dot to the next above it."""

LINES: Final = 44
"""Pixels above the dots, for what the lines are."""

PRIMARY: Final = colour("primary")


def districts(reading: Reading, links: Addresses) -> Chart | None:
    """Return districts as dots by their share in algebra I; None where no share is shown."""
    rows = [row for row in reading.document["districts"] if isinstance(row["algebra"]["share"], float)]
    if not rows:
        return None
    return Chart(
        key="pipeline-districts",
        title=_("Algebra I by grade 8, district by district"),
        sentence=_districts_sentence(reading, rows),
        spec=_dots(reading, rows, links, step=WIDE_STEP),
        narrow=_dots(reading, rows, links, step=NARROW_STEP),
        table=_districts_table(reading, links),
        caption=_districts_caption(reading),
    )


def _dots(reading: Reading, rows: list[Row], links: Addresses, *, step: float) -> Spec:
    values, heights = [], Counter[int]()
    for row in sorted(rows, key=lambda each: each["algebra"]["share"]):
        share = row["algebra"]["share"]
        place = min(int(share / step), round(1 / step) - 1)
        heights[place] += 1
        values.append(
            {
                "name": row["name"],
                "share": share,
                "x": round((place + 0.5) * step, 4),
                "y": heights[place],
                "colour": SHORT if share < reading.target else PRIMARY,
                "who": words.part_of(row["algebra"]["taking"], row["algebra"]["eighth"], reading.threshold),
                "url": links.district_or_row(row["key"]),
            }
        )
    top = max(heights.values())
    x: Spec = {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [0, 1], "nice": False},
        "axis": {
            "title": _("share of eighth-graders who take algebra I before high school"),
            "format": ".0%",
            "tickCount": 5,
            "grid": False,
        },
    }
    if step == NARROW_STEP:
        x["axis"] = {**x["axis"], "title": [_("share of eighth-graders"), _("in algebra I")]}
    y = {
        "field": "y",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0.4, top + 0.6], "range": [{"expr": "height"}, LINES], "nice": False},
    }
    tooltip = [
        {"field": "name", "type": "nominal", "title": _("District")},
        {"field": "share", "type": "quantitative", "format": ".0%", "title": _("Share")},
        {"field": "who", "type": "nominal", "title": _("Students")},
    ]
    dots: Spec = {
        "mark": {
            "type": "point",
            "filled": True,
            "size": 110,
            "opacity": 1,
            "stroke": PAPER,
            "strokeWidth": 1,
            "cursor": "pointer",
            "aria": True,
        },
        "encoding": {
            "x": x,
            "y": y,
            "color": {"field": "colour", "type": "nominal", "scale": None},
            "tooltip": tooltip,
            "href": {"field": "url", "type": "nominal"},
            "description": {"field": "name", "type": "nominal"},
        },
    }
    layers: list[Spec] = []
    for at, (share, said, ink) in enumerate(_lines(reading)):
        layers += _line(share, said, ink, row=at, x=x)
    layers.append(dots)
    height = LINES + top * DOT + 4
    spec = frame(layers=layers, values=values, height=height, width="container", description="")
    return {**spec, "resolve": {"scale": {"x": "shared", "y": "shared"}, "axis": {"x": "shared"}}}


def _lines(reading: Reading) -> list[tuple[float, str, str]]:
    """Return what the dots are held against: the target, the region, the state."""
    found = [(reading.target, _("target %(n)s") % {"n": percent(reading.target)}, INK)]
    share = reading.document["state"]["algebra"]["share"]
    if isinstance(share, float):
        found.append((share, _("state %(n)s") % {"n": percent(share)}, QUIET))
    return found


def _line(share: float, said: str, ink: str, *, row: int, x: Spec) -> list[Spec]:
    at = {"datum": share, "type": "quantitative", "scale": x["scale"], "axis": x["axis"]}
    left = share > 0.7
    once: Spec = {"values": [{}]}  # else it would be drawn anew for every dot
    return [
        {
            "data": once,
            "mark": {
                "type": "rule",
                "color": ink,
                "strokeWidth": 1.5,
                "strokeDash": [4, 3] if row else [1, 0],
            },
            "encoding": {"x": at, "y": {"value": row * 18}, "y2": {"value": {"expr": "height"}}},
        },
        {
            "data": once,
            "mark": {
                "type": "text",
                "text": said,
                "color": ink,
                "align": "right" if left else "left",
                "dx": -5 if left else 5,
                "baseline": "top",
                "fontWeight": 600,
            },
            "encoding": {"x": at, "y": {"value": row * 18}},
        },
    ]


def _districts_sentence(reading: Reading, rows: list[Row]) -> str:
    reached = sum(row["algebra"]["share"] >= reading.target for row in rows)
    least = min(rows, key=lambda row: row["algebra"]["share"])
    most = max(rows, key=lambda row: row["algebra"]["share"])
    first = ngettext(
        "%(reached)s of %(n)s district reaches %(target)s.",
        "%(reached)s of %(n)s districts reach %(target)s.",
        len(rows),
    ) % {"reached": exact(reached), "n": exact(len(rows)), "target": percent(reading.target)}
    if len(rows) < 2:
        return first
    ends = _("The shares go from %(low)s in %(least)s to %(high)s in %(most)s.") % {
        "low": percent(least["algebra"]["share"]),
        "least": least["name"],
        "high": percent(most["algebra"]["share"]),
        "most": most["name"],
    }
    return f"{first} {ends}"


def _districts_caption(reading: Reading) -> str:
    hidden = sum(row["algebra"]["share"] == HIDDEN for row in reading.document["districts"])
    said = _("Each dot is a district; those in orange are below the target.")
    if not hidden:
        return said
    left = ngettext(
        "%(n)s district isn't drawn: its share is hidden.",
        "%(n)s districts aren't drawn: their shares are hidden.",
        hidden,
    )
    return f"{said} {left % {'n': exact(hidden)}}"


def _districts_table(reading: Reading, links: Addresses) -> table.DataTable:
    def mark(row: Row) -> str:
        return words.mark(reading.threshold) if row["algebra"]["share"] == HIDDEN else ""

    rows = [row for row in reading.document["districts"] if row["eighth_schools"]]
    return table.plain(
        "pipeline-districts-table",
        _("Algebra I by grade 8, district by district"),
        (
            table.Column("name", _("District"), href=lambda row: links.district_or_row(row["key"])),
            table.Column(
                "share", _("Share"), "percent", value=lambda row: row["algebra"]["share"], render=mark
            ),
        ),
        rows,
    )
