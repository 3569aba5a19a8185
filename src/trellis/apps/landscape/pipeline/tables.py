"""The tables of the pipeline's pages: numbers that may be hidden carry a mark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from trellis.apps.core.ui.figures import not_known
from trellis.apps.core.ui.table import Column, DataTable, Kind
from trellis.apps.landscape.pipeline import words
from trellis.apps.landscape.pipeline.document import HIDDEN
from trellis.apps.landscape.pipeline.groups import GROUPS

if TYPE_CHECKING:
    from trellis.apps.landscape.pipeline.addresses import Addresses
    from trellis.apps.landscape.pipeline.queries import Reading, Row

Value = Callable[[Any], Any]
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


def courses(reading: Reading, row: Row) -> DataTable:
    """Return what a unit's high schools offer and who takes it, beside the state."""
    state = reading.document["state"]
    rows = [{"course": words.course(key), **row["courses"][key], "key": key} for key in reading.courses]
    same = reading.document["is_whole_state"] and row is reading.whole
    columns: tuple[Column, ...] = (
        Column("course", _("Course"), sortable=False),
        Column(
            "offering",
            _("High schools that offer it"),
            value=lambda each: words.part_of(each["offering"], row["high_schools"], reading.threshold),
            sortable=False,
        ),
        _maybe(reading, "could_share", _("Students whose school offers it"), "percent", sortable=False),
        _maybe(reading, "taking", _("Students who take it"), sortable=False),
        _maybe(reading, "share", _("Share who take it"), "percent", decimals=1, sortable=False),
    )
    if not same:
        columns += (
            _maybe(
                reading,
                "state_could",
                _("In the state: school offers it"),
                "percent",
                value=lambda each: state["courses"][each["key"]]["could_share"],
                sortable=False,
            ),
            _maybe(
                reading,
                "state_share",
                _("In the state: take it"),
                "percent",
                decimals=1,
                value=lambda each: state["courses"][each["key"]]["share"],
                sortable=False,
            ),
        )
    return _still("courses", _("What high schools offer, and who takes it"), columns, rows)


def access_by_group(reading: Reading, row: Row) -> DataTable:
    """Return for each group the share whose school offers each course, and the share who take it."""
    found = row["courses"]
    rows = [
        {"key": group, "name": words.group(group)}
        for group in GROUPS
        if any(group in found[key]["groups"] for key in reading.courses)
    ]
    columns = [Column("name", _("Group"), sortable=False)]
    columns.append(
        _maybe(reading, "high", _("Students"), value=lambda each: row["high_by_group"][each["key"]])
    )
    for key in reading.courses:
        columns += _of_groups(reading, key, found[key]["groups"])
    return _still("groups", _("By group: whose school offers it, and who takes it"), tuple(columns), rows)


def _of_groups(reading: Reading, key: str, groups: dict[str, Row]) -> list[Column]:
    name = words.course(key)
    found = []
    if any("could_share" in each for group, each in groups.items() if group != "total"):
        found.append(
            _maybe(
                reading,
                f"{key}_could",
                name,
                "percent",
                help_=_("school offers it"),
                value=lambda row: groups[row["key"]].get("could_share"),
            )
        )
    found.append(
        _maybe(
            reading,
            f"{key}_share",
            name,
            "percent",
            decimals=1,
            help_=_("take it"),
            value=lambda row: groups[row["key"]]["share"],
        )
    )
    return found


def _still(key: str, caption: str, columns: tuple[Column, ...], rows: Sequence[Row]) -> DataTable:
    return DataTable(
        key=key,
        caption=caption,
        columns=columns,
        rows=rows,
        page_size=max(len(rows), 1),
        searchable=False,
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
        _maybe(reading, "eighth", _("Eighth-graders"), value=of("eighth"), absent=_no_grade_8(reading)),
        _maybe(
            reading,
            "taking",
            _("In algebra I"),
            help_=_("in grade 7 or 8"),
            value=of("taking"),
            absent=_no_grade_8(reading),
        ),
        _maybe(
            reading,
            "share",
            _("Share"),
            "percent",
            value=of("share"),
            absent=_no_grade_8(reading),
            tone=tone,
        ),
    )


def _no_grade_8(reading: Reading) -> Callable[[Row], str]:
    return lambda row: "" if reading.has_grade_8(row) else _("no grade 8")


def _could(reading: Reading, key: str) -> Column:
    return _maybe(
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
        return _("offered") if row["courses"][key]["offering"] else _("not offered")

    return Column(f"offers_{key}", words.course(key), value=said)


def _high(row: Row) -> bool:
    return not {"09", "10", "11", "12"}.isdisjoint(row["grades"].split())


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


def _maybe(
    reading: Reading,
    key: str,
    label: str,
    kind: Kind = "number",
    *,
    decimals: int = 0,
    help_: str = "",
    value: Value | None = None,
    absent: Callable[[Row], str] = lambda row: "",
    tone: Callable[[Row], str] | None = None,
    sortable: bool = True,
) -> Column:
    """Return a column of numbers that may be hidden; absent: the words where there is nothing to count."""
    read = value or (lambda row: row.get(key))

    def render(row: Row) -> SafeString | str:
        found = read(row)
        if found == HIDDEN:
            return words.mark(reading.threshold)
        said = absent(row) if found is None else ""
        return format_html('<span class="quiet">{}</span>', said) if said else ""

    return Column(
        key,
        label,
        kind,
        decimals=decimals,
        help=help_,
        value=read,
        render=render,
        tone=tone,
        sortable=sortable,
    )
