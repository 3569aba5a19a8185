"""The landscape as files: CSV, Excel, the brief for the board, JSON."""

from __future__ import annotations

from django.http import Http404, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.landscape import tables
from trellis.apps.landscape.brief import render_brief
from trellis.apps.landscape.exports import SHEETS, csv_text, file_name
from trellis.apps.landscape.queries import Document, Reading
from trellis.apps.landscape.views.page import Shown, landscape_page
from trellis.apps.landscape.workbook import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require(Permission.VIEW_LANDSCAPE)
@landscape_page
def csv(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Give one sheet as CSV, with the rows that the page's table shows under the same filters."""
    sheet = request.GET.get("table", "occupations")
    if sheet not in SHEETS:
        raise Http404(_("There is no such table to export."))
    document = _as_filtered(request, shown)
    text = csv_text(document, sheet, words=translation)
    return _file(text.encode("utf-8-sig"), "text/csv; charset=utf-8", file_name(document, "csv", key=sheet))


@require(Permission.VIEW_LANDSCAPE)
@landscape_page
def xlsx(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Give all sheets as a workbook, with the rows that the page's table shows under the same filters."""
    document = _as_filtered(request, shown)
    return _file(workbook(document, words=translation), XLSX, file_name(document, "xlsx"))


@require(Permission.VIEW_LANDSCAPE)
@landscape_page
def brief(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Give the brief for the board as PDF."""
    return brief_file(shown.reading, request.alliance.name)


@require(Permission.VIEW_LANDSCAPE)
@landscape_page
def json(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Give the landscape as its documented JSON object."""
    answer = JsonResponse(shown.reading.document, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'inline; filename="{file_name(shown.reading.document, "json")}"'
    return answer


def brief_file(reading: Reading, alliance_name: str) -> HttpResponse:
    """Return the brief of a landscape, in the reader's language."""
    document = reading.document
    language = translation.get_language() or "en"
    pdf = render_brief(document, alliance_name=alliance_name, language=language, words=translation)
    return _file(pdf, "application/pdf", file_name(document, "pdf"))


def _as_filtered(request: AllianceRequest, shown: Shown) -> Document:
    """Return the document with only the occupations and programs that the tables' filters let through."""
    reading = shown.reading
    made = (tables.occupations(reading, shown.links), tables.programs(reading, shown.links))
    return {**reading.document, **{table.key: table.select(request.GET) for table in made}}


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
