"""States' own occupational projections: one parser, a map of columns for each state.

States publish openings over the whole period; rates here are a year per person employed in the base year.
Their wages are of other vintages and are left out.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from trellis.sources import codes
from trellis.sources.errors import Unreadable, WrongVintage
from trellis.sources.reading import Columns, Parsed, Workbook, columns_of, header_row, number


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a state's workbook has what. Column names as `reading.heading` gives them."""

    state: str  # postal abbreviation
    area: str  # what the sheet calls the whole state
    sheet: str
    years: str  # pattern of first and last year in the title
    columns: dict[str, str]
    detailed: str  # the level of a detailed occupation
    missing: tuple[str, ...]


CALIFORNIA: Final = Layout(
    state="CA",
    area="Statewide",
    sheet="Occupational",
    years=r"(\d{4})-(\d{4}) Occupational Employment Projections",
    columns={
        "level": "soc level",
        "code": "soc code",
        "employment": "base year employment estimate…",
        "change": "numeric change…",
        "exits": "exits",
        "openings": "total job openings",
        "education": "entry level education",
    },
    detailed="4",
    missing=("", "N/A", "-"),
)
LAYOUTS: Final = {layout.state: layout for layout in (CALIFORNIA,)}


def parse_california(path: Path, *, vintage: str | None = None) -> Parsed:
    """California's long-term projections."""
    return parse(path, CALIFORNIA, vintage=vintage)


def parse(path: Path, layout: Layout, *, vintage: str | None = None) -> Parsed:
    """A state's annual rates, from what it publishes over the whole period."""
    book = Workbook(path)
    rows = book.rows(layout.sheet)
    first, last = _period(rows, layout, book.file)
    if vintage and vintage.replace("–", "-") not in (f"{first}-{last}", f"{first}-{last % 100:02d}"):
        raise WrongVintage(f"these are projections {first}–{last}, not {vintage}.", file=book.file, row=1)
    at = header_row(rows, layout.columns, file=book.file)
    places = columns_of(rows[at], layout.columns, file=book.file, row=at + 1)
    rates = Columns(("soc", "openings", "entrants", "growth", "entry_education"))
    for row, cells in enumerate(rows[at + 1 :], start=at + 2):
        if _text(cells[places["level"]]) != layout.detailed:
            continue
        soc = codes.soc(str(cells[places["code"]]))
        if soc is None:
            column = str(rows[at][places["code"]])
            raise Unreadable(
                f"“{cells[places['code']]}” isn't a SOC code.", file=book.file, row=row, column=column
            )
        employment, change, exits, openings = (
            number(
                cells[places[name]],
                file=book.file,
                row=row,
                column=" ".join(str(rows[at][places[name]]).split()),
                missing=layout.missing,
            )
            for name in ("employment", "change", "exits", "openings")
        )
        each_year = None if not employment else 1 / employment / (last - first)
        growth, leaving, rate = (
            None if each_year is None or count is None else count * each_year
            for count in (change, exits, openings)
        )
        entrants = None if growth is None or leaving is None else growth + leaving
        rates.add(soc, rate, entrants, growth, _text(cells[places["education"]]))
    if not rates.values["soc"]:
        raise Unreadable(
            f"no row of it has the level {layout.detailed} of a detailed occupation.", file=book.file
        )
    edition = f"{first}-{last % 100:02d}"
    return Parsed({"rates": rates.values}, vintage=f"{first}–{last}", edition=edition, scope=layout.state)


def _period(rows: list[list[Any]], layout: Layout, file: str) -> tuple[int, int]:
    title = " ".join(str(row[0]) for row in rows[:3] if row)
    found = re.search(layout.years, title)
    if not found:
        raise WrongVintage(f"its title “{title}” doesn't say which years are projected.", file=file, row=1)
    if layout.area not in title:
        raise Unreadable(f"this isn't for the whole state: its title is “{title}”.", file=file, row=1)
    return int(found[1]), int(found[2])


def _text(cell: Any) -> str:
    return f"{cell:g}" if isinstance(cell, float) else str(cell).strip()
