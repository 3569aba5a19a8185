"""A store that holds some made-up schools, and the pipeline's pages in somebody's browser."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.unit.landscape_pages.pages import words_of
from tests.unit.landscape_pipeline.made import HIGH, INFO, MIDDLE, School, pipeline

from trellis.apps.alliances.models import Alliance, Region
from trellis.apps.core.evidence.models import Evidence
from trellis.apps.landscape.pipeline import evidence, queries
from trellis.sources import Store
from trellis.sources.errors import UnknownVintage
from trellis.sources.pipeline import SchoolPipeline

Districts = Mapping[str, Sequence[School]]

LARGE: Districts = {
    "4000001": [
        School((120, 180), MIDDLE, {"algebra": (15, 35)}, early=20, teachers=(20, 18, 2, 1)),
        School((200, 300), HIGH, {"calculus": (30, 60), "physics": (40, 70)}, teachers=(40, 36, 4, 4)),
    ],
    "4000002": [
        School((90, 210), MIDDLE, {"algebra": (11, 29)}, early=12, teachers=(20, 20, 0, 0)),
        School((100, 300), HIGH, {"physics": (20, 50)}, teachers=(20, 18, 1, 1)),
    ],
}
"""Two districts in which no number is small: 70 of 100 and 52 of 100 take algebra I by grade 8."""

SMALL: Districts = {
    "4000001": [
        School((60, 240), MIDDLE, {"algebra": (3, 42)}, early=4),
        School((45, 200), HIGH, {"calculus": (2, 31), "physics": (12, 40)}),
        School((8, 60), HIGH, {"physics": (1, 7)}),
    ],
    "4000002": [
        School((120, 180), MIDDLE, {"algebra": (25, 35)}, early=21),
        School((150, 250), HIGH, {"calculus": (14, 44), "physics": (30, 61)}),
    ],
    "4000003": [
        School((30, 60), MIDDLE, {"algebra": (2, 5)}),
        School((40, 50), HIGH, {}),
    ],
    "4000004": [School((200, 220), "08 09 10 11 12", {"algebra": (12, 22), "calculus": (16, 27)})],
}
"""Four districts with numbers that nobody should be told."""


def many(count: int) -> Districts:
    """Return as many districts with a middle and a high school each, in which no number is small."""
    return {
        f"40{number:05d}": [
            School((120 + number, 180), MIDDLE, {"algebra": (20, 35)}, early=20),
            School((200, 300 + number), HIGH, {"calculus": (30, 60), "physics": (40, 70)}),
        ]
        for number in range(count)
    }


class SchoolStore:
    """The snapshot, with made-up schools of Oklahoma beside it; `schools` None: no collection is here."""

    def __init__(self, store: Store, schools: SchoolPipeline | None) -> None:
        self.store, self.pipeline = store, schools

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def tables(self) -> tuple[Any, ...]:
        return (*self.store.tables(), *((INFO,) if self.pipeline else ()))

    def school_pipeline(self, *, states: Collection[str]) -> SchoolPipeline:
        if self.pipeline is None or "OK" not in states:
            raise UnknownVintage("No schools of the Civil Rights Data Collection are here for this region.")
        return self.pipeline


@dataclass(frozen=True)
class PipelinePages:
    """The pipeline's pages in somebody's browser."""

    client: Client
    alliance: Alliance
    region: Region
    use: Callable[[Districts | None], None]

    def url(self, name: str = "pipeline", **arguments: str) -> str:
        """Return the address of a page."""
        return reverse(f"landscape:{name}", kwargs={"alliance": self.alliance.slug, **arguments})

    def get(
        self, name: str = "pipeline", query: Mapping[str, str] | None = None, **arguments: str
    ) -> HttpResponse:
        """Open a page."""
        return self.client.get(self.url(name, **arguments), query or {})

    def post(self, name: str, values: Mapping[str, Any] | None = None) -> HttpResponse:
        """Send a form."""
        return self.client.post(self.url(name), values or {})

    def text(self, name: str = "pipeline", query: Mapping[str, str] | None = None, **arguments: str) -> str:
        """Open a page that is there, and return its words."""
        response = self.get(name, query, **arguments)
        assert response.status_code == 200, f"{name} answered {response.status_code}"
        return words_of(response)

    def compute(self, districts: Districts) -> Evidence:
        """Have the pipeline of some schools computed and kept."""
        self.use(districts)
        return evidence.compute_and_keep(
            alliance=self.alliance,
            region=self.region,
            settings=queries.settings_of(self.alliance, self.region),
            by=None,
        )


def made(districts: Districts) -> SchoolPipeline:
    """Return the collection of some districts."""
    return pipeline(districts)
