"""The tables of what is behind the picture: neighbors, bridging, fragility, gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.core.ui.table import Column, DataTable
from trellis.apps.partners import codes
from trellis.apps.ties.network import organization_words
from trellis.apps.ties.network.links import links_of
from trellis.apps.ties.network.tables import named, who

if TYPE_CHECKING:
    from trellis.apps.ties.network.reading import Reading

OFTEN: Final = {
    0: "",
    1: gettext_lazy("Once a year or less"),
    2: gettext_lazy("A few times a year"),
    3: gettext_lazy("Monthly"),
    4: gettext_lazy("Weekly or more"),
}
CLOSELY: Final = (
    "",
    gettext_lazy("Awareness"),
    gettext_lazy("Cooperation"),
    gettext_lazy("Coordination"),
    gettext_lazy("Integration"),
)


def neighbors(reading: Reading, row: int) -> DataTable:
    """Whom an organization works with: how often, how closely, on what."""
    kept = reading.document["ties"]
    rows = []
    for a, b, *said in zip(
        *(kept[name] for name in ("a", "b", "strength", "activity", "fields")), strict=True
    ):
        if row in (a, b):
            strength, activity, fields = said
            rows.append(
                {
                    **who(reading, b if a == row else a),
                    "often": str(OFTEN[strength]),
                    "closely": str(CLOSELY[activity]),
                    "fields": ", ".join(codes.field_label(code) for code in fields),
                }
            )
    columns = [
        *named(links_of(reading)),
        Column("often", _("How often"), choices=True),
        Column("closely", _("How closely"), choices=True),
        Column("fields", _("On what")),
    ]
    shown = [column for column in columns if any(each[column.key] for each in rows)]
    return DataTable(
        key="neighbors",
        caption=_("Works with"),
        columns=tuple(shown or columns[:2]),
        rows=rows,
        sort="name",
        searchable=len(rows) > 10,
        empty=_("Nobody named it, and it named nobody."),
    )


def shared(reading: Reading, row: int) -> DataTable:
    """With whom an organization shares sites or people in the record."""
    record = reading.document["record"]
    rows = [
        {**who(reading, b if a == row else a), "sites": sites, "people": people}
        for a, b, sites, people in zip(*(record[name] for name in ("a", "b", "sites", "people")), strict=True)
        if row in (a, b)
    ]
    return DataTable(
        key="shared",
        caption=_("Shares in the record"),
        columns=(
            *named(links_of(reading)),
            Column("sites", _("Sites that both use"), "number"),
            Column("people", _("People at both"), "number"),
        ),
        rows=rows,
        sort="name",
        searchable=False,
    )


def bridging(reading: Reading) -> DataTable:
    """Both readings of bridging and bonding, for everybody who has a value."""
    found = reading.document["bridging"]
    rows: list[dict[str, Any]] = [
        {
            **who(reading, row),
            "internal": found["internal"][row],
            "external": found["external"][row],
            "bonding": found["bonding"][row],
            "said": str(organization_words.DISAGREE[found["disagree"][row]]),
        }
        for row in range(reading.n)
        if found["internal"][row] is not None
    ]
    columns = (
        *named(links_of(reading)),
        Column("internal", _("How mixed"), "percent", help=_("two of its partners are of different sectors")),
        Column(
            "external", _("How connecting"), "percent", help=_("pairs of its partners that only it joins")
        ),
        Column(
            "bonding",
            _("Bonding"),
            "percent",
            help=_("pairs of its partners in its own sector that work together"),
        ),
        Column("said", _("Where the readings disagree"), choices=True),
    )
    return DataTable(
        key="bridging",
        caption=_("Bridging and bonding, by partner"),
        columns=columns,
        rows=rows,
        sort="-external",
    )


def fragility(reading: Reading) -> DataTable:
    """What would fall apart if somebody left, the most first."""
    found = reading.document["fragility"]
    rows = [
        {
            **who(reading, row),
            "lost": lost,
            "parts": found["components_after"][row],
            "alone": sum(1 for other in reading.neighbors[row] if len(reading.neighbors[other]) == 1),
        }
        for row, lost in enumerate(found["lost_pairs"])
        if lost or found["articulation"][row]
    ]
    return DataTable(
        key="fragility",
        caption=_("If this partner left"),
        columns=(
            *named(links_of(reading)),
            Column(
                "lost", _("Pairs lost"), "number", help=_("of others, who could no longer reach each other")
            ),
            Column("parts", _("Parts then"), "number"),
            Column("alone", _("Left without a partner"), "number"),
        ),
        rows=rows,
        sort="-lost",
        empty=_("Whoever leaves, everybody else can still reach each other."),
    )


def gaps(reading: Reading) -> DataTable:
    """All pairs of sectors: how many work together, how many would be expected."""
    rows = [
        {
            **pair,
            "one": reading.sector_label(pair["sectors"][0]),
            "other": reading.sector_label(pair["sectors"][1]),
            "said": _verdict(pair),
        }
        for pair in reading.document["pairs"]
    ]
    return DataTable(
        key="gaps",
        caption=_("All pairs of sectors"),
        columns=(
            Column("one", _("Sector"), choices=True),
            Column("other", _("and")),
            Column("observed", _("Pairs that work together"), "number"),
            Column("expected", _("Expected"), "number", decimals=1),
            Column("possible", _("Possible"), "number"),
            Column("residual", _("How far apart"), "signed", decimals=1, help=_("under −2 is a gap")),
            Column("said", _("What it means"), choices=True, tone=_tone),
        ),
        rows=rows,
        sort="residual",
    )


def _verdict(pair: dict[str, Any]) -> str:
    if pair["gap"]:
        return _("They hardly meet")
    if pair["residual"] is not None and pair["residual"] > -GAP:
        return _("They meet often")
    return _("About as expected")


def _tone(row: dict[str, Any]) -> str:
    return "short" if row["gap"] else ""


GAP: Final = -2.0
