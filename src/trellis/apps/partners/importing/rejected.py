"""The rows that can't be taken in, as a file to mend: as they came, with what is wrong."""

import csv
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _

from trellis.apps.partners.exchange.sheets import guarded
from trellis.apps.partners.importing import queries
from trellis.apps.partners.importing.messages import in_full
from trellis.apps.partners.models import PartnerImport
from trellis.apps.programs.importing.previewing import with_corrections


def rejected_csv(run: PartnerImport) -> Iterator[str]:
    """The rejected rows as CSV, piece by piece: row number, what is wrong, then the columns as they came.

    Text that a spreadsheet would run as a formula gets an apostrophe before it, which imports drop.
    """
    columns = run.reading["columns"]
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    out.write("\N{ZERO WIDTH NO-BREAK SPACE}")  # else a spreadsheet takes UTF-8 for Latin-1
    writer.writerow([_("row in the file"), _("what is wrong"), *map(guarded, columns)])
    for row in queries.rows(run, "reject").iterator(chunk_size=500):
        wrong = " ".join(in_full(row.number, each) for each in row.problems if each["level"] == "error")
        cells = with_corrections(row.raw, row.corrections)
        cells = [*cells, *[""] * (len(columns) - len(cells))]
        writer.writerow([row.number, guarded(wrong), *map(guarded, cells)])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()
