"""Whether the site is up: for load balancers and `trellis doctor`."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from trellis.apps.core.access import public


@public
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 where the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "the database doesn't answer"}, status=503)
    return JsonResponse({"status": "ok"})
