"""Reads a file of partners into a table of text: a spreadsheet, or organizations of HSDS."""

from __future__ import annotations

import zipfile
import zlib
from typing import Final

from django.utils.translation import gettext as _

from trellis.apps.partners.exchange.hsds_in import read_organizations
from trellis.apps.programs.importing.errors import ImportRefused
from trellis.apps.programs.importing.reading import Reading, Table, packed
from trellis.apps.programs.importing.reading import read as read_table
from trellis.apps.programs.importing.reading.file import ZIP_START

ROWS: Final = 5_000
_SAMPLES: Final = 20


def read(content: bytes, name: str, *, sheet: str = "", heading_row: int = 0, heading_rows: int = 0) -> Table:
    """The table in a file: CSV in whatever encoding, XLSX, HSDS organizations as JSON or as a CSV package.

    `sheet`, `heading_row` and `heading_rows` say what a person chose. Raises ImportRefused with what is wrong
    and what to do.
    """
    if layout := _hsds_layout(content):
        return _organizations(content, name, layout)
    table = read_table(content, name, sheet=sheet, heading_row=heading_row, heading_rows=heading_rows)
    _check_size(table.reading.rows)
    return table


def _hsds_layout(content: bytes) -> str:
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return "hsds_json"
    if not content.startswith(ZIP_START):
        return ""
    try:
        names = packed.check(content)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise ImportRefused(_("The file is damaged: it can't be unpacked. Save it again.")) from error
    is_package = any(each.rsplit("/", 1)[-1] == "organizations.csv" for each in names)
    return "hsds_csv" if is_package and "xl/workbook.xml" not in names else ""


def _organizations(content: bytes, name: str, layout: str) -> Table:
    flat = read_organizations(content, name)
    _check_size(len(flat))
    columns = ("row", *dict.fromkeys(key for row in flat for key in row if key != "row"))
    rows = [(number, [row.get(key, "") for key in columns]) for number, row in enumerate(flat, start=1)]
    samples = tuple(tuple(cell[:80] for cell in cells) for _number, cells in rows[:_SAMPLES])
    return Table(Reading(layout, columns, rows=len(rows), samples=samples), rows)


def _check_size(rows: int) -> None:
    if rows > ROWS:
        raise ImportRefused(
            _(
                "The list has %(rows)d rows; at most %(limit)d partners are taken at once. "
                "Is it the right list?"
            )
            % {"rows": rows, "limit": ROWS}
        )
