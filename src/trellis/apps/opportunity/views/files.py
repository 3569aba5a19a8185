"""The map as files: outlines, and an answer as CSV, Excel, GeoJSON, pictures, JSON and a brief."""

from __future__ import annotations

import hashlib
import json as json_module
import zlib
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    JsonResponse,
)
from django.utils import translation
from django.utils.translation import gettext as _

from trellis.apps.alliances.models import Alliance
from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.opportunity import exports, pictures, queries
from trellis.apps.opportunity.brief import render_brief
from trellis.apps.opportunity.classes import LAYERS
from trellis.apps.opportunity.places.shapes import unpacked
from trellis.apps.opportunity.reading import Reading
from trellis.apps.opportunity.views.page import Shown, opportunity_page

PICTURES_KEPT = 12
_pictures: dict[tuple[str | None, ...], bytes] = {}

FOREVER = "max-age=31536000, immutable"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require(Permission.VIEW_OPPORTUNITY)
def shapes(request: AllianceRequest, sha256: str) -> HttpResponseBase:
    """Give the outlines of a set of neighborhoods."""
    return shapes_file(request, request.alliance, sha256, shared="private")


def shapes_file(request: HttpRequest, alliance: Alliance, sha256: str, *, shared: str) -> HttpResponseBase:
    """Return outlines as they are kept: compressed already, never changed under their address."""
    tag = f'"{hashlib.sha256(f"{alliance.pk}/{sha256}".encode()).hexdigest()[:32]}"'
    if request.headers.get("if-none-match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    content = queries.shapes_of(alliance, sha256) if len(sha256) >= 16 else None
    if content is None:
        raise Http404(_("There are no such outlines."))
    answer = HttpResponse(content_type="application/geo+json")
    if "deflate" in request.headers.get("accept-encoding", ""):
        answer.content = content  # what zlib packs is what HTTP calls deflate
        answer["Content-Encoding"] = "deflate"
    else:
        answer.content = zlib.decompress(content)
    answer["Vary"] = "Accept-Encoding"
    answer["ETag"] = tag
    answer["Cache-Control"] = f"{shared}, {FOREVER}"
    return answer


@require(Permission.VIEW_OPPORTUNITY)
@opportunity_page
def csv(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Give the neighborhoods as CSV."""
    return csv_file(shown.reading)


@require(Permission.VIEW_OPPORTUNITY)
@opportunity_page
def xlsx(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Give neighborhoods, groups and sites as a workbook."""
    return _file(exports.workbook(shown.reading), XLSX, exports.file_name(shown.reading, "xlsx"))


@require(Permission.VIEW_OPPORTUNITY)
@opportunity_page
def geojson(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Give the neighborhoods with their outlines as GeoJSON."""
    made = exports.geojson(shown.reading, outlines(shown.reading))
    content = json_module.dumps(made, ensure_ascii=False).encode()
    return _file(content, "application/geo+json", exports.file_name(shown.reading, "geojson"))


@require(Permission.VIEW_OPPORTUNITY)
@opportunity_page
def json(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Give the whole answer as JSON."""
    answer = JsonResponse(exports.as_json(shown.reading), json_dumps_params={"ensure_ascii": False})
    answer["Content-Disposition"] = f'inline; filename="{exports.file_name(shown.reading, "json")}"'
    return answer


@require(Permission.VIEW_OPPORTUNITY)
@opportunity_page
def svg(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Give the map as SVG."""
    return svg_file(shown.reading, request.GET.get("layer", ""))


@require(Permission.VIEW_OPPORTUNITY)
@opportunity_page
def png(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Give the map as PNG."""
    return png_file(shown.reading, request.GET.get("layer", ""))


@require(Permission.VIEW_OPPORTUNITY)
@opportunity_page
def brief(request: AllianceRequest, shown: Shown) -> HttpResponse:
    """Give the brief for the board as PDF."""
    return brief_file(shown.reading, request.alliance)


def csv_file(reading: Reading) -> HttpResponse:
    """Return the neighborhoods as CSV that spreadsheets open as UTF-8."""
    content = exports.csv_text(reading).encode("utf-8-sig")
    return _file(content, "text/csv; charset=utf-8", exports.file_name(reading, "csv"))


def svg_file(reading: Reading, layer: str) -> HttpResponse:
    """Return the map as SVG."""
    drawn = _drawn(reading, layer, "svg")
    return _file(drawn, "image/svg+xml", exports.file_name(reading, "svg"), inline=True)


def png_file(reading: Reading, layer: str) -> HttpResponse:
    """Return the map as PNG."""
    drawn = _drawn(reading, layer, "png")
    return _file(drawn, "image/png", exports.file_name(reading, "png"), inline=True)


def _drawn(reading: Reading, layer: str, kind: str) -> bytes:
    """Return a picture; the last few stay in memory, since drawing takes seconds and answers never change."""
    shown = layer if layer in LAYERS else "access"
    key = (reading.evidence.content_hash, shown, kind, translation.get_language())
    found = _pictures.get(key)
    if found is None:
        if kind == "svg":
            found = pictures.svg(reading, outlines(reading), layer=shown).encode()
        else:
            found = pictures.png(reading, outlines(reading), layer=shown)
        _pictures[key] = found
        while len(_pictures) > PICTURES_KEPT:
            _pictures.pop(next(iter(_pictures)), None)
    return found


def brief_file(reading: Reading, alliance: Alliance) -> HttpResponse:
    """Return the brief of an answer, in the reader's language."""
    made = render_brief(
        reading,
        outlines(reading),
        alliance_name=alliance.name,
        language=translation.get_language() or "en",
        notice=alliance.demonstration_notice,
    )
    return _file(made, "application/pdf", exports.file_name(reading, "pdf"))


def outlines(reading: Reading) -> dict[str, Any]:
    """Return the outlines of an answer's neighborhoods."""
    return unpacked(bytes(reading.place_set.shapes))


def _file(content: bytes, kind: str, name: str, *, inline: bool = False) -> HttpResponse:
    where = "inline" if inline else "attachment"
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'{where}; filename="{name}"'}
    )
