"""Adding partners, changing their profiles, saying whether they are still partners."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from tests.factories import OrganizationFactory, ProgramFactory

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.core.audit.sentences import sentence
from trellis.apps.organizations.models import Organization
from trellis.apps.partners import completeness, queries
from trellis.apps.partners.models import Asset, NeedOrOffer, Partner, Person
from trellis.apps.partners.services import brings, partners, people, places

pytestmark = pytest.mark.django_db


def said(alliance: Alliance) -> list[str]:
    """The sentences of the audit, oldest first."""
    return [sentence(entry) for entry in AuditEntry.objects.for_alliance(alliance).order_by("pk")]


def of(partner: Partner) -> completeness.Completeness:
    """How complete a partner's profile is now."""
    found = queries.partner(partner.alliance, partner.pk)
    assert found is not None
    return completeness.of(found)


def test_a_new_partner_is_a_new_organization(alliance: Alliance, staff: User) -> None:
    made = partners.create(
        alliance=alliance,
        by=staff,
        name="Illustrative zoo",
        sector="museum",
        about={"url": "https://example.org"},
    )
    assert (made.organization.name, made.organization.url, made.status) == (
        "Illustrative zoo",
        "https://example.org",
        "active",
    )
    assert said(alliance)[-1] == "added the partner Illustrative zoo"


def test_an_organization_that_has_programs_becomes_a_partner(alliance: Alliance, staff: User) -> None:
    known = OrganizationFactory(alliance=alliance, name="Illustrative club", url="https://example.org")
    ProgramFactory(organization=known)
    made = partners.create(alliance=alliance, by=staff, name="Illustrative club", sector="youth")
    assert made.organization == known
    assert Organization.objects.for_alliance(alliance).count() == 1
    assert queries.programs_of(made).count() == 1


def test_a_partner_is_added_once(library: Partner, staff: User) -> None:
    with pytest.raises(ValidationError, match="in the list of partners already"):
        partners.create(alliance=library.alliance, by=staff, name="Illustrative library", sector="library")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"counties": ["99999"]}, "There is no county 99999"),
        ({"fields": ["basketry"]}, "There is no such field: basketry"),
        ({"grade_bands": ["grade 40"]}, "There is no such group of grades"),
        ({"zip_codes": ["741"]}, "A ZIP code has five digits"),
        ({"districts": ["40-123"]}, "seven digits"),
        ({"sector": "circus"}, "is not a valid choice"),
        ({"reach_young_people": -1}, "greater than or equal to 0"),
    ],
)
def test_wrong_codes_are_refused_and_nothing_is_saved(
    library: Partner, staff: User, values: dict[str, object], message: str
) -> None:
    with pytest.raises(ValidationError, match=message):
        partners.change(partner=library, by=staff, reach_educators=5, **values)
    library.refresh_from_db()
    assert library.reach_educators is None


def test_codes_are_kept_once_and_changes_are_audited(library: Partner, staff: User) -> None:
    partners.change(partner=library, by=staff, counties=["40143", " 40143", "40037"])
    library.refresh_from_db()
    assert library.counties == ["40143", "40037"]
    assert library.provenance["counties"]["by"] == str(staff)
    assert said(library.alliance) == ["changed the profile of Illustrative library"]


def test_saving_what_is_there_already_leaves_no_trace(library: Partner, staff: User) -> None:
    partners.change(partner=library, by=staff, sector="library", counties=[])
    assert said(library.alliance) == []


def test_who_leaves_gets_a_last_day_and_who_returns_loses_it(library: Partner, staff: User) -> None:
    today = timezone.localdate()
    assert partners.set_status(partner=library, status="left", by=staff).left_on == today
    back = partners.set_status(partner=library, status="active", by=staff)
    assert (back.left_on, back.since) == (None, today)


def test_a_profile_is_confirmed_for_a_day_and_not_back_in_time(library: Partner, staff: User) -> None:
    today = timezone.localdate()
    partners.confirm(partner=library, by=staff)
    partners.confirm(partner=library, by=staff, on=today - timedelta(days=30))
    library.refresh_from_db()
    assert library.confirmed_on == today
    assert said(library.alliance) == ["confirmed that the profile of Illustrative library is still true"]


def test_who_sees_what_is_audited_by_name(library: Partner, staff: User) -> None:
    partners.set_visibility(partner=library, by=staff, phone="staff", url="public")
    library.refresh_from_db()
    assert library.visibility == {"phone": "staff", "url": "public"}
    entry = AuditEntry.objects.for_alliance(library.alliance).get()
    assert entry.changes == {"phone": {"before": "partners", "after": "staff"}}
    with pytest.raises(ValidationError):
        partners.set_visibility(partner=library, by=staff, phone="martians")


def test_a_profile_says_what_is_filled_and_what_is_next(library: Partner, staff: User) -> None:
    assert (of(library).count, of(library).next) == (0, completeness.BY_KEY["about"])
    partners.change_organization(
        partner=library, by=staff, description="Lends telescopes.", url="https://example.org"
    )
    partners.change(partner=library, by=staff, grade_bands=["middle"], fields=["robotics"])
    partners.change(partner=library, by=staff, reach_educators=40, counties=["40143"])
    places.add(partner=library, by=staff, zip_code="74103")
    brings.set_assets(partner=library, by=staff, assets=[brings.Brought("space", "A hall")])
    brings.set_needs_and_offers(partner=library, by=staff, wanted=[brings.Wanted("need", "mentors")])
    assert of(library).next == completeness.BY_KEY["people"]
    person = people.add(
        partner=library, by=staff, name="Illustrative Person", email="p@example.org", is_main_contact=True
    )
    assert not of(library).is_complete
    people.change(person=person, by=staff, has_agreed=True)
    assert of(library).is_complete
    assert of(library).share == 1


def test_only_employers_are_asked_whom_they_hire(library: Partner, staff: User) -> None:
    assert len(of(library).asked) == 7
    partners.change(partner=library, by=staff, sector="stem_company")
    assert len(of(library).asked) == 8


def test_a_place_without_a_position_stands_in_the_middle_of_its_zip_code(
    library: Partner, staff: User
) -> None:
    place = places.add(partner=library, by=staff, zip_code="74103")
    assert place.latitude == pytest.approx(36.15, abs=0.05)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"zip_code": "7410"}, "zip_code"),
        ({"name": ""}, "address"),
        ({"name": "Sea", "latitude": 30.0, "longitude": -60.0}, "latitude"),
        ({"name": "Half", "latitude": 36.1}, "latitude"),
    ],
)
def test_a_place_that_cannot_be_is_refused_beside_its_field(
    library: Partner, staff: User, values: dict[str, object], field: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        places.add(partner=library, by=staff, **values)
    assert field in caught.value.message_dict


def test_what_a_partner_brings_is_set_at_once(library: Partner, staff: User) -> None:
    hall, money = brings.set_assets(
        partner=library,
        by=staff,
        assets=[brings.Brought("space", "A hall", Decimal(80), "seats"), brings.Brought("money")],
    )
    brings.set_assets(partner=library, by=staff, assets=[brings.Brought("space", "A big hall", pk=hall.pk)])
    assert [str(row) for row in Asset.objects.for_alliance(library.alliance)] == ["A big hall"]
    entry = AuditEntry.objects.for_alliance(library.alliance).order_by("-pk")[0]
    assert entry.changes["brings"]["after"] == ["Space: A big hall"]
    assert money.pk not in Asset.objects.for_alliance(library.alliance).values_list("pk", flat=True)


def test_what_is_no_longer_needed_is_closed_and_kept(library: Partner, staff: User) -> None:
    brings.set_needs_and_offers(
        partner=library,
        by=staff,
        wanted=[brings.Wanted("need", "mentors", "For girls", date(2027, 1, 1))],
    )
    brings.set_needs_and_offers(partner=library, by=staff, wanted=[])
    row = NeedOrOffer.objects.for_alliance(library.alliance).get()
    assert (row.is_open, row.description) == (False, "For girls")


def test_a_partner_has_one_main_contact(library: Partner, staff: User) -> None:
    first = people.add(partner=library, by=staff, name="First", is_main_contact=True)
    people.add(partner=library, by=staff, name="Second", is_main_contact=True)
    first.refresh_from_db()
    assert not first.is_main_contact


def test_consent_is_dated_once_and_can_be_taken_back(library: Partner, staff: User) -> None:
    person = people.add(partner=library, by=staff, name="First", has_agreed=True)
    Person.objects.for_alliance(library.alliance).update(consented_on=date(2026, 1, 1))
    assert people.change(person=person, by=staff, has_agreed=True).consented_on == date(2026, 1, 1)
    assert people.change(person=person, by=staff, has_agreed=False).consented_on is None


def test_nobody_is_in_the_list_twice(library: Partner, staff: User) -> None:
    people.add(partner=library, by=staff, name="First", email="one@example.org")
    with pytest.raises(ValidationError, match="in the list already"):
        people.add(partner=library, by=staff, name="Again", email="ONE@example.org")


def test_the_leadership_team_has_roles(library: Partner, staff: User) -> None:
    person = people.add(partner=library, by=staff, name="First")
    people.set_leadership(person=person, role="chair", by=staff)
    assert [str(one) for one in queries.leadership_team(library.alliance)] == ["First"]
    assert said(library.alliance)[-1] == ("changed who of Illustrative library is on the leadership team")
    with pytest.raises(ValidationError):
        people.set_leadership(person=person, role="emperor", by=staff)


def test_every_sector_is_counted_also_those_without_anybody(library: Partner, museum: Partner) -> None:
    Partner.objects.for_alliance(library.alliance).filter(pk=museum.pk).update(status="left")
    counts = {each.sector.value: each.partners for each in queries.sector_counts(library.alliance)}
    assert len(counts) == 18
    assert (counts["library"], counts["museum"], counts["media"]) == (1, 0, 0)
