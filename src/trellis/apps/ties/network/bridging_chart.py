"""Both readings of bridging against each other: each organization as a point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from trellis.apps.core.ui.chart import Chart
from trellis.apps.core.ui.chart_theme import colour
from trellis.apps.core.ui.figures import exact, percent
from trellis.apps.core.ui.table import Column, plain
from trellis.methods.ties import CONNECTS_ONLY, MIXED_ONLY

if TYPE_CHECKING:
    from trellis.apps.ties.network.reading import Reading

HIGH: Final = 320
TABLED: Final = 150  # with more points the page's own table, which is paged, stands for the chart's
ALIKE: Final = 0.5  # a rank correlation from here on says that the readings go together
Row = dict[str, Any]


def chart(reading: Reading) -> Chart | None:
    """How mixed against how connecting; None where fewer than two organizations have both."""
    found = reading.document["bridging"]
    kinds = {MIXED_ONLY: _("mixed only"), CONNECTS_ONLY: _("connects only"), 0: _("both agree")}
    rows: list[Row] = [
        {
            "name": reading.names[row],
            "internal": found["internal"][row],
            "external": found["external"][row],
            "kind": kinds[found["disagree"][row]],
        }
        for row in range(reading.n)
        if found["internal"][row] is not None
    ]
    if len(rows) < 2:
        return None
    return Chart(
        key="bridging-readings",
        title=_("Two readings of bridging"),
        sentence=sentence(reading, rows),
        spec=_spec(rows, list(kinds.values())),
        table=plain(
            "bridging-readings-table",
            _("Two readings of bridging"),
            (
                Column("name", _("Partner")),
                Column("internal", _("How mixed"), "percent"),
                Column("external", _("How connecting"), "percent"),
                Column("kind", _("Readings")),
            ),
            rows if len(rows) <= TABLED else (),
        ),
    )


def sentence(reading: Reading, rows: list[Row]) -> str:
    """Whether one reading could stand for the other here."""
    found = reading.document["bridging"]
    means = _("On average partners are %(internal)s mixed and %(external)s connecting.") % {
        "internal": percent(found["internal_mean"]),
        "external": percent(found["external_mean"]),
    }
    agreement, apart = found["agreement"], sum(1 for row in found["disagree"] if row)
    if agreement is None:
        return means
    figures = {"r": exact(agreement, 2), "count": exact(apart), "n": exact(len(rows))}
    if agreement >= ALIKE:
        more = _(
            "Here the two readings mostly agree (rank correlation %(r)s); they part on %(count)s of %(n)s."
        )
    else:
        more = _(
            "Here the two readings tell different stories (rank correlation %(r)s): on %(count)s of %(n)s "
            "they contradict each other."
        )
    return f"{means} {more % figures}"


def _spec(rows: list[Row], kinds: list[str]) -> Row:
    share = {"format": ".0%", "tickCount": 5}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": "container",
        "height": HIGH,
        "data": {"values": rows},
        "mark": {"type": "point", "filled": True, "size": 80, "opacity": 0.85},
        "encoding": {
            "x": {
                "field": "internal",
                "type": "quantitative",
                "scale": {"domain": [0, 1]},
                "axis": {"title": _("how mixed its partners are"), **share},
            },
            "y": {
                "field": "external",
                "type": "quantitative",
                "scale": {"domain": [0, 1]},
                "axis": {"title": _("how much only it connects"), "grid": True, **share},
            },
            "color": {
                "field": "kind",
                "type": "nominal",
                "scale": {"domain": kinds, "range": [colour("short"), colour("group-3"), colour("primary")]},
                "legend": {"title": None},
            },
            "shape": {
                "field": "kind",
                "type": "nominal",
                "scale": {"domain": kinds, "range": ["triangle-up", "square", "circle"]},
                "legend": {"title": None},
            },
            "tooltip": [
                {"field": "name", "type": "nominal", "title": _("Partner")},
                {"field": "internal", "type": "quantitative", "format": ".0%", "title": _("How mixed")},
                {"field": "external", "type": "quantitative", "format": ".0%", "title": _("How connecting")},
            ],
        },
    }


def bonding(reading: Reading) -> str:
    """How tightly sectors hold together inside."""
    found = reading.document["bridging"]
    if found["closed_inside_sector"] is None:
        return _("Nobody has two partners in its own sector, so nothing can be said about bonding.")
    return _(
        "Bonding: where a partner works with two of its own sector, these two work together in %(share)s of "
        "cases."
    ) % {"share": percent(found["closed_inside_sector"])}
