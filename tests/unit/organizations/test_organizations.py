"""Organizations: what is kept of them, who keeps their entries, and what the audit says."""

import pytest
from django.core.exceptions import ValidationError
from tests.factories import (
    AllianceFactory,
    MembershipFactory,
    OrganizationFactory,
    ProgramFactory,
    UserFactory,
    member,
)

from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.core.audit.sentences import sentence
from trellis.apps.core.permissions import Role, standing
from trellis.apps.organizations import provenance, queries, services
from trellis.apps.organizations.models import Organization, OrganizationEditor

pytestmark = pytest.mark.django_db


def last_sentence() -> str:
    return sentence(AuditEntry.objects.across_alliances().first())


def test_a_new_organization_says_who_stated_what() -> None:
    alliance, ana = AllianceFactory(), UserFactory(full_name="Ana")
    made = services.create(alliance=alliance, by=ana, name="Library", email="a@example.org", phone="")
    assert set(made.provenance) == {"name", "email"}
    assert made.provenance["name"]["source"] == provenance.HAND
    assert last_sentence() == "added the organization Library"


def test_two_organizations_of_an_alliance_never_have_one_name() -> None:
    there = OrganizationFactory(name="Library")
    with pytest.raises(ValidationError, match="called Library already"):
        services.create(alliance=there.alliance, by=UserFactory(), name="Library")
    services.create(alliance=AllianceFactory(), by=UserFactory(), name="Library")


def test_a_change_is_kept_with_what_was_before() -> None:
    organization = OrganizationFactory(name="Libary")
    services.change(organization=organization, by=UserFactory(), name="Library")
    entry = AuditEntry.objects.for_alliance(organization.alliance).get()
    assert entry.changes == {"name": {"before": "Libary", "after": "Library"}}


def test_a_change_of_nothing_leaves_no_trace() -> None:
    organization = OrganizationFactory(name="Library")
    services.change(organization=organization, by=UserFactory(), name="Library")
    assert not AuditEntry.objects.for_alliance(organization.alliance).exists()


def test_an_organization_with_programs_stays() -> None:
    program = ProgramFactory()
    with pytest.raises(ValidationError, match="has programs"):
        services.delete(organization=program.organization, by=UserFactory())
    assert Organization.objects.for_alliance(program.alliance).count() == 1
    assert not AuditEntry.objects.for_alliance(program.alliance).exists()


def test_only_members_keep_entries() -> None:
    organization = OrganizationFactory()
    with pytest.raises(ValidationError, match="not a member"):
        services.add_editor(organization=organization, user=UserFactory(), by=UserFactory())


def test_an_editor_may_change_their_own_organization_and_no_other() -> None:
    own = OrganizationFactory()
    OrganizationFactory(alliance=own.alliance)
    partner = member(own.alliance, Role.PARTNER_EDITOR)
    services.add_editor(organization=own, user=partner, by=UserFactory())
    assert list(queries.editable_by(standing(partner, own.alliance))) == [own]


def test_staff_may_change_every_organization() -> None:
    own = OrganizationFactory()
    OrganizationFactory(alliance=own.alliance)
    staff = member(own.alliance, Role.STAFF)
    assert queries.editable_by(standing(staff, own.alliance)).count() == 2
    assert queries.kept_by(own.alliance, staff).count() == 0


def test_an_editor_who_is_no_longer_a_member_may_change_nothing() -> None:
    own = OrganizationFactory()
    partner = member(own.alliance, Role.PARTNER_EDITOR)
    services.add_editor(organization=own, user=partner, by=UserFactory())
    partner.memberships.across_alliances().delete()
    assert not queries.editable_by(standing(partner, own.alliance)).exists()


def test_adding_an_editor_twice_adds_one() -> None:
    organization = OrganizationFactory()
    person = MembershipFactory(alliance=organization.alliance).user
    for _time in range(2):
        services.add_editor(organization=organization, user=person, by=UserFactory())
    assert OrganizationEditor.objects.for_alliance(organization.alliance).count() == 1
    assert AuditEntry.objects.for_alliance(organization.alliance).count() == 1


def test_an_editor_is_taken_back() -> None:
    organization = OrganizationFactory()
    person = MembershipFactory(alliance=organization.alliance).user
    editor = services.add_editor(organization=organization, user=person, by=UserFactory())
    services.remove_editor(editor=editor, by=UserFactory())
    assert not queries.editors_of(organization).exists()
    assert last_sentence() == f"let somebody no longer keep the entries of {organization}"


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ({"source": "Summer list", "run": 3, "at": "2026-06-01"}, "Summer list, June 1, 2026"),
        ({"source": "hand", "by": "Ana", "at": "2026-06-01"}, "by Ana, June 1, 2026"),
        ({"source": "hand"}, "by hand"),
        ({"source": "guessed from the text"}, "guessed from the text"),
        (None, ""),
    ],
)
def test_provenance_reads_as_words(mark: dict[str, object] | None, words: str) -> None:
    assert provenance.in_words(mark) == words
