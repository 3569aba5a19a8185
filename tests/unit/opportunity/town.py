"""Six neighborhoods in a row, and the pages that show them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.factories import OrganizationFactory, ProgramFactory, SessionFactory, SiteFactory, member

from trellis.apps.alliances.models import Alliance
from trellis.apps.core.evidence.models import Evidence
from trellis.apps.core.permissions import Role
from trellis.apps.opportunity.models import PlaceSet
from trellis.apps.opportunity.places.building import Draft, draft
from trellis.apps.opportunity.places.table import PlaceTable
from trellis.apps.programs.models import Session
from trellis.sources.places import PeopleGroup

LATITUDE, WEST = 36.0, -96.0
KM_4 = 4.0 / (111.19493 * np.cos(np.radians(LATITUDE)))
"""Degrees of longitude that are four kilometers here (a degree of the equator: 111.195 km)."""

PEOPLE = (100.0, 200.0, 300.0, 100.0, 200.0, 100.0)
BLACK = (10.0, 20.0, 30.0, 60.0, 160.0, 80.0)
POOR = (10.0, 20.0, 30.0, 50.0, 100.0, 60.0)
WITHOUT_CAR = (0.0, 20.0, 30.0, 10.0, 40.0, 50.0)
IDS = ("A", "B", "C", "D", "E", "F")


def position(place: int | float) -> tuple[float, float]:
    """The (latitude, longitude) of a neighborhood, counted from 0 in the west."""
    return LATITUDE, WEST + place * KM_4


def columns(margin: float = 10.0) -> PlaceTable:
    """The six neighborhoods; half of all young people are 10 to 14 years old."""
    everybody = np.array(PEOPLE)
    people = {
        "all": everybody,
        "age_10_14": everybody / 2,
        "race:black": np.array(BLACK),
        "race:white_not_hispanic": everybody - np.array(BLACK),
        "poverty:below": np.array(POOR),
        "no_car": np.array(WITHOUT_CAR),
    }
    return PlaceTable(
        ids=np.array(IDS, dtype=object),
        names=np.array([f"Neighborhood {place}" for place in IDS], dtype=object),
        county=np.array(["40143"] * 6, dtype=object),
        latitude=np.full(6, LATITUDE),
        longitude=np.array([position(place)[1] for place in range(6)]),
        groups=(
            PeopleGroup("all", "All young people", "all", 5, 17),
            PeopleGroup("age_10_14", "Ages 10 to 14", "age", 10, 14),
            PeopleGroup("race:black", "Black or African American", "race", 5, 17),
            PeopleGroup("race:white_not_hispanic", "White, not Hispanic or Latino", "race", 5, 17),
            PeopleGroup("poverty:below", "Below the poverty level", "poverty", 5, 17),
            PeopleGroup("no_car", "In households without a car", "vehicles", 5, 17),
        ),
        people=people,
        margins={key: np.full(6, margin) for key in people},
    )


def square(place: int) -> dict[str, Any]:
    """A square of two kilometers around a neighborhood's middle."""
    latitude, longitude = position(place)
    half = KM_4 / 4
    corners = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]
    return {
        "type": "Polygon",
        "coordinates": [[[longitude + east, latitude + north] for east, north in corners]],
    }


def neighborhoods(margin: float = 10.0) -> Draft:
    """The six neighborhoods as a set to be kept."""
    return draft(
        columns(margin),
        {place: square(row) for row, place in enumerate(IDS)},
        level="own",
        vintage="2026",
        sources=[{"publisher": "Illustrative county", "title": "Young people", "vintage": "2026"}],
    )


@dataclass(frozen=True)
class Town:
    """The pages of the map in somebody's browser."""

    client: Client
    alliance: Alliance
    place_set: PlaceSet
    run_jobs: Callable[[], None]

    def session(self, place: int | float, **fields: Any) -> Session:
        """Add a robotics session at a site in a neighborhood: by default 20 free seats for ages 10 to 14."""
        latitude, longitude = position(place)
        program = fields.pop("program", None) or ProgramFactory(
            organization=OrganizationFactory(alliance=self.alliance),
            topics=fields.pop("topics", ["robotics"]),
        )
        site = fields.pop("site", None) or SiteFactory(
            alliance=self.alliance, latitude=latitude, longitude=longitude, name=f"Site {place}"
        )
        made: Session = SessionFactory(program=program, site=site, **fields)
        return made

    def url(self, name: str, **arguments: Any) -> str:
        """The address of a page."""
        return reverse(f"opportunity:{name}", kwargs={"alliance": self.alliance.slug, **arguments})

    def get(self, name: str = "map", query: dict[str, Any] | None = None, **arguments: Any) -> HttpResponse:
        """Open a page."""
        return self.client.get(self.url(name, **arguments), query or {})

    def post(self, name: str, data: dict[str, Any] | None = None, **arguments: Any) -> HttpResponse:
        """Send a form."""
        return self.client.post(self.url(name, **arguments), data or {})

    def computed(self, **asked: str) -> Evidence:
        """Have a question computed, as the control row does, and return the answer."""
        response = self.post("compute", asked)
        assert response.status_code == 302, response.status_code
        self.run_jobs()
        found = Evidence.objects.for_alliance(self.alliance).filter(kind="opportunity").first()
        assert found is not None, "nothing was computed"
        return found

    def get_text(self, answer: Evidence) -> str:
        """The words of the page of an answer."""
        return " ".join(self.get(query={"answer": str(answer.pk)}).content.decode().split())

    def as_role(self, role: Role, alliance: Alliance | None = None) -> "Town":
        """The same pages as somebody with a role sees them, or those of another alliance."""
        where = alliance or self.alliance
        client = Client()
        client.force_login(member(where, role))
        return Town(client, where, self.place_set, self.run_jobs)
