"""From a file's bytes to its table: which layout it is, which sheet, where its headings are."""

import gzip
import io
import zipfile
import zlib
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from trellis.apps.programs.importing.errors import ImportRefused
from trellis.apps.programs.importing.limits import CELL_CHARACTERS, COLUMNS, MEGABYTE, ROWS, UNPACKED_BYTES
from trellis.apps.programs.importing.reading import delimited, headings, packed, workbook

Rows = list[tuple[int, list[str]]]

ZIP_START: Final = b"PK\x03\x04"
GZIP_START: Final = b"\x1f\x8b"
OLD_EXCEL_START: Final = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read, kept with its import.

    `layout` is csv, xlsx, hsds_json or hsds_csv. Row numbers are those of a spreadsheet, from 1;
    `heading_rows` of them are headings, the last one being `heading_row` (0 where the layout has none).
    `notes` are (code, values) of what a reader should know, said by `importing.messages`; `samples` the
    first rows, cut short.
    """

    layout: str
    columns: tuple[str, ...]
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    heading_row: int = 0
    heading_rows: int = 0
    rows: int = 0
    notes: tuple[tuple[str, dict[str, Any]], ...] = ()
    samples: tuple[tuple[str, ...], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Table:
    """A file's rows as (row number, cells); cells stand in the order of the columns."""

    reading: Reading
    rows: Rows = field(repr=False)


def read(content: bytes, name: str, *, sheet: str = "", heading_row: int = 0, heading_rows: int = 0) -> Table:
    """The table in a file: CSV in whatever encoding, .csv.gz, XLSX, HSDS JSON or HSDS CSV package.

    `sheet`, `heading_row` and `heading_rows` say what a person chose; where they don't, it is found out.
    Raises ImportRefused with what is wrong and what to do.
    """
    if not content.strip():
        raise ImportRefused(_("The file is empty."))
    if content.startswith(OLD_EXCEL_START):
        raise ImportRefused(
            _("This is a workbook of an old Excel. Open it and save it as XLSX or CSV, then choose that.")
        )
    if content.startswith(GZIP_START):
        content, name = _unpacked(content), name.removesuffix(".gz")
    if content.startswith(ZIP_START):
        return _archive(content, name, sheet, heading_row, heading_rows)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return _hsds(content, name, "hsds_json")
    if b"%PDF" in content[:1024]:
        raise ImportRefused(_("This is a PDF. Ask for the list as a spreadsheet, XLSX or CSV."))
    text = delimited.decode(content)
    rows, separator, notes = delimited.rows(text.text)
    found = _table(rows, "csv", heading_row, heading_rows, [*text.notes, *notes])
    return Table(
        Reading(**{**_fields(found.reading), "encoding": text.encoding, "separator": separator}), found.rows
    )


def _archive(content: bytes, name: str, sheet: str, heading_row: int, heading_rows: int) -> Table:
    try:
        names = packed.check(content)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise ImportRefused(_("The file is damaged: it can't be unpacked. Save it again.")) from error
    if "xl/workbook.xml" in names:
        sheets, chosen, rows = workbook.rows(content, sheet)
        found = _table(rows, "xlsx", heading_row, heading_rows, [])
        return Table(Reading(**{**_fields(found.reading), "sheet": chosen, "sheets": sheets}), found.rows)
    if any(each.rsplit("/", 1)[-1] in ("datapackage.json", "services.csv") for each in names):
        return _hsds(content, name, "hsds_csv")
    raise ImportRefused(
        _("This archive holds neither a workbook nor an HSDS package. Unpack it and choose the list itself.")
    )


def _fields(reading: Reading) -> dict[str, Any]:
    return {name: getattr(reading, name) for name in Reading.__slots__}


def _unpacked(content: bytes) -> bytes:
    try:
        with gzip.open(io.BytesIO(content)) as file:
            plain = file.read(UNPACKED_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ImportRefused(_("The file is damaged: it can't be unpacked. Save it again.")) from error
    if len(plain) > UNPACKED_BYTES:
        raise packed.too_large()
    return plain


def _hsds(content: bytes, name: str, layout: str) -> Table:
    from trellis.apps.programs.exchange.hsds_in import read_hsds

    try:
        flat = read_hsds(content, name)
    except (ValueError, KeyError, zipfile.BadZipFile) as error:
        raise ImportRefused(str(error)) from error
    present = dict.fromkeys(key for row in flat for key in row if key != "row")
    columns = ("row", *present)
    rows = [
        (number, [_text(row.get(column)) for column in columns]) for number, row in enumerate(flat, start=1)
    ]
    _check_size(len(rows), len(columns))
    if not rows:
        raise ImportRefused(_("There are no services in this file."))
    return Table(Reading(layout, columns, rows=len(rows), samples=_samples(rows)), rows)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(str(one) for one in value)
    return str(value)


def _table(
    rows: Rows, layout: str, heading_row: int, heading_rows: int, notes: list[tuple[str, dict[str, Any]]]
) -> Table:
    if not rows:
        raise ImportRefused(_("There is nothing in this file."))
    found = headings.find(rows, heading_row, heading_rows)
    body = [(number, cells) for number, cells in rows if number > found.row and any(cells)]
    if not body:
        raise ImportRefused(_("There are headings in this file, but no rows below them."))
    _check_size(len(body), len(found.columns))
    for number, cells in body:
        for cell in cells:
            if len(cell) > CELL_CHARACTERS:
                raise ImportRefused(
                    _("Row %(row)d has a cell with more than %(count)d characters. Is the file a table?")
                    % {"row": number, "count": CELL_CHARACTERS}
                )
    reading = Reading(
        layout=layout,
        columns=found.columns,
        heading_row=found.row,
        heading_rows=found.rows,
        rows=len(body),
        notes=(*notes, *found.notes),
        samples=_samples(body),
    )
    return Table(reading, body)


def _samples(rows: Rows) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cell[:80] for cell in cells) for _number, cells in rows[:20])


def _check_size(rows: int, columns: int) -> None:
    if rows > ROWS:
        raise ImportRefused(
            _("The list has %(rows)d rows; at most %(limit)d are taken at once. Split it into several files.")
            % {"rows": rows, "limit": ROWS}
        )
    if columns > COLUMNS:
        raise ImportRefused(
            _("The list has %(columns)d columns; at most %(limit)d are taken.")
            % {"columns": columns, "limit": COLUMNS}
        )


def size_in_words(count: int) -> str:
    """A size for a message: "25 MB"."""
    return f"{count / MEGABYTE:,.0f} MB"
