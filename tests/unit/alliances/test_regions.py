"""A region is made of published areas and counties, and of the colleges that belong to it."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from tests.factories import AllianceFactory, RegionFactory, UserFactory, member

from trellis.apps.accounts.models import User
from trellis.apps.alliances import places, queries
from trellis.apps.alliances.models import Alliance, Region
from trellis.apps.alliances.services import regions
from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.core.permissions import Role

pytestmark = pytest.mark.django_db

TULSA, OKLAHOMA, NATION, OKLAHOMA_CITY = "0046140", "4000000", "0000000", "0036420"
TULSA_COMMUNITY_COLLEGE = "207935"


def create(alliance: Alliance, **what: object) -> Region:
    return regions.create(alliance=alliance, by=UserFactory(), **{"name": "", **what})


def test_the_first_region_is_the_alliances_own_and_named_after_its_area() -> None:
    alliance = AllianceFactory()
    region = create(alliance, area_codes=[TULSA])
    assert (region.name, region.slug, region.states) == ("Tulsa, OK", "tulsa-ok", ["OK"])
    assert queries.home_region(alliance) == region
    assert not create(alliance, area_codes=[OKLAHOMA_CITY]).is_home


def test_two_regions_of_one_name_have_two_addresses() -> None:
    alliance = AllianceFactory()
    assert create(alliance, area_codes=[TULSA]).slug != create(alliance, area_codes=[TULSA]).slug


def test_counties_alone_stand_for_the_area_that_holds_them() -> None:
    region = create(AllianceFactory(), name="Tulsa County", counties=["40143"])
    assert region.area_codes == [TULSA]
    assert region.counties == ["40143"]


@pytest.mark.parametrize(
    ("what", "field", "message"),
    [
        ({}, "area_codes", "at least one"),
        ({"area_codes": ["9999999"]}, "area_codes", "no published area 9999999"),
        ({"counties": ["40142"]}, "counties", "no county 40142"),
        ({"area_codes": [TULSA, OKLAHOMA]}, "area_codes", "Tulsa, OK lies in Oklahoma"),
        ({"area_codes": [TULSA, NATION]}, "area_codes", "United States contains"),
        ({"counties": ["06001"]}, "counties", "isn't known here yet"),
    ],
)
def test_what_can_not_be_a_region_is_refused_and_nothing_is_saved(
    what: dict[str, list[str]], field: str, message: str
) -> None:
    alliance = AllianceFactory()
    with pytest.raises(ValidationError) as refused:
        create(alliance, **what)
    assert message in refused.value.message_dict[field][0]
    assert not queries.regions_of(alliance).exists()


def test_what_was_chosen_by_hand_is_kept_apart_from_what_is_placed() -> None:
    region = create(AllianceFactory(), area_codes=[TULSA])
    placed = places.placement(region).unitids
    assert TULSA_COMMUNITY_COLLEGE in placed
    chosen = [unitid for unitid in placed if unitid != TULSA_COMMUNITY_COLLEGE] + ["207388"]

    region = regions.choose_colleges(region=region, by=UserFactory(), placed=placed, chosen=chosen)
    assert region.institutions_left_out == [TULSA_COMMUNITY_COLLEGE]
    assert region.institutions_added == ["207388"]
    assert places.colleges_of(region, places.placement(region)) == set(chosen)


def test_another_region_becomes_the_home() -> None:
    alliance = AllianceFactory()
    create(alliance, area_codes=[TULSA])
    other = create(alliance, area_codes=[OKLAHOMA_CITY])
    regions.make_home(region=other, by=UserFactory())
    assert queries.home_region(alliance) == other


def test_every_change_is_audited() -> None:
    alliance = AllianceFactory()
    region = create(alliance, area_codes=[TULSA])
    regions.change(region=region, by=UserFactory(), name="Ours", area_codes=[TULSA])
    regions.delete(region=region, by=UserFactory())
    actions = AuditEntry.objects.for_alliance(alliance).order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["region.created", "region.changed", "region.deleted"]


@pytest.fixture
def staff(signed_in_as: Callable[[User], Client]) -> Client:
    """A data lead of the alliance "ours"."""
    return signed_in_as(member(AllianceFactory(slug="ours"), Role.STAFF))


def test_an_area_is_found_ticked_and_saved_without_javascript(staff: Client) -> None:
    url = reverse("alliances:region_new", args=["ours"])
    found = staff.post(url, {"find": "tulsa", "look": "areas"}).content.decode()
    assert f'value="{TULSA}"' in found

    kept = staff.post(url, {"area": [TULSA], "find": "boise", "look": "areas"}).content.decode()
    assert f'value="{TULSA}" checked' in kept
    assert "Boise" in kept

    saved = staff.post(url, {"area": [TULSA], "name": "Green Country", "save": "1"})
    assert saved.url == reverse("alliances:region_colleges", args=["ours", "green-country"])


def test_a_refused_region_keeps_what_was_ticked_and_says_why(staff: Client) -> None:
    url = reverse("alliances:region_new", args=["ours"])
    response = staff.post(url, {"area": [TULSA, OKLAHOMA], "name": "Both", "save": "1"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Tulsa, OK lies in Oklahoma" in page
    assert f'value="{TULSA}" checked' in page
    assert 'value="Both"' in page


def test_counties_are_listed_by_state(staff: Client) -> None:
    url = reverse("alliances:region_new", args=["ours"])
    page = staff.post(url, {"state": "OK", "county": ["06001"], "look": "counties"}).content.decode()
    assert "Wagoner, OK" in page
    assert 'value="06001" checked' in page


def test_colleges_are_ticked_and_saved(staff: Client) -> None:
    region = RegionFactory(alliance=Alliance.objects.get(slug="ours"))
    url = reverse("alliances:region_colleges", args=["ours", region.slug])
    assert "Tulsa Community College" in staff.get(url).content.decode()
    staff.post(url, {"college": [TULSA_COMMUNITY_COLLEGE, "not-a-college"], "save": "1"})
    region.refresh_from_db()
    assert TULSA_COMMUNITY_COLLEGE not in region.institutions_left_out
    assert len(region.institutions_left_out) == len(places.placement(region).unitids) - 1
    assert region.institutions_added == []


def test_where_colleges_are_not_placed_the_states_list_is_offered(staff: Client) -> None:
    alliance = Alliance.objects.get(slug="ours")
    region = RegionFactory(alliance=alliance, slug="boise", area_codes=["0014260"], states=["ID"])
    page = staff.get(reverse("alliances:region_colleges", args=["ours", region.slug])).content.decode()
    assert "not known yet" in page
    assert "Boise State University" in page


def test_other_colleges_are_found_by_name_or_county_and_what_was_ticked_stays(staff: Client) -> None:
    region = RegionFactory(alliance=Alliance.objects.get(slug="ours"))
    url = reverse("alliances:region_colleges", args=["ours", region.slug])
    listed = staff.get(url).content.decode()
    assert listed.index("With STEM programs") < listed.index("Without STEM programs")

    found = staff.post(
        url, {"college": [TULSA_COMMUNITY_COLLEGE], "find": "tulsa county", "look": "found"}
    ).content.decode()
    assert f'value="{TULSA_COMMUNITY_COLLEGE}" checked' in found
    assert "Tulsa County, OK" in found
    assert "Oklahoma Baptist University" not in found
    assert "Oklahoma Baptist University" in listed


def test_where_colleges_are_not_placed_staff_are_led_to_the_sources(staff: Client) -> None:
    alliance = Alliance.objects.get(slug="ours")
    region = RegionFactory(alliance=alliance, slug="boise", area_codes=["0014260"], states=["ID"])
    page = staff.get(reverse("alliances:region_colleges", args=["ours", region.slug])).content.decode()
    assert f'href="{reverse("landscape:sources", args=["ours"])}"' in page
    assert "trellis data pull" not in page
