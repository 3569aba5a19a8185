"""A network as files, and as the columns that its island draws."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.ties.network import exports, pictures
from trellis.apps.ties.views.network_page import Page, network_page


@require(Permission.VIEW_TIES)
@cache_control(private=True, max_age=60)
@network_page("picture")
def data(request: AllianceRequest, page: Page) -> HttpResponse:
    """Give what the picture draws."""
    found = pictures.data(page.reading, page.shown(request))
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})


@require(Permission.VIEW_TIES)
@network_page("picture")
def svg(request: AllianceRequest, page: Page) -> HttpResponse:
    """Give the picture as SVG."""
    made = exports.svg(page.reading, page.shown(request)).encode()
    return _file(made, "image/svg+xml", exports.file_name(page.reading, "svg"))


@require(Permission.VIEW_TIES)
@network_page("picture")
def png(request: AllianceRequest, page: Page) -> HttpResponse:
    """Give the picture as PNG."""
    made = exports.png(page.reading, page.shown(request))
    return _file(made, "image/png", exports.file_name(page.reading, "png"))


@require(Permission.VIEW_TIES)
@network_page("picture")
def graphml(request: AllianceRequest, page: Page) -> HttpResponse:
    """Give the network as GraphML."""
    made = exports.graphml(page.reading, page.shown(request)).encode()
    return _file(made, "application/graphml+xml", exports.file_name(page.reading, "graphml"))


@require(Permission.VIEW_TIES)
@network_page("picture")
def gexf(request: AllianceRequest, page: Page) -> HttpResponse:
    """Give the network as GEXF."""
    made = exports.gexf(page.reading, page.shown(request)).encode()
    return _file(made, "application/gexf+xml", exports.file_name(page.reading, "gexf"))


@require(Permission.VIEW_TIES)
@network_page("picture")
def ties_csv(request: AllianceRequest, page: Page) -> HttpResponse:
    """Give the ties as CSV."""
    made = exports.ties_csv(page.reading, page.shown(request)).encode("utf-8-sig")
    return _file(made, "text/csv; charset=utf-8", exports.file_name(page.reading, "csv", "ties"))


@require(Permission.VIEW_TIES)
@network_page("picture")
def partners_csv(request: AllianceRequest, page: Page) -> HttpResponse:
    """Give the partners with their measures as CSV."""
    made = exports.partners_csv(page.reading, page.shown(request)).encode("utf-8-sig")
    return _file(made, "text/csv; charset=utf-8", exports.file_name(page.reading, "csv", "partners"))


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
