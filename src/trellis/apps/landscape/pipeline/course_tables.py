"""The tables of courses: what a unit's high schools offer, who takes it, and by group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trellis.apps.core.ui.table import Column, DataTable
from trellis.apps.landscape.pipeline import words
from trellis.apps.landscape.pipeline.columns import maybe_hidden, offered_or_not
from trellis.apps.landscape.pipeline.groups import GROUPS, TOTAL
from trellis.apps.landscape.pipeline.units import SCHOOL

if TYPE_CHECKING:
    from trellis.apps.landscape.pipeline.reading import Reading, Row


def courses(reading: Reading, row: Row) -> DataTable:
    """Return what a unit's high schools offer and who takes it, beside the state."""
    rows = [{**row["courses"][key], "key": key, "course": words.course(key)} for key in reading.courses]
    columns: tuple[Column, ...] = (
        Column("course", _("Course"), sortable=False),
        *(_offering_school() if row["kind"] == SCHOOL else _offering_schools(reading, row)),
        maybe_hidden(reading, "taking", _("Students who take it"), sortable=False),
        maybe_hidden(reading, "share", _("Share who take it"), "percent", decimals=1, sortable=False),
    )
    if not (reading.document["is_whole_state"] and row is reading.whole):
        columns += _in_the_state(reading)
    return _still("courses", _("What high schools offer, and who takes it"), columns, rows)


def _offering_school() -> tuple[Column, ...]:
    return (Column("offering", _("At this school"), value=offered_or_not, sortable=False),)


def _offering_schools(reading: Reading, row: Row) -> tuple[Column, ...]:
    return (
        Column(
            "offering",
            _("High schools that offer it"),
            value=lambda each: words.part_of(each["offering"], row["high_schools"], reading.threshold),
            sortable=False,
        ),
        maybe_hidden(reading, "could_share", _("Students whose school offers it"), "percent", sortable=False),
    )


def _in_the_state(reading: Reading) -> tuple[Column, ...]:
    state = reading.document["state"]["courses"]
    return (
        maybe_hidden(
            reading,
            "state_could",
            _("In the state: school offers it"),
            "percent",
            value=lambda each: state[each["key"]]["could_share"],
            sortable=False,
        ),
        maybe_hidden(
            reading,
            "state_share",
            _("In the state: take it"),
            "percent",
            decimals=1,
            value=lambda each: state[each["key"]]["share"],
            sortable=False,
        ),
    )


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
        maybe_hidden(reading, "high", _("Students"), value=lambda each: row["high_by_group"][each["key"]])
    )
    for key in reading.courses:
        columns += _of_groups(reading, key, found[key]["groups"])
    return _still("groups", _("By group: whose school offers it, and who takes it"), tuple(columns), rows)


def _of_groups(reading: Reading, key: str, groups: dict[str, Row]) -> list[Column]:
    name = words.course(key)
    found = []
    if any("could_share" in each for group, each in groups.items() if group != TOTAL):
        found.append(
            maybe_hidden(
                reading,
                f"{key}_could",
                name,
                "percent",
                help_=_("school offers it"),
                value=lambda row: groups[row["key"]].get("could_share"),
            )
        )
    found.append(
        maybe_hidden(
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
