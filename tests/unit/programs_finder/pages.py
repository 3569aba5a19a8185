"""The finder as tests use it, and entries at known distances."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from typing import Any

from django.test import Client
from django.utils import timezone
from tests.factories import OrganizationFactory, ProgramFactory, SessionFactory, SiteFactory

from trellis.apps.alliances.models import Alliance
from trellis.apps.programs.models import Session

HERE = (36.19, -95.97)
MILE_NORTH = 1.609344 / 111.19492664  # degrees of latitude: 6371.0088 km × π / 180 = 111.195 km a degree


def today() -> date:
    """Today where the site is."""
    return timezone.localdate()


def session(alliance: Alliance, title: str, /, *, miles: float | None = 1.0, **facts: Any) -> Session:
    """A free program called `title` for ages 10 to 14, so many miles north of 74106; None is nowhere."""
    about = {key: facts.pop(key) for key in ("topics", "languages", "status", "verified_on") if key in facts}
    organization = OrganizationFactory(alliance=alliance)
    program = ProgramFactory(organization=organization, name=title, **{"verified_on": today(), **about})
    if "site" not in facts:
        facts["site"] = SiteFactory(
            alliance=alliance,
            latitude=None if miles is None else HERE[0] + miles * MILE_NORTH,
            longitude=None if miles is None else HERE[1],
        )
    days = {"starts_on": today(), "ends_on": today() + timedelta(days=60)}
    made: Session = SessionFactory(program=program, **{**days, **facts})
    return made


@dataclass(frozen=True)
class Finder:
    """What a browser shows of the finder."""

    client: Client
    alliance: Alliance

    @property
    def address(self) -> str:
        """Where it is."""
        return f"/p/{self.alliance.slug}/programs/"

    def html(self, query: str = "") -> str:
        """The page as it is sent."""
        response = self.client.get(f"{self.address}?{query}")
        assert response.status_code == 200
        return str(response.content.decode())

    def text(self, query: str = "") -> str:
        """The words of the page."""
        return words(self.html(query))

    def answer(self, query: str = "") -> str:
        """The sentence that counts."""
        (found,) = re.findall(r'<p class="finder__count" role="status">(.*?)</p>', self.html(query), re.S)
        return words(found)

    def groups(self, query: str = "") -> dict[str, list[str]]:
        """The names of the programs under each heading."""
        parts = re.split(r'<h2 class="(?:visually-hidden|finder__group)">(.*?)</h2>', self.html(query))[1:]
        return {
            unescape(title): [
                unescape(name) for name in re.findall(r'card__title"><a href="[^"]*">(.*?)</a>', part)
            ]
            for title, part in zip(parts[::2], parts[1::2], strict=True)
        }

    def names(self, query: str = "") -> list[str]:
        """The programs that fit, in their order."""
        return self.groups(query).get("Programs that fit", [])


def words(html: str) -> str:
    """HTML as its words."""
    bare = re.sub(r"(?s)<script.*?</script>|<[^>]+>", " ", html)
    return " ".join(unescape(bare).split())
