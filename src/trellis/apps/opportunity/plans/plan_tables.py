"""The tables of plans and scenarios: who gains, where, and by which new site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from trellis.apps.core.ui.table import Column, DataTable, plain
from trellis.apps.opportunity import group_words
from trellis.apps.opportunity.answers import HUNDRED
from trellis.apps.opportunity.links import row_id

if TYPE_CHECKING:
    from trellis.apps.opportunity.links import Links
    from trellis.apps.opportunity.places.table import PlaceTable

Document = dict[str, Any]


def groups(document: Document) -> DataTable:
    """Each group before and after."""
    return DataTable(
        key="who-gains",
        caption=_("Who gains"),
        columns=(
            Column("group", _("Group"), value=_label(document), sortable=False),
            Column("people", _("Young people"), "number"),
            Column("gained", _("Newly reach a seat"), "signed"),
            Column("none_before", _("Reach none now"), "percent", decimals=1),
            Column("none", _("Reach none then"), "percent", decimals=1),
            Column(
                "access_before",
                _("Seats for each 100 now"),
                "number",
                decimals=1,
                value=_hundred("access_before"),
            ),
            Column("access", _("Seats for each 100 then"), "number", decimals=1, value=_hundred("access")),
        ),
        rows=document["groups"],
        page_size=60,
        searchable=False,
    )


def places(document: Document, table: PlaceTable, links: Links) -> DataTable:
    """The neighborhoods where something would change, those that gain most first."""
    columns = document["places"]
    rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    names = dict(zip(table.ids.tolist(), table.names.tolist(), strict=True))
    return DataTable(
        key="where",
        caption=_("Where it would change something"),
        columns=(
            Column(
                "name",
                _("Neighborhood"),
                value=lambda row: names.get(row["id"], row["id"]),
                href=lambda row: links.place(row["id"]),
            ),
            Column("gained", _("Newly reach a seat"), "signed"),
            Column(
                "access_before",
                _("Seats for each 100 now"),
                "number",
                decimals=1,
                value=_hundred("access_before"),
            ),
            Column("access", _("Seats for each 100 then"), "number", decimals=1, value=_hundred("access")),
        ),
        rows=rows,
        sort="-gained",
        page_size=20,
        row_id=lambda row: row_id(row["id"]),
        empty=_("Nothing would change anywhere."),
    )


def chosen(document: Document) -> DataTable:
    """The new sites of a plan, the one that helps most first, with whom each reaches."""
    keys = list(dict.fromkeys(key for row in document["chosen"] for key in row["groups"]))
    has_cost = any(row["cost"] is not None for row in document["chosen"])
    return DataTable(
        key="new-sites",
        caption=_("New sites"),
        columns=(
            Column("name", _("Where")),
            Column("gained", _("Young people who would go there"), "number"),
            *((Column("cost", _("Cost"), "number"),) if has_cost else ()),
            *(
                Column(key, group_words.label(key), "number", help=_ages(document, key), value=_of_group(key))
                for key in keys
            ),
        ),
        rows=document["chosen"],
        page_size=60,
        searchable=False,
    )


def _label(document: Document) -> Any:
    """Return how a group is called: with its ages where they aren't those that were asked about."""
    asked = document["groups"][0]["ages"]
    return lambda row: group_words.label(row["key"], row["ages"] if row["ages"] != asked else None)


def _ages(document: Document, key: str) -> str:
    ages: list[int] = next((row["ages"] for row in document["groups"] if row["key"] == key), [])
    if not ages or ages == document["groups"][0]["ages"]:
        return ""
    return _("ages %(low)d–%(high)d") % {"low": ages[0], "high": ages[1]}


def _of_group(key: str) -> Any:
    return lambda row: row["groups"].get(key)


def _hundred(key: str) -> Any:
    return lambda row: None if row[key] is None else row[key] * HUNDRED


def side(document: Document, key: str) -> DataTable:
    """Who gains by one of two plans that stand side by side."""
    return plain(
        f"side-{key}",
        _("Who gains"),
        (
            Column("group", _("Group"), value=_label(document)),
            Column("gained", _("Newly reach a seat"), "signed"),
            Column("none", _("Reach none then"), "percent", decimals=1),
        ),
        document["groups"],
    )
