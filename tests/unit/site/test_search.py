"""The search of the masthead: things of an alliance by words of their names."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import (
    AllianceFactory,
    OrganizationFactory,
    PartnerFactory,
    ProgramFactory,
    RegionFactory,
    SiteFactory,
    member,
)

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.permissions import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def alliance() -> Alliance:
    return AllianceFactory()


@pytest.fixture
def found(alliance: Alliance, signed_in_as: Callable[[User], Client]) -> Callable[[str], str]:
    """The page that answers some words, without the frame's own links."""
    client = signed_in_as(member(alliance, Role.CONTRIBUTOR))

    def ask(words: str) -> str:
        answer = client.get(reverse("search", args=[alliance.slug]), {"q": words})
        assert answer.status_code == 200
        return answer.content.decode().partition("<main")[2]

    return ask


def test_a_program_an_organization_and_a_site_are_found_by_a_word(
    alliance: Alliance, found: Callable[[str], str]
) -> None:
    organization = OrganizationFactory(alliance=alliance, name="Illustrative robot makers")
    ProgramFactory(organization=organization, name="Robot Saturday")
    SiteFactory(alliance=alliance, name="The robot hall")
    page = found("robot")
    for name in ("Illustrative robot makers", "Robot Saturday", "The robot hall"):
        assert name in page


def test_all_words_must_be_in_the_name(alliance: Alliance, found: Callable[[str], str]) -> None:
    organization = OrganizationFactory(alliance=alliance)
    ProgramFactory(organization=organization, name="Robot Saturday")
    ProgramFactory(organization=organization, name="Robot Sunday")
    page = found("sunday robot")
    assert "Robot Sunday" in page
    assert "Robot Saturday" not in page


def test_what_another_alliance_has_is_not_found(found: Callable[[str], str]) -> None:
    ProgramFactory(name="Elsewhere's robots")
    assert "Elsewhere" not in found("robots")


def test_an_occupation_of_the_own_region_is_found(alliance: Alliance, found: Callable[[str], str]) -> None:
    RegionFactory(alliance=alliance)
    assert "Mechanical Engineers" in found("mechanical eng")


def test_nothing_found_says_what_was_searched(found: Callable[[str], str]) -> None:
    assert "are searched, by words of their names" in found("zzzz")


def test_one_letter_is_not_enough_to_search_for(alliance: Alliance, found: Callable[[str], str]) -> None:
    ProgramFactory(organization=OrganizationFactory(alliance=alliance), name="Zebra watch")
    assert "Zebra watch" not in found("z")


@pytest.mark.parametrize("many", [1, 40])
def test_it_takes_the_same_queries_however_much_is_found(
    many: int, alliance: Alliance, signed_in_as: Callable[[User], Client], max_queries: Callable[..., Any]
) -> None:
    organization = OrganizationFactory(alliance=alliance)
    for _number in range(many):
        ProgramFactory(organization=organization, name="Robots")
    client = signed_in_as(member(alliance, Role.STAFF))
    with max_queries(14):
        client.get(reverse("search", args=[alliance.slug]), {"q": "robots"})


def test_a_partner_is_found_with_its_sector(alliance: Alliance, found: Callable[[str], str]) -> None:
    PartnerFactory(alliance=alliance, organization__name="Illustrative reading room")
    answer = found("reading room")
    assert "Partners" in answer
    assert "Library" in answer


def test_who_is_not_yet_a_partner_is_found_by_staff_alone(
    alliance: Alliance, found: Callable[[str], str]
) -> None:
    PartnerFactory(alliance=alliance, organization__name="Illustrative reading room", status="prospect")
    assert "Library" not in found("reading room")
