"""A landscape as one XLSX file: numbers as numbers, text never a formula, sources and vintages inside."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from trellis.apps.landscape.exports import CONTROL, SHEETS, Field, Sheet, Value, sheet
from trellis.apps.landscape.wording import Words

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

FORMATS: Final = {
    "people": "#,##0.0;-#,##0.0;0",
    "dollars": '"$"#,##0',
    "percent": "0.0",
    "share": "0.0000",
}
WIDTHS: Final = {"wide": 48, "text": 16, "people": 13, "dollars": 13, "percent": 13, "share": 13}
HEADER_FILL: Final = "0F4A45"


def workbook(document: dict[str, Any], *, words: Words | None = None, notice: str = "") -> bytes:
    """Return all sheets of a landscape as an XLSX file; a notice stands first in its summary."""
    sheets = [sheet(document, key, words=words, notice=notice) for key in SHEETS]
    return book(document["region"]["name"], sheets)


def book(title: str, sheets: Iterable[Sheet]) -> bytes:
    """Return sheets as an XLSX file."""
    from openpyxl import Workbook  # a second to import, and few who ask for a landscape ask for this

    made = Workbook()
    made.remove(made.worksheets[0])
    made.properties.title = title
    made.properties.creator = "Trellis"
    for table in sheets:
        _fill(made.create_sheet(table.title[:31]), table)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _fill(page: Worksheet, table: Sheet) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for column, field in enumerate(table.fields, start=1):
        head = page.cell(1, column, field.label)
        head.font = Font(bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", fgColor=HEADER_FILL)
        head.alignment = Alignment(wrap_text=True, vertical="center")
        page.column_dimensions[get_column_letter(column)].width = WIDTHS[field.kind]
    for number, row in enumerate(table.rows, start=2):
        for column, field in enumerate(table.fields, start=1):
            _write(page.cell(number, column), row[field.key], field)
    page.row_dimensions[1].height = 34
    page.freeze_panes = (
        "C2" if table.key in ("occupations", "recommendations", "districts", "schools") else "A2"
    )
    if table.rows and table.key != "summary":
        page.auto_filter.ref = page.dimensions


def _write(cell: Cell, value: Value, field: Field) -> None:
    from openpyxl.styles import Alignment

    if value is None:
        return
    if isinstance(value, bool):
        cell.value = "yes" if value else "no"
    elif isinstance(value, str):
        cell.value = CONTROL.sub("", value)[:32_000]
        cell.data_type = "s"  # else a text that begins with “=” would be run
    else:
        cell.value = value
        whole = field.kind == "people" and float(value).is_integer()
        cell.number_format = "#,##0" if whole else FORMATS.get(field.kind, "General")
    if field.kind == "wide":
        cell.alignment = Alignment(wrap_text=True, vertical="top")
