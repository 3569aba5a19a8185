"""The K-12 pipeline as files: CSV, Excel, JSON."""

from __future__ import annotations

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.landscape.pipeline import exports, tables
from trellis.apps.landscape.views.files import XLSX, attachment
from trellis.apps.landscape.views.pipeline_page import Shown, pipeline_page


@require(Permission.VIEW_LANDSCAPE)
@pipeline_page
def export(request: AllianceRequest, shown: Shown, kind: str) -> HttpResponse:
    """Give the pipeline as a file, with the districts that the page's table shows under the same filters."""
    reading, notice = shown.reading, request.alliance.demonstration_notice
    if kind == "json":
        answer = JsonResponse(
            exports.as_json(reading, notice=notice), json_dumps_params={"ensure_ascii": False}
        )
        answer["Content-Disposition"] = f'inline; filename="{exports.file_name(reading, "json")}"'
        return answer
    rows = tables.districts(reading, shown.addresses).select(request.GET)
    if kind == "xlsx":
        return attachment(
            exports.workbook(reading, notice=notice, rows=rows), XLSX, exports.file_name(reading, "xlsx")
        )
    key = request.GET.get("table", "districts")
    if kind != "csv" or key not in exports.SHEETS:
        raise Http404(_("There is no such table to export."))
    text = exports.csv_text(reading, key, notice=notice, rows=rows)
    name = exports.file_name(reading, "csv", key=key)
    return attachment(text.encode("utf-8-sig"), "text/csv; charset=utf-8", name)
