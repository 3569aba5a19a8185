"""One registration for one organization, whichever alliances know it."""

from tests.factories import AllianceFactory, OrganizationFactory

from trellis.apps.alliances.models import Alliance
from trellis.apps.organizations.models import Organization, Registration
from trellis.apps.partners import registering


def _organization(alliance: Alliance, name: str = "Illustrative University", **held: str) -> Organization:
    made: Organization = OrganizationFactory(alliance=alliance, name=name, identifiers=held)
    return made


def test_the_same_identifier_in_two_alliances_is_one_registration(alliance: Alliance) -> None:
    ours = _organization(alliance, unitid="207388")
    theirs = _organization(AllianceFactory(), name="Illustrative U", unitid="207388", ror="05dxps055")
    registration = Registration.objects.get()
    assert {ours.registration, theirs.registration} == {registration}
    assert registration.ror == "05dxps055"


def test_an_organization_without_identifiers_has_no_registration(alliance: Alliance) -> None:
    assert _organization(alliance).registration is None


def test_an_identifier_that_cant_be_true_registers_nothing(alliance: Alliance) -> None:
    _organization(alliance, ror="05dxsp055", ein="12")
    assert not Registration.objects.exists()


def test_a_contradiction_is_said_and_nothing_is_overwritten(alliance: Alliance) -> None:
    _organization(AllianceFactory(), unitid="207388", ein="111111111")
    ours = _organization(alliance, unitid="207388", ein="222222222")
    conflict = registering.conflicts(alliance)[0]
    assert (conflict.organization, conflict.kind, conflict.ours, conflict.theirs) == (
        ours, "ein", "222222222", "111111111",
    )  # fmt: skip
    assert Registration.objects.get().ein == "111111111"


def test_identifiers_of_two_organizations_tie_to_neither(alliance: Alliance) -> None:
    elsewhere = AllianceFactory()
    _organization(elsewhere, name="One", unitid="207388")
    _organization(elsewhere, name="Two", ein="222222222")
    ours = _organization(alliance, unitid="207388", ein="222222222")
    assert ours.registration is None
    assert [conflict.kind for conflict in registering.conflicts(alliance)] == ["two"]
    assert Registration.objects.count() == 2


def test_a_typing_mistake_that_only_one_alliance_knows_is_corrected(alliance: Alliance) -> None:
    ours = _organization(alliance, unitid="207388", ein="111111111")
    ours.identifiers = {"unitid": "207388", "ein": "222222222"}
    ours.save()
    assert Registration.objects.get().ein == "222222222"
    assert registering.conflicts(alliance) == []


def test_a_registration_goes_with_the_last_organization_that_has_it(alliance: Alliance) -> None:
    ours = _organization(alliance, unitid="207388")
    theirs = _organization(AllianceFactory(), unitid="207388")
    ours.delete()
    assert Registration.objects.exists()
    theirs.delete()
    assert not Registration.objects.exists()
