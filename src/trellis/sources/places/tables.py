"""Tables that come with maps: dBASE (.dbf), and text with tabs, bars or commas between its columns."""

import csv
import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from trellis.sources.errors import MissingColumn, Truncated, Unreadable
from trellis.sources.places.content import Content
from trellis.sources.places.ids import geoid_of
from trellis.sources.reading import DOWNLOAD_AGAIN

ID_COLUMNS: Final = ("GEOID", "GEOID20", "GEOID10", "GEOID00", "GEO_ID", "AFFGEOID", "GEOIDFQ")
NAME_COLUMNS: Final = ("NAMELSAD", "NAMELSAD20", "NAMELSAD10", "NAME", "NAME20", "NAME10", "name")
SHORTEST: Final = 33  # bytes: a header without columns
CODE_PARTS: Final = ("STATEFP", "COUNTYFP", "TRACTCE", "BLKGRPCE")


@dataclass(frozen=True, slots=True)
class Table:
    """An open table: its columns, then its rows with their number in the file."""

    file: str
    header: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]

    def place(self, *names: str) -> int | None:
        """Where the first of these columns stands."""
        return next((self.header.index(name) for name in names if name in self.header), None)

    def need(self, *names: str) -> int:
        """Where the first of these columns stands; MissingColumn where none is there."""
        place = self.place(*names)
        if place is None:
            raise MissingColumn(
                f"the column “{names[0]}” is missing. Found: {', '.join(self.header[:30])}.",
                file=self.file,
                row=1,
            )
        return place


def table_in(content: Content) -> Table:
    """The table that the file is."""
    if content.is_shp:
        if ".dbf" not in content.beside:
            raise Unreadable(
                "shapes alone don't say which place each is.", file=content.name, remedy="Give the whole zip."
            )
        return dbf(content.beside[".dbf"], content.name)
    return dbf(content.data, content.name) if content.is_dbf else _text(content)


def dbf(data: bytes, file: str) -> Table:
    """A dBASE table; Truncated where it holds fewer rows than it says."""
    import shapefile

    if len(data) < SHORTEST:
        raise Truncated("its table breaks off at once.", file=file, remedy=DOWNLOAD_AGAIN)
    rows, header, width = struct.unpack("<IHH", data[4:12])
    if header + rows * width > len(data):
        whole = max(0, (len(data) - header) // width) if width else 0
        raise Truncated(
            f"it says it has {rows:,} rows and breaks off after {whole:,}.",
            file=file,
            row=whole + 1,
            remedy=DOWNLOAD_AGAIN,
        )
    try:
        reader = shapefile.Reader(dbf=io.BytesIO(data), encoding="utf-8", encodingErrors="replace")
    except (shapefile.ShapefileException, struct.error, ValueError, LookupError) as error:
        raise Unreadable(f"it can't be read as a dBASE table: {error}.", file=file) from error
    names = tuple(str(field[0]) for field in reader.fields if field[0] != "DeletionFlag")
    return Table(file, names, _records(reader, file))


def _records(reader: Any, file: str) -> Iterator[tuple[int, list[str]]]:
    import shapefile

    row = 0
    try:
        for row, record in enumerate(reader.iterRecords(), start=1):
            yield row, [str(cell).strip() for cell in record]
    except (shapefile.ShapefileException, struct.error, ValueError, LookupError) as error:
        raise Unreadable(f"the row can't be read: {error}.", file=file, row=row + 1) from error


def _text(content: Content) -> Table:
    text = content.text()
    first = text.partition("\n")[0]
    delimiter = max("\t|,", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = tuple(cell.strip() for cell in next(reader, []))
    except csv.Error as error:
        raise Unreadable(f"it can't be read as a table: {error}.", file=content.name) from error
    return Table(content.name, header, _text_rows(reader, len(header), content.name))


def _text_rows(reader: Any, width: int, file: str) -> Iterator[tuple[int, list[str]]]:
    try:
        for cells in reader:
            if not cells:
                continue
            if len(cells) != width:
                raise Unreadable(
                    f"the row has {len(cells)} cells, the header {width}.", file=file, row=reader.line_num
                )
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise Unreadable(f"the row can't be read: {error}.", file=file, row=reader.line_num + 1) from error


def code_places(table: Table) -> tuple[int, ...]:
    """The columns that a place's code is made of."""
    whole = table.place(*ID_COLUMNS)
    if whole is not None:
        return (whole,)
    parts = tuple(table.header.index(name) for name in CODE_PARTS if name in table.header)
    if len(parts) < 2 or table.header[parts[0]] != "STATEFP":
        raise MissingColumn(
            f"nothing says which place a row is (GEOID). Found: {', '.join(table.header[:30])}.",
            file=table.file,
            row=1,
        )
    return parts


def code_in(table: Table, places: tuple[int, ...], row: int, cells: list[str]) -> str:
    """A row's code."""
    joined = "".join(cells[place] for place in places)
    return geoid_of(joined, file=table.file, row=row, column=table.header[places[0]])
