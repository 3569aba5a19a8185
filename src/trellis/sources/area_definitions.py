"""BLS definitions of OEWS areas: which counties make up each metropolitan and nonmetropolitan area.

The workbook has a row for each county, and in New England for each town; a county is named with every area
that has a town of it. Columns are found by name, since their order and years differ from one release to the
next.
"""

import re
from pathlib import Path
from typing import Any, Final

from trellis.sources.errors import Unreadable, WrongVintage
from trellis.sources.oews import MONTHS
from trellis.sources.reading import DOWNLOAD_AGAIN, Parsed, Workbook, heading, missing_column

_WANTED: Final = {
    "state": (r"fips code", r"state fips.*", r"fips state code", r"state code"),
    "county": (r"county code", r"county fips.*", r"fips county code"),
    "area": (r".*msa code.*", r".*area code.*"),
}


def parse(path: Path, *, vintage: str | None = None) -> Parsed:
    """Pairs of area and county."""
    book = Workbook(path)
    rows, at = _table(book)
    header = [heading(cell) for cell in rows[at]]
    places = {
        name: _place(rows[at], header, patterns, book.file, at + 1) for name, patterns in _WANTED.items()
    }
    release = _release(path, rows[: at + 1], vintage)
    pairs = set()
    for row, cells in enumerate(rows[at + 1 :], start=at + 2):
        state, county, area = (_digits(cells[places[name]]) for name in ("state", "county", "area"))
        if not (state or county or area):
            continue
        for name, digits in (("state", state), ("county", county), ("area", area)):
            if not digits:
                cell, column = cells[places[name]], str(rows[at][places[name]])
                raise Unreadable(f"“{cell}” isn't a code.", file=book.file, row=row, column=column)
        fips = county if len(county) == 5 else f"{state.zfill(2)[:2]}{county.zfill(3)}"
        pairs.add((area.zfill(7), fips))
    if not pairs:
        raise Unreadable("it has no counties below its header.", file=book.file, remedy=DOWNLOAD_AGAIN)
    area_codes, counties = zip(*sorted(pairs), strict=True)
    return Parsed({"area_counties": {"area": area_codes, "county": counties}}, *release)


def _table(book: Workbook) -> tuple[list[list[Any]], int]:
    """The sheet and header row with county codes in it."""
    for sheet in book.sheets:
        rows = book.rows(sheet)
        for at, row in enumerate(rows[:12]):
            if any("county" in heading(cell) for cell in row) and any(
                "code" in heading(cell) for cell in row
            ):
                return rows, at
    first = book.rows(book.sheets[0])
    raise missing_column("County code", first[0] if first else [], file=book.file, row=1)


def _place(row: list[Any], header: list[str], patterns: tuple[str, ...], file: str, number: int) -> int:
    for pattern in patterns:
        for place, name in enumerate(header):
            if re.fullmatch(pattern, name):
                return place
    raise missing_column(patterns[0].strip(".*"), row, file=file, row=number)


def _release(path: Path, rows: list[list[Any]], given: str | None) -> tuple[str, str]:
    """Vintage and edition: from "May 2025" in the sheet or "m2025" in the file's name."""
    text = " ".join(str(cell) for row in rows for cell in row)
    found = re.search(r"May (\d{4})", text) or re.search(r"m(\d{4})", path.name, re.IGNORECASE)
    found = found or re.search(r"(\d{4})", given or "")
    if not found:
        raise WrongVintage(
            "its year can't be told: neither the sheet nor the file's name says it.",
            file=path.name,
            remedy="Say it: --vintage “May 2025”.",
        )
    return f"May {found[1]}", f"{found[1]}-{MONTHS['May']:02d}"


def _digits(cell: Any) -> str:
    text = f"{cell:.0f}" if isinstance(cell, float) else str(cell).strip()
    return text if text.isdigit() else ""
