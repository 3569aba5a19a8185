"""The partners' pages: what they say, and what their filters and forms do."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from tests.factories import OrganizationFactory, PartnerFactory, ProgramFactory, RegionFactory
from tests.unit.partners.pages import Pages, seen

from trellis.apps.alliances.models import Alliance
from trellis.apps.organizations.models import Organization, OrganizationEditor
from trellis.apps.partners.models import Asset, HiringNeed, NeedOrOffer, Partner, PartnerPlace, Person
from trellis.apps.partners.sectors import Sector
from trellis.apps.partners.visibility import FIELDS

pytestmark = pytest.mark.django_db

Limit = Callable[[int], AbstractContextManager[object]]


def fill(partner: Partner, **visibility: str) -> Partner:
    """Gives a partner one of everything."""
    partner.organization.description = "Lends telescopes to everybody."
    partner.organization.phone = "918 555 0111"
    partner.organization.save()
    partner.grade_bands, partner.fields, partner.counties = ["middle"], ["robotics"], ["40143"]
    partner.reach_young_people = 4321
    partner.visibility = visibility
    partner.save()
    own = {"alliance": partner.alliance, "partner": partner}
    Asset.objects.create(**own, kind="space", description="A hall with a stage")
    NeedOrOffer.objects.create(**own, direction="need", kind="mentors", description="Mentors on Mondays")
    NeedOrOffer.objects.create(**own, direction="offer", kind="data", description="Visits by branch")
    HiringNeed.objects.create(**own, title="Robot wrangler", how_many=3)
    PartnerPlace.objects.create(**own, name="Main hall", zip_code="74103")
    Person.objects.create(
        **own,
        name="Agreed Person",
        email="agreed@example.org",
        consented_on=date(2026, 1, 1),
        name_seen_by="partners",
        contact_seen_by="staff",
        leadership_role="chair",
    )
    Person.objects.create(**own, name="Silent Person", name_seen_by="public", contact_seen_by="public")
    return partner


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


EDITING = ["about", "focus", "places", "reach", "brings", "needs", "people", "hiring", "visibility"]


@pytest.mark.parametrize("part", EDITING)
def test_editors_open_the_parts_of_their_own_profile_and_of_no_other(
    staff_pages: Pages, own_pages: Pages, board_pages: Pages, library: Partner, museum: Partner, part: str
) -> None:
    assert own_pages.get("edit", pk=library.pk, part=part).status_code == 200
    assert own_pages.get("edit", pk=museum.pk, part=part).status_code == 404
    assert own_pages.post("edit", {"name": "Mine now"}, pk=museum.pk, part=part).status_code == 404
    assert board_pages.get("edit", pk=library.pk, part=part).status_code == 404
    assert staff_pages.get("edit", pk=museum.pk, part=part).status_code == 200


@pytest.mark.parametrize("name", ["person_new", "place_new", "hiring_new"])
def test_rows_are_added_to_ones_own_profile_only(
    own_pages: Pages, library: Partner, museum: Partner, name: str
) -> None:
    assert own_pages.get(name, pk=library.pk).status_code == 200
    assert own_pages.get(name, pk=museum.pk).status_code == 404
    assert own_pages.post(name, {"name": "x"}, pk=museum.pk).status_code == 404


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("status", {"status": "left"}),
        ("backbone", {"is_backbone": "yes"}),
        ("invite", {"email": "friend@example.org"}),
    ],
)
def test_editors_do_not_decide_what_staff_decide(
    own_pages: Pages, library: Partner, name: str, data: dict[str, str]
) -> None:
    assert own_pages.post(name, data, pk=library.pk).status_code == 404
    library.refresh_from_db()
    assert (library.status, library.is_backbone) == ("active", False)


def test_a_row_of_another_partner_is_not_there(own_pages: Pages, library: Partner, museum: Partner) -> None:
    person = Person.objects.create(alliance=museum.alliance, partner=museum, name="Not yours")
    place = PartnerPlace.objects.create(alliance=museum.alliance, partner=museum, zip_code="74103")
    assert own_pages.get("person", pk=library.pk, person=person.pk).status_code == 404
    assert own_pages.post("person_remove", pk=library.pk, person=person.pk).status_code == 404
    assert own_pages.post("place_remove", pk=library.pk, place=place.pk).status_code == 404


def test_a_profile_is_filled_in_part_by_part(own_pages: Pages, library: Partner) -> None:
    RegionFactory(alliance=library.alliance, counties=["40143", "40037"])
    pk, onward = library.pk, {"then": "next"}
    about = {"name": "Illustrative library", "sector": "library", "description": "Lends.", "url": "a.org"}
    steps = [
        ("about", about),
        ("focus", {"grade_bands": ["middle"], "fields_": ["robotics"], "groups": ["girls"]}),
        ("places", {"counties": ["40143"], "other_counties": "Creek County, OK; Osage, OK"}),
        ("reach", {"reach_young_people": "1,200"}),
        ("brings", {"has-space-new-on": "on", "has-space-new-description": "A hall"}),
        ("needs", {"need-mentors-new-on": "on", "offer-space-new-on": "on"}),
    ]
    place = {"zip_code": "74103"}
    assert own_pages.post("place_new", place, pk=pk).url == own_pages.url("edit", pk=pk, part="places")
    following = ["focus", "places", "reach", "brings", "needs", "people"]
    for (part, data), after in zip(steps, following, strict=True):
        response = own_pages.post("edit", {**data, **onward}, pk=pk, part=part)
        assert response.url == own_pages.url("edit", pk=pk, part=after)
    person = {
        "name": "Ana Example",
        "email": "ana@example.org",
        "is_main_contact": "on",
        "has_agreed": "on",
        "name_seen_by": "partners",
        "contact_seen_by": "partners",
    }
    assert own_pages.post("person_new", person, pk=pk).status_code == 302
    assert "The profile is complete." in own_pages.text("mine")
    library.refresh_from_db()
    assert library.counties == ["40143", "40037", "40113"]
    assert library.reach_young_people == 1200


@pytest.mark.parametrize(
    ("part", "data", "message"),
    [
        ("about", {"name": "", "sector": "library"}, "This field is required"),
        ("about", {"name": "X", "sector": "circus"}, "Select a valid choice"),
        ("about", {"name": "X", "sector": "library", "url": "not a url"}, "Enter a valid URL"),
        ("about", {"name": "Illustrative museum", "sector": "library"}, "already"),
        ("focus", {"grade_bands": ["nursery"]}, "Select a valid choice"),
        ("places", {"other_counties": "Atlantis"}, "There is no county called Atlantis"),
        ("places", {"zip_codes": "741"}, "A ZIP code has five digits"),
        ("places", {"districts": "40"}, "seven digits"),
        ("reach", {"reach_educators": "many"}, "Write a whole number"),
        ("reach", {"reach_educators": "99999999999"}, "or a smaller number"),
        ("brings", {"has-space-new-on": "on", "has-space-new-quantity": "lots"}, "Enter a number"),
        ("needs", {"need-money-new-on": "on", "need-money-new-until": "soon"}, "Enter a valid date"),
        ("visibility", {}, "This field is required"),
    ],
)
def test_bad_input_is_said_beside_the_field_and_nothing_is_saved(
    own_pages: Pages, library: Partner, museum: Partner, part: str, data: dict[str, str], message: str
) -> None:
    response = own_pages.post("edit", data, pk=library.pk, part=part)
    assert response.status_code == 422
    assert message in seen(response)
    library.refresh_from_db()
    assert library.organization.name == "Illustrative library"


def test_a_part_that_does_not_exist_is_not_there(own_pages: Pages, library: Partner) -> None:
    assert own_pages.get("edit", pk=library.pk, part="shoes").status_code == 404


def test_chips_that_are_tapped_off_are_gone(own_pages: Pages, library: Partner) -> None:
    fill(library)
    own_pages.post("edit", {}, pk=library.pk, part="brings")
    own_pages.post("edit", {}, pk=library.pk, part="focus")
    library.refresh_from_db()
    assert not library.assets.exists()
    assert library.grade_bands == []


def test_who_sees_what_is_the_partners_choice(own_pages: Pages, board_pages: Pages, library: Partner) -> None:
    fill(library)
    assert "918 555 0111" in board_pages.text("partner", pk=library.pk)
    own_pages.post("edit", dict.fromkeys(FIELDS, "staff"), pk=library.pk, part="visibility")
    assert "918 555 0111" not in board_pages.text("partner", pk=library.pk)
    assert "918 555 0111" in own_pages.text("partner", pk=library.pk)


def test_a_main_contact_needs_an_address(own_pages: Pages, library: Partner) -> None:
    data = {
        "name": "Ana",
        "is_main_contact": "on",
        "name_seen_by": "staff",
        "contact_seen_by": "staff",
    }
    response = own_pages.post("person_new", data, pk=library.pk)
    assert response.status_code == 422
    assert "A main contact needs an e-mail address." in seen(response)


def test_a_job_is_added_changed_and_closed(own_pages: Pages, library: Partner) -> None:
    own_pages.post("hiring_new", {"title": "Welder", "how_many": "4"}, pk=library.pk)
    need = HiringNeed.objects.for_alliance(library.alliance).get()
    HiringNeed.objects.for_alliance(library.alliance).update(soc="51-4121")
    own_pages.post("hiring", {"title": "Welder", "how_many": "5"}, pk=library.pk, need=need.pk)
    need.refresh_from_db()
    assert (need.how_many, need.soc) == (5, "51-4121")
    own_pages.post("hiring", {"title": "Robot wrangler", "how_many": "5"}, pk=library.pk, need=need.pk)
    need.refresh_from_db()
    assert need.soc == ""
    own_pages.post("hiring_close", pk=library.pk, need=need.pk)
    need.refresh_from_db()
    assert not need.is_open
    assert own_pages.post("hiring_new", {"title": "", "how_many": "0"}, pk=library.pk).status_code == 422


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
