"""The landscape for everybody, once an admin opened it."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.factories import AllianceFactory
from tests.unit.landscape_pages.pages import WICHITA, words_of

from trellis.apps.alliances.models import Alliance
from trellis.apps.core.evidence.models import Evidence

PAGES = ("overview", "occupations", "brief")


def visit(alliance: Alliance, name: str = "overview", query: dict[str, Any] | None = None) -> HttpResponse:
    address = reverse(f"public_landscape:{name}", kwargs={"alliance": alliance.slug})
    return Client().get(address, query or {})


@pytest.fixture
def opened(alliance: Alliance) -> Alliance:
    alliance.public_landscape = True
    alliance.save()
    return alliance


@pytest.mark.parametrize("name", PAGES)
def test_it_is_not_there_unless_switched_on(alliance: Alliance, name: str) -> None:
    assert visit(alliance, name).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_switched_on_it_needs_no_account(opened: Alliance, name: str) -> None:
    assert visit(opened, name).status_code == 200


def test_it_gives_the_same_answer_as_members_get(opened: Alliance) -> None:
    text = words_of(visit(opened))
    assert "STEM jobs open in the Tulsa area" in text
    assert "What to do" in text
    assert "Sources" in text
    assert "How it is computed" in text


def test_it_leads_nowhere_that_needs_an_account(opened: Alliance) -> None:
    for name in ("overview", "occupations"):
        assert f"/a/{opened.slug}/" not in visit(opened, name).content.decode()


def test_its_charts_lead_to_rows_of_the_public_table(opened: Alliance) -> None:
    assert f"/p/{opened.slug}/landscape/occupations/#occupation-" in visit(opened).content.decode()
    assert (
        'id="occupation-15-1252"'
        in visit(opened, "occupations", {"occupations.q": "software"}).content.decode()
    )


def test_a_visitor_chooses_the_field_and_definition_only(opened: Alliance) -> None:
    visit(opened)
    before = Evidence.objects.for_alliance(opened).count()
    for query in ({"region": WICHITA}, {"retention": "37"}, {"split": "equal"}, {"evidence": "1"}):
        assert "in the Tulsa area" in words_of(visit(opened, query=query))
    assert Evidence.objects.for_alliance(opened).count() == before
    assert "STEM and health jobs" in words_of(visit(opened, query={"field": "stem_health"}))


def test_it_is_there_in_spanish(opened: Alliance) -> None:
    address = reverse("public_landscape:overview", kwargs={"alliance": opened.slug})
    html = Client(headers={"Accept-Language": "es"}).get(address).content.decode()
    assert '<html lang="es">' in html


def test_an_alliance_without_a_region_has_nothing_to_show(db: None) -> None:
    assert visit(AllianceFactory(public_landscape=True)).status_code == 404


def test_an_alliance_there_is_not_has_nothing_to_show(db: None) -> None:
    assert visit(AllianceFactory.build(slug="nobody")).status_code == 404
