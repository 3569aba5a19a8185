"""O*NET database (text files): occupations, the job titles listed for them, job zones; CC BY 4.0.

Tab-separated, by O*NET-SOC code: 15-1252.00 is the occupation 15-1252 of the SOC itself, 15-1299.08 a part of
15-1299. From release 30.3 on "Alternate Titles" is called "Job Titles".
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from trellis.sources import codes
from trellis.sources.errors import Truncated, Unreadable, WrongVintage
from trellis.sources.places.content import DAMAGED, content_of
from trellis.sources.reading import DOWNLOAD_AGAIN, Columns, Csv, Parsed, columns_of, open_csv, whole

TITLES: Final = r"^(?:alternate|job) titles\.txt$"
OCCUPATIONS: Final = r"^occupation data\.txt$"
ZONES: Final = r"^job zones\.txt$"
READ_ME: Final = r"^read ?me\.txt$"
NONE: Final = ("", "n/a")
_CODE: Final = re.compile(r"^(\d{2}-\d{4})\.\d{2}$")
_VERSION: Final = re.compile(r"O\*NET\S* (\d{1,2}\.\d)")
_MONTH: Final = re.compile(r"([A-Z][a-z]+ 20\d{2}) Release")
_IN_NAME: Final = re.compile(r"db_(\d{1,2})_(\d)")
_TEXT_FILES: Final = "Give the database's text files: the zip, or the folder it unpacks to."


def parse(path: Path, *, vintage: str | None = None) -> Parsed:
    """Listed job titles, and occupations with their description and job zone."""
    folder = path.parent if path.suffix.lower() == ".txt" else path
    shown, edition = _version(folder, vintage)
    zones = _zones(folder)
    occupations = Columns(("onet_soc", "soc", "title", "description", "job_zone"))
    seen: dict[str, int] = {}
    wanted = {"code": "o*net-soc code", "title": "title", "description": "description"}
    with _table(folder, OCCUPATIONS, "Occupation Data.txt") as csv:
        for row, cells in _rows(csv, wanted):
            soc = _soc(cells["code"], csv, row)
            if cells["code"] in seen:
                raise Unreadable(
                    f"{cells['code']} is there twice, first in row {seen[cells['code']]}.",
                    file=csv.file,
                    row=row,
                )
            seen[cells["code"]] = row
            zone = zones.get(cells["code"])
            occupations.add(cells["code"], soc, cells["title"], cells["description"], zone)
    titles = Columns(("onet_soc", "soc", "title", "short"))
    with _table(folder, TITLES, "Alternate Titles.txt") as csv:
        named = "alternate title" if "alternate" in csv.file.casefold() else "job title"
        for row, cells in _rows(csv, {"code": "o*net-soc code", "title": named, "short": "short title"}):
            soc = _soc(cells["code"], csv, row)
            if cells["code"] not in seen:
                raise Unreadable(
                    f"{cells['code']} is not among the occupations of Occupation Data.txt.",
                    file=csv.file,
                    row=row,
                    remedy="Are both files of the same release?",
                )
            if cells["title"] not in NONE:
                short = None if cells["short"] in NONE else cells["short"]
                titles.add(cells["code"], soc, cells["title"], short)
    return Parsed(
        {"job_titles": titles.values, "onet_occupations": occupations.values}, vintage=shown, edition=edition
    )


def _zones(folder: Path) -> dict[str, int]:
    zones = {}
    with _table(folder, ZONES, "Job Zones.txt") as csv:
        for row, cells in _rows(csv, {"code": "o*net-soc code", "zone": "job zone"}):
            _soc(cells["code"], csv, row)
            zone = whole(cells["zone"], file=csv.file, row=row, column="Job Zone", missing=NONE)
            if zone is not None:
                zones[cells["code"]] = zone
    return zones


def _rows(csv: Csv, wanted: Mapping[str, str]) -> Iterator[tuple[int, dict[str, str]]]:
    at = columns_of(csv.header, wanted, file=csv.file)
    for row, cells in csv.rows:
        yield row, {name: cells[place] for name, place in at.items()}


def _soc(code: str, csv: Csv, row: int) -> str:
    found = _CODE.match(code)
    soc = codes.soc(found[1]) if found else None
    if soc is None:
        raise Unreadable(
            f"“{code}” isn't an O*NET-SOC code, such as 15-1252.00.",
            file=csv.file,
            row=row,
            column="O*NET-SOC Code",
        )
    return soc


@contextmanager
def _table(folder: Path, pattern: str, called: str) -> Iterator[Csv]:
    """Open a table of the folder or zip; Unreadable where it isn't there."""
    if folder.is_dir():
        found = [each for each in sorted(folder.iterdir()) if re.search(pattern, each.name, re.IGNORECASE)]
        names = [each.name for each in sorted(folder.iterdir())]
        given = found[0] if found else None
    elif zipfile.is_zipfile(folder):
        with zipfile.ZipFile(folder) as archive:
            names = [PurePosixPath(name).name for name in archive.namelist()]
        given = folder if any(re.search(pattern, name, re.IGNORECASE) for name in names) else None
    else:
        with folder.open("rb") as raw:
            cut = raw.read(2) == b"PK"
        if cut:
            raise Truncated(
                "this isn't a whole zip file; the download may have broken off.",
                file=folder.name,
                remedy=DOWNLOAD_AGAIN,
            )
        raise Unreadable("it is not the O*NET database.", file=folder.name, remedy=_TEXT_FILES)
    if given is None:
        raise Unreadable(
            f"“{called}” isn't in it. Found: {', '.join(names[:10]) or 'nothing'}.",
            file=folder.name,
            remedy=_TEXT_FILES,
        )
    with open_csv(given, member=pattern, delimiter="\t") as csv:
        yield csv


def _version(folder: Path, given: str | None) -> tuple[str, str]:
    """The release as shown and as sorted ("27.0, August 2022", "27.0"), told by the read-me or the name."""
    about = _read_me(folder)
    month = _MONTH.search(about)
    if found := _VERSION.search(about):
        told = found[1]
    elif in_name := _IN_NAME.search(folder.name):
        told = f"{in_name[1]}.{in_name[2]}"
    else:
        told = ""
    asked = re.search(r"\d{1,2}\.\d", given or "")
    if told and asked and asked[0] != told:
        raise WrongVintage(f"it says release {told}, not {given}.", file=folder.name)
    release = told or (asked[0] if asked else "")
    if not release:
        raise WrongVintage(
            "its release can't be told: there is no Read Me.txt.",
            file=folder.name,
            remedy="Say it: --vintage 27.0.",
        )
    return (f"{release}, {month[1]}" if month else release), release


def _read_me(folder: Path) -> str:
    if folder.is_dir():
        found = [each for each in sorted(folder.iterdir()) if re.search(READ_ME, each.name, re.IGNORECASE)]
        return content_of(found[0]).text() if found else ""
    if not zipfile.is_zipfile(folder):
        return ""
    with zipfile.ZipFile(folder) as archive:
        fitting = [
            name for name in archive.namelist() if re.search(READ_ME, PurePosixPath(name).name, re.IGNORECASE)
        ]
        try:
            return archive.read(fitting[0]).decode("utf-8", "replace") if fitting else ""
        except DAMAGED as error:
            raise Truncated(
                f"the zip can't be read on: {error}.", file=folder.name, remedy=DOWNLOAD_AGAIN
            ) from error
