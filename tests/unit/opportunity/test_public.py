"""What the public sees of the map: what was computed, and only once the alliance opened it."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.unit.opportunity.town import Town

from trellis.apps.core.jobs.models import Job


def public(town: Town, name: str = "map", **arguments: str) -> str:
    return reverse(f"public_opportunity:{name}", kwargs={"alliance": town.alliance.slug, **arguments})


@pytest.fixture
def opened(town: Town) -> Town:
    """A map that an admin opened to the public."""
    town.alliance.public_map = True
    town.alliance.save()
    return town


def test_it_is_not_there_until_it_is_opened(town: Town) -> None:
    town.session(0)
    town.computed()
    shapes = public(town, "shapes", sha256=town.place_set.sha256[:32])
    for address in (public(town), public(town, "csv"), public(town, "brief"), public(town, "png"), shapes):
        assert Client().get(address).status_code == 404


def test_without_an_answer_there_is_nothing_to_see(opened: Town) -> None:
    assert Client().get(public(opened)).status_code == 404


def test_everybody_sees_the_answer_the_map_and_the_table(opened: Town) -> None:
    opened.session(0)
    answer = opened.computed()
    response = Client().get(public(opened))
    text = response.content.decode()
    assert "live where no open STEM seat can be reached" in text
    assert "Neighborhood F" in text
    assert "/a/green-country/" not in text.split("<main")[1].split("</main>")[0]
    layer = public(opened, "values", answer=answer.pk, layer="access")
    assert Client().get(layer).json()["A"]["class"] != "none"
    shapes = Client().get(public(opened, "shapes", sha256=opened.place_set.sha256[:32]))
    assert "public" in shapes["Cache-Control"]
    assert "immutable" in shapes["Cache-Control"]


def test_a_visitor_chooses_among_answers_and_computes_nothing(opened: Town) -> None:
    opened.session(0)
    opened.computed()
    other = opened.computed(travel="car")
    jobs = Job.objects.for_alliance(opened.alliance).count()
    assert "in 30 minutes by car" in Client().get(public(opened), {"answer": other.pk}).content.decode()
    assert Client().get(public(opened), {"travel": "walk"}).status_code == 200
    assert Client().get(public(opened), {"answer": "999999"}).status_code == 404
    assert Job.objects.for_alliance(opened.alliance).count() == jobs
