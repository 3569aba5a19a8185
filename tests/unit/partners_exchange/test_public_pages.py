"""The public directory: what partners show to everybody, and nothing else."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import OrganizationFactory, PartnerFactory

from trellis.apps.alliances.models import Alliance
from trellis.apps.partners.models import Partner, PartnerPlace, Person


@pytest.fixture
def opened(alliance: Alliance) -> Alliance:
    """The alliance with its partners open to the public."""
    alliance.public_partners = True
    alliance.save()
    return alliance


@pytest.fixture
def library(opened: Alliance) -> Partner:
    """A partner that shows its website and place, not its telephone."""
    organization = OrganizationFactory(
        alliance=opened,
        name="Illustrative Library </script>",
        description="Books and robots.",
        url="https://library.example.org",
        phone="918 555 0100",
        identifiers={"ein": "731234567"},
    )
    made: Partner = PartnerFactory(
        alliance=opened,
        organization=organization,
        grade_bands=["middle"],
        fields=["robotics"],
        counties=["40143"],
    )
    owned = {"alliance": opened, "partner": made}
    PartnerPlace.objects.create(**owned, name="Main", zip_code="74103", latitude=36.15, longitude=-95.99)
    Person.objects.create(**owned, name="Person Unasked", email="secret@example.org", name_seen_by="public")
    return made


def _url(alliance: Alliance, name: str, **arguments: Any) -> str:
    return reverse(f"public_partners:{name}", kwargs={"alliance": alliance.slug, **arguments})


def _page(library: Partner) -> str:
    url = _url(library.alliance, "partner", public_id=library.organization.public_id)
    return Client().get(url).content.decode()


def _seen(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_nothing_is_there_until_it_is_switched_on(alliance: Alliance) -> None:
    for name in ("directory", "sites", "counties", "feed"):
        assert Client().get(_url(alliance, name)).status_code == 404


def test_the_directory_says_who_is_in(library: Partner) -> None:
    PartnerFactory(alliance=library.alliance, sector="museum")
    text = _seen(Client().get(_url(library.alliance, "directory")).content.decode())
    assert "2 partners from 2 sectors." in text
    assert "Books and robots." in text


@pytest.mark.parametrize("status", ["prospect", "paused", "left"])
def test_who_is_no_active_partner_is_not_there(library: Partner, status: str) -> None:
    Partner.objects.for_alliance(library.alliance).update(status=status)
    url = _url(library.alliance, "partner", public_id=library.organization.public_id)
    assert Client().get(url).status_code == 404
    assert "Illustrative Library" not in Client().get(_url(library.alliance, "directory")).content.decode()


def test_only_what_everybody_may_see_is_on_any_page_or_in_any_file(library: Partner) -> None:
    pages = [Client().get(_url(library.alliance, name)) for name in ("directory", "sites")]
    said = _page(library) + "".join(page.content.decode() for page in pages)
    feed: Any = Client().get(_url(library.alliance, "feed"))
    said += b"".join(feed.streaming_content).decode()
    for secret in ("918 555 0100", "731234567", "secret@example.org", "Person Unasked"):
        assert secret not in said


def test_what_a_partner_hides_is_neither_shown_nor_found_nor_on_the_map(library: Partner) -> None:
    library.visibility = {"description": "staff", "places": "partners", "focus": "staff", "served": "staff"}
    library.save()
    alliance = library.alliance
    assert "Books" not in _page(library)
    for query in ({"q": "robots"}, {"field": "robotics"}, {"county": "40143"}, {"band": "middle"}):
        assert "0 partners of 1 fit." in _seen(
            Client().get(_url(alliance, "directory"), query).content.decode()
        )
    assert Client().get(_url(alliance, "sites")).json()["features"] == []


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"sector": "library"}, 1),
        ({"sector": "museum"}, 0),
        ({"field": "robotics"}, 1),
        ({"band": "high"}, 0),
        ({"county": "40143"}, 1),
        ({"q": "library robots"}, 1),
        ({"q": "zebra"}, 0),
    ],
)
def test_filters_need_no_javascript(library: Partner, query: dict[str, str], count: int) -> None:
    page = Client().get(_url(library.alliance, "directory"), query)
    assert page.content.decode().count('class="card__title"') == count


@pytest.mark.parametrize(
    "query", [{"sector": "'"}, {"county": "x" * 500}, {"page": "99999999"}, {"page": "-1"}]
)
def test_nonsense_in_the_address_asks_for_nothing(library: Partner, query: dict[str, str]) -> None:
    assert Client().get(_url(library.alliance, "directory"), query).status_code == 200


def test_the_points_of_the_map_lead_to_the_partners_pages(library: Partner) -> None:
    feature = Client().get(_url(library.alliance, "sites")).json()["features"][0]
    assert feature["geometry"]["coordinates"] == [-95.99, 36.15]
    assert Client().get(feature["properties"]["href"]).status_code == 200


def test_a_page_tells_search_engines_what_it_tells_people(library: Partner) -> None:
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', _page(library), re.DOTALL)
    assert block is not None
    data = json.loads(block[1])
    assert data["@type"] == ["Organization", "Library"]
    assert data["name"] == "Illustrative Library </script>"
    assert data["memberOf"]["name"] == library.alliance.name
    assert data["areaServed"][0]["name"] == "Tulsa, OK"
    assert "telephone" not in data


def test_the_directory_is_there_in_spanish(library: Partner) -> None:
    page = Client(headers={"accept-language": "es"}).get(_url(library.alliance, "directory"))
    assert 'lang="es"' in page.content.decode()
    assert "Biblioteca" in _seen(page.content.decode())


def test_the_number_of_queries_is_the_same_for_one_partner_and_for_thirty(
    library: Partner, max_queries: Any
) -> None:
    for _number in range(30):
        made = PartnerFactory(alliance=library.alliance)
        PartnerPlace.objects.create(alliance=library.alliance, partner=made, latitude=36.1, longitude=-95.9)
    with max_queries(9):
        Client().get(_url(library.alliance, "directory"))
