"""The charts of an answer: each group as a bar with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from trellis.apps.core.ui import table
from trellis.apps.core.ui.chart import Chart
from trellis.apps.core.ui.chart_theme import colour
from trellis.apps.opportunity import group_words
from trellis.apps.opportunity.answers import HUNDRED, capital, share
from trellis.apps.opportunity.tables import for_hundred

if TYPE_CHECKING:
    from trellis.apps.opportunity.reading import Reading, Row

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


def groups(reading: Reading) -> Chart | None:
    """Who is left out, by group, with 90 % intervals; None where there are no groups."""
    rows = _rows(reading, "none", 1.0)
    if len(rows) < 2:
        return None
    return Chart(
        key="groups-left-out",
        title=_("Who reaches no seat"),
        sentence=_groups_sentence(reading),
        spec=_bars(rows, title=_("share who reach no seat"), form=".0%"),
        table=_chart_table("groups-left-out-table", rows, _("Reach none"), "percent", 1),
        caption=_("The thin lines are 90 % intervals."),
    )


def equity(reading: Reading) -> Chart | None:
    """Seats for each 100 young people, by group, with 90 % intervals; None where there are no groups."""
    rows = _rows(reading, "access", HUNDRED)
    if len(rows) < 2:
        return None
    return Chart(
        key="groups-access",
        title=_("Seats in reach for each 100, by group"),
        sentence=_access_sentence(reading),
        spec=_bars(rows, title=_("seats for each 100 young people"), form=",.3~r"),
        table=_chart_table("groups-access-table", rows, _("Seats for each 100"), "number", 1),
        caption=_("The thin lines are 90 % intervals."),
    )


def _rows(reading: Reading, key: str, times: float) -> list[Row]:
    asked = [reading.question.age_min, reading.question.age_max]
    made = []
    for row in reading.document["groups"]:
        if row[key] is None:
            continue
        low, high = row[f"{key}_low"], row[f"{key}_high"]
        name = group_words.label(row["key"], row["ages"] if row["ages"] != asked else None)
        made.append(
            {
                "name": name,
                "value": row[key] * times,
                "low": None if low is None else low * times,
                "high": None if high is None else high * times,
                "color": colour("primary" if row["key"] != "region" else "quiet"),
            }
        )
    for row in reading.document["classes"]:
        value = row["none"] if key == "none" else row["access"]
        if value is not None:
            name = str(group_words.CLASSES[row["key"]])
            bar = {"name": name, "value": value * times, "low": None, "high": None}
            made.append({**bar, "color": colour("primary")})
    return made


def _bars(rows: list[Row], *, title: str, form: str) -> dict[str, Any]:
    """Return bars with their names above them, so that a narrow panel shows both whole."""
    y: dict[str, Any] = {
        "field": "name",
        "type": "nominal",
        "sort": [row["name"] for row in rows],
        "axis": None,
    }
    x = {
        "field": "value",
        "type": "quantitative",
        "scale": {"zero": True},
        "axis": {"title": title, "format": form, "tickCount": 4},
    }
    tooltip = [
        {"field": "name", "type": "nominal", "title": _("Group")},
        {"field": "value", "type": "quantitative", "format": form, "title": title},
    ]
    return {
        "$schema": SCHEMA,
        "data": {"values": rows},
        "width": "container",
        "height": {"step": 44},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "layer": [
            {
                "mark": {"type": "bar", "height": 13, "yOffset": 8},
                "encoding": {
                    "y": y,
                    "x": x,
                    "color": {"field": "color", "type": "nominal", "scale": None},
                    "tooltip": tooltip,
                },
            },
            {
                "transform": [{"filter": "isValid(datum.low)"}],
                "mark": {"type": "rule", "strokeWidth": 1.5, "color": colour("ink"), "yOffset": 8},
                "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "text", "align": "left", "baseline": "middle", "yOffset": -9},
                "encoding": {"y": y, "x": {"value": 0}, "text": {"field": "name"}},
            },
        ],
        "view": {"stroke": None},
        "config": {"mark": {"aria": False}},
    }


def _chart_table(key: str, rows: list[Row], label: str, kind: Any, decimals: int) -> table.DataTable:
    return table.plain(
        key,
        label,
        (
            table.Column("name", _("Group")),
            table.Column("value", label, kind, decimals=decimals),
            table.Column("low", _("at least"), kind, decimals=decimals),
            table.Column("high", _("at most"), kind, decimals=decimals),
        ),
        rows,
    )


def _groups_sentence(reading: Reading) -> str:
    rows = [row for row in reading.document["groups"] if row["none"] is not None and row["key"] != "region"]
    most = max(rows, key=lambda row: row["none"])
    least = min(rows, key=lambda row: row["none"])
    return _("Of %(most)s %(high)s reach no seat, of %(least)s %(low)s.") % {
        "most": group_words.inside(most["key"]),
        "high": share(most["none"]),
        "least": group_words.inside(least["key"]),
        "low": share(least["none"]),
    }


def _access_sentence(reading: Reading) -> str:
    rows = [row for row in reading.document["groups"] if row["access"] is not None and row["key"] != "region"]
    most = max(rows, key=lambda row: row["access"])
    least = min(rows, key=lambda row: row["access"])
    from trellis.apps.core.ui.figures import exact

    return _("%(most)s have %(high)s seats for each 100, %(least)s %(low)s.") % {
        "most": capital(group_words.inside(most["key"])),
        "high": exact(for_hundred(most), 1),
        "least": group_words.inside(least["key"]),
        "low": exact(for_hundred(least), 1),
    }
