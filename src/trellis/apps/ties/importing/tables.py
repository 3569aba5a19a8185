"""Reads an uploaded file into a table that an import keeps."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _

from trellis.apps.programs.importing.errors import ImportRefused
from trellis.apps.programs.importing.limits import FILE_BYTES, MEGABYTE
from trellis.apps.programs.importing.reading import read

MOST_NODES: Final = 2_000
MOST_EDGES: Final = 40_000
Rows = list[tuple[int, list[str]]]


def table(content: bytes, name: str, *, most: int) -> dict[str, Any]:
    """{"headings": […], "rows": [[row number, [cells]]]} of a CSV or XLSX file.

    Raises ImportRefused with what is wrong with the file and what to do.
    """
    if len(content) > FILE_BYTES:
        raise ImportRefused(_("The file is larger than %(limit)d MB.") % {"limit": FILE_BYTES // MEGABYTE})
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[", b"<"):
        raise ImportRefused(_("This is no table. Choose a CSV or XLSX file."))
    found = read(content, name, heading_row=1)
    if found.reading.layout not in ("csv", "xlsx"):
        raise ImportRefused(_("This is no table. Choose a CSV or XLSX file."))
    if len(found.rows) > most:
        raise ImportRefused(
            _("The file has %(rows)d rows; at most %(limit)d are taken.")
            % {"rows": len(found.rows), "limit": most}
        )
    return {"headings": list(found.reading.columns), "rows": [[number, row] for number, row in found.rows]}


def cell(row: list[str], headings: list[str], heading: str | None) -> str:
    """The text of a row in a column; "" where there is no such column or the row ends before it."""
    if not heading or heading not in headings:
        return ""
    at = headings.index(heading)
    return row[at].strip() if at < len(row) else ""
