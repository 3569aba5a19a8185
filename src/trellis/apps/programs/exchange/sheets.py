"""The directory as a table, a row a session: CSV for other programs, XLSX for people."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import IO, Final

from django.utils.translation import gettext as _

from trellis.apps.programs.exchange import flat
from trellis.apps.programs.exchange.flat import Listed, Value
from trellis.apps.programs.importing.fields import FIELDS as IMPORT_FIELDS

STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
ROWS_A_PIECE: Final = 500
WIDE: Final = frozenset({"organization", "program", "description", "site_name", "address"})

COLUMNS: Final = flat.FIELDS


def rows(listed: Iterable[Listed]) -> Iterator[dict[str, Value]]:
    """A row per session; its fields are those that an import reads."""
    for each in listed:
        yield from flat.rows(each)


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


def workbook(listed: Iterable[Listed], out: IO[bytes], *, about: Iterable[str]) -> None:
    """Write the table to `out` as XLSX with headings in the reader's language; `about` is a second sheet."""
    from trellis.apps.programs.exchange import xlsx  # brings openpyxl, and few pages make workbooks

    labels = [str(IMPORT_FIELDS[name].label) for name in COLUMNS]
    xlsx.write(
        out,
        sheet=_("Programs"),
        headings=[label[:1].upper() + label[1:] for label in labels],
        widths=[36 if name in WIDE else 14 for name in COLUMNS],
        rows=([row[name] for name in COLUMNS] for row in rows(listed)),
        notes_sheet=_("About"),
        notes=about,
    )


def _safe(value: Value) -> str:
    said = CONTROL.sub("", flat.text(value))
    is_text = isinstance(value, str | list)
    return f"'{said}" if is_text and said.startswith(STARTS_A_FORMULA) else said
