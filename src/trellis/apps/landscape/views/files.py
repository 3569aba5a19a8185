"""The landscape as files: CSV, Excel, the brief for the board, JSON."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.landscape import tables
from trellis.apps.landscape.asked import refusal
from trellis.apps.landscape.brief import render_brief
from trellis.apps.landscape.exports import SHEETS, csv_text, file_name
from trellis.apps.landscape.queries import Document, Reading
from trellis.apps.landscape.steps_on_page import answers_to
from trellis.apps.landscape.views.page import Page, Shown, landscape_page
from trellis.apps.landscape.workbook import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def refused(request: HttpRequest) -> HttpResponse | None:
    """Return the answer to an address with a wrong value: which, in plain text; None where all are right."""
    wrong = refusal(request.GET)
    return HttpResponse(wrong, status=400, content_type="text/plain; charset=utf-8") if wrong else None


def landscape_file(view: Page) -> Callable[..., HttpResponse]:
    """Give a view the landscape that the query string asks for, and refuse what can't be asked for."""
    made = landscape_page(view)

    @wraps(view)
    def inner(request: AllianceRequest) -> HttpResponse:
        return refused(request) or made(request)

    return inner


@require(Permission.VIEW_LANDSCAPE)
@landscape_file
def csv(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Give one sheet as CSV, with the rows that the page's table shows under the same filters."""
    sheet = request.GET.get("table", "occupations")
    if sheet not in SHEETS:
        raise Http404(_("There is no such table to export."))
    document = _as_filtered(request, shown)
    notice = request.alliance.demonstration_notice
    text = csv_text(document, sheet, words=translation, notice=notice)
    return attachment(
        text.encode("utf-8-sig"), "text/csv; charset=utf-8", file_name(document, "csv", key=sheet)
    )


@require(Permission.VIEW_LANDSCAPE)
@landscape_file
def xlsx(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Give all sheets as a workbook, with the rows that the page's table shows under the same filters."""
    document = _as_filtered(request, shown)
    content = workbook(document, words=translation, notice=request.alliance.demonstration_notice)
    return attachment(content, XLSX, file_name(document, "xlsx"))


@require(Permission.VIEW_LANDSCAPE)
@landscape_file
def brief(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Give the brief for the board as PDF."""
    return brief_file(shown.reading, request.alliance.name)


@require(Permission.VIEW_LANDSCAPE)
@landscape_file
def json(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Give the landscape as its documented JSON object."""
    answer = JsonResponse(shown.reading.document, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'inline; filename="{file_name(shown.reading.document, "json")}"'
    return answer


def brief_file(reading: Reading, alliance_name: str) -> HttpResponse:
    """Return the brief of a landscape, in the reader's language.

    What was dismissed is left out for everybody; what was accepted is the alliance's to tell the public.
    """
    document, alliance = reading.document, reading.evidence.alliance
    answered = answers_to(alliance, reading, document["recommendations"])
    told = ("dismissed",) if reading.is_public else ("dismissed", "accepted")
    pdf = render_brief(
        document,
        alliance_name=alliance_name,
        language=translation.get_language() or "en",
        words=translation,
        answers={key: answer.stands for key, answer in answered.items() if answer.stands in told},
        notice=alliance.demonstration_notice,
    )
    return attachment(pdf, "application/pdf", file_name(document, "pdf"))


def _as_filtered(request: AllianceRequest, shown: Shown) -> Document:
    """Return the document with only the occupations and programs that the tables' filters let through."""
    reading = shown.reading
    made = (tables.occupations(reading, shown.links), tables.programs(reading, shown.links))
    return {**reading.document, **{table.key: table.select(request.GET) for table in made}}


def attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    """Return a file to save under a name."""
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
