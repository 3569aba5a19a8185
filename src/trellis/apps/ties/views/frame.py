"""What the pages of waves share."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest
from trellis.apps.ties import queries
from trellis.apps.ties.models import Wave
from trellis.apps.ties.services import waves

Crumbs = list[tuple[str, str]]


def url(request: AllianceRequest, name: str, **arguments: object) -> str:
    """The address of a page of waves."""
    return reverse(f"ties:{name}", kwargs={"alliance": request.alliance.slug, **arguments})


def found(request: AllianceRequest, pk: int) -> Wave:
    """The wave, closed if its time has run out."""
    row = queries.wave(request.alliance, pk)
    if row is None:
        raise Http404("There is no such survey wave.")
    return waves.settle(row)


def survey(request: AllianceRequest, pk: int) -> Wave:
    """A wave in which people are asked here; an imported network is none."""
    row = found(request, pk)
    if row.is_imported:
        raise Http404("Nobody is asked in an imported network.")
    return row


def crumbs(request: AllianceRequest, wave: Wave | None = None) -> Crumbs:
    """The way from the waves to a page below them."""
    trail = [(_("Survey waves"), url(request, "waves"))]
    if wave is not None:
        trail.append((wave.name, url(request, "wave", pk=wave.pk)))
    return trail


def say(request: AllianceRequest, error: ValidationError) -> None:
    """Says above the next page why nothing was done."""
    messages.error(request, " ".join(error.messages))


def site_address(request: AllianceRequest) -> str:
    """Where the site answers, for links in mails: "https://trellis.example.org"."""
    return request.build_absolute_uri("/").rstrip("/")
