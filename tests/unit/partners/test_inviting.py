"""Inviting people to keep profiles."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.factories import OrganizationFactory, PartnerFactory, UserFactory, member
from tests.unit.partners.pages import Pages, seen

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance, Invitation, Membership
from trellis.apps.alliances.services import invitations as alliance_invitations
from trellis.apps.core.permissions import Role
from trellis.apps.organizations.models import OrganizationEditor
from trellis.apps.partners.models import Partner, PartnerInvitation, Person

pytestmark = pytest.mark.django_db(transaction=True)

Run = Callable[[], None]


def keepers(partner: Partner) -> set[str]:
    """The addresses of those who keep a partner's profile."""
    rows = OrganizationEditor.objects.for_alliance(partner.alliance)
    return set(rows.filter(organization=partner.organization).values_list("user__email", flat=True))


def test_who_takes_an_invitation_keeps_the_profile_and_no_other(
    staff_pages: Pages, library: Partner, museum: Partner, signed_in_as: Callable[[User], Client]
) -> None:
    person = Person.objects.create(
        alliance=library.alliance, partner=library, name="Ana", email="ANA@example.org"
    )
    staff_pages.post("invite", {"email": "ana@example.org"}, pk=library.pk)
    assert mail.outbox[0].to == ["ana@example.org"]
    assert "ana@example.org" in staff_pages.text("partner", pk=library.pk)
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    user = UserFactory(email="ana@example.org")
    signed_in_as(user).post(link.removeprefix("http://testserver"))
    assert keepers(library) == {"ana@example.org"}
    assert keepers(museum) == set()
    membership = Membership.objects.for_alliance(library.alliance).get(user=user)
    assert membership.role == Role.PARTNER_EDITOR
    person.refresh_from_db()
    assert person.user == user


def test_a_member_keeps_the_profile_at_once(staff_pages: Pages, library: Partner) -> None:
    user = member(library.alliance, Role.CONTRIBUTOR)
    response = staff_pages.client.post(
        staff_pages.url("invite", pk=library.pk), {"email": user.email.upper()}, follow=True
    )
    assert "is a member already, and keeps this profile from now on" in seen(response)
    assert keepers(library) == {user.email}
    assert mail.outbox == []


def test_one_invitation_can_be_for_two_profiles(
    staff_pages: Pages, library: Partner, museum: Partner
) -> None:
    for partner in (library, museum):
        staff_pages.post("invite", {"email": "ana@example.org"}, pk=partner.pk)
    assert len(mail.outbox) == 1
    invitation = Invitation.objects.for_alliance(library.alliance).get()
    alliance_invitations.accept(invitation=invitation, by=UserFactory(email="ana@example.org"))
    assert keepers(library) == keepers(museum) == {"ana@example.org"}


def test_an_invitation_that_ran_out_is_sent_anew(staff_pages: Pages, library: Partner) -> None:
    staff_pages.post("invite", {"email": "ana@example.org"}, pk=library.pk)
    Invitation.objects.for_alliance(library.alliance).update(expires_at=timezone.now() - timedelta(days=1))
    assert "ran out" in staff_pages.text("partner", pk=library.pk)
    staff_pages.post("invite", {"email": "ana@example.org"}, pk=library.pk)
    assert len(mail.outbox) == 2
    assert PartnerInvitation.objects.for_alliance(library.alliance).count() == 1


def test_a_list_invites_many_once(
    staff_pages: Pages, library: Partner, museum: Partner, run_jobs: Run
) -> None:
    lines = (
        "Illustrative library, ana@example.org\n"
        "illustrative MUSEUM\tBea Example\t<bea@example.org>\n\n"
        "Illustrative library; ana@example.org"
    )
    response = staff_pages.post("invite_many", {"lines": lines})
    assert response.status_code == 302
    run_jobs()
    assert sorted(sent.to[0] for sent in mail.outbox) == ["ana@example.org", "bea@example.org"]
    staff_pages.post("invite_many", {"lines": lines})
    run_jobs()
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Illustrative library", "Line 2: there is no e-mail address in it."),
        ("Illustrative library, ana@", "Line 2: there is no e-mail address in it."),
        ("Illustrative library, ana@example", "Line 2: “ana@example” is not an e-mail address."),
        ("ana@example.org", "Line 2: it names no organization."),
        ("Illustrative libary, ana@example.org", "Is it “Illustrative library”?"),
        ("Quite another thing, ana@example.org", "there is no partner “Quite another thing”. Add it first."),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_sent(
    staff_pages: Pages, library: Partner, museum: Partner, line: str, problem: str
) -> None:
    response = staff_pages.post("invite_many", {"lines": f"Illustrative museum, bea@example.org\n{line}"})
    assert response.status_code == 422
    assert problem in seen(response)
    assert mail.outbox == []


def test_known_addresses_are_filled_in(
    staff_pages: Pages, library: Partner, museum: Partner, alliance: Alliance
) -> None:
    library.organization.email = "desk@example.org"
    library.organization.save()
    Person.objects.create(
        alliance=alliance, partner=museum, name="Bea", email="bea@example.org", is_main_contact=True
    )
    PartnerFactory(
        alliance=alliance, organization=OrganizationFactory(alliance=alliance, name="Illustrative zoo")
    )
    text = staff_pages.text("invite_many")
    assert "Nobody keeps the profiles of 3 partners." in text
    assert "Illustrative library, desk@example.org" in text
    assert "Illustrative museum, bea@example.org" in text
    assert "No address is known of Illustrative zoo" in text


def test_only_staff_invite(own_pages: Pages, board_pages: Pages, library: Partner) -> None:
    for pages in (own_pages, board_pages):
        assert pages.post("invite_many", {"lines": "x"}).status_code == 404
        assert pages.post("invite", {"email": "a@example.org"}, pk=library.pk).status_code == 404


def test_an_editor_is_removed_by_staff(
    staff_pages: Pages, own_pages: Pages, library: Partner, librarian: User
) -> None:
    editor = OrganizationEditor.objects.for_alliance(library.alliance).get()
    assert own_pages.post("editor_remove", pk=library.pk, editor=editor.pk).status_code == 404
    assert staff_pages.post("editor_remove", pk=library.pk, editor=editor.pk).status_code == 302
    assert keepers(library) == set()
    assert own_pages.get("edit", pk=library.pk, part="about").status_code == 404


def test_a_new_partner_can_be_invited_in_the_same_go(staff_pages: Pages, alliance: Alliance) -> None:
    data = {"name": "Illustrative zoo", "sector": "museum", "status": "active", "invited": "zoe@example.org"}
    staff_pages.post("new", data)
    assert mail.outbox[0].to == ["zoe@example.org"]
