"""The tables of districts and schools: numbers that may be hidden carry a mark."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trellis.apps.core.ui.figures import not_known
from trellis.apps.core.ui.table import Column, DataTable
from trellis.apps.landscape.pipeline import words
from trellis.apps.landscape.pipeline.columns import Value, maybe_hidden, offered_or_not
from trellis.apps.landscape.pipeline.document import HIDDEN
from trellis.apps.landscape.pipeline.schools import HIGH_GRADES

if TYPE_CHECKING:
    from trellis.apps.landscape.pipeline.addresses import Addresses
    from trellis.apps.landscape.pipeline.reading import Reading, Row

IN_SHORT = ("calculus", "physics", "computer_science", "ap_any")
"""The courses that lists of districts and schools show."""


def districts(reading: Reading, links: Addresses) -> DataTable:
    """Return the region's districts, those with most eighth-graders first."""
    columns = (
        Column("name", _("District"), href=lambda row: links.district(row["key"])),
        *_algebra(reading),
        Column("standing", _("Target"), value=lambda row: standing(reading, row), choices=True),
        *(_could(reading, key) for key in IN_SHORT if key in reading.courses),
        *_teachers(),
    )
    return DataTable(
        key="districts",
        caption=_("Districts"),
        columns=columns,
        rows=reading.document["districts"],
        sort="-eighth",
        exports=links.exports("districts"),
        row_id=lambda row: f"district-{row['key']}",
    )


def schools(reading: Reading, district: Row, links: Addresses) -> DataTable:
    """Return a district's schools that have grade 8 or high-school grades."""
    rows = [
        row
        for row in reading.pipeline.schools_of[district["key"]]
        if reading.has_grade_8(row) or reading.is_high(row)
    ]
    columns = (
        Column("name", _("School"), href=lambda row: links.school(row["key"])),
        Column("grades", _("Grades"), value=grades),
        *_algebra(reading),
        *(_offered(key) for key in IN_SHORT if key in reading.courses),
        *_teachers(),
    )
    return DataTable(
        key="schools",
        caption=_("Schools with grade 8 or high-school grades"),
        columns=columns,
        rows=rows,
        sort="name",
        searchable=len(rows) > 15,
        empty=_("No school of this district has grade 8 or high-school grades."),
    )


def standing(reading: Reading, row: Row) -> str:
    """Return in a word how a unit stands to the target."""
    share = row["algebra"]["share"]
    if not reading.has_grade_8(row):
        return _("no grade 8")
    if share == HIDDEN:
        return _("hidden")
    if share is None:
        return not_known()
    return _("below") if share < reading.target else _("reached")


def grades(row: Row) -> str:
    """Return the grades a school serves: “06 07 08” is “6–8”."""
    served = row["grades"].split()
    names = {"PK": _("pre-K"), "KG": _("K"), "UG": _("ungraded")}
    numbers = [each for each in served if each != "UG"]
    if not numbers:
        return ", ".join(names.get(each, each) for each in served)
    ends = [names.get(each, each.lstrip("0")) for each in (numbers[0], numbers[-1])]
    return ends[0] if len(numbers) == 1 else f"{ends[0]}–{ends[1]}"


def _algebra(reading: Reading) -> tuple[Column, ...]:
    def of(name: str) -> Value:
        return lambda row: row["algebra"][name]

    def tone(row: Row) -> str:
        share = row["algebra"]["share"]
        return "short" if isinstance(share, float) and share < reading.target else ""

    return (
        maybe_hidden(reading, "eighth", _("Eighth-graders"), value=of("eighth"), absent=_no_grade_8(reading)),
        maybe_hidden(
            reading,
            "taking",
            _("In algebra I"),
            help_=_("in grade 7 or 8"),
            value=of("taking"),
            absent=_no_grade_8(reading),
        ),
        maybe_hidden(
            reading,
            "share",
            _("Share"),
            "percent",
            decimals=1,
            value=of("share"),
            absent=_no_grade_8(reading),
            tone=tone,
        ),
    )


def _no_grade_8(reading: Reading) -> Callable[[Row], str]:
    return lambda row: "" if reading.has_grade_8(row) else _("no grade 8")


def _could(reading: Reading, key: str) -> Column:
    return maybe_hidden(
        reading,
        f"could_{key}",
        words.course(key),
        "percent",
        help_=_("students whose school offers it"),
        value=lambda row: row["courses"][key]["could_share"],
        absent=lambda row: "" if reading.is_high(row) else _("no high school"),
    )


def _offered(key: str) -> Column:
    def said(row: Row) -> str:
        if not row["high_schools"]:
            return "" if not _high(row) else not_known()
        return offered_or_not(row["courses"][key])

    return Column(f"offers_{key}", words.course(key), value=said)


def _high(row: Row) -> bool:
    return not set(HIGH_GRADES).isdisjoint(row["grades"].split())


def _teachers() -> tuple[Column, ...]:
    return (
        Column(
            "certified",
            _("Certified teachers"),
            "percent",
            value=lambda row: row["teachers"]["certified_share"],
        ),
        Column(
            "new",
            _("New teachers"),
            "percent",
            help=_("in their first or second year"),
            value=lambda row: row["teachers"]["new_share"],
        ),
    )
