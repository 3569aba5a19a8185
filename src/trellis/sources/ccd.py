"""Common Core of Data (CCD): public schools (029), their membership by grade (052), their positions (EDGE).

The membership file is long: a row is a school, grade, race and sex. Its subtotals stand among the counts and
are left out; only grades 7 to 12 are read. A count that is suppressed or missing is no row.
"""

import re
from collections import defaultdict
from pathlib import Path
from typing import Final

from trellis.sources.crdc import combokey
from trellis.sources.errors import Unreadable, WrongVintage
from trellis.sources.places.content import content_of
from trellis.sources.places.points import check_position
from trellis.sources.places.tables import table_in
from trellis.sources.reading import Columns, Parsed, columns_of, number, open_csv, whole

GRADES: Final = {f"Grade {grade}": f"{grade:02d}" for grade in range(7, 13)}
COUNTED: Final = "Category Set A - By Race/Ethnicity; Sex; Grade"
RACES: Final = {
    "Hispanic/Latino": "hi",
    "American Indian or Alaska Native": "am",
    "Asian": "as",
    "Native Hawaiian or Other Pacific Islander": "hp",
    "Black or African American": "bl",
    "White": "wh",
    "Two or more races": "tr",
}
SEXES: Final = {"Male": "m", "Female": "f"}
OPEN: Final = ("1", "3", "4", "5", "8")  # open, new, added, changed agency, reopened
_KINDS: Final = {
    "1": "regular",
    "2": "special education",
    "3": "career and technical",
    "4": "alternative",
}
_SCHOOLS: Final = {
    "ncessch": "ncessch",
    "leaid": "leaid",
    "name": "sch_name",
    "district": "lea_name",
    "state": "st",
    "kind": "sch_type",
    "level": "level",
    "lowest": "gslo",
    "highest": "gshi",
    "charter": "charter_text",
    "status": "sy_status",
    "street": "lstreet1",
    "city": "lcity",
    "zip": "lzip",
    "year": "school_year",
}
_MEMBERS: Final = {
    "ncessch": "ncessch",
    "grade": "grade",
    "race": "race_ethnicity",
    "sex": "sex",
    "count": "student_count",
    "indicator": "total_indicator",
    "year": "school_year",
}
_MISSING: Final = ("", "-1", "-2", "-9", "M", "N")


def parse_schools(path: Path, *, vintage: str | None = None) -> Parsed:
    """Public schools with district, kind, level, grades and address."""
    table = Columns(
        (
            *("ncessch", "leaid", "name", "district", "state", "kind", "level", "lowest_grade"),
            *("highest_grade", "charter", "open", "street", "city", "zip"),
        )
    )
    year, seen = "", dict[str, int]()
    with open_csv(path, member=r"^ccd_sch_029.*\.csv$") as csv:
        at = columns_of(csv.header, _SCHOOLS, file=csv.file)
        for row, cells in csv.rows:
            found = {name: cells[place] for name, place in at.items()}
            key = combokey(found["ncessch"], file=csv.file, row=row)
            if key in seen:
                raise Unreadable(f"{key} is there twice, first in row {seen[key]}.", file=csv.file, row=row)
            seen[key] = row
            year = year or found["year"]
            table.add(
                key,
                found["leaid"],
                found["name"],
                found["district"],
                found["state"],
                _KINDS.get(found["kind"], ""),
                found["level"].lower(),
                found["lowest"],
                found["highest"],
                {"Yes": True, "No": False}.get(found["charter"]),
                found["status"] in OPEN,
                found["street"],
                found["city"],
                found["zip"],
            )
    shown, edition = _years(year, vintage, path.name)
    return Parsed({"ccd_schools": table.values}, vintage=shown, edition=edition)


def parse_membership(path: Path, *, vintage: str | None = None) -> Parsed:
    """Students of grades 7 to 12 by race and sex, with each sex's total."""
    counts: dict[tuple[str, str, str], int] = defaultdict(int)
    year = ""
    with open_csv(path, member=r"^ccd_sch_052.*\.csv$") as csv:
        at = columns_of(csv.header, _MEMBERS, file=csv.file)
        for row, cells in csv.rows:
            grade = GRADES.get(cells[at["grade"]])
            if grade is None or cells[at["indicator"]] != COUNTED:
                continue
            count = whole(
                cells[at["count"]], file=csv.file, row=row, column="STUDENT_COUNT", missing=_MISSING
            )
            sex = SEXES.get(cells[at["sex"]])
            if count is None or sex is None:
                continue
            key = combokey(cells[at["ncessch"]], file=csv.file, row=row)
            year = year or cells[at["year"]]
            counts[key, grade, f"total_{sex}"] += count
            race = RACES.get(cells[at["race"]])
            if race:
                counts[key, grade, f"{race}_{sex}"] += count
    if not counts:
        raise Unreadable(f"no row of it is a count of grades 7 to 12 (“{COUNTED}”).", file=path.name)
    shown, edition = _years(year, vintage, path.name)
    table = Columns(("ncessch", "grade", "group", "count"))
    for (key, grade, group), count in counts.items():
        table.add(key, grade, group, count)
    return Parsed({"ccd_membership": table.values}, vintage=shown, edition=edition)


def parse_positions(path: Path, *, vintage: str | None = None) -> Parsed:
    """Where public schools are (EDGE geocodes): the text or the .dbf in its zip."""
    table = table_in(content_of(path, wanted=(r"\.txt$", r"\.dbf$", r"\.csv$")))
    names = ("ncessch", "county", "locale", "latitude", "longitude", "year")
    theirs = ("NCESSCH", "CNTY", "LOCALE", "LAT", "LON", "SCHOOLYEAR")
    at = {ours: table.need(column) for ours, column in zip(names, theirs, strict=True)}
    columns, year, seen = Columns(names[:-1]), "", dict[str, int]()
    for row, cells in table.rows:
        key = combokey(cells[at["ncessch"]], file=table.file, row=row)
        if key in seen:
            raise Unreadable(f"{key} is there twice, first in row {seen[key]}.", file=table.file, row=row)
        seen[key] = row
        latitude, longitude = (
            number(cells[at[name]], file=table.file, row=row, column=column) or 0.0
            for name, column in (("latitude", "LAT"), ("longitude", "LON"))
        )
        check_position(latitude, longitude, file=table.file, row=row, column="LAT")
        year = year or cells[at["year"]]
        columns.add(key, cells[at["county"]].zfill(5), cells[at["locale"]], latitude, longitude)
    shown, edition = _years(year, vintage, path.name)
    return Parsed({"school_positions": columns.values}, vintage=shown, edition=edition)


def _years(told: str, given: str | None, file: str) -> tuple[str, str]:
    """A school year as shown and as sorted: "2022–23" and "2022-23"."""
    years = [
        (found[1], found[2][-2:])
        for text in (told, given)
        if text and (found := re.search(r"(\d{4})[-–](\d{2}(?:\d{2})?)", text))
    ]
    if not years:
        raise WrongVintage("its school year can't be told.", file=file, remedy="Say it: --vintage 2022-23.")
    if len(set(years)) > 1:
        raise WrongVintage(f"it is of {told}, not {given}.", file=file)
    first, last = years[0]
    return f"{first}–{last}", f"{first}-{last}"
