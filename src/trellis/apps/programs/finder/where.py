"""Where a family is, and how far a site is from there."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from trellis.apps.core.store import store
from trellis.apps.core.ui.figures import exact
from trellis.apps.programs.finder.index import Index
from trellis.apps.programs.finder.question import Question
from trellis.apps.programs.finder.search import KM_PER_MILE
from trellis.methods.access import CAR_KMH, DETOUR
from trellis.sources.errors import SourceError

MOST_MINUTES: Final = 90
"""Beyond this nobody is helped by an estimate from the speed in towns."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the family is: the middle of its ZIP code, or where its browser says."""

    name: str
    latitude: float
    longitude: float

    @property
    def position(self) -> tuple[float, float]:
        """(latitude, longitude)."""
        return self.latitude, self.longitude


def place_of(question: Question) -> Place | None:
    """The place a question names; None where it names none, or a ZIP code that nobody knows."""
    if question.near is not None:
        return Place(pgettext("within 10 miles of", "you"), *question.near)
    if not question.zip:
        return None
    try:
        found = store().zip_position(question.zip)
    except SourceError:
        return None
    return Place(question.zip, found.latitude, found.longitude) if found else None


def outlines(index: Index) -> dict[str, Any]:
    """The counties in which the alliance's sites are, as GeoJSON: the ground of the map."""
    try:
        published = store()
        found = set(published.county_at(index.latitude, index.longitude).tolist()) - {""}
        return published.county_shapes(sorted(found))
    except SourceError:
        return {"type": "FeatureCollection", "features": []}


def distance_in_words(miles: float) -> str:
    """How far away: "2.1 miles away, about 5 minutes by car"; "" where it isn't known."""
    if math.isnan(miles):
        return ""
    away = _("%(miles)s miles away") % {"miles": exact(miles, 1 if miles < 10 else 0)}
    minutes = math.ceil(miles * KM_PER_MILE * DETOUR / CAR_KMH * 60)
    if minutes > MOST_MINUTES:
        return away
    drive = _("about %(minutes)s minutes by car") % {"minutes": exact(max(minutes, 1))}
    return f"{away}, {drive}"
