"""Reading publishers' files: rows with their numbers, columns by name, and errors that say where and what."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, TextIO

from python_calamine import CalamineError, CalamineWorkbook
from rapidfuzz import process

from trellis.sources.errors import MissingColumn, Truncated, Unreadable, WrongVintage

DOWNLOAD_AGAIN = "Download it again, or remove it."
OTHER_FILE = "Give the CSV that the publisher offers, plain or in its zip."
Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a publisher's file holds: tables by name, what it is a vintage of, and which part it covers."""

    tables: Mapping[str, Mapping[str, Sequence[Any]]]
    vintage: str
    edition: str
    scope: str = ""


@dataclass(slots=True)
class Columns:
    """Columns of a table in the making, filled a row at a time."""

    names: Sequence[str]
    values: dict[str, list[Any]] = field(init=False)

    def __post_init__(self) -> None:
        self.values = {name: [] for name in self.names}

    def add(self, *row: Any) -> None:
        """Add one row, in the order of the names."""
        for column, value in zip(self.values.values(), row, strict=True):
            column.append(value)


class Workbook:
    """An .xlsx file."""

    def __init__(self, path: Path) -> None:
        self.file = path.name
        kind = _kind(path)
        if "workbook" not in kind and kind not in ("a zip file", "an empty file"):
            raise Unreadable(
                f"it is not an Excel workbook (it looks like {kind or 'a text file, such as CSV'}).",
                file=self.file,
                remedy="Give the workbook that the publisher offers.",
            )
        try:
            self._workbook = CalamineWorkbook.from_path(path)
        except (CalamineError, OSError) as error:
            raise Truncated(
                "this isn't a whole Excel workbook; the download may have broken off.",
                file=self.file,
                remedy=DOWNLOAD_AGAIN,
            ) from error

    @property
    def sheets(self) -> list[str]:
        """Names of the sheets."""
        return self._workbook.sheet_names

    def rows(self, sheet: str) -> list[list[Any]]:
        """Every row of a sheet from the first, so that index 0 is the sheet's row 1."""
        if sheet not in self.sheets:
            raise Unreadable(
                f"there is no sheet “{sheet}”. Sheets found: {', '.join(self.sheets)}.",
                file=self.file,
                remedy="Is it the right workbook?",
            )
        return self._workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def heading(name: object) -> str:
    """A column's name as compared: no case, footnote marks or doubled spaces; one kind of dash."""
    text = re.sub(r"\[\d+\]", "", str(name)).replace("–", "-").replace("\ufeff", "")
    return " ".join(text.casefold().split())


def columns_of(found: Sequence[Any], wanted: Mapping[str, str], *, file: str, row: int = 1) -> dict[str, int]:
    """Where each wanted column stands. `wanted` maps our name to the publisher's, as `heading` gives it.

    A publisher's name that ends in "…" matches by its beginning.
    """
    names = [heading(name) for name in found]
    places = {}
    for ours, theirs in wanted.items():
        begins = theirs.removesuffix("…")
        place = next(
            (
                i
                for i, name in enumerate(names)
                if name == theirs or (begins != theirs and name.startswith(begins))
            ),
            None,
        )
        if place is None:
            raise missing_column(begins.strip(" ,"), found, file=file, row=row)
        places[ours] = place
    return places


def missing_column(name: str, found: Sequence[Any], *, file: str, row: int) -> MissingColumn:
    """The error for a column that isn't there."""
    shown = [" ".join(str(other).split()) for other in found if str(other).strip()]
    near = process.extractOne(name, shown, processor=heading, score_cutoff=60)
    hint = f" The nearest is “{near[0]}”." if near else ""
    listed = ", ".join(shown[:30]) + (f" and {len(shown) - 30} more" if len(shown) > 30 else "")
    return MissingColumn(
        f"the column “{name}” is missing.{hint} Found: {listed}.",
        file=file,
        row=row,
        remedy="Is it the right file, in the publisher's own layout?",
    )


def header_row(rows: Sequence[Row], wanted: Mapping[str, str], *, file: str, within: int = 12) -> int:
    """The row that holds most of the wanted columns, among the first ones; index from 0."""

    def likeness(row: Row) -> int:
        names = [heading(cell) for cell in row]
        return sum(
            any(name.startswith(theirs.removesuffix("…")) for name in names) for theirs in wanted.values()
        )

    if not rows:
        raise Truncated("the sheet is empty.", file=file, remedy=DOWNLOAD_AGAIN)
    return max(range(min(within, len(rows))), key=lambda i: (likeness(rows[i]), -i))


def number(
    cell: Any, *, file: str, row: int, column: str, missing: Sequence[str] = (), scale: float = 1.0
) -> float | None:
    """A cell as a number; None for one of the publisher's marks for "no number"."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell * scale
    text = str(cell).strip()
    if text in missing:
        return None
    try:
        return float(text.replace(",", "")) * scale
    except ValueError:
        raise Unreadable(f"“{text}” isn't a number.", file=file, row=row, column=column) from None


def whole(cell: Any, *, file: str, row: int, column: str, missing: Sequence[str] = ()) -> int | None:
    """A cell as a whole number; None for one of the publisher's marks."""
    value = number(cell, file=file, row=row, column=column, missing=missing)
    if value is not None and value != round(value):
        raise Unreadable(f"“{cell}” isn't a whole number.", file=file, row=row, column=column)
    return None if value is None else round(value)


@dataclass(frozen=True, slots=True)
class Csv:
    """An open CSV: the columns wanted, then rows of their cells with the row's number in the file."""

    file: str
    header: list[str]
    rows: Iterator[tuple[int, list[str]]]


@contextmanager
def open_csv(path: Path, *, member: str = "", delimiter: str = ",") -> Iterator[Csv]:
    """Open a CSV, plain or the one in a zip whose name fits the pattern `member`."""
    with _text(path, member) as (text, name):
        reader = csv.reader(text, delimiter=delimiter)
        try:
            header = next(reader, None)
        except (UnicodeDecodeError, csv.Error) as error:
            raise Unreadable("it is not a CSV text file.", file=name, remedy=OTHER_FILE) from error
        if header is None:
            raise Truncated("the file is empty.", file=name, remedy=DOWNLOAD_AGAIN)
        names = [cell.strip() for cell in header]
        yield Csv(name, names, _whole_rows(reader, len(names), name))


def _whole_rows(reader: Any, width: int, file: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with their line's number; a row too short at the very end means that the file was cut."""
    short: tuple[int, int] | None = None
    try:
        for row in reader:
            if short:
                raise Unreadable(
                    f"the row has {short[1]} cells, the header {width}.", file=file, row=short[0]
                )
            if not row:
                continue
            if len(row) < width:
                short = reader.line_num, len(row)
                continue
            yield reader.line_num, [cell.strip() for cell in row]
    except (UnicodeDecodeError, csv.Error, zipfile.BadZipFile, EOFError) as error:
        raise Truncated(
            f"the file can't be read on: {error}.", file=file, row=reader.line_num + 1, remedy=DOWNLOAD_AGAIN
        ) from error
    if short:
        raise Truncated(
            f"the last row has {short[1]} cells, the header {width}: the file breaks off.",
            file=file,
            row=short[0],
            remedy=DOWNLOAD_AGAIN,
        )


@contextmanager
def _text(path: Path, member: str) -> Iterator[tuple[TextIO, str]]:
    if path.suffix.lower() != ".zip":
        kind = _kind(path)
        if kind not in ("", "an empty file"):
            raise Unreadable(
                f"it is not a CSV text file (it looks like {kind}).", file=path.name, remedy=OTHER_FILE
            )
        with path.open(encoding=_encoding(path), newline="") as text:
            yield text, path.name
        return
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise Truncated(
            "this isn't a whole zip file; the download may have broken off.",
            file=path.name,
            remedy=DOWNLOAD_AGAIN,
        ) from error
    with archive:
        name = member_of(archive, member, file=path.name)
        with archive.open(name) as raw:
            encoding = "utf-8-sig" if raw.read(3) == b"\xef\xbb\xbf" else "cp1252"
        with archive.open(name) as raw, io.TextIOWrapper(raw, encoding, newline="") as text:
            yield text, f"{path.name}/{PurePosixPath(name).name}"


def member_of(archive: zipfile.ZipFile, pattern: str, *, file: str) -> str:
    """The file in the archive whose name fits; of several the revised one ("_rv")."""
    names = [
        name for name in archive.namelist() if re.search(pattern, PurePosixPath(name).name, re.IGNORECASE)
    ]
    if not names:
        raise Unreadable(
            f"nothing in it is called like {pattern}. Found: {', '.join(archive.namelist()[:10])}.", file=file
        )
    return max(names, key=lambda name: ("_rv" in name.casefold(), name))


def _kind(path: Path) -> str:
    """What a file looks like by its first bytes, with its article; "" for text."""
    if path.is_dir():
        return "a folder"
    with path.open("rb") as raw:
        begin = raw.read(4096)
    if not begin:
        return "an empty file"
    if begin.startswith(b"PAR1"):
        return "a Parquet file"
    if begin.startswith(b"\xd0\xcf\x11\xe0"):
        return "an old Excel workbook"
    if begin.startswith(b"PK\x03\x04"):
        return "an Excel workbook" if b"xl/" in begin or b"[Content_Types]" in begin else "a zip file"
    if begin.startswith(b"%PDF"):
        return "a PDF"
    return "a binary file" if b"\0" in begin else ""


def _encoding(path: Path) -> str:
    """UTF-8 where the file is, else the Windows code page that older IPEDS files are in."""
    with path.open("rb") as raw:
        if raw.read(3) == b"\xef\xbb\xbf":
            return "utf-8-sig"
        raw.seek(0)
        try:
            for line in raw:
                line.decode("utf-8")
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def year_in(names: Sequence[str], pattern: str, *, file: str, given: str | None) -> str:
    """The year that a file's name tells, or the vintage given by hand; refused where neither does."""
    told = next((found[1] for name in names if (found := re.search(pattern, name, re.IGNORECASE))), None)
    if told and given and told not in given:
        raise WrongVintage(f"the file's name says {told}, not {given}.", file=file)
    if told is None and given is None:
        raise WrongVintage(
            "its year can't be told: neither the file nor its name says it.",
            file=file,
            remedy="Say it: --vintage YEAR.",
        )
    return told or str(given)
