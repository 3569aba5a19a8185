"""The tables of a network's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from trellis.apps.core.ui.table import Column, DataTable, Export
from trellis.apps.ties.network.links import Links, links_of

if TYPE_CHECKING:
    from trellis.apps.ties.network.filters import Shown
    from trellis.apps.ties.network.reading import Reading

Row = dict[str, Any]


def shown(reading: Reading, part: Shown, exports: tuple[Export, ...] = ()) -> DataTable:
    """The organizations that the picture shows, those with most ties in it first."""
    scores = reading.document["scores"]
    measures = reading.organizations
    rows = [
        {
            **who(reading, row),
            "ties": part.degree[row],
            "betweenness": measures["betweenness"][row],
            "trust": scores["trust"][row],
            "value": scores["value"][row],
        }
        for row in part.rows
    ]
    columns = [
        *named(links_of(reading)),
        Column("ties", _("Ties shown"), "number"),
        Column(
            "betweenness",
            _("Ways through it"),
            "percent",
            decimals=1,
            help=_("of the shortest between others"),
        ),
    ]
    if any(value is not None for value in scores["trust"]):
        columns.append(Column("trust", _("Trust"), "number", decimals=1, help=_("1 to 4, as others see it")))
    if any(value is not None for value in scores["value"]):
        columns.append(Column("value", _("Value"), "number", decimals=1, help=_("1 to 4, as others see it")))
    return DataTable(
        key="shown",
        caption=_("Partners in the picture"),
        columns=tuple(columns),
        rows=rows,
        sort="-ties",
        page_size=20,
        exports=exports,
        row_id=lambda row: f"partner-{row['entry']}",
    )


def measures(rows: list[Any], *, has_earlier: bool) -> DataTable:
    """The measures of the whole network."""
    columns = [
        Column("label", _("Measure"), sortable=False),
        Column("value", _("Now"), sortable=False),
    ]
    if has_earlier:
        columns += [
            Column("before", _("Wave before"), sortable=False),
            Column("change", pgettext("difference", "Change"), sortable=False),
        ]
    columns.append(Column("meaning", _("What it means"), sortable=False))
    return DataTable(
        key="measures",
        caption=_("The whole network"),
        columns=tuple(columns),
        rows=rows,
        page_size=len(rows) or 1,
        searchable=False,
    )


def who(reading: Reading, row: int) -> Row:
    """Who a row is about: entry, name, sector."""
    return {
        "entry": reading.entries[row],
        "name": reading.names[row],
        "sector": reading.sector_label(reading.sectors[row]),
    }


def named(links: Links) -> tuple[Column, ...]:
    """The columns of who a row is about; the name leads to its page."""
    return (
        Column("name", _("Partner"), href=lambda row: links.organization(row["entry"])),
        Column("sector", _("Sector"), choices=True),
    )
