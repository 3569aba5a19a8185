"""The partners' pages: what they say, and what their filters and forms do."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from tests.factories import OrganizationFactory, PartnerFactory, ProgramFactory
from tests.unit.partners.pages import Pages, seen
from tests.unit.partners.profiles import fill

from trellis.apps.alliances.models import Alliance
from trellis.apps.organizations.models import Organization, OrganizationEditor
from trellis.apps.partners.models import Asset, Partner, PartnerPlace, Person
from trellis.apps.partners.sectors import Sector
from trellis.apps.partners.visibility import FIELDS

pytestmark = pytest.mark.django_db

Limit = Callable[[int], AbstractContextManager[object]]


SHOWN = {
    "description": "Lends telescopes",
    "phone": "918 555 0111",
    "places": "Main hall",
    "served": "Tulsa, OK",
    "focus": "Robotics",
    "reach": "4,321",
    "brings": "A hall with a stage",
    "needs": "Mentors on Mondays",
    "offers": "Visits by branch",
    "hiring": "Robot wrangler",
}


def test_the_directory_says_first_who_is_in_and_who_is_not(
    staff_pages: Pages, library: Partner, museum: Partner
) -> None:
    text = staff_pages.text("directory")
    assert "2 partners from 2 sectors. 16 sectors have nobody yet." in text
    assert "No media yet" in text
    assert "No library yet" not in text
    assert "0 of 2 keep their own profile; 0 profiles are complete." in text
    assert "Nobody keeps the profiles of 2 partners." in text


def test_a_sector_without_anybody_leads_staff_to_its_first_partner(
    staff_pages: Pages, board_pages: Pages, library: Partner
) -> None:
    address = "new/?sector=media"
    assert address in staff_pages.get("directory").content.decode()
    assert address not in board_pages.get("directory").content.decode()
    assert '<option value="media" selected' in staff_pages.get("new", {"sector": "media"}).content.decode()


def test_staff_find_a_partner_by_its_people_and_others_do_not(
    staff_pages: Pages, board_pages: Pages, library: Partner, museum: Partner
) -> None:
    fill(library)
    Person.objects.create(alliance=library.alliance, partner=library, name="Another Person")
    assert listed(staff_pages, {"partners.q": "person"}) == {"Illustrative library"}
    assert "1 of 2" in staff_pages.text("directory", {"partners.q": "person"})
    assert listed(board_pages, {"partners.q": "agreed"}) == set()


def test_few_missing_sectors_are_named(staff_pages: Pages, alliance: Alliance) -> None:
    for sector in Sector.values:
        if sector != "library":
            PartnerFactory(alliance=alliance, sector=sector)
    assert "17 partners from 17 sectors. No library yet." in staff_pages.text("directory")


def test_an_alliance_without_partners_is_led_to_the_first(staff_pages: Pages, board_pages: Pages) -> None:
    assert "There is no partner yet. Add a partner" in staff_pages.text("directory")
    assert "Add a partner" not in board_pages.text("directory")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"partners.q": "telescopes"}, {"Illustrative library"}),
        ({"partners.q": "museum"}, {"Illustrative museum"}),
        ({"partners.sector": "Museum or science center"}, {"Illustrative museum"}),
        ({"partners.bands": "Grades 6 to 8"}, {"Illustrative library"}),
        ({"partners.fields": "Robotics"}, {"Illustrative library"}),
        ({"partners.county": "Tulsa, OK"}, {"Illustrative library"}),
        ({"partners.brings": "Space"}, {"Illustrative library"}),
        ({"partners.brings": "Money"}, set()),
        ({"partners.team": "On the leadership team"}, {"Illustrative library"}),
        ({"partners.status": "Left"}, {"Illustrative zoo"}),
        ({"partners.profile": "Empty"}, {"Illustrative museum", "Illustrative zoo"}),
        ({"partners.profile": "Half or more"}, {"Illustrative library"}),
        ({"partners.profile": "Nonsense", "partners.page": "-3", "partners.sort": "color"}, None),
    ],
)
def test_filters_find_what_they_say(
    staff_pages: Pages, library: Partner, museum: Partner, query: dict[str, str], found: set[str] | None
) -> None:
    zoo = OrganizationFactory(alliance=library.alliance, name="Illustrative zoo")
    PartnerFactory(alliance=library.alliance, organization=zoo, sector="museum", status="left")
    fill(library)
    if query == {"partners.sector": "Museum or science center"}:
        query = {**query, "partners.status": "Active"}
    names = listed(staff_pages, query)
    assert names == (found if found is not None else names)
    if found is None:
        assert len(names) == 3


def listed(pages: Pages, query: dict[str, str]) -> set[str]:
    """The names in the table."""
    html = pages.get("directory", query).content.decode()
    return set(re.findall(r'<th scope="row"[^>]*><a [^>]*>([^<]+)</a>', html))


@pytest.mark.parametrize("field", SHOWN)
@pytest.mark.parametrize("level", ["public", "partners", "staff"])
def test_a_field_is_on_the_page_for_those_who_may_see_it(
    staff_pages: Pages, own_pages: Pages, board_pages: Pages, library: Partner, field: str, level: str
) -> None:
    fill(library, **dict.fromkeys(FIELDS, "staff") | {field: level})
    for pages, expected in ((staff_pages, True), (own_pages, True), (board_pages, level != "staff")):
        assert (SHOWN[field] in pages.text("partner", pk=library.pk)) == expected


@pytest.mark.parametrize(
    "query",
    [
        {"partners.q": "telescopes"},
        {"partners.bands": "Grades 6 to 8"},
        {"partners.fields": "Robotics"},
        {"partners.brings": "Space"},
    ],
)
def test_no_search_and_no_filter_finds_what_is_hidden(
    staff_pages: Pages, board_pages: Pages, library: Partner, query: dict[str, str]
) -> None:
    fill(library, **dict.fromkeys(FIELDS, "staff"))
    assert listed(board_pages, query) == set()
    assert listed(staff_pages, query) == {"Illustrative library"}


def test_a_county_that_nobody_shows_is_not_even_offered(board_pages: Pages, library: Partner) -> None:
    fill(library, served="staff")
    assert "Tulsa, OK" not in board_pages.text("directory")


def test_people_are_shown_as_they_agreed(staff_pages: Pages, board_pages: Pages, library: Partner) -> None:
    fill(library)
    assert "agreed@example.org" in staff_pages.text("partner", pk=library.pk)
    text = board_pages.text("partner", pk=library.pk)
    assert "Agreed Person" in text
    assert "agreed@example.org" not in text
    assert "Silent Person" not in text


def test_the_leadership_team_leaves_out_names_that_may_not_be_seen(
    staff_pages: Pages, board_pages: Pages, library: Partner
) -> None:
    fill(library)
    Person.objects.for_alliance(library.alliance).filter(name="Silent Person").update(
        leadership_role="member"
    )
    assert "2 people from 1 sector lead the alliance." in board_pages.text("leadership")
    assert "Silent Person" in staff_pages.text("leadership")
    assert "Silent Person" not in board_pages.text("leadership")
    assert "name not shown" in board_pages.text("leadership")


def test_staff_choose_the_leadership_team(staff_pages: Pages, board_pages: Pages, library: Partner) -> None:
    person = Person.objects.create(alliance=library.alliance, partner=library, name="Ana Example")
    choice = {"person": person.pk, "role": "co_chair"}
    assert board_pages.post("leadership", choice).status_code == 404
    assert staff_pages.post("leadership", choice).status_code == 302
    assert "Co-chair Ana Example" in staff_pages.text("leadership")
    assert staff_pages.post("leadership_role", {"role": "king"}, person=person.pk).status_code == 404
    staff_pages.post("leadership_role", {"role": ""}, person=person.pk)
    assert "Nobody is on the leadership team yet." in staff_pages.text("leadership")


@pytest.mark.parametrize("status", ["prospect", "left"])
def test_members_see_partners_and_nobody_else(
    staff_pages: Pages, board_pages: Pages, library: Partner, museum: Partner, status: str
) -> None:
    Partner.objects.for_alliance(library.alliance).filter(pk=museum.pk).update(status=status)
    assert listed(board_pages, {}) == {"Illustrative library"}
    assert board_pages.get("partner", pk=museum.pk).status_code == 404
    assert staff_pages.get("partner", pk=museum.pk).status_code == 200


def test_a_page_shows_programs_and_history(own_pages: Pages, library: Partner) -> None:
    ProgramFactory(organization=library.organization, name="Robot club")
    own_pages.post("confirm", pk=library.pk)
    text = own_pages.text("partner", pk=library.pk)
    assert "Robot club" in text
    assert "confirmed that the profile of Illustrative library is still true" in text


def test_staff_add_a_partner_and_refuse_it_twice(staff_pages: Pages, library: Partner) -> None:
    data = {"name": "Illustrative zoo", "sector": "museum", "status": "prospect"}
    response = staff_pages.post("new", data)
    made = Partner.objects.for_alliance(library.alliance).get(organization__name="Illustrative zoo")
    assert response.url == staff_pages.url("partner", pk=made.pk)
    assert made.status == "prospect"
    again = staff_pages.post("new", {**data, "name": "Illustrative library"})
    assert again.status_code == 422
    assert "is in the list of partners already" in seen(again)
    assert staff_pages.post("new", {"name": "Without a sector"}).status_code == 422


@pytest.mark.parametrize("name", ["directory", "leadership", "invite_many", "mine"])
def test_lists_take_the_same_number_of_queries_for_10_and_300_partners(
    staff_pages: Pages, alliance: Alliance, max_queries: Limit, name: str
) -> None:
    many(alliance, 10)
    with max_queries(60) as few:
        staff_pages.get(name)
    many(alliance, 290)
    with max_queries(len(few)):  # type: ignore[arg-type]
        assert staff_pages.get(name).status_code == 200


def many(alliance: Alliance, count: int) -> None:
    """Partners with people, assets and places."""
    start = Partner.objects.for_alliance(alliance).count()

    organizations = Organization.objects.bulk_create(
        Organization(alliance=alliance, name=f"Illustrative organization no {start + number}")
        for number in range(count)
    )
    made = Partner.objects.bulk_create(
        Partner(alliance=alliance, organization=each, sector="library", counties=["40143"])
        for each in organizations
    )
    for model, values in (
        (Person, {"name": "Illustrative Person", "leadership_role": "member", "email": "p@example.org"}),
        (Asset, {"kind": "space"}),
        (PartnerPlace, {"zip_code": "74103"}),
    ):
        model.objects.bulk_create(model(alliance=alliance, partner=each, **values) for each in made)


def test_a_partners_page_takes_a_constant_number_of_queries(
    staff_pages: Pages, library: Partner, max_queries: Limit
) -> None:
    fill(library)
    with max_queries(60) as few:
        staff_pages.get("partner", pk=library.pk)
    own = {"alliance": library.alliance, "partner": library}
    for number in range(20):
        Asset.objects.create(**own, kind="money", description=str(number))
        Person.objects.create(**own, name=f"Person {number}")
    with max_queries(len(few)):  # type: ignore[arg-type]
        staff_pages.get("partner", pk=library.pk)


def test_who_keeps_two_organizations_sees_both(own_pages: Pages, librarian: object, museum: Partner) -> None:
    OrganizationEditor.objects.create(
        alliance=museum.alliance, organization=museum.organization, user=librarian
    )
    text = own_pages.text("mine")
    assert "Illustrative library" in text
    assert "Illustrative museum" in text
