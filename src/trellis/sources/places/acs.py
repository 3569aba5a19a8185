"""Census tables: the Census API's JSON and the CSV of data.census.gov.

The API answers a list of rows, the first of which names the columns, or a list of objects; a place's code
comes in parts (state, county, tract, block group). The CSV has the columns' codes in its first row and their
labels in its second. A mark or a large negative number stands where there is no figure.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np

from trellis.sources.errors import MissingColumn, Truncated, Unreadable
from trellis.sources.places.content import Content, Given, content_of
from trellis.sources.places.groups import lines_used
from trellis.sources.places.ids import Identified, geoid_of
from trellis.sources.places.records import AcsTable, Source
from trellis.sources.reading import DOWNLOAD_AGAIN

CONTROLLED: Final = "controlled to an official count: no sampling error"
NO_MARGIN: Final = "margin not computed: too few in the sample"
# https://www.census.gov/data/developers/data-sets/acs-1yr/notes-on-acs-estimate-and-annotation-values.html
MARKS: Final = {
    "-666666666": "no estimate: too few in the sample",
    "-": "no estimate: too few in the sample",
    "-999999999": "not shown: too few in the sample",
    "N": "not shown: too few in the sample",
    "-888888888": "not applicable",
    "(X)": "not applicable",
    "-222222222": NO_MARGIN,
    "**": NO_MARGIN,
    "-333333333": "median in the lowest or highest interval",
    "***": "median in the lowest or highest interval",
    "-555555555": CONTROLLED,
    "*****": CONTROLLED,
    "": "empty",
    "null": "empty",
    "None": "empty",
}
_CELL: Final = re.compile(r"^([A-Z]{1,3}\d{1,6}[A-Z]{0,3})_(\d{3,4})([EMN])$")
_PARTS: Final = ("state", "county", "tract", "block group")
_FIVE_YEARS: Final = re.compile(r"acs(?:dt|st|dp|se)?5y?_?(\d{4})", re.IGNORECASE)
_ONE_YEAR: Final = re.compile(r"acs(?:dt|st|dp|se)?1y?_?(\d{4})", re.IGNORECASE)
_CENSUS: Final = re.compile(r"dec(?:ennial[a-z]*)?_?(\d{4})", re.IGNORECASE)
_DOWNLOADED = "Take it as data.census.gov gives it, without opening it in a spreadsheet."
Rows = Iterator[tuple[int, Sequence[Any]]]


def read_acs(given: Given, *, name: str = "", vintage: str | None = None) -> AcsTable:
    """Read a census table, a path or the bytes of an upload; which layout it has shows from what is in it.

    `name` is the file's name where bytes are given; `vintage` ("2018–22") where the name doesn't tell.
    Raises Unreadable with file, row and column.
    """
    content = content_of(given, name=name, wanted=(r"-data\.csv$", r"data.*\.csv$", r"\.csv$", r"\.json$"))
    header, rows = _from_json(content) if content.is_json else _from_csv(content)
    cells = _cells(header, content.name)
    identified = Identified(content.name)
    names: list[str] = []
    values: dict[str, list[float]] = {column: [] for column in cells}
    marks: Counter[str] = Counter()
    code, titled = _code(header, content.name), header.index("NAME") if "NAME" in header else None
    for row, found in rows:
        identified.add(code(row, found), row)
        names.append("" if titled is None else str(found[titled]))
        for column, place in cells.items():
            values[column].append(_value(found[place], column, content.name, row, marks))
    table = _columns(values)
    shown, edition = _vintage(content.name, vintage)
    return AcsTable(
        ids=identified.ids(),
        names=np.array(names, dtype=object),
        level=identified.level(),
        estimates=table[0],
        margins=table[1],
        unpublished=dict(marks),
        vintage=shown,
        edition=edition,
        sources=(_source(content, table[0], shown, len(names)),),
    )


def _from_json(content: Content) -> tuple[list[str], Rows]:
    listed = content.json()
    if not isinstance(listed, list) or not listed:
        raise Unreadable("it is JSON, but not a list of rows as the Census API answers.", file=content.name)
    if isinstance(listed[0], dict):
        header = list(listed[0])
        return header, _objects(listed, header, content.name)
    header = [str(name) for name in listed[0]]
    return header, _lists(listed, len(header), content.name)


def _objects(listed: list[Any], header: list[str], file: str) -> Rows:
    for row, found in enumerate(listed, start=1):
        if not isinstance(found, dict) or found.keys() != set(header):
            raise Unreadable("the row has other columns than the first.", file=file, row=row)
        yield row, list(found.values()) if list(found) == header else [found[name] for name in header]


def _lists(listed: list[Any], width: int, file: str) -> Rows:
    for row, found in enumerate(listed[1:], start=2):
        if not isinstance(found, list) or len(found) != width:
            size = len(found) if isinstance(found, list) else 0
            raise Unreadable(f"the row has {size} cells, the header {width}.", file=file, row=row)
        yield row, found


def _from_csv(content: Content) -> tuple[list[str], Rows]:
    reader = csv.reader(io.StringIO(content.text(), newline=""))
    try:
        header = [cell.strip() for cell in next(reader)]
        labels = next(reader, [])
    except (csv.Error, StopIteration) as error:
        raise Unreadable("it is not a CSV text file.", file=content.name) from error
    if "GEO_ID" not in header:
        if header[:1] == ["Geography"]:
            raise MissingColumn(
                "the row with the columns' codes (GEO_ID, NAME, …) is missing; the labels come first.",
                file=content.name,
                row=1,
                remedy=_DOWNLOADED,
            )
        listed = ", ".join(header[:10])
        raise MissingColumn(
            f"the column “GEO_ID” is missing. Found: {listed}.", file=content.name, row=1, remedy=_DOWNLOADED
        )
    _check_labels(header, labels, content.name)
    return header, _csv_rows(reader, len(header), content.name)


def _check_labels(header: list[str], labels: list[str], file: str) -> None:
    """The second row must be the labels, and each must be of the kind that its column's code says."""
    if labels[header.index("GEO_ID") : header.index("GEO_ID") + 1] != ["Geography"]:
        raise Unreadable(
            "the second header row (Geography, Geographic Area Name, …) is missing.",
            file=file,
            row=2,
            remedy=_DOWNLOADED,
        )
    if len(labels) != len(header):
        raise Unreadable(
            f"the second header row has {len(labels)} cells, the first {len(header)}.", file=file, row=2
        )
    for code, label in zip(header, labels, strict=True):
        found = _CELL.match(code)
        wanted = {"E": "Estimate", "M": "Margin of Error"}.get(found[3], "") if found else ""
        if not label.strip().startswith(wanted):
            raise Unreadable(
                f"it is labelled “{label.strip()[:60]}”: the columns may be shifted.",
                file=file,
                row=2,
                column=code,
                remedy=_DOWNLOADED,
            )


def _csv_rows(reader: Any, width: int, file: str) -> Rows:
    short: tuple[int, int] | None = None
    try:
        for found in reader:
            if short or len(found) > width:
                row, size = short or (reader.line_num, len(found))
                raise Unreadable(
                    f"the row has {size} cells, the header {width}: its columns are shifted.",
                    file=file,
                    row=row,
                )
            if not found:
                continue
            if len(found) < width:
                short = reader.line_num, len(found)
                continue
            yield reader.line_num, found
    except csv.Error as error:
        raise Unreadable(f"the row can't be read: {error}.", file=file, row=reader.line_num + 1) from error
    if short:
        raise Truncated(
            f"the last row has {short[1]} cells, the header {width}: the file breaks off.",
            file=file,
            row=short[0],
            remedy=DOWNLOAD_AGAIN,
        )


def _cells(header: Sequence[str], file: str) -> dict[str, int]:
    """The columns to read: of a table known here the lines used, of another all."""
    places = {}
    for place, column in enumerate(header):
        found = _CELL.match(column)
        if found:
            used = lines_used(found[1])
            if used is None or int(found[2]) in used:
                places[column] = place
    if not any(column[-1] in "EN" for column in places):
        listed = ", ".join(header[:10])
        raise MissingColumn(
            f"no column of it is an estimate (such as B01001_004E). Found: {listed}.", file=file, row=1
        )
    return places


def _code(header: Sequence[str], file: str) -> Any:
    """How a row's code is put together: GEO_ID, or the API's parts."""
    if "GEO_ID" in header:
        at = header.index("GEO_ID")
        return lambda row, found: geoid_of(found[at], file=file, row=row, column="GEO_ID")
    parts = [name for name in _PARTS if name in header]
    if not parts or parts != list(_PARTS[: len(parts)]):
        raise MissingColumn(
            "nothing says which place a row is: neither GEO_ID nor state, county, tract, block group.",
            file=file,
            row=1,
        )
    places = [header.index(name) for name in parts]
    widths = (2, 3, 6, 1)

    def joined(row: int, found: Sequence[Any]) -> str:
        for part, place, width in zip(parts, places, widths, strict=False):
            if not re.fullmatch(rf"\d{{{width}}}", str(found[place])):
                raise Unreadable(
                    f"“{found[place]}” isn't a code of {width} digits.", file=file, row=row, column=part
                )
        return "".join(str(found[place]) for place in places)

    return joined


def _value(cell: Any, column: str, file: str, row: int, marks: Counter[str]) -> float:
    if cell is None:
        marks["empty"] += 1
        return np.nan
    text = str(cell).strip()
    mark = MARKS.get(text.removesuffix(".0"))
    if mark is not None:
        marks[mark] += 1
        return 0.0 if mark == CONTROLLED and column[-1] == "M" else np.nan
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        raise Unreadable(f"“{text}” isn't a number.", file=file, row=row, column=column) from None
    if value < 0 or value != value:
        raise Unreadable(
            f"“{text}” is negative and none of the marks that the census uses.",
            file=file,
            row=row,
            column=column,
        )
    return value


def _columns(values: Mapping[str, list[float]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Estimates and margins by cell; a cell without a column of margins has unknown ones."""
    estimates = {column[:-1]: np.array(found) for column, found in values.items() if column[-1] in "EN"}
    margins = {
        cell: np.array(values[f"{cell}M"]) if f"{cell}M" in values else np.full(len(found), np.nan)
        for cell, found in estimates.items()
    }
    return estimates, margins


def _vintage(file: str, given: str | None) -> tuple[str, str]:
    """As shown and as sorted: "2018–22" and "2022"."""
    if given:
        year = re.search(r"(\d{4})\s*[–-]\s*(\d{2,4})|(\d{4})", given)
        if year is None:
            raise Unreadable(f"the vintage “{given}” says no year.", file=file)
        last = year[3] or (year[2] if len(year[2]) == 4 else year[1][:2] + year[2])
        return given, last
    if found := _FIVE_YEARS.search(file):
        return f"{int(found[1]) - 4}–{found[1][2:]}", found[1]
    if found := _ONE_YEAR.search(file) or _CENSUS.search(file):
        return found[1], found[1]
    return "", ""


def _source(content: Content, estimates: Mapping[str, Any], vintage: str, rows: int) -> Source:
    tables = ", ".join(dict.fromkeys(cell.rpartition("_")[0] for cell in estimates))
    survey = "American Community Survey" if tables[:1] in "BC" else "Census"
    return {
        "key": "acs",
        "title": f"{survey}, table {tables}",
        "publisher": "U.S. Census Bureau",
        "vintage": vintage,
        "url": "https://data.census.gov/",
        "licence": "Public domain (work of the U.S. government)",
        "file": content.name,
        "rows": rows,
        "checksum": content.checksum,
    }
