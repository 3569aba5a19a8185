"""Reads one row of a list of partners: its cells become values of fields, or problems beside the cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from trellis.apps.partners.importing.cells import READERS, parts_of
from trellis.apps.partners.importing.fields import FIELDS, REQUIRED, SEVERAL_COLUMNS
from trellis.apps.partners.importing.sector_words import key_of, sector_of_name
from trellis.apps.programs.geocoding.offline import PUT_RIGHT, check_position
from trellis.apps.programs.importing.cells.base import EMPTY, ERROR, NOTE, WARNING, Cell, says_nothing
from trellis.apps.programs.importing.cells.lists import NO, YES
from trellis.apps.programs.importing.cells.texts import unguarded
from trellis.apps.programs.importing.rows import Column, Problem, Read

CountyNamed = Callable[[str], str | None]
_STATE: Final = re.compile(r"[A-Z]{2}", re.IGNORECASE)


class RowReader:
    """Reads the rows of one import.

    `mapping` says which field each column holds, `defaults` what holds for rows that don't say, `sectors`
    what a person said that words of the list mean, `county_named` which county a name means here.
    """

    def __init__(
        self,
        columns: Sequence[str],
        mapping: Mapping[str, str],
        *,
        county_named: CountyNamed,
        defaults: Mapping[str, str] | None = None,
        sectors: Mapping[str, str] | None = None,
    ) -> None:
        self.columns = tuple(columns)
        self.read_columns = tuple(
            Column(at, heading, mapping[heading])
            for at, heading in enumerate(columns)
            if mapping.get(heading, "") in FIELDS
        )
        self._column_of: dict[str, Column] = {}
        for column in self.read_columns:
            self._column_of.setdefault(column.field, column)
        self._county_named = county_named
        self._defaults = dict(defaults or {})
        self._sectors = dict(sectors or {})

    def read(self, cells: Sequence[str]) -> Read:
        """The row's values and problems."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for column in self.read_columns:
            text = cells[column.at] if column.at < len(cells) else ""
            if not text:
                continue
            cell = self._cell(column, unguarded(text))
            if cell.code:
                problems.append(self._problem(column.field, cell.code, cell.level, cell.values, column))
            if cell.value is not None:
                self._put(values, column, cell.value, problems)
        if len(cells) > len(self.columns) and any(cells[len(self.columns) :]):
            counts = {"cells": len(cells), "columns": len(self.columns)}
            problems.append(self._problem("", "long_row", ERROR, counts))
        self._complete(values, problems)
        return Read(values, problems)

    def _cell(self, column: Column, text: str) -> Cell:
        field = FIELDS[column.field]
        if column.field in SEVERAL_COLUMNS and (word := text.strip().casefold()) in YES | NO:
            # A column for each county or resource, with yes and no in it: the heading says which.
            if word in NO:
                return EMPTY
            text = column.heading.split(" – ")[-1].replace("_", " ")
        if field.kind == "counties":
            return self._counties(text)
        if field.kind == "sector" and (said := self._sectors.get(key_of(text))):
            return Cell(said)
        return READERS[field.kind](text)

    def _counties(self, content: str) -> Cell:
        if says_nothing(content):
            return EMPTY
        found: list[str] = []
        unknown: list[str] = []
        for part in parts_of(content, commas=False):
            if code := self._county_named(part):
                found.append(code)
                continue
            pieces = [piece.strip() for piece in re.split(r",|/|\band\b|&", part) if piece.strip()]
            for at, piece in enumerate(pieces):
                if _STATE.fullmatch(piece) and at:
                    continue
                after = pieces[at + 1] if at + 1 < len(pieces) else ""
                named = f"{piece}, {after}" if _STATE.fullmatch(after) else piece
                if code := self._county_named(named):
                    found.append(code)
                else:
                    unknown.append(named)
        value = tuple(dict.fromkeys(found)) or None
        if unknown:
            return Cell(value, "counties", values={"text": ", ".join(unknown)[:120]})
        return Cell(value)

    def _put(self, values: dict[str, Any], column: Column, value: Any, problems: list[Problem]) -> None:
        if isinstance(value, tuple):
            known = values.get(column.field, [])
            new = [list(one) if isinstance(one, tuple) else one for one in value]
            values[column.field] = [*known, *(one for one in new if one not in known)]
            return
        longest = FIELDS[column.field].max_length
        if longest and isinstance(value, str) and len(value) > longest:
            if column.field in (*REQUIRED, "external_id", "url"):
                problems.append(self._problem(column.field, "too_long", ERROR, {"limit": longest}))
                return
            problems.append(self._problem(column.field, "cut", WARNING, {"limit": longest}))
            value = value[:longest]
        values[column.field] = value

    def _complete(self, values: dict[str, Any], problems: list[Problem]) -> None:
        for field in REQUIRED:
            if field not in values and not any(each["field"] == field for each in problems):
                problems.append(self._problem(field, f"no_{field}", ERROR))
        if "sector" not in values and not any(each["field"] == "sector" for each in problems):
            self._find_sector(values, problems)
        if "latitude" in values or "longitude" in values:
            self._check_position(values, problems)

    def _find_sector(self, values: dict[str, Any], problems: list[Problem]) -> None:
        """A row that says no sector: its organization's name may, else the list's default holds."""
        if guessed := sector_of_name(values.get("name", "")):
            values["sector"] = guessed
            values["sector_guessed"] = True
            problems.append(self._problem("sector", "sector_guessed", NOTE, {"sector": guessed}))
        elif self._defaults.get("sector"):
            values["sector"] = self._defaults["sector"]
            values["sector_guessed"] = True
        else:
            problems.append(self._problem("sector", "no_sector", ERROR))

    def _check_position(self, values: dict[str, Any], problems: list[Problem]) -> None:
        found = check_position(
            values.pop("latitude", None),
            values.pop("longitude", None),
            values.get("zip_code", "")[:5] or None,
        )
        if found.position is not None:
            values["latitude"], values["longitude"] = found.position
        if found.code:
            level = NOTE if found.code in PUT_RIGHT else WARNING
            field = "longitude" if found.code == "west_without_sign" else "latitude"
            problems.append(self._problem(field, found.code, level, found.values))

    def _problem(
        self,
        field: str,
        code: str,
        level: str,
        values: Mapping[str, Any] | None = None,
        column: Column | None = None,
    ) -> Problem:
        column = column or self._column_of.get(field)
        return {
            "at": column.at if column else -1,
            "column": column.heading if column else "",
            "field": field,
            "code": code,
            "level": level,
            "values": dict(values or {}),
        }
