"""Changing a profile in parts: who may, what is kept, what is said of bad input."""

import pytest
from tests.factories import RegionFactory
from tests.unit.partners.pages import Pages, seen
from tests.unit.partners.profiles import fill

from trellis.apps.partners.models import HiringNeed, Partner, PartnerPlace, Person
from trellis.apps.partners.visibility import FIELDS

pytestmark = pytest.mark.django_db


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
