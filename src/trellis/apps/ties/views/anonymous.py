"""A wave's network without names, to download."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.text import slugify

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.ties import exports, queries
from trellis.apps.ties.views import frame


@require(Permission.MANAGE_TIES)
def archive(request: AllianceRequest, pk: int) -> HttpResponse:
    """A ZIP of two tables; 404 where the network can't be shown."""
    row = frame.found(request, pk)
    if queries.shows(row):
        raise Http404("Its network can't be shown.")
    response = HttpResponse(exports.anonymous_archive(row), content_type="application/zip")
    name = f"{slugify(row.name) or 'network'}-without-names.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
