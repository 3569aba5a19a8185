"""Illustrative neighborhoods of the Tulsa area, and the first questions asked of its opportunity map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trellis.apps.opportunity.models import PlaceSet
from trellis.apps.opportunity.places.hexagons import Town
from trellis.apps.opportunity.question import Question
from trellis.apps.opportunity.services import places, questions

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance

COUNTIES: Final = ("40037", "40111", "40113", "40117", "40131", "40143", "40145")

# Positions are those of real towns; how many young people live around them is made up.
TOWNS: Final = (
    Town(36.13, -95.95, 62_000, 9.0),
    Town(36.22, -95.97, 14_000, 4.0),
    Town(36.05, -95.80, 24_000, 5.0),
    Town(35.98, -95.93, 13_000, 5.0),
    Town(36.27, -95.84, 11_000, 4.5),
    Town(36.14, -96.12, 6_000, 4.0),
    Town(36.00, -96.11, 5_500, 4.0),
    Town(36.31, -95.61, 7_000, 6.0),
    Town(35.96, -95.38, 4_500, 6.0),
    Town(35.62, -95.96, 4_800, 5.0),
    Town(36.67, -96.34, 2_600, 6.0),
    Town(36.34, -96.80, 2_200, 7.0),
    Town(35.83, -96.39, 2_800, 6.0),
)


def make(alliance: Alliance, *, by: User) -> PlaceSet:
    """Make the neighborhoods."""
    return places.illustrative_hexagons(alliance=alliance, counties=COUNTIES, towns=TOWNS, by=by)


def ask(alliance: Alliance, *, place_set: PlaceSet, by: User) -> None:
    """Have the map's first questions computed: by bus or on foot, as it opens, and by car."""
    for question in (Question(), Question(travel="car")):
        questions.ask(alliance=alliance, by=by, place_set=place_set, question=question)
