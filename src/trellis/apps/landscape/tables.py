"""The tables of the landscape's pages: columns and how each is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from trellis.apps.core.ui.figures import dollars, exact, not_known
from trellis.apps.core.ui.table import Column, DataTable, Export
from trellis.apps.landscape.charts.base import BARELY
from trellis.apps.landscape.links import Links, row_id
from trellis.apps.landscape.published import published

if TYPE_CHECKING:
    from trellis.apps.landscape.queries import Reading, Row


def balance(row: Row) -> str:
    """Return "short", "even", "surplus" or "unknown": how an occupation's openings and graduates compare."""
    gap, openings = row["gap"], row["openings"]
    if gap is None or openings is None:
        return "unknown"
    if abs(gap) <= openings * BARELY:
        return "even"
    return "short" if gap > 0 else "surplus"


def balance_label(row: Row) -> str:
    """Return in a word or two how an occupation's openings and graduates compare."""
    return {
        "short": _("Short"),
        "even": _("About even"),
        "surplus": _("Surplus"),
        "unknown": not_known(),
    }[balance(row)]


def balance_tone(row: Row) -> str:
    """Return the tone of an occupation's gap: "short", "surplus", "unknown", or "" where it is about even."""
    found = balance(row)
    return "" if found == "even" else found


def occupations(reading: Reading, links: Links, *, rows: Sequence[Row] | None = None) -> DataTable:
    """Return every occupation of the field, the shortest first."""
    gap = Column("gap", _("Gap"), "signed", help=_("openings less graduates"), tone=balance_tone)
    supply = Column("supply_expected", _("Graduates"), "number", help=_("who head for it"))
    between = Column(
        "gap_between", _("Gap between"), "interval", low="gap_low", high="gap_high", sortable=False
    )
    verdict = Column("balance", _("Balance"), value=balance_label, choices=True, tone=balance_tone)
    known = reading.known
    columns = (
        Column("title", _("Occupation"), href=lambda row: links.occupation(row["soc"])),
        *((gap,) if known else ()),
        Column("openings", _("Openings"), "number", help=_("a year")),
        *((supply, between, verdict) if known else ()),
        Column("median_wage", _("Median pay"), "dollars", render=_pay),
        Column("entry_education", _("Usual entry education"), value=_education, choices=True),
    )
    return DataTable(
        key="occupations",
        caption=_("Occupations: openings and graduates a year"),
        columns=columns,
        rows=reading.document["occupations"] if rows is None else rows,
        exports=_exports(links),
        row_id=lambda row: row_id(row["soc"]),
        empty=_("No occupation of this field has published figures here."),
    )


def occupations_in_short(reading: Reading, links: Links) -> DataTable:
    """Return the ten shortest occupations, to be read on the overview."""
    whole = occupations(reading, links)
    kept = {"title", "openings", "supply_expected", "gap", "median_wage"}
    return DataTable(
        key="occupations",
        caption=whole.caption,
        columns=tuple(column for column in whole.columns if column.key in kept),
        rows=reading.document["occupations"][:10],
        page_size=10,
        searchable=False,
        row_id=whole.row_id,
        empty=whole.empty,
    )


def programs(reading: Reading, links: Links) -> DataTable:
    """Return every program that can lead to an occupation of the field, the largest first."""
    columns = (
        Column("title", _("Program"), href=lambda row: links.program(row["id"]), value=_program_title),
        Column("institution", _("Institution"), value=_institution),
        Column("credential", _("Credential"), value=_credential, choices=True),
        Column("completers", _("Graduates"), "number", help=_("a year")),
        Column("expected_in_field", _("Head for this field"), "number"),
        Column("expected_elsewhere", _("Head elsewhere"), "number"),
        Column("leads_to", _("Leads to"), "number", help=_("occupations here"), value=_focal_count),
    )
    return DataTable(
        key="programs",
        caption=_("Programs that can lead to these occupations"),
        columns=columns,
        rows=reading.document["programs"],
        sort="-completers",
        exports=_exports(links, what="programs"),
        empty=_("No program here leads to an occupation of this field."),
    )


def feeders(rows: Sequence[Row], links: Links) -> DataTable:
    """Return the programs that lead to one occupation."""
    columns = (
        Column("title", _("Program"), href=lambda row: links.program(row["id"]), value=_program_title),
        Column("institution", _("Institution"), value=_institution),
        Column("expected", _("Expected here"), "number", decimals=1, help=_("the others go elsewhere")),
        Column("completers", _("Graduates"), "number", help=_("a year")),
        Column("share", _("Share of its supply"), "percent"),
        Column("credential", _("Credential"), value=_credential),
    )
    return DataTable(
        key="feeders",
        caption=_("Programs that lead there"),
        columns=columns,
        rows=rows,
        sort="-expected",
        page_size=15,
        searchable=len(rows) > 15,
        empty=_("No program here leads to this occupation."),
    )


def destinations(row: Row, links: Links) -> DataTable:
    """Return where one program's graduates can go."""
    columns = (
        Column(
            "title",
            _("Occupation"),
            href=lambda each: links.occupation(each["soc"]) if each["focal"] else None,
        ),
        Column("expected", _("Expected there"), "number", decimals=1, help=_("graduates a year")),
        Column(
            "share", _("Share"), "percent", value=lambda each: _share(each["expected"], row["completers"])
        ),
        Column("focal", _("In this field"), value=_in_field, choices=True),
    )
    return DataTable(
        key="destinations",
        caption=_("Where its graduates can go"),
        columns=columns,
        rows=row["goes_to"],
        sort="-expected",
        page_size=15,
        searchable=len(row["goes_to"]) > 15,
    )


def elsewhere(reading: Reading, soc: str, links: Links) -> DataTable:
    """Return the other occupations that the same programs' graduates can go to, most expected first."""
    found: dict[str, Row] = {}
    for feeder in reading.feeders(soc):
        for each in feeder["goes_to"]:
            if each["soc"] == soc:
                continue
            row = found.setdefault(each["soc"], {**each, "expected": 0.0, "programs": 0})
            row["expected"] += each["expected"] or 0.0
            row["programs"] += 1
    columns = (
        Column(
            "title",
            _("Occupation"),
            href=lambda each: links.occupation(each["soc"]) if each["focal"] else None,
        ),
        Column(
            "expected", _("Expected there"), "number", decimals=1, help=_("of the same programs' graduates")
        ),
        Column("programs", _("Shared programs"), "number"),
        Column("focal", _("In this field"), value=_in_field),
    )
    return DataTable(
        key="elsewhere",
        caption=_("Where else the same graduates can go"),
        columns=columns,
        rows=tuple(found.values()),
        sort="-expected",
        page_size=10,
        searchable=False,
        empty=_("Nowhere else: these programs lead here alone."),
    )


def bottleneck_groups(reading: Reading, links: Links) -> DataTable:
    """Return the groups of occupations that no choice of graduates could fill."""
    rows = [
        {**group, "number": number} for number, group in enumerate(reading.document["bottlenecks"], start=1)
    ]
    columns = (
        Column("occupations", _("Occupations"), value=lambda group: _titles(reading, group["occupations"])),
        Column(
            "programs",
            _("Programs"),
            "number",
            value=lambda group: len(group["programs"]),
            help=_("that lead there"),
        ),
        Column("openings", _("Openings"), "number", help=_("a year")),
        Column("completers", _("Graduates"), "number", help=_("who can go there")),
        Column(
            "short", _("Unfilled"), "number", help=_("whatever anybody chooses"), tone=lambda group: "short"
        ),
    )
    return DataTable(
        key="bottlenecks",
        caption=_("Groups of occupations that stay short"),
        columns=columns,
        rows=rows,
        page_size=50,
        searchable=len(rows) > 15,
    )


def changes(before: dict[str, Any], after: dict[str, Any], links: Links, *, most: int = 12) -> DataTable:
    """Return the occupations whose gap a what-if changes most."""
    then = {row["soc"]: row for row in after["occupations"]}
    rows = [
        {**row, "gap_after": then[row["soc"]]["gap"], "change": then[row["soc"]]["gap"] - row["gap"]}
        for row in before["occupations"]
        if row["gap"] is not None and row["soc"] in then and then[row["soc"]]["gap"] is not None
    ]
    rows = sorted((row for row in rows if abs(row["change"]) >= 0.05), key=lambda row: -abs(row["change"]))[
        :most
    ]
    columns = (
        Column("title", _("Occupation"), href=lambda row: links.occupation(row["soc"]), sortable=False),
        Column("openings", _("Openings"), "number", help=_("a year"), sortable=False),
        Column("gap", _("Gap now"), "signed", decimals=1, sortable=False),
        Column("gap_after", _("Gap then"), "signed", decimals=1, sortable=False),
        Column("change", pgettext("difference", "Change"), "signed", decimals=1, sortable=False),
    )
    return DataTable(
        key="changes",
        caption=_("Occupations that change most"),
        columns=columns,
        rows=rows,
        page_size=most,
        searchable=False,
        empty=_("No occupation's gap would change by as much as a tenth of a person."),
    )


def _exports(links: Links, what: str = "occupations") -> tuple[Export, ...]:
    if links.is_public:
        return ()
    return (
        Export(_("CSV"), links.page("export_csv", more={"table": what})),
        Export(_("Excel"), links.page("export_xlsx")),
    )


def _institution(row: Row) -> str:
    return row["institution"] or _("all institutions")


def _program_title(row: Row) -> str:
    return str(row["title"]).rstrip(".")


def _education(row: Row) -> str:
    return published(row["entry_education"], translation) if row["entry_education"] else not_known()


def _credential(row: Row) -> str:
    return published(row["credential"], translation)


def _focal_count(row: Row) -> int:
    return sum(each["focal"] for each in row["goes_to"])


def _in_field(row: Row) -> str:
    return _("yes") if row["focal"] else _("no")


def _share(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole else None


def _pay(row: Row) -> str:
    return f"{dollars(row['median_wage'])}{'+' if row['wage_capped'] else ''}"


def _titles(reading: Reading, socs: Sequence[str]) -> str:
    names = [reading.occupations[soc]["title"] for soc in socs]
    if len(names) <= 4:
        return "; ".join(names)
    return _("%(names)s and %(more)s more") % {"names": "; ".join(names[:3]), "more": exact(len(names) - 3)}
