"""Pages of imports."""

from django.http import HttpResponse
from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission


@require(Permission.MANAGE_PROGRAMS)
def imports(request: AllianceRequest) -> HttpResponse:
    """The imports of the alliance."""
    return HttpResponse("")


@require(Permission.MANAGE_PROGRAMS)
def run(request: AllianceRequest, pk: int) -> HttpResponse:
    """One import."""
    return HttpResponse("")
