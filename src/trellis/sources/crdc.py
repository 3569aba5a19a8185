"""The Civil Rights Data Collection (CRDC), school level: the official zip, or the folder of its CSV files.

A row is a school, a module a file, a group a column; here they become tidy tables. A reserve code is never a
count: it stays empty, with the code beside it.
"""

import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from trellis.sources.crdc_layout import (
    BLANK,
    CHARACTERISTICS,
    COURSES,
    ENROLLMENT,
    FILES,
    GRADES,
    NEEDED,
    STAFF,
    SUPPORT,
    Measure,
    columns_of_groups,
)
from trellis.sources.errors import Truncated, Unreadable, WrongVintage
from trellis.sources.places.content import DAMAGED
from trellis.sources.reading import DOWNLOAD_AGAIN, Columns, Csv, Parsed, missing_column, open_csv

MOST_UNPACKED: Final = 2_000_000_000  # bytes of one file
FEW_STATES: Final = 5
_BLANKS: Final = ("", "NA", "null", "NULL")
_YEARS: Final = re.compile(r"(20\d{2})[-–_](\d{2})(?!\d)")
_SCHOOL: Final = {
    "state": "LEA_STATE",
    "leaid": "LEAID",
    "district": "LEA_NAME",
    "schid": "SCHID",
    "name": "SCH_NAME",
    "combokey": "COMBOKEY",
}
_STATUS: Final = {
    "special_education": "SCH_STATUS_SPED",
    "magnet": "SCH_STATUS_MAGNET",
    "charter": "SCH_STATUS_CHARTER",
    "alternative": "SCH_STATUS_ALT",
}
Value = tuple[float | None, int | None]  # a number, or the reserve code in its place


@dataclass(slots=True)
class _Tables:
    """The tidy tables as they are filled."""

    schools: Columns = field(
        default_factory=lambda: Columns(
            (
                *("combokey", "leaid", "schid", "state", "district", "name", "lowest_grade", "highest_grade"),
                *("grades", "charter", "magnet", "alternative", "special_education", "juvenile_justice"),
            )
        )
    )
    courses: Columns = field(
        default_factory=lambda: Columns(
            ("combokey", "course", "classes", "classes_certified", "offered", "reserve")
        )
    )
    counts: Columns = field(
        default_factory=lambda: Columns(("combokey", "measure", "group", "count", "reserve"))
    )
    staff: Columns = field(default_factory=lambda: Columns(("combokey", *STAFF, "reserve")))


def parse(path: Path, *, vintage: str | None = None) -> Parsed:
    """Schools, their courses, students by group and staff."""
    with _folder(path) as files:
        years = _years(path, files, vintage)
        tables = _Tables()
        _schools(files[CHARACTERISTICS], tables.schools)
        known = dict.fromkeys(tables.schools.values["combokey"])
        for name in FILES:
            measures = [measure for measure in (ENROLLMENT, *COURSES) if measure.file == name]
            if name in files and measures:
                _students(files[name], measures, known, tables)
        if SUPPORT in files:
            _staff(files[SUPPORT], known, tables.staff)
    states = sorted(set(tables.schools.values["state"]))
    return Parsed(
        {
            f"crdc_{name}": columns.values
            for name, columns in (
                ("schools", tables.schools),
                ("courses", tables.courses),
                ("counts", tables.counts),
                ("staff", tables.staff),
            )
            if columns.values["combokey"]
        },
        vintage=years.replace("-", "–"),
        edition=years,
        scope="-".join(states) if len(states) <= FEW_STATES else "",
    )


@contextmanager
def _folder(path: Path) -> Iterator[dict[str, Path]]:
    """The modules' files by name; of a zip those at school level are unpacked aside."""
    if path.is_dir():
        yield _found({file.stem: file for file in sorted(path.glob("*.csv"))}, path.name)
        return
    if not zipfile.is_zipfile(path):
        with path.open("rb") as raw:
            cut = raw.read(2) == b"PK"
        if cut:
            raise Truncated(
                "this isn't a whole zip file; the download may have broken off.",
                file=path.name,
                remedy=DOWNLOAD_AGAIN,
            )
        raise Unreadable(
            "one module alone doesn't make a school's record.",
            file=path.name,
            remedy="Give the official zip, or the folder that holds all its CSV files.",
        )
    with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory(prefix="crdc-") as aside:
        files = {}
        for info in archive.infolist():
            inside = PurePosixPath(info.filename)
            folders = {part.casefold() for part in inside.parts[:-1]}
            at_school = not folders or ("edfacts" not in folders and folders & {"sch", "school"})
            if inside.suffix.casefold() != ".csv" or inside.stem not in FILES or not at_school:
                continue
            if info.file_size > MOST_UNPACKED:
                raise Unreadable(f"{inside.name} in it unpacks to more than 2 GB.", file=path.name)
            target = Path(aside) / inside.name
            try:
                with archive.open(info) as packed, target.open("wb") as out:
                    shutil.copyfileobj(packed, out)
            except DAMAGED as error:
                raise Truncated(
                    f"{inside.name} in it can't be unpacked: {error}.", file=path.name, remedy=DOWNLOAD_AGAIN
                ) from error
            files[inside.stem] = target
        yield _found(files, path.name)


def _found(files: dict[str, Path], name: str) -> dict[str, Path]:
    for needed in NEEDED:
        if needed not in files:
            listed = ", ".join(sorted(files)[:10]) or "no CSV file"
            raise Unreadable(f"“{needed}.csv” isn't in it. Found: {listed}.", file=name)
    return files


def _years(path: Path, files: Mapping[str, Path], vintage: str | None) -> str:
    """The school year, "2017-18": as said, or as a name in or around the file says."""
    beside = [each.name for each in sorted(path.iterdir())] if path.is_dir() else _members(path)
    told = next((found for name in (path.name, *beside) if (found := _YEARS.search(name))), None)
    given = _YEARS.search(vintage) if vintage else None
    if vintage and not given:
        raise WrongVintage(f"“{vintage}” isn't a school year, such as 2017-18.", file=path.name)
    if told and given and told.groups() != given.groups():
        raise WrongVintage(f"its name says {told[0]}, not {vintage}.", file=path.name)
    found = given or told
    if found is None:
        raise WrongVintage(
            "its school year can't be told: no name in it says it.",
            file=path.name,
            remedy="Say it: --vintage 2017-18.",
        )
    return f"{found[1]}-{found[2]}"


def _members(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def _places(csv: Csv, wanted: Mapping[str, str]) -> dict[str, int]:
    names = {name.upper(): place for place, name in enumerate(csv.header)}
    for theirs in wanted.values():
        if theirs not in names:
            raise missing_column(theirs, csv.header, file=csv.file, row=1)
    return {ours: names[theirs] for ours, theirs in wanted.items()}


def _first(names: Mapping[str, int], wanted: Sequence[str]) -> int | None:
    return next((names[name] for name in wanted if name in names), None)


def combokey(text: str, *, file: str, row: int) -> str:
    """A school's twelve characters; a key that lost its zero is refused."""
    key = text.strip("=\"' ")
    if not re.fullmatch(r"[0-9]{7}[0-9A-Z]{5}", key):
        remedy = "A spreadsheet took it for a number: take the file as published." if len(key) < 12 else ""
        raise Unreadable(
            f"“{text}” isn't a school's key of twelve digits.",
            file=file,
            row=row,
            column="COMBOKEY",
            remedy=remedy,
        )
    return key


def _schools(path: Path, schools: Columns) -> None:
    rows: dict[str, int] = {}
    with open_csv(path) as csv:
        at = _places(csv, _SCHOOL)
        names = {name.upper(): place for place, name in enumerate(csv.header)}
        flags = {grade: _first(names, (f"SCH_GRADE_{grade}", f"SCH_GRADE_G{grade}")) for grade in GRADES}
        status = {name: names.get(column) for name, column in _STATUS.items()}
        justice = names.get("JJ")
        for row, cells in csv.rows:
            key = combokey(cells[at["combokey"]], file=csv.file, row=row)
            if key in rows:
                raise Unreadable(
                    f"{key} is there twice, first in row {rows[key]}.",
                    file=csv.file,
                    row=row,
                    column="COMBOKEY",
                )
            rows[key] = row
            served = [grade for grade, place in flags.items() if place is not None and cells[place] == "Yes"]
            graded = [grade for grade in served if grade != "UG"]
            schools.add(
                key,
                key[:7],
                key[7:],
                cells[at["state"]],
                cells[at["district"]],
                cells[at["name"]],
                graded[0] if graded else "",
                graded[-1] if graded else "",
                " ".join(served),
                *(
                    _yes(cells, status[name])
                    for name in ("charter", "magnet", "alternative", "special_education")
                ),
                _yes(cells, justice),
            )


def _yes(cells: Sequence[str], place: int | None) -> bool | None:
    """Yes or No; None for a reserve code, a blank, and a column that isn't there."""
    return None if place is None else {"YES": True, "NO": False}.get(cells[place].upper())


def _value(text: str, *, file: str, row: int, column: str) -> Value:
    """A count, or the reserve code that stands in its place."""
    if text in _BLANKS:
        return None, BLANK
    try:
        value = float(text)
    except ValueError:
        raise Unreadable(f"“{text}” isn't a number.", file=file, row=row, column=column) from None
    if value < 0:
        if value < -99 or value != round(value):
            raise Unreadable(f"“{text}” isn't one of the reserve codes.", file=file, row=row, column=column)
        return None, round(value)
    return value, None


def _students(path: Path, measures: Sequence[Measure], known: Mapping[str, None], tables: _Tables) -> None:
    """A module's students by group, and for courses whether they are offered, and in how many classes."""
    with open_csv(path) as csv:
        names = {name.upper(): place for place, name in enumerate(csv.header)}
        at = _places(csv, {"combokey": "COMBOKEY"})["combokey"]
        groups = {
            measure.key: {
                group: place
                for group, columns in columns_of_groups(measure).items()
                if (place := _first(names, columns)) is not None
            }
            for measure in measures
        }
        if not any(groups.values()):
            wanted = next(iter(columns_of_groups(measures[0]).values()))[0]
            raise missing_column(wanted, csv.header, file=csv.file, row=1)
        seen: dict[str, int] = {}
        for row, cells in csv.rows:
            key = combokey(cells[at], file=csv.file, row=row)
            if key in seen or key not in known:
                problem = f"there twice, first in row {seen[key]}" if key in seen else "not among the schools"
                raise Unreadable(f"{key} is {problem}.", file=csv.file, row=row, column="COMBOKEY")
            seen[key] = row
            for measure in measures:
                if groups[measure.key]:
                    _counts(tables.counts, key, measure.key, groups[measure.key], cells, csv, row)
                    if measure is not ENROLLMENT:
                        _course(tables.courses, key, measure, names, cells, csv, row)


def _counts(
    counts: Columns,
    key: str,
    measure: str,
    groups: Mapping[str, int],
    cells: Sequence[str],
    csv: Csv,
    row: int,
) -> None:
    """Every count there is; of those that aren't only the totals', so that the reason isn't lost."""
    for group, place in groups.items():
        count, reserve = _value(cells[place], file=csv.file, row=row, column=csv.header[place])
        if count is not None or group.startswith("total"):
            counts.add(key, measure, group, None if count is None else round(count), reserve)


def _course(
    courses: Columns,
    key: str,
    measure: Measure,
    names: Mapping[str, int],
    cells: Sequence[str],
    csv: Csv,
    row: int,
) -> None:
    def number(*columns: str) -> Value:
        place = _first(names, columns)
        if place is None:
            return None, BLANK
        return _value(cells[place], file=csv.file, row=row, column=csv.header[place])

    classes, why = number(measure.classes)
    certified, _ = number(*measure.certified)
    offered = _yes(cells, names.get(measure.indicator))
    if offered is None and measure.unless and _yes(cells, names.get(measure.unless)) is False:
        offered = False
    if not measure.indicator:
        offered = None if classes is None else classes > 0
    elif offered is None:
        place = names.get(measure.indicator)
        text = "" if place is None else cells[place]
        why = int(text) if re.fullmatch(r"-\d{1,2}", text) else BLANK
    whole = (None if value is None else round(value) for value in (classes, certified))
    courses.add(key, measure.key, *whole, offered, why if offered is None else None)


def _staff(path: Path, known: Mapping[str, None], staff: Columns) -> None:
    with open_csv(path) as csv:
        names = {name.upper(): place for place, name in enumerate(csv.header)}
        at = _places(csv, {"combokey": "COMBOKEY"})["combokey"]
        places = {name: names.get(column) for name, column in STAFF.items()}
        if places["fte_total"] is None:
            raise missing_column(STAFF["fte_total"], csv.header, file=csv.file, row=1)
        for row, cells in csv.rows:
            key = combokey(cells[at], file=csv.file, row=row)
            if key not in known:
                raise Unreadable(
                    f"{key} is not among the schools.", file=csv.file, row=row, column="COMBOKEY"
                )
            values = [
                (None, BLANK)
                if place is None
                else _value(cells[place], file=csv.file, row=row, column=csv.header[place])
                for place in places.values()
            ]
            staff.add(key, *(value for value, _ in values), values[0][1])
