"""The directory as files: CSV, Excel, HSDS 3, GeoJSON."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.programs.exchange import geojson, hsds_files, sheets
from trellis.apps.programs.exchange.flat import Listed
from trellis.apps.programs.exchange.reading import listed
from trellis.apps.programs.models import Program, Session

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Offer:
    """One of the files, as the page that offers them shows it."""

    label: str
    what_for: str
    url: str


@require(Permission.VIEW_PROGRAMS)
def choose(request: AllianceRequest) -> HttpResponse:
    """Offer the files, and say what each is for."""
    alliance = request.alliance
    files = (
        ("csv", _("CSV"), _("A row for each session. Change it in any spreadsheet and import it again.")),
        ("xlsx", _("Excel"), _("The same for people: headings in your language, dates as dates.")),
        (
            "hsds",
            _("HSDS 3, JSON"),
            _("The standard of resource directories: for 211, libraries and others who list services."),
        ),
        ("hsds_package", _("HSDS 3, CSV package"), _("The same as tables in a ZIP file.")),
        ("sites", _("GeoJSON"), _("Sites with their programs, for maps.")),
    )
    context = {
        "alliance": alliance,
        "files": [
            Offer(label, what_for, reverse(f"program_exports:{name}", kwargs={"alliance": alliance.slug}))
            for name, label, what_for in files
        ],
        "programs": Program.objects.for_alliance(alliance).count(),
        "sessions": Session.objects.for_alliance(alliance).count(),
        "directory_url": reverse("programs:directory", kwargs={"alliance": alliance.slug}),
    }
    return render(request, "programs/export.html", context)


@require(Permission.VIEW_PROGRAMS)
def csv(request: AllianceRequest) -> HttpResponseBase:
    """Give every session as a row of CSV."""
    alliance = request.alliance
    text = sheets.csv_text(listed(alliance), notice=alliance.demonstration_notice)
    return streamed(text, "text/csv; charset=utf-8", file_name(alliance, "csv"))


@require(Permission.VIEW_PROGRAMS)
def xlsx(request: AllianceRequest) -> HttpResponseBase:
    """Give every session as a row of a workbook."""
    alliance = request.alliance
    out = tempfile.TemporaryFile(prefix="programs-")  # noqa: SIM115 - the response closes it
    today = formats.date_format(timezone.localdate())
    about = [
        _("Programs of %(alliance)s, as listed on %(day)s.") % {"alliance": alliance.name, "day": today},
        _("A row is a session. An empty cell is not known, never zero."),
        alliance.demonstration_notice,
    ]
    sheets.workbook(listed(alliance), out, about=about)
    out.seek(0)
    return sent(out, XLSX, file_name(alliance, "xlsx"))


@require(Permission.VIEW_PROGRAMS)
def hsds(request: AllianceRequest) -> HttpResponseBase:
    """Give every program as an HSDS 3 service."""
    alliance = request.alliance
    text = hsds_files.json_text(listed(alliance), notice=alliance.demonstration_notice)
    return streamed(text, "application/json", file_name(alliance, "hsds.json"))


@require(Permission.VIEW_PROGRAMS)
def hsds_package(request: AllianceRequest) -> HttpResponseBase:
    """Give every program in the tables of HSDS 3."""
    alliance = request.alliance
    out = hsds_files.package(
        listed(alliance),
        title=alliance.name,
        created=timezone.now().isoformat(timespec="seconds"),
        notice=alliance.demonstration_notice,
    )
    return sent(out, "application/zip", file_name(alliance, "hsds.zip"))


@require(Permission.VIEW_PROGRAMS)
def sites(request: AllianceRequest) -> HttpResponseBase:
    """Give the sites with their programs as points."""
    alliance = request.alliance

    def page(each: Listed) -> str:
        path = reverse("programs:program", kwargs={"alliance": alliance.slug, "pk": each.program.pk})
        return request.build_absolute_uri(path)

    text = geojson.text(listed(alliance), address=page, notice=alliance.demonstration_notice)
    return streamed(text, "application/geo+json", file_name(alliance, "geojson"))


def streamed(pieces: Iterator[str], kind: str, name: str = "") -> StreamingHttpResponse:
    """A response that is made while it is sent; with a name, as a file to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'} if name else {}
    return StreamingHttpResponse(pieces, content_type=kind, headers=headers)


def sent(out: IO[bytes], kind: str, name: str) -> FileResponse:
    """A response with a file that was made first."""
    return FileResponse(out, content_type=kind, as_attachment=True, filename=name)


def file_name(alliance: Alliance, extension: str) -> str:
    """A name such as "programs-green-country-2026-11-23.csv"."""
    return f"programs-{alliance.slug}-{timezone.localdate().isoformat()}.{extension}"
