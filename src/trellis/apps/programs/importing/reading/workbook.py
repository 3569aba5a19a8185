"""Reads a sheet of an XLSX workbook, whose archive was checked before, as text."""

import io
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from trellis.apps.programs.importing.errors import ImportRefused

Rows = list[tuple[int, list[str]]]


def rows(content: bytes, sheet: str = "") -> tuple[tuple[str, ...], str, Rows]:
    """(names of the sheets, the one read, its rows): the sheet asked for, else the first that has rows."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = tuple(book.sheet_names)
        for name in [sheet] if sheet in names else names:
            lines = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            found = [
                (number, [as_text(cell) for cell in line])
                for number, line in enumerate(lines, start=1)
                if any(cell != "" for cell in line)
            ]
            if found:
                return names, name, found
    except CalamineError as error:
        raise ImportRefused(_("The workbook can't be read. Open it and save it again as XLSX.")) from error
    raise ImportRefused(_("There is nothing in this workbook."))


def as_text(cell: Any) -> str:
    """A cell as its reader would type it: 12.0 is "12", a day is "2026-06-01", a time is "15:30"."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.strftime("%H:%M:%S" if cell.second else "%H:%M")
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return "" if cell is None else str(cell)
