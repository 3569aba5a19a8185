"""The rows that can't be read, as a file to mend: as they came, with what is wrong."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final

from django.utils.translation import gettext as _

from trellis.apps.programs.importing import queries
from trellis.apps.programs.importing.messages import in_full
from trellis.apps.programs.importing.previewing import with_corrections
from trellis.apps.programs.models import ImportRun

_RUN_BY_SPREADSHEETS: Final = ("=", "+", "-", "@", "\t", "\r")


def rejected_csv(run: ImportRun) -> Iterator[str]:
    """The rejected rows as CSV, piece by piece: row number, what is wrong, then the columns as they came.

    Text that a spreadsheet would run as a formula gets an apostrophe before it, which imports drop.
    """
    columns = run.reading["columns"]
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    out.write("\N{ZERO WIDTH NO-BREAK SPACE}")  # else a spreadsheet takes UTF-8 for Latin-1
    writer.writerow([_("row in the file"), _("what is wrong"), *map(_harmless, columns)])
    for row in queries.rows(run, "reject").iterator(chunk_size=500):
        wrong = " ".join(in_full(row.number, each) for each in row.problems if each["level"] == "error")
        cells = with_corrections(row.raw, row.corrections)
        cells = [*cells, *[""] * (len(columns) - len(cells))]
        writer.writerow([row.number, _harmless(wrong), *map(_harmless, cells)])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _harmless(text: str) -> str:
    is_number = text.replace("-", "", 1).replace(".", "", 1).isdigit()
    return f"'{text}" if text.startswith(_RUN_BY_SPREADSHEETS) and not is_number else text
