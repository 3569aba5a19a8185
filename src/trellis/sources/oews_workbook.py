"""OEWS as an xlsx workbook: all areas, national, state or metropolitan.

Markers stand where there is no number: "**" employment not released, "*" wage not released, "#" at or
above the highest wage published.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from trellis.sources import codes
from trellis.sources.errors import Unreadable, WrongVintage
from trellis.sources.oews import AT_CAP, NOT_RELEASED, OTHER_UNIT, Cells, area_columns, cap_in, edition_of
from trellis.sources.reading import Parsed, Workbook, columns_of, header_row, missing_column, number

CROSS_INDUSTRY: Final = "000000"
ALL_OWNERS: Final = "1235"
_COLUMNS: Final = (
    "area", "area_title", "area_type", "prim_state", "naics", "own_code", "occ_code", "occ_title", "o_group",
    "tot_emp", "emp_prse", "loc_quotient", "a_mean", "a_median", "hourly",
)  # fmt: skip
_WANTED: Final = {name: name for name in _COLUMNS}
_LEVELS: Final = {"total": 0, "major": 0, "minor": 1, "broad": 2, "detailed": 3}
# AREA_TYPE: nation, state, territory, metropolitan area, nonmetropolitan area.
_TYPES: Final = {"1": "N", "2": "S", "3": "S", "4": "M", "6": "M"}
_SCOPES: Final = {frozenset("N"): "nation", frozenset("S"): "states", frozenset("M"): "areas"}


def parse(path: Path, *, vintage: str | None = None) -> Parsed:
    """Cells, areas and occupations of one workbook, across industries and owners."""
    book = Workbook(path)
    rows, at = _table(book)
    places = columns_of(rows[at], _WANTED, file=book.file, row=at + 1)
    release, cap = _release(book, path, vintage)
    cells = Cells(cap)
    areas: dict[str, tuple[str, str, str, str]] = {}
    occupations: dict[str, tuple[str, str, int]] = {}
    for row, found in enumerate(rows[at + 1 :], start=at + 2):
        cell = {name: found[place] for name, place in places.items()}
        if not any(cell.values()):
            continue
        if _code(cell["naics"], 6) != CROSS_INDUSTRY or _code(cell["own_code"], 4) != ALL_OWNERS:
            continue
        occupation = codes.soc(str(cell["occ_code"]))
        if occupation is None:
            raise Unreadable(
                f"“{cell['occ_code']}” isn't a SOC code.", file=book.file, row=row, column="OCC_CODE"
            )
        group = str(cell["o_group"]).strip()
        if group not in _LEVELS:
            raise Unreadable(f"“{group}” is no occupation group.", file=book.file, row=row, column="O_GROUP")
        occupations[occupation] = (occupation, str(cell["occ_title"]).strip(), _LEVELS[group])
        if group in ("minor", "broad"):
            continue
        area = _area(cell, book.file, row)
        areas[area[0]] = area
        _add(cells, area[0], occupation, cell, book.file, row)
    if not areas:
        raise Unreadable("it has no cross-industry row.", file=book.file)
    kinds = frozenset(kind for _, kind, _, _ in areas.values())
    return Parsed(
        {
            "employment": cells.columns(),
            "areas": area_columns(areas.values()),
            "occupations": _occupations(occupations.values()),
        },
        vintage=release,
        edition=edition_of(release),
        scope=_SCOPES.get(kinds, "" if len(kinds) == 3 else "part"),
    )


def _occupations(listed: Any) -> dict[str, list[Any]]:
    soc, title, level = (list(column) for column in zip(*listed, strict=True))
    return {"soc": soc, "title": title, "level": level}


def _table(book: Workbook) -> tuple[list[list[Any]], int]:
    """The first sheet with OCC_CODE in it, and where its header is."""
    for sheet in book.sheets:
        rows = book.rows(sheet)
        if rows and len(rows[0]) > 1:
            at = header_row(rows, _WANTED, file=book.file)
            if any(str(name).strip().upper() == "OCC_CODE" for name in rows[at]):
                return rows, at
    first = book.rows(book.sheets[0])
    raise missing_column("OCC_CODE", first[0] if first else [], file=book.file, row=1)


def _release(book: Workbook, path: Path, given: str | None) -> tuple[str, int | None]:
    """The vintage ("May 2025") and the highest wage, from the workbook's own description of its fields."""
    text = "\n".join(
        str(cell)
        for sheet in book.sheets
        if "field" in sheet.lower()
        for row in book.rows(sheet)
        for cell in row
    )
    stated = re.search(r"(May \d{4}) OEWS", text)
    named = re.search(r"M(\d{4})", " ".join((path.name, *book.sheets)), re.IGNORECASE)
    told = stated[1] if stated else f"May {named[1]}" if named else None
    if told and given and given not in (told, edition_of(told), told[-4:]):
        raise WrongVintage(f"these are the figures of {told}, not {given}.", file=book.file)
    if told is None and not re.fullmatch(r"May \d{4}", given or ""):
        raise WrongVintage(
            "its year can't be told: neither the workbook nor its name says it.",
            file=book.file,
            remedy="Say it: --vintage “May 2025”.",
        )
    return told or str(given), cap_in(text)


def _area(cell: dict[str, Any], file: str, row: int) -> tuple[str, str, str, str]:
    kind = _TYPES.get(_code(cell["area_type"], 1))
    if kind is None:
        raise Unreadable(f"“{cell['area_type']}” is no type of area.", file=file, row=row, column="AREA_TYPE")
    digits = _code(cell["area"], 2)
    if not digits.isdigit():
        raise Unreadable(f"“{cell['area']}” is no area code.", file=file, row=row, column="AREA")
    code = {"N": "0000000", "S": digits.ljust(7, "0"), "M": digits.zfill(7)}[kind]
    return code, kind, str(cell["prim_state"]).strip(), str(cell["area_title"]).strip()


def _add(cells: Cells, area: str, occupation: str, cell: dict[str, Any], file: str, row: int) -> None:
    def figure(name: str, marks: Sequence[str]) -> str | None:
        value = number(cell[name], file=file, row=row, column=name.upper(), missing=marks)
        return None if value is None else f"{value:.10g}"

    employed = str(cell["tot_emp"]).strip()
    paid = str(cell["a_median"]).strip()
    by_the_hour = str(cell["hourly"]).strip().upper() == "TRUE"
    wage_note = {"#": AT_CAP, "*": OTHER_UNIT if by_the_hour else NOT_RELEASED}.get(paid, 0)
    cells.add(
        area,
        occupation,
        figure("tot_emp", ("**", "*")),
        figure("emp_prse", ("**", "*", "")),
        figure("a_mean", ("*", "#", "")),
        figure("a_median", ("*", "#", "")),
        figure("loc_quotient", ("*", "**", "")),
        str(NOT_RELEASED) if employed in ("**", "*") else "",
        str(wage_note or ""),
    )


def _code(cell: Any, width: int) -> str:
    """A code that a spreadsheet may have turned into a number."""
    text = f"{cell:.0f}" if isinstance(cell, float) else str(cell).strip()
    return text.zfill(width)
