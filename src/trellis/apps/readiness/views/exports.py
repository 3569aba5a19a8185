"""Results as files: exactly what the page shows."""

from __future__ import annotations

import csv as csv_format
from io import BytesIO, StringIO
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.programs.exchange import xlsx as workbook
from trellis.apps.readiness import cards, results, tables
from trellis.apps.readiness.banks import Bank
from trellis.apps.readiness.models import Assessment
from trellis.apps.readiness.views import frame

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


@require(Permission.VIEW_READINESS)
def csv(request: AllianceRequest, pk: int) -> HttpResponse:
    """Give the results as CSV."""
    row, bank, lines = _results(request, pk)
    out = StringIO()
    out.write("\N{ZERO WIDTH NO-BREAK SPACE}")  # else a spreadsheet takes UTF-8 for Latin-1
    writer = csv_format.writer(out, lineterminator="\r\n")
    notice = request.alliance.demonstration_notice
    writer.writerow([*tables.headings(bank.is_table), *([_("Note")] if notice else [])])
    writer.writerows([*map(_safe, line), *([notice] if notice else [])] for line in lines)
    return _file(out.getvalue().encode(), "text/csv; charset=utf-8", row, "csv")


@require(Permission.VIEW_READINESS)
def xlsx(request: AllianceRequest, pk: int) -> HttpResponse:
    """Give the results as a workbook."""
    row, bank, lines = _results(request, pk)
    out = BytesIO()
    headings = tables.headings(bank.is_table)
    workbook.write(
        out,
        sheet=_("Results"),
        headings=headings,
        widths=[40, *[20] * (len(headings) - 1)],
        rows=lines,
        notes_sheet=_("About"),
        notes=[
            f"{row.name}: {bank.name}",
            cards.when(row),
            _("Results about fewer than %(count)d people are left out.") % {"count": row.min_respondents},
            request.alliance.demonstration_notice,
        ],
    )
    return _file(out.getvalue(), XLSX, row, "xlsx")


def _results(request: AllianceRequest, pk: int) -> tuple[Assessment, Bank, list[list[Any]]]:
    row = frame.found(request, pk)
    if not row.is_over:
        raise Http404("Results are there once it is closed.")
    bank = frame.bank(row)
    lines = tables.rows(results.read(row, bank), str(bank.contributes), str(bank.gets))
    return row, bank, lines


def _safe(value: Any) -> Any:
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(STARTS_A_FORMULA) else value


def _file(content: bytes, kind: str, row: Assessment, extension: str) -> HttpResponse:
    name = f"readiness-{row.bank}-{row.pk}.{extension}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
