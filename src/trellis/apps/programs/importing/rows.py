"""Reads one row: its cells become values of fields, or problems beside the cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from trellis.apps.programs.geocoding.offline import PUT_RIGHT, check_position
from trellis.apps.programs.importing.cells import READERS
from trellis.apps.programs.importing.cells.base import ERROR, NOTE, WARNING, Cell
from trellis.apps.programs.importing.cells.lists import NO, YES
from trellis.apps.programs.importing.cells.texts import unguarded
from trellis.apps.programs.importing.fields import FIELDS, FILLS, REQUIRED, SEVERAL_COLUMNS

Problem = dict[str, Any]
_REVERSED: Final = (
    ("age_min", "age_max", "ages_reversed", ERROR),
    ("grade_min", "grade_max", "grades_reversed", ERROR),
    ("starts_on", "ends_on", "dates_reversed", ERROR),
    ("starts_at", "ends_at", "times_reversed", WARNING),
)
_RATING: Final = {"quality_framework", "quality_best", "quality_on"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read: its number, its heading, the field it holds."""

    at: int
    heading: str
    field: str


@dataclass(frozen=True, slots=True)
class Read:
    """A row as understood: {field: value as JSON has it} of what is known, and its problems."""

    values: dict[str, Any]
    problems: list[Problem]

    @property
    def is_wrong(self) -> bool:
        """Whether the row can't be taken in as it is."""
        return any(problem["level"] == ERROR for problem in self.problems)


class RowReader:
    """Reads the rows of one import, whose columns and defaults are known."""

    def __init__(
        self, columns: Sequence[str], mapping: Mapping[str, str], defaults: Mapping[str, str] | None = None
    ) -> None:
        self.columns = tuple(columns)
        self.read_columns = tuple(
            Column(at, heading, mapping[heading])
            for at, heading in enumerate(columns)
            if mapping.get(heading, "") in FIELDS
        )
        self._column_of: dict[str, Column] = {}
        for column in self.read_columns:
            for field in FILLS.get(column.field, (column.field,)):
                self._column_of.setdefault(field, column)
        self._defaults = {
            field: READERS[FIELDS[field].kind](text).value for field, text in (defaults or {}).items() if text
        }

    def read(self, cells: Sequence[str]) -> Read:
        """The row's values and problems."""
        values: dict[str, Any] = {}
        extra: dict[str, Any] = {}
        problems: list[Problem] = []
        for column in self.read_columns:
            text = cells[column.at] if column.at < len(cells) else ""
            if not text:
                continue
            cell = self._cell(column, unguarded(text))
            if cell.code:
                problems.append(self._problem(column.field, cell.code, cell.level, cell.values))
            if cell.value is not None:
                self._put(values, column, cell.value, problems)
            extra.update(cell.more)
        for field, value in {**extra, **self._defaults}.items():
            values.setdefault(field, value)
        if len(cells) > len(self.columns) and any(cells[len(self.columns) :]):
            problems.append(
                self._problem("", "long_row", ERROR, {"cells": len(cells), "columns": len(self.columns)})
            )
        self._check(values, problems)
        return Read(values, problems)

    def _cell(self, column: Column, text: str) -> Cell:
        if column.field in SEVERAL_COLUMNS and (word := text.strip().casefold()) in YES | NO:
            # A column for each topic, with yes and no in it: the heading says which.
            name = column.heading.removesuffix("_dum").replace("_", " ")
            return READERS[FIELDS[column.field].kind](name) if word in YES else Cell()
        return READERS[FIELDS[column.field].kind](text)

    def _put(self, values: dict[str, Any], column: Column, value: Any, problems: list[Problem]) -> None:
        pair = FILLS.get(column.field)
        if pair is not None:
            for field, part in zip(pair, value, strict=True):
                if part is not None:
                    values.setdefault(field, part)
            return
        if isinstance(value, tuple):
            known = values.get(column.field, [])
            values[column.field] = [*known, *(one for one in value if one not in known)]
            return
        longest = FIELDS[column.field].max_length
        if longest and isinstance(value, str) and len(value) > longest:
            if column.field in REQUIRED or FIELDS[column.field].kind in ("id", "url", "email"):
                problems.append(self._problem(column.field, "too_long", ERROR, {"limit": longest}))
                return
            problems.append(self._problem(column.field, "cut", WARNING, {"limit": longest}))
            value = value[:longest]
        values[column.field] = value

    def _check(self, values: dict[str, Any], problems: list[Problem]) -> None:
        for field in REQUIRED:
            if field not in values and not any(each["field"] == field for each in problems):
                problems.append(self._problem(field, f"no_{field}", ERROR))
        for low, high, code, level in _REVERSED:
            if low in values and high in values and values[low] > values[high]:
                shown = {"low": values[low], "high": values[high]}
                problems.append(self._problem(low, code, level, shown))
                if level == WARNING:
                    del values[high]
        # "0 to 99" means everybody; the 99 is gone already, and a youngest age of 0 says nothing more.
        if values.get("age_min") == 0 and "age_max" not in values:
            del values["age_min"]
        if "seats" in values and values.get("seats_open", 0) > values["seats"]:
            problems.append(self._problem("seats_open", "more_open_than_seats", WARNING))
        if "quality_score" in values and not values.keys() >= _RATING:
            problems.append(self._problem("quality_score", "rating_incomplete", WARNING))
            del values["quality_score"]
        self._check_position(values, problems)
        if "price" not in values:
            values.pop("price_per", None)

    def _check_position(self, values: dict[str, Any], problems: list[Problem]) -> None:
        if "latitude" not in values and "longitude" not in values:
            return
        found = check_position(
            values.pop("latitude", None), values.pop("longitude", None), values.get("zip_code")
        )
        if found.position is not None:
            values["latitude"], values["longitude"] = found.position
        if found.code:
            level = NOTE if found.code in PUT_RIGHT else WARNING
            field = "longitude" if found.code == "west_without_sign" else "latitude"
            problems.append(self._problem(field, found.code, level, found.values))

    def _problem(self, field: str, code: str, level: str, values: Mapping[str, Any] | None = None) -> Problem:
        column = self._column_of.get(field)
        return {
            "at": column.at if column else -1,
            "column": column.heading if column else "",
            "field": field,
            "code": code,
            "level": level,
            "values": dict(values or {}),
        }
