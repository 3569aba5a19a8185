"""IPEDS, the directory (HD) and completions (C…_A): CSV as published, plain or in its zip.

HD: a row is an institution; its main campus's county and position; -2 is "none", CBSA included. C…_A: a row
is an institution, field (CIP), first or second major and award level, with counts by sex and race. Only first
majors are read, so that a graduate counts once, and only six-digit fields: "99" is the institution's total.
Completions are reported at the main campus.
"""

import re
from pathlib import Path
from typing import Final

from trellis.sources import codes
from trellis.sources.errors import Unreadable
from trellis.sources.reading import (
    Columns,
    Parsed,
    columns_of,
    missing_column,
    number,
    open_csv,
    whole,
    year_in,
)

NONE: Final = ("-2", "-1", "")
TOTAL_CIP: Final = ("99", "99.0000", "990000")
FIRST_MAJOR: Final = 1
_DIRECTORY: Final = {
    "unitid": "unitid",
    "opeid": "opeid",
    "name": "instnm",
    "state": "stabbr",
    "city": "city",
    "county": "countycd",
    "cbsa": "cbsa",
    "sector": "sector",
    "active": "cyactive",
    "latitude": "latitude",
    "longitude": "longitud",
}
_COMPLETIONS: Final = {"unitid": "unitid", "cip": "cipcode", "major": "majornum", "award": "awlevel"}
_COUNTS: Final = {
    "total": "ctotalt",
    "men": "ctotalm",
    "women": "ctotalw",
    "american_indian": "caiant",
    "asian": "casiat",
    "black": "cbkaat",
    "hispanic": "chispt",
    "pacific_islander": "cnhpit",
    "white": "cwhitt",
    "two_or_more": "c2mort",
    "unknown": "cunknt",
    "nonresident": "cnralt",
}


def parse_directory(path: Path, *, vintage: str | None = None) -> Parsed:
    """Institutions with county and position."""
    table = Columns(tuple(_DIRECTORY))
    with open_csv(path, member=r"^hd\d{4}.*\.csv$") as csv:
        places = columns_of(csv.header, _DIRECTORY, file=csv.file)
        year = year_in([csv.file, path.name], r"hd(\d{4})", file=csv.file, given=vintage)
        for row, cells in csv.rows:
            found = {name: cells[place] for name, place in places.items()}
            county = whole(found["county"], file=csv.file, row=row, column="COUNTYCD", missing=NONE)
            table.add(
                _unitid(found["unitid"], csv.file, row),
                found["opeid"],
                found["name"],
                found["state"],
                found["city"],
                None if county is None else f"{county:05d}",
                None if found["cbsa"] in NONE else found["cbsa"],
                whole(found["sector"], file=csv.file, row=row, column="SECTOR", missing=NONE),
                found["active"] == "1",
                number(found["latitude"], file=csv.file, row=row, column="LATITUDE", missing=NONE),
                number(found["longitude"], file=csv.file, row=row, column="LONGITUD", missing=NONE),
            )
    return Parsed({"directory": table.values}, vintage=year, edition=year)


def parse_completions(path: Path, *, vintage: str | None = None) -> Parsed:
    """Awards to first majors by six-digit field and award level, with sex and race where given."""
    table = Columns(("unitid", "cip", "award_level", *_COUNTS))
    with open_csv(path, member=r"^c\d{4}_a.*\.csv$") as csv:
        places = columns_of(csv.header, _COMPLETIONS, file=csv.file)
        names = [name.casefold() for name in csv.header]
        if _COUNTS["total"] not in names:
            raise missing_column("CTOTALT", csv.header, file=csv.file, row=1)
        year = year_in([csv.file, path.name], r"c(\d{4})_a", file=csv.file, given=vintage)
        counts_at = [names.index(theirs) if theirs in names else None for theirs in _COUNTS.values()]
        for row, cells in csv.rows:
            major = whole(cells[places["major"]], file=csv.file, row=row, column="MAJORNUM")
            cip = _cip(cells[places["cip"]], csv.file, row)
            if major != FIRST_MAJOR or cip is None:
                continue
            table.add(
                _unitid(cells[places["unitid"]], csv.file, row),
                cip,
                whole(cells[places["award"]], file=csv.file, row=row, column="AWLEVEL"),
                *(
                    None
                    if place is None
                    else whole(
                        cells[place], file=csv.file, row=row, column=csv.header[place], missing=("", ".")
                    )
                    for place in counts_at
                ),
            )
    vintage = f"{int(year) - 1}–{int(year) % 100:02d}"
    return Parsed({"completions": table.values}, vintage=vintage, edition=year)


def _unitid(text: str, file: str, row: int) -> str:
    if not re.fullmatch(r"\d{6}", text):
        raise Unreadable(f"“{text}” isn't a six-digit UNITID.", file=file, row=row, column="UNITID")
    return text


def _cip(text: str, file: str, row: int) -> str | None:
    """A six-digit field; None for the institution's total and for two- and four-digit sums."""
    text = text.strip("'\"= ")
    if text in TOTAL_CIP or re.fullmatch(r"\d{2}(\.\d{2})?", text):
        return None
    code = codes.cip6(text)
    if code is None:
        raise Unreadable(
            f"“{text}” isn't a six-digit CIP code.",
            file=file,
            row=row,
            column="CIPCODE",
            remedy="Take the file as published: a spreadsheet can turn 01.0901 into 1.0901.",
        )
    return code
