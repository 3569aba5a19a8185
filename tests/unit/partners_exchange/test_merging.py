"""Putting two partners together loses nothing, and can be taken back."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from tests.factories import (
    AllianceFactory,
    OrganizationFactory,
    PartnerFactory,
    ProgramFactory,
    SiteFactory,
    UserFactory,
)

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.organizations.models import Organization, OrganizationEditor, Registration
from trellis.apps.partners import duplicates, merging
from trellis.apps.partners.models import Asset, HiringNeed, Partner, PartnerMerge, PartnerPlace, Person
from trellis.apps.partners.visibility import Audience, seen_by
from trellis.apps.programs.models import Program
from trellis.apps.ties.models import Introduction, RosterEntry, Wave


@pytest.fixture
def library(alliance: Alliance) -> Partner:
    """The partner that stays."""
    return _partner(alliance, "Illustrative Library", url="https://library.example.org")


@pytest.fixture
def twin(alliance: Alliance) -> Partner:
    """The same library, found a second time."""
    made = _partner(
        alliance,
        "The Illustrative Library",
        url="https://www.library.example.org/home",
        description="Books.",
        provenance={"description": {"source": "A list"}},
        identifiers={"ein": "731234567"},
    )
    made.counties, made.since = ["40143"], date(2019, 9, 1)
    made.save()
    return made


@pytest.fixture
def registered() -> Iterator[list[str]]:
    """Names of partners that a registered function saw go."""
    seen: list[str] = []
    merging.register(lambda merge: seen.append(str(merge.gone)))
    yield seen
    merging._parts.pop()


def _partner(alliance: Alliance, name: str, **values: object) -> Partner:
    made: Partner = PartnerFactory(
        alliance=alliance, organization=OrganizationFactory(alliance=alliance, name=name, **values)
    )
    return made


def test_what_belongs_to_one_belongs_to_the_other_after(library: Partner, twin: Partner, staff: User) -> None:
    alliance = library.alliance
    program = ProgramFactory(organization=twin.organization)
    site = SiteFactory(alliance=alliance, organization=twin.organization)
    editor = OrganizationEditor.objects.create(
        alliance=alliance, organization=twin.organization, user=UserFactory()
    )
    rows = [
        Person.objects.create(alliance=alliance, partner=twin, name="Ana"),
        PartnerPlace.objects.create(alliance=alliance, partner=twin, zip_code="74103"),
        Asset.objects.create(alliance=alliance, partner=twin, kind="space"),
        HiringNeed.objects.create(alliance=alliance, partner=twin, title="Librarian", how_many=1),
    ]
    merging.merge(kept=library, gone=twin, by=staff)
    for row in (*rows, program, site, editor):
        row.refresh_from_db()
    assert all(row.partner_id == library.pk for row in rows)
    assert {program.organization_id, site.organization_id, editor.organization_id} == {
        library.organization_id
    }
    assert list(Partner.objects.for_alliance(alliance)) == [library]
    assert Organization.objects.for_alliance(alliance).count() == 1


def test_what_only_the_other_says_fills_what_is_empty_with_its_provenance(
    library: Partner, twin: Partner, staff: User
) -> None:
    merging.merge(kept=library, gone=twin, by=staff)
    library.refresh_from_db()
    organization = Organization.objects.for_alliance(library.alliance).get()
    assert organization.description == "Books."
    assert organization.provenance["description"] == {"source": "A list"}
    assert organization.alternate_name == "The Illustrative Library"
    assert organization.url == "https://library.example.org"
    assert (library.counties, library.since) == (["40143"], date(2019, 9, 1))


def test_of_who_sees_a_field_the_stricter_choice_holds(library: Partner, twin: Partner, staff: User) -> None:
    twin.visibility = {"description": "staff"}
    twin.save()
    merging.merge(kept=library, gone=twin, by=staff)
    library.refresh_from_db()
    assert not seen_by(library, "description", Audience.PARTNERS)


def test_what_both_have_is_there_once(library: Partner, twin: Partner, staff: User) -> None:
    alliance, user = library.alliance, UserFactory()
    for each in (library, twin):
        Person.objects.create(
            alliance=alliance, partner=each, name="Ana", email="ana@example.org", is_main_contact=True
        )
        Asset.objects.create(alliance=alliance, partner=each, kind="space", description="A hall")
        OrganizationEditor.objects.create(alliance=alliance, organization=each.organization, user=user)
    Person.objects.for_alliance(alliance).filter(partner=twin).update(leadership_role="chair")
    merging.merge(kept=library, gone=twin, by=staff)
    person = Person.objects.for_alliance(alliance).get()
    assert (person.leadership_role, person.is_main_contact) == ("chair", True)
    assert Asset.objects.for_alliance(alliance).count() == 1
    assert OrganizationEditor.objects.for_alliance(alliance).count() == 1


def test_parted_again_both_are_as_they_were(library: Partner, twin: Partner, staff: User) -> None:
    alliance = library.alliance
    program = ProgramFactory(organization=twin.organization)
    for each in (library, twin):
        Person.objects.create(alliance=alliance, partner=each, name="Ana", email="ana@example.org")
    before = _everything(alliance)
    merged = merging.merge(kept=library, gone=twin, by=staff)
    merging.part(merged=merged, by=staff)
    assert _everything(alliance) == before
    assert Program.objects.for_alliance(alliance).get(pk=program.pk).organization_id == twin.organization_id
    assert Registration.objects.get().ein == "731234567"
    with pytest.raises(ValidationError, match="taken back before"):
        merging.part(merged=merged, by=staff)


def _everything(alliance: Alliance) -> list[object]:
    left_out = {"changed_at", "created_at", "registration_id"}  # days are kept to the millisecond
    return [
        [
            {key: value for key, value in row.items() if key not in left_out}
            for row in rows.order_by("pk").values()
        ]
        for rows in (
            model.objects.for_alliance(alliance)
            for model in (Organization, Partner, Person, OrganizationEditor)
        )
    ]


def test_what_was_changed_since_stays_when_they_are_parted(
    library: Partner, twin: Partner, staff: User
) -> None:
    merged = merging.merge(kept=library, gone=twin, by=staff)
    Organization.objects.for_alliance(library.alliance).update(description="Books and robots.")
    merging.part(merged=merged, by=staff)
    library.organization.refresh_from_db()
    assert library.organization.description == "Books and robots."


def test_the_registration_is_one_after_as_before(library: Partner, twin: Partner, staff: User) -> None:
    library.organization.identifiers = {"ein": "731234567"}
    library.organization.save()
    merging.merge(kept=library, gone=twin, by=staff)
    assert Registration.objects.get().known_as.across_alliances().get() == library.organization


def test_a_partner_is_not_put_into_itself_nor_into_one_of_another_alliance(
    library: Partner, staff: User
) -> None:
    with pytest.raises(ValidationError):
        merging.merge(kept=library, gone=library, by=staff)
    with pytest.raises(ValidationError):
        merging.merge(kept=library, gone=PartnerFactory(alliance=AllianceFactory()), by=staff)


def test_other_apps_see_to_their_rows_first(
    library: Partner, twin: Partner, staff: User, registered: list[str]
) -> None:
    merging.merge(kept=library, gone=twin, by=staff)
    assert registered == ["The Illustrative Library"]


def test_a_merge_is_in_the_audit_with_both_names(library: Partner, twin: Partner, staff: User) -> None:
    merging.merge(kept=library, gone=twin, by=staff)
    entry = AuditEntry.objects.for_alliance(library.alliance).get(action="partner.merged")
    assert entry.changes == {
        "partner": {"before": "The Illustrative Library", "after": "Illustrative Library"}
    }


def test_likely_duplicates_are_listed_until_somebody_says_they_are_two(
    library: Partner, twin: Partner, staff: User
) -> None:
    pair = duplicates.found(library.alliance)[0]
    assert (pair.first, pair.second) == (library, twin)
    assert pair.why == "nearly the same name, the same website"
    merging.say_different(first=twin, second=library, by=staff)
    assert duplicates.found(library.alliance) == []
    assert merging.merge(kept=library, gone=twin, by=staff).kept == library
    assert PartnerMerge.objects.for_alliance(library.alliance).count() == 1


@pytest.mark.parametrize("order", ["older stays", "newer stays"])
def test_introductions_that_both_are_in_keep_nobody_from_merging_and_come_back(
    library: Partner, twin: Partner, staff: User, order: str
) -> None:
    alliance, third = library.alliance, PartnerFactory(alliance=library.alliance)
    for one, other in ((library, twin), (library, third), (twin, third)):
        Introduction.objects.create(alliance=alliance, one=one, other=other, score=0.5)
    kept, gone = (library, twin) if order == "older stays" else (twin, library)
    merged = merging.merge(kept=kept, gone=gone, by=staff)
    assert [(row.one, row.other) for row in Introduction.objects.for_alliance(alliance)] == [(kept, third)]
    merging.part(merged=merged, by=staff)
    assert Introduction.objects.for_alliance(alliance).count() == 3


def test_who_stood_on_the_list_of_a_survey_stays_on_it(library: Partner, twin: Partner, staff: User) -> None:
    alliance = library.alliance
    wave = Wave.objects.create(alliance=alliance, name="Spring", kind="people")
    people = [
        Person.objects.create(alliance=alliance, partner=each, name="Ana", email="ana@example.org")
        for each in (library, twin)
    ]
    first, second = (
        RosterEntry.objects.create(
            alliance=alliance, wave=wave, partner=person.partner, person=person, name="Ana", sector="library"
        )
        for person in people
    )
    merged = merging.merge(kept=library, gone=twin, by=staff)
    for row in (first, second):
        row.refresh_from_db()
    assert (first.person, first.partner, second.person, second.partner) == (people[0], library, None, library)
    merging.part(merged=merged, by=staff)
    second.refresh_from_db()
    assert (second.person, second.partner) == (people[1], twin)
