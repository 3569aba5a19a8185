"""The tables that say the same as the map and the charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from trellis.apps.core.ui.figures import exact, interval, not_known, percent
from trellis.apps.core.ui.table import Column, DataTable, Export
from trellis.apps.opportunity import group_words
from trellis.apps.opportunity.answers import HUNDRED
from trellis.apps.opportunity.links import row_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trellis.apps.opportunity.links import Links
    from trellis.apps.opportunity.models import PlaceSet
    from trellis.apps.opportunity.reading import Reading, Row


def places(
    reading: Reading, links: Links, *, rows: Sequence[Row] | None = None, key: str = "places"
) -> DataTable:
    """Every neighborhood with what can be reached from it, those with most young people left out first."""
    shown = reading.rows if rows is None else rows
    exports: tuple[Export, ...] = ()
    if rows is None:
        files = (("CSV", "csv"),) if links.is_public else (("CSV", "csv"), ("Excel", "xlsx"))
        exports = tuple(Export(label, links.page(name)) for label, name in files)
    return DataTable(
        key=key,
        caption=_("Neighborhoods"),
        columns=(
            Column(
                "name",
                _("Neighborhood"),
                href=None if links.is_public else lambda row: links.place(row["id"]),
            ),
            Column("county", _("County"), choices=len({row["county"] for row in shown}) > 1),
            Column("people", _("Young people"), "number", help=_("of these ages")),
            Column("left", _("Left out"), "number", value=left_out, help=_("reach no seat")),
            Column("access", _("Seats for each 100"), "number", decimals=1, value=for_hundred),
            Column("seats", _("Seats in reach"), "number", help=_("shared with everybody near")),
            Column("minutes", _("Nearest, minutes"), "number", render=_no_way, tone=_tone),
        ),
        rows=shown,
        sort="-left",
        page_size=20,
        exports=exports,
        row_id=(lambda row: row_id(row["id"])) if key == "places" else None,
    )


def left_out(row: Row) -> float | None:
    """Return how many young people of a neighborhood reach no seat."""
    return None if row["people"] is None else row["people"] * row["left_out"]


def for_hundred(row: Row) -> float | None:
    """Return a row's access as seats for each hundred young people."""
    return None if row["access"] is None else row["access"] * HUNDRED


def _no_way(row: Row) -> str:
    return _("none") if row["minutes"] is None else ""


def _tone(row: Row) -> str:
    return "short" if row["left_out"] == 1 else ""


def groups(reading: Reading) -> DataTable:
    """The region and each group: what they have, how sure that is."""
    asked = [reading.question.age_min, reading.question.age_max]

    def label(row: Row) -> str:
        return group_words.label(row["key"], row["ages"] if row["ages"] != asked else None)

    return DataTable(
        key="groups",
        caption=_("What each group can reach"),
        columns=(
            Column("group", _("Group"), value=label, sortable=False),
            Column("people", _("Young people"), "number"),
            Column("access", _("Seats for each 100"), "number", decimals=1, value=for_hundred),
            Column(
                "access_range",
                _("90 % interval"),
                value=lambda row: _ends(row, "access", HUNDRED),
                sortable=False,
            ),
            Column("little", _("Have little"), "percent", help=_("less than half the region's mean")),
            Column("none", _("Reach none"), "percent", decimals=1),
            Column("none_range", _("90 % interval"), value=lambda row: _ends(row, "none"), sortable=False),
            Column("difference", _("Against the region"), "signed", decimals=1, value=_difference),
            Column(
                "difference_range",
                _("90 % interval"),
                value=lambda row: _ends(row, "difference", HUNDRED),
                sortable=False,
            ),
        ),
        rows=reading.document["groups"],
        page_size=60,
        searchable=False,
    )


def _difference(row: Row) -> float | None:
    return None if row["difference"] is None else row["difference"] * HUNDRED


def _ends(row: Row, key: str, times: float = 1.0) -> str:
    low, high = row[f"{key}_low"], row[f"{key}_high"]
    if low is None or high is None:
        return not_known()
    if key == "none":
        return (
            interval(low, high, "percent")
            if high - low >= 0.01
            else f"{percent(low, 1)} – {percent(high, 1)}"
        )
    return f"{exact(low * times, 1)} – {exact(high * times, 1)}"


def people_here(reading: Reading, row: int) -> DataTable:
    """Who lives in a neighborhood: each group with its margin of error."""
    from trellis.apps.core.ui.table import plain

    table = reading.table
    rows = []
    for group in table.groups:
        count = table.people[group.key][row]
        margin = table.margins[group.key][row] if group.key in table.margins else float("nan")
        rows.append({"group": _group(group), "people": count, "margin": margin})
    return plain(
        "people-here",
        _("Who lives here"),
        (
            Column("group", _("Group")),
            Column("people", _("Young people"), "number"),
            Column("margin", _("± (90 %)"), "number"),
        ),
        rows,
    )


def _group(group: Any) -> str:
    if group.kind == "age":
        return _("Ages %(low)d–%(high)d") % {"low": group.age_min, "high": group.age_max}
    usual = (group.age_min, group.age_max) == (5, 17) and group.kind != "all"
    return group_words.label(group.key, None if usual else [group.age_min, group.age_max])


def sites_near(rows: Sequence[Row]) -> DataTable:
    """The sites that can be reached from a neighborhood, the nearest first."""
    from trellis.apps.core.ui.table import plain

    return plain(
        "sites-near",
        _("Nearest sites"),
        (
            Column("name", _("Site"), value=lambda row: row["name"] or _("Site without a name")),
            Column("minutes", _("Minutes"), "number"),
            Column("seats", _("Seats"), "number"),
            Column("crowding", _("Young people for each seat"), "number"),
            Column("names", _("Programs")),
        ),
        rows,
    )


def set_groups(place_set: PlaceSet) -> DataTable:
    """The groups that a set of neighborhoods counts, with how many young people there are of each."""
    import numpy as np

    from trellis.apps.core.ui.table import plain
    from trellis.apps.opportunity.memory import table_of

    table = table_of(place_set)
    rows = [
        {
            "group": _group(group),
            "people": float(np.nansum(table.people[group.key])),
            "unknown": int(np.isnan(table.people[group.key]).sum()),
            "margins": _("yes") if group.key in table.margins else _("no"),
        }
        for group in table.groups
    ]
    return plain(
        "set-groups",
        _("Young people counted"),
        (
            Column("group", _("Group")),
            Column("people", _("Young people"), "number"),
            Column("unknown", _("Neighborhoods where it isn't known"), "number"),
            Column("margins", _("Margins of error")),
        ),
        rows,
    )
