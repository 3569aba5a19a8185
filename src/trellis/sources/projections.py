"""BLS Employment Projections, the occupation workbook: Tables 1.10 (openings) and 1.2 (entry education).

Employment is in thousands. Row 1 is the title, row 2 the columns; summary rows stand among the occupations;
"—" is no figure. Rates are a year per person employed in the base year: openings = growth + labour-force
exits + occupational transfers; entrants = growth + exits.
"""

import re
from pathlib import Path
from typing import Any

from trellis.sources import codes
from trellis.sources.errors import Unreadable, WrongVintage
from trellis.sources.reading import Columns, Parsed, Workbook, columns_of, header_row, number

OPENINGS, EDUCATION = "Table 1.10", "Table 1.2"
MISSING = ("—", "-", "")


def parse(path: Path, *, vintage: str | None = None) -> Parsed:
    """Rates and typical entry education of every detailed occupation."""
    book = Workbook(path)
    rows = book.rows(OPENINGS)
    first, last = _decade(rows, book.file)
    edition = f"{first}-{last % 100:02d}"
    if vintage and vintage.replace("–", "-") not in (edition, f"{first}-{last}"):
        raise WrongVintage(f"these are projections {edition}, not {vintage}.", file=book.file, row=1)
    education = _education(book)
    rates = Columns(("soc", "openings", "entrants", "growth", "entry_education"))
    for _, soc, cells in _occupations(
        book,
        rows,
        OPENINGS,
        {
            "employment": f"employment, {first}",
            "change": "employment change, numeric…",
            "exits": "labor force exits, …",
            "openings": "occupational openings, …",
        },
    ):
        employment, change, exits, openings = cells
        if not employment:
            rates.add(soc, None, None, None, education.get(soc))
            continue
        growth = None if change is None else change / (last - first) / employment
        leaving = None if exits is None else exits / employment
        rates.add(
            soc,
            None if openings is None else openings / employment,
            None if growth is None or leaving is None else growth + leaving,
            growth,
            education.get(soc),
        )
    return Parsed({"rates": rates.values}, vintage=edition.replace("-", "–"), edition=edition)


def _decade(rows: list[list[Any]], file: str) -> tuple[int, int]:
    """First and last year, from the table's title."""
    title = str(rows[0][0]) if rows and rows[0] else ""
    found = re.search(r"(\d{4})\s*[–-]\s*(\d{2,4})", title)
    if not found:
        raise WrongVintage(f"the title “{title}” doesn't say which years are projected.", file=file, row=1)
    first = int(found[1])
    return first, int(found[2]) if len(found[2]) == 4 else first // 100 * 100 + int(found[2])


def _education(book: Workbook) -> dict[str, str]:
    rows = book.rows(EDUCATION)
    wanted = {"education": "typical education needed for entry"}
    listed = _occupations(book, rows, EDUCATION, wanted, text=True)
    return {soc: education for _, soc, (education,) in listed if education not in MISSING}


def _occupations(
    book: Workbook, rows: list[list[Any]], sheet: str, wanted: dict[str, str], *, text: bool = False
) -> list[tuple[int, str, list[Any]]]:
    """Row number, SOC and wanted cells of each detailed occupation."""
    file = f"{book.file}/{sheet}"
    kind = {"type": "occupation type"} | wanted
    at = header_row(rows, kind, file=file)
    places = columns_of(rows[at], kind, file=file, row=at + 1)
    code_at = next(
        (
            i
            for i, name in enumerate(rows[at])
            if str(name).strip().endswith("National Employment Matrix code")
        ),
        1,
    )
    listed = []
    for i, cells in enumerate(rows[at + 1 :], start=at + 2):
        if len(cells) <= places["type"] or str(cells[places["type"]]).strip() != "Line item":
            continue
        soc = codes.soc(str(cells[code_at]))
        if soc is None:
            raise Unreadable(
                f"“{cells[code_at]}” isn't a SOC code.", file=file, row=i, column=str(rows[at][code_at])
            )
        listed.append(
            (
                i,
                soc,
                [
                    str(cells[places[name]]).strip().replace("’", "'")
                    if text
                    else number(
                        cells[places[name]],
                        file=file,
                        row=i,
                        column=str(rows[at][places[name]]),
                        missing=MISSING,
                    )
                    for name in wanted
                ],
            )
        )
    if not listed:
        raise Unreadable("no row of it is an occupation (“Line item”).", file=file)
    return listed
