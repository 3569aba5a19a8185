"""OEWS as the time-series flat files: tab-separated `oe.data…`, `oe.area`, `oe.occupation`, `oe.footnote`.

A row of data is one figure; its series id reads OEU, area type (1), area (7), industry (6), occupation (6),
figure (2).
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from trellis.sources import codes
from trellis.sources.errors import Truncated, Unreadable, WrongVintage
from trellis.sources.oews import AT_CAP, Cells, area_columns, cap_in, edition_of, occupation_columns
from trellis.sources.reading import DOWNLOAD_AGAIN, Parsed, columns_of, open_csv

CROSS_INDUSTRY: Final = "000000"
DATA: Final = ("oe.data.0.Current", "oe.data.1.AllData")
ANNUAL: Final = "A01"
# Employment, its relative standard error, annual mean wage, annual median wage, location quotient.
FIGURES: Final = {"01": 0, "02": 1, "04": 2, "13": 3, "17": 4}
EMPLOYMENT, MEDIAN = 0, 3
MISSING: Final = ("-", "")


def parse(folder: Path, *, vintage: str | None = None) -> Parsed:
    """Cells, areas and occupations from a folder that holds the files."""
    areas = [
        (code, kind, state, name)
        for code, kind, state, name in _rows(
            folder / "oe.area", ("area_code", "areatype_code", "state_code", "area_name")
        )
    ]
    occupations = [
        (code, title, int(level))
        for code, title, level in _rows(
            folder / "oe.occupation", ("occupation_code", "occupation_name", "display_level")
        )
    ]
    kept = {code for code, _, level in occupations if level in (0, 3)}
    data = next((folder / name for name in DATA if (folder / name).exists()), folder / DATA[0])
    figures, year = _figures(data, kept)
    release = f"May {year}"
    if vintage and vintage not in (release, edition_of(release), year):
        raise WrongVintage(f"these are the figures of {release}, not {vintage}.", file=data.name)
    listed = {area for area, _, _, _ in areas}
    if absent := listed - {area for area, _ in figures}:
        raise Truncated(
            f"{len(absent)} of {len(listed)} areas have no figure ({min(absent)} for one): it breaks off.",
            file=data.name,
            remedy=DOWNLOAD_AGAIN,
        )
    cells = Cells(_cap(folder))
    for (area, occupation), (values, notes) in figures.items():
        employment, rse, mean_wage, median_wage, quotient = values
        note, wage_note = notes[EMPLOYMENT], notes[MEDIAN]
        cells.add(area, occupation, employment, rse, mean_wage, median_wage, quotient, note, wage_note)
    return Parsed(
        {
            "employment": cells.columns(),
            "areas": area_columns(areas),
            "occupations": occupation_columns(occupations),
        },
        vintage=release,
        edition=edition_of(release),
    )


def _cap(folder: Path) -> int | None:
    """The highest annual wage published, from the footnote that stands for it."""
    footnotes = _rows(folder / "oe.footnote", ("footnote_code", "footnote_text"))
    return next((cap_in(text) for code, text in footnotes if code == str(AT_CAP)), None)


def _rows(path: Path, names: tuple[str, ...]) -> list[tuple[str, ...]]:
    if not path.exists():
        raise Unreadable(f"there is no file {path.name} in the folder {path.parent.name}.", file=path.name)
    with open_csv(path, delimiter="\t") as table:
        places = columns_of(table.header, {name: name for name in names}, file=table.file)
        return [tuple(cells[places[name]] for name in names) for _, cells in table.rows]


Figures = dict[tuple[str, str], tuple[list[str | None], list[str]]]


def _figures(path: Path, kept: set[str]) -> tuple[Figures, str]:
    """Values and notes by area and occupation, and the one year they are of."""
    if not path.exists():
        raise Unreadable(f"there is no file {path.name} in the folder {path.parent.name}.", file=path.name)
    figures: Figures = {}
    years: set[str] = set()
    wanted = ("series_id", "year", "period", "value", "footnote_codes")
    for row, series, year, period, value, note in _data(path, wanted):
        occupation, figure = series[17:23], series[23:25]
        if series[11:17] != CROSS_INDUSTRY or figure not in FIGURES or occupation not in kept:
            continue
        if len(series) != 25 or codes.soc(occupation) is None:
            raise Unreadable(f"“{series}” isn't a series id.", file=path.name, row=row, column="series_id")
        if period != ANNUAL:
            raise Unreadable(
                f"“{period}” isn't the period {ANNUAL}.", file=path.name, row=row, column="period"
            )
        if value not in MISSING and not value.replace(".", "", 1).isdigit():
            raise Unreadable(f"“{value}” isn't a number.", file=path.name, row=row, column="value")
        years.add(year)
        values, notes = figures.setdefault(
            (series[4:11], occupation), ([None] * len(FIGURES), [""] * len(FIGURES))
        )
        values[FIGURES[figure]] = value
        notes[FIGURES[figure]] = note.split(",")[0]
    if not figures:
        raise Unreadable("it has no cross-industry figure.", file=path.name, remedy=DOWNLOAD_AGAIN)
    if len(years) != 1:
        raise WrongVintage(f"it mixes the years {', '.join(sorted(years))}.", file=path.name)
    return figures, years.pop()


def _data(path: Path, wanted: tuple[str, ...]) -> Iterator[tuple[int, str, str, str, str, str]]:
    """Row number and cells; split by hand, since there are six million rows."""
    with path.open(encoding="utf-8", newline="") as lines:
        header = next(csv.reader([lines.readline()], delimiter="\t"), [])
        places = columns_of(header, {name: name for name in wanted}, file=path.name)
        if [places[name] for name in wanted] != list(range(len(wanted))):
            raise Unreadable("its columns stand in another order than published.", file=path.name, row=1)
        for row, line in enumerate(lines, start=2):
            cells = line.split("\t")
            if len(cells) != len(wanted) or not line.endswith("\n"):
                raise Truncated("the row isn't whole.", file=path.name, row=row, remedy=DOWNLOAD_AGAIN)
            series, year, period, value, note = cells
            yield row, series.strip(), year.strip(), period.strip(), value.strip(), note.strip()
