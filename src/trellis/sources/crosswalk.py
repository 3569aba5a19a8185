"""NCES and BLS crosswalk of fields of study (CIP) and occupations (SOC), the xlsx workbook.

The sheet CIP-SOC has a row for each pair; codes are text. "99.9999" and "99-9999" mean no match.
"""

import re
from pathlib import Path
from typing import Any

from trellis.sources import codes
from trellis.sources.errors import Unreadable, WrongVintage
from trellis.sources.reading import Columns, Parsed, Workbook, heading, missing_column

SHEET = "CIP-SOC"
SOC_YEAR = "2018"
KEEP_AS_TEXT = "Take the workbook as published: saving it from a spreadsheet can turn codes into numbers."


def parse(path: Path, *, vintage: str | None = None) -> Parsed:
    """Pairs of six-digit CIP and SOC, and the titles of the fields of study."""
    book = Workbook(path)
    rows = book.rows(SHEET)
    header = rows[0] if rows else []
    cip_at, cip_year = _column(header, r"cip(\d{4})code", "CIP2020Code", book.file)
    title_at, _ = _column(header, r"cip(\d{4})title", "CIP2020Title", book.file)
    soc_at, soc_year = _column(header, r"soc(\d{4})code", "SOC2018Code", book.file)
    if soc_year != SOC_YEAR:
        raise WrongVintage(
            f"its occupations are coded in {soc_year} SOC; everything else here is in {SOC_YEAR} SOC.",
            file=book.file,
            row=1,
        )
    if vintage and cip_year not in vintage:
        raise WrongVintage(f"its fields of study are CIP {cip_year}, not {vintage}.", file=book.file, row=1)
    pairs, titles = Columns(("cip", "soc")), {}
    for row, cells in enumerate(rows[1:], start=2):
        if not any(cells):
            continue
        cip = _code(cells[cip_at], codes.cip6, "CIP", file=book.file, row=row, column=header[cip_at])
        soc = _code(cells[soc_at], codes.soc, "SOC", file=book.file, row=row, column=header[soc_at])
        if cip != codes.NO_CIP:
            titles[cip] = str(cells[title_at]).strip().rstrip(".")
            if soc != codes.NO_SOC:
                pairs.add(cip, soc)
    return Parsed(
        {
            "crosswalk": pairs.values,
            "field_titles": {"cip": list(titles), "title": list(titles.values())},
        },
        vintage=f"CIP {cip_year} to SOC {soc_year}",
        edition=cip_year,
    )


def _column(header: list[Any], pattern: str, name: str, file: str) -> tuple[int, str]:
    for place, cell in enumerate(header):
        if found := re.fullmatch(pattern, heading(cell)):
            return place, found[1]
    raise missing_column(name, header, file=file, row=1)


def _code(cell: Any, read: Any, kind: str, *, file: str, row: int, column: str) -> str:
    if isinstance(cell, int | float):
        raise Unreadable(
            f"the {kind} code is the number {cell:g}, not text, so its zeros are lost.",
            file=file,
            row=row,
            column=column,
            remedy=KEEP_AS_TEXT,
        )
    code = read(str(cell))
    if code is None:
        raise Unreadable(
            f"“{cell}” isn't a {kind} code.", file=file, row=row, column=column, remedy=KEEP_AS_TEXT
        )
    return str(code)
