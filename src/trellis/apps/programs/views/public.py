"""What the public sees."""

from django.http import Http404, HttpRequest, HttpResponse

from trellis.apps.core.access import public


@public
def find(request: HttpRequest, alliance: str) -> HttpResponse:
    """Not open yet."""
    raise Http404("This page is not open to the public.")
