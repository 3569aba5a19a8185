"""Tables as files: CSV for other programs, XLSX for people."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import Final

from django.http import HttpResponse
from django.utils.translation import gettext as _

Value = str | int | float | bool | date | None

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
WIDE: Final = 36
NARROW: Final = 14


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> HttpResponse:
    """A CSV to save; text that a spreadsheet would run as a formula gets an apostrophe before it."""
    out = StringIO()
    out.write("\N{ZERO WIDTH NO-BREAK SPACE}")  # else a spreadsheet takes UTF-8 for Latin-1
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return _file(out.getvalue().encode(), "text/csv; charset=utf-8", f"{name}.csv")


def xlsx_file(
    name: str,
    *,
    sheet: str,
    headings: Sequence[str],
    wide: Iterable[int],
    rows: Iterable[Sequence[Value]],
    about: Iterable[str],
) -> HttpResponse:
    """A workbook to save: the table, and a sheet of notes; wide: the columns that hold long text."""
    from trellis.apps.programs.exchange import xlsx  # brings openpyxl, and few pages make workbooks

    out, broad = BytesIO(), set(wide)
    xlsx.write(
        out,
        sheet=sheet,
        headings=headings,
        widths=[WIDE if place in broad else NARROW for place in range(len(headings))],
        rows=rows,
        notes_sheet=_("About"),
        notes=about,
    )
    return _file(out.getvalue(), XLSX, f"{name}.xlsx")


def _cell(value: Value) -> Value:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str):
        return value
    said = CONTROL.sub("", value)
    return f"'{said}" if said.startswith(STARTS_A_FORMULA) else said


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
