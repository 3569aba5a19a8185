"""The chart of groups: each a bar by its share in algebra I in grade 8, with the counts behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from trellis.apps.core.ui import table
from trellis.apps.core.ui.chart import Chart
from trellis.apps.core.ui.chart_theme import colour
from trellis.apps.core.ui.figures import exact, percent
from trellis.apps.landscape.charts.base import INK, QUIET, SCHEMA, Spec
from trellis.apps.landscape.pipeline import words
from trellis.apps.landscape.pipeline.document import HIDDEN
from trellis.apps.landscape.pipeline.groups import GROUPS, TOTAL

if TYPE_CHECKING:
    from trellis.apps.landscape.pipeline.reading import Reading, Row


def groups(reading: Reading, row: Row, *, key: str = "pipeline-groups") -> Chart | None:
    """Return each group's share in algebra I in grade 8 as a bar with its counts; None without any."""
    found = row["algebra"].get("groups", {})
    rows = [_group(reading, each, found[each]) for each in GROUPS if each in found]
    rows = [each for each in rows if each["whole"] is not None]
    shown = [each for each in rows if isinstance(each["share"], float)]
    if len(shown) < 2:
        return None
    hidden = [each["name"] for each in rows if each["share"] == HIDDEN]
    caption = _in_grade_8(row["algebra"]["taking"], found[TOTAL]["taking"])
    if hidden:
        said = words.hidden(reading.threshold)
        caption += " " + _("%(said)s: %(groups)s.") % {
            "said": said[:1].upper() + said[1:],
            "groups": ", ".join(hidden),
        }
    return Chart(
        key=key,
        title=_("Who takes algebra I in grade 8"),
        sentence=_groups_sentence(shown),
        spec=_bars(shown),
        table=_groups_table(reading, rows, key),
        caption=caption,
    )


def _in_grade_8(by_then: object, in_it: object) -> str:
    """Say why groups sum up to fewer than take it by grade 8."""
    if not isinstance(by_then, int) or not isinstance(in_it, int) or by_then == in_it:
        return _("In grade 8 alone: who takes it in grade 7 is not published by group.")
    return _(
        "In grade 8 alone, %(in_it)s of the %(by_then)s who take it by then: who takes it in grade 7 is not "
        "published by group."
    ) % {"in_it": exact(in_it), "by_then": exact(by_then)}


def _group(reading: Reading, key: str, found: Row) -> Row:
    return {
        "key": key,
        "name": words.group(key),
        "share": found["share"],
        "taking": found["taking"],
        "whole": found["eighth"],
        "who": words.part_of(found["taking"], found["eighth"], reading.threshold),
        "color": QUIET if key == TOTAL else colour("primary"),
    }


def _groups_sentence(shown: list[Row]) -> str:
    apart = [each for each in shown if each["key"] != TOTAL]
    least = min(apart, key=lambda each: each["share"])
    most = max(apart, key=lambda each: each["share"])
    return _("From %(low)s of %(least)s to %(high)s of %(most)s.") % {
        "low": percent(least["share"]),
        "least": words.group_inside(least["key"]),
        "high": percent(most["share"]),
        "most": words.group_inside(most["key"]),
    }


def _bars(rows: list[Row]) -> Spec:
    """Return bars with their names and counts above them, so that a phone shows both whole."""
    values = [
        {
            "name": each["name"],
            "share": each["share"],
            "said": f"{each['name']}: {percent(each['share'])} ({each['who']})",
            "color": each["color"],
        }
        for each in rows
    ]
    y: dict[str, Any] = {
        "field": "name",
        "type": "nominal",
        "sort": [each["name"] for each in values],
        "axis": None,
    }
    x = {
        "field": "share",
        "type": "quantitative",
        "scale": {"zero": True},
        "axis": {"title": _("share of the group's eighth-graders"), "format": ".0%", "tickCount": 4},
    }
    return {
        "$schema": SCHEMA,
        "data": {"values": values},
        "width": "container",
        "height": {"step": 44},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "layer": [
            {
                "mark": {"type": "bar", "height": 13, "yOffset": 8},
                "encoding": {"y": y, "x": x, "color": {"field": "color", "type": "nominal", "scale": None}},
            },
            {
                "mark": {
                    "type": "text",
                    "align": "left",
                    "baseline": "middle",
                    "yOffset": -9,
                    "fontSize": 13,
                    "color": INK,
                    "limit": {"expr": "width"},
                },
                "encoding": {"y": y, "x": {"value": 0}, "text": {"field": "said"}},
            },
        ],
        "view": {"stroke": None},
        "config": {"mark": {"aria": False}},
    }


def _groups_table(reading: Reading, rows: list[Row], key: str) -> table.DataTable:
    def maybe(name: str, label: str, kind: table.Kind = "number") -> table.Column:
        return table.Column(
            name,
            label,
            kind,
            render=lambda row: words.mark(reading.threshold) if row[name] == HIDDEN else "",
        )

    columns = (
        table.Column("name", _("Group")),
        maybe("whole", _("Eighth-graders")),
        maybe("taking", _("In algebra I")),
        maybe("share", _("Share"), "percent"),
    )
    return table.plain(f"{key}-table", _("Who takes algebra I in grade 8"), columns, rows)
