"""Pages for when something is wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form was sent without its token: the page was open too long, or cookies are off."""
    return render(request, "403_csrf.html", status=403)
