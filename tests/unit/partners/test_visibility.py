"""Who sees which field of a profile."""

from datetime import date

import pytest
from tests.factories import PartnerFactory, member

from trellis.apps.alliances.models import Alliance
from trellis.apps.core.permissions import Role, standing
from trellis.apps.partners import queries, visibility
from trellis.apps.partners.models import Partner, Person
from trellis.apps.partners.profiles import profile_of
from trellis.apps.partners.visibility import FIELDS, Audience, seen_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("stated", "sees"),
    [
        ("public", {Audience.PUBLIC, Audience.PARTNERS, Audience.STAFF}),
        ("partners", {Audience.PARTNERS, Audience.STAFF}),
        ("staff", {Audience.STAFF}),
        ("nonsense", {Audience.STAFF}),
    ],
)
@pytest.mark.parametrize("field", FIELDS)
def test_a_field_is_seen_by_whom_the_partner_chose(
    alliance: Alliance, field: str, stated: str, sees: set[Audience]
) -> None:
    partner = PartnerFactory(alliance=alliance, visibility={field: stated})
    assert {audience for audience in Audience if seen_by(partner, field, audience)} == sees


@pytest.mark.parametrize("visible", [{}, {"focus": "staff"}, {"focus": "partners"}, {"focus": "public"}])
@pytest.mark.parametrize("field", ["focus", "reach", "identifiers"])
@pytest.mark.parametrize("audience", list(Audience))
def test_a_filter_finds_exactly_the_partners_whose_field_is_seen(
    alliance: Alliance, visible: dict[str, str], field: str, audience: Audience
) -> None:
    partner = PartnerFactory(alliance=alliance, visibility=visible)
    found = Partner.objects.for_alliance(alliance).filter(visibility.visible_to(field, audience))
    assert found.filter(pk=partner.pk).exists() == seen_by(partner, field, audience)


def test_a_column_is_seen_as_the_field_it_belongs_to(alliance: Alliance) -> None:
    partner = PartnerFactory(alliance=alliance, visibility={"served": "staff"})
    assert not seen_by(partner, "counties", Audience.PARTNERS)


def test_a_field_that_does_not_exist_is_a_mistake_in_the_code(alliance: Alliance) -> None:
    with pytest.raises(KeyError):
        seen_by(PartnerFactory(alliance=alliance), "shoe_size", Audience.STAFF)


@pytest.mark.parametrize(
    ("role", "audience"),
    [
        (Role.PUBLIC, Audience.PUBLIC),
        (Role.PARTNER_EDITOR, Audience.PARTNERS),
        (Role.CONTRIBUTOR, Audience.PARTNERS),
        (Role.STAFF, Audience.STAFF),
        (Role.NETWORK_ADMIN, Audience.STAFF),
    ],
)
def test_a_role_is_an_audience(alliance: Alliance, role: Role, audience: Audience) -> None:
    assert visibility.audience_of(standing(member(alliance, role), alliance)) is audience


def test_who_keeps_a_profile_sees_all_of_it_and_of_no_other(
    alliance: Alliance, library: Partner, museum: Partner, librarian: object
) -> None:
    who = standing(librarian, alliance)  # type: ignore[arg-type]
    kept = set(queries.kept_ids(who))
    assert visibility.audience_for(who, library, kept=kept) is Audience.STAFF
    assert visibility.audience_for(who, museum, kept=kept) is Audience.PARTNERS


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PARTNERS])
def test_without_consent_only_staff_see_a_person(library: Partner, audience: Audience) -> None:
    person = Person(
        alliance=library.alliance,
        partner=library,
        name="Illustrative Person",
        name_seen_by="public",
        contact_seen_by="public",
    )
    assert visibility.person_seen_by(person, audience) is None
    assert visibility.person_seen_by(person, Audience.STAFF) is not None


def test_a_name_can_be_shown_without_the_address(library: Partner) -> None:
    person = Person(
        alliance=library.alliance,
        partner=library,
        name="Illustrative Person",
        email="person@example.org",
        phone="918 555 0100",
        consented_on=date(2026, 1, 1),
        name_seen_by="public",
        contact_seen_by="partners",
    )
    shown = visibility.person_seen_by(person, Audience.PUBLIC)
    assert shown is not None
    assert (shown.name, shown.email, shown.phone) == ("Illustrative Person", "", "")
    shown = visibility.person_seen_by(person, Audience.PARTNERS)
    assert shown is not None
    assert shown.email == "person@example.org"


def test_a_profile_is_empty_where_the_audience_sees_nothing(library: Partner) -> None:
    library.reach_young_people, library.counties = 120, ["40143"]
    library.visibility = dict.fromkeys(FIELDS, "staff")
    library.save()
    rows = queries.with_everything(queries.partners_of(library.alliance), library.alliance)
    hidden = profile_of(rows.get(pk=library.pk), Audience.PARTNERS)
    assert (hidden.reach_young_people, hidden.counties, hidden.name) == (None, (), "Illustrative library")
    shown = profile_of(rows.get(pk=library.pk), Audience.STAFF)
    assert (shown.reach_young_people, shown.county_names) == (120, ["Tulsa, OK"])
