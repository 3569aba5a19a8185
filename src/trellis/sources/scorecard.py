"""College Scorecard, field of study: the CSV as published, plain or in its zip.

A row is an institution, a field at four digits ("5108") and a credential level. Counts are of two years
(IPEDSCOUNT1 and 2, averaged here); "PrivacySuppressed", "PS" and "NULL" are no figures. The file has no
state: the store knows it from the snapshot or the IPEDS directory. An institution's branches are counted with
its main campus.
"""

import re
from pathlib import Path
from typing import Final

from trellis.sources import codes
from trellis.sources.errors import Unreadable, WrongVintage
from trellis.sources.oews import MONTHS
from trellis.sources.reading import Columns, Csv, Parsed, columns_of, number, open_csv

MEMBER: Final = r"field-?of-?study.*\.csv$"
MISSING: Final = ("PrivacySuppressed", "PS", "NULL", "NA", "")
NON_CREDENTIAL: Final = 99
_WANTED: Final = {
    "unitid": "unitid",
    "opeid6": "opeid6",
    "name": "instnm",
    "control": "control",
    "cip": "cipcode",
    "title": "cipdesc",
    "credential": "credlev",
    "first": "ipedscount1",
    "second": "ipedscount2",
}
_EARNINGS: Final = {"earn_mdn_4yr": 4, "earn_ne_mdn_3yr": 3, "earn_mdn_hi_1yr": 1, "earn_mdn_1yr": 1}


def parse(path: Path, *, vintage: str | None = None) -> Parsed:
    """Programs with completers and earnings, their institutions, and the titles of fields of study."""
    programs = Columns(("unitid", "cip", "credential", "completers", "earnings", "earnings_years"))
    institutions: dict[str, tuple[str, ...]] = {}
    titles: dict[str, str] = {}
    with open_csv(path, member=MEMBER) as csv:
        places = columns_of(csv.header, _WANTED, file=csv.file)
        edition = _edition(csv, path, vintage)
        names = [name.casefold() for name in csv.header]
        earnings_at = [(names.index(name), years) for name, years in _EARNINGS.items() if name in names]
        for row, cells in csv.rows:
            unitid = cells[places["unitid"]]
            if unitid in MISSING:
                continue
            cip = _cip(cells[places["cip"]], csv.file, row)
            titles[cip] = cells[places["title"]].rstrip(".")
            institutions[unitid] = tuple(cells[places[name]] for name in ("opeid6", "name", "control"))
            level = number(cells[places["credential"]], file=csv.file, row=row, column="CREDLEV")
            if level == NON_CREDENTIAL:
                continue
            counts = [
                count
                for name in ("first", "second")
                if (
                    count := number(
                        cells[places[name]],
                        file=csv.file,
                        row=row,
                        column=csv.header[places[name]],
                        missing=MISSING,
                    )
                )
                is not None
            ]
            paid, after = None, None
            for place, years in earnings_at:
                paid = number(cells[place], file=csv.file, row=row, column=csv.header[place], missing=MISSING)
                if paid is not None:
                    after = years
                    break
            programs.add(
                unitid,
                cip,
                int(level or 0),
                round(sum(counts) / len(counts)) if counts else None,
                None if paid is None else round(paid),
                after,
            )
    unitids = list(institutions)
    opeid6, name, control = ([institutions[unitid][i] for unitid in unitids] for i in range(3))
    return Parsed(
        {
            "field_of_study": programs.values,
            "institutions": {
                "unitid": unitids,
                "opeid6": [text.zfill(6) for text in opeid6],
                "name": name,
                "state": [""] * len(unitids),
                "control": control,
            },
            "field_titles": {"cip": list(titles), "title": list(titles.values())},
        },
        vintage=_vintage(edition),
        edition=edition,
    )


def _cip(text: str, file: str, row: int) -> str:
    code = codes.cip4(text)
    if code is None:
        hint = " Its leading zero is lost." if re.fullmatch(r"\d{3}", text) else ""
        raise Unreadable(f"“{text}” isn't a four-digit CIP code.{hint}", file=file, row=row, column="CIPCODE")
    return code


def _edition(csv: Csv, path: Path, given: str | None) -> str:
    """The release, as "2026-06": from a date in the file's name (…_06102026), or given by hand."""
    dated = re.search(r"_(\d{2})\d{2}(\d{4})\b", f"{path.stem} {csv.file}")
    told = f"{dated[2]}-{dated[1]}" if dated else None
    month, _, year = (given or "").partition(" ")
    said = f"{year}-{MONTHS[month]:02d}" if month in MONTHS else given
    if told and said and not told.startswith(said):
        raise WrongVintage(f"its name says {_vintage(told)}, not {given}.", file=csv.file)
    edition = told or said
    if edition is None or not re.fullmatch(r"\d{4}(-\d{2})?", edition):
        raise WrongVintage(
            "its year can't be told: its name has no date.",
            file=csv.file,
            remedy="Say it: --vintage “June 2026”.",
        )
    return edition


def _vintage(edition: str) -> str:
    year, _, month = edition.partition("-")
    names = {place: name for name, place in MONTHS.items()}
    return f"{names[int(month)]} {year}" if month else year
