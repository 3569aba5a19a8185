"""The directory as a table, a row a session: CSV for other programs, XLSX for people."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date, time
from decimal import Decimal
from io import StringIO
from typing import IO, TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from trellis.apps.programs.exchange import flat
from trellis.apps.programs.exchange.flat import Listed, Value
from trellis.apps.programs.importing.fields import FIELDS as IMPORT_FIELDS

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LONGEST_CELL: Final = 32_000
ROWS_A_PIECE: Final = 500
WIDE: Final = frozenset({"organization", "program", "description", "site_name", "address"})
HEADER_FILL: Final = "0F4A45"

COLUMNS: Final = (*flat.FIELDS, "status")


def rows(listed: Iterable[Listed]) -> Iterator[dict[str, Value]]:
    """A row per session with its program's status; its fields are those that an import reads."""
    for each in listed:
        for row in flat.rows(each):
            row["status"] = each.program.status
            yield row


def csv_text(listed: Iterable[Listed], *, notice: str = "") -> Iterator[str]:
    """The table as CSV, piece by piece; its columns are the importer's own names.

    Text that a spreadsheet would run as a formula gets an apostrophe before it, which the importer drops.
    `notice` is what every row says of the whole file as well, such as that it is a demonstration.
    """
    more = {"notice": notice} if notice else {}
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    out.write("\N{ZERO WIDTH NO-BREAK SPACE}")  # else a spreadsheet takes UTF-8 for Latin-1
    writer.writerow([*COLUMNS, *more])
    for number, row in enumerate(rows(listed), start=1):
        writer.writerow([*(_safe(row[name]) for name in COLUMNS), *more.values()])
        if number % ROWS_A_PIECE == 0:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def workbook(listed: Iterable[Listed], out: IO[bytes], *, title: str, about: Iterable[str]) -> None:
    """Write the table to `out` as XLSX with headings in the reader's language.

    Numbers are numbers, days are days, text is never a formula. `about`: lines of a second sheet.
    """
    from openpyxl import Workbook  # a second to import, and few pages make workbooks

    book = Workbook(write_only=True)
    book.properties.title = title
    book.properties.creator = "Trellis"
    page = book.create_sheet(_("Programs"))
    page.freeze_panes = "A2"
    _head(page)
    for row in rows(listed):
        page.append([_cell(page, row[name]) for name in COLUMNS])
    notes = book.create_sheet(_("About"))
    for line in about:
        notes.append([_cell(notes, line)])
    book.save(out)


def _safe(value: Value) -> str:
    said = CONTROL.sub("", flat.text(value))
    is_text = isinstance(value, str | list)
    return f"'{said}" if is_text and said.startswith(STARTS_A_FORMULA) else said


def _head(page: WriteOnlyWorksheet) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    cells = []
    for number, name in enumerate(COLUMNS, start=1):
        field = IMPORT_FIELDS.get(name)
        label = str(field.label) if field else _("status")
        cell = WriteOnlyCell(page, value=label[:1].upper() + label[1:])
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=HEADER_FILL)
        cells.append(cell)
        page.column_dimensions[get_column_letter(number)].width = 36 if name in WIDE else 14
    page.append(cells)


def _cell(page: WriteOnlyWorksheet, value: Value) -> Any:
    if value is None or isinstance(value, date | time | Decimal):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    said = CONTROL.sub("", flat.text(value))[:LONGEST_CELL]
    if not said.startswith(STARTS_A_FORMULA):
        return said or None
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(page, value=said)
    cell.data_type = "s"  # else a text that begins with “=” would be run
    return cell
