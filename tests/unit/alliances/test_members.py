"""People join by invitation, change roles, and leave; an admin stays."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories import AllianceFactory, InvitationFactory, MembershipFactory, UserFactory, member

from trellis.apps.accounts.models import User
from trellis.apps.alliances import queries
from trellis.apps.alliances.models import Invitation, Membership
from trellis.apps.alliances.services import invitations, members
from trellis.apps.core.permissions import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def admin(signed_in_as: Callable[[User], Client]) -> Client:
    """An admin of the alliance "ours"."""
    return signed_in_as(member(AllianceFactory(slug="ours"), Role.ADMIN))


def invite(admin: Client, email: str = "new@example.org") -> None:
    admin.post(reverse("alliances:members", args=["ours"]), {"email": email, "role": Role.STAFF.value})


def link() -> str:
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found.group(1)


def test_an_invitation_is_sent_and_brings_somebody_in(admin: Client) -> None:
    invite(admin)
    assert mail.outbox[0].to == ["new@example.org"]
    user = UserFactory(email="new@example.org")
    browser = Client()
    browser.force_login(user)
    assert browser.post(link()).url == reverse("alliances:home", args=["ours"])
    assert Membership.objects.across_alliances().get(user=user).role == Role.STAFF


def test_the_link_is_on_no_page_and_in_no_row(admin: Client) -> None:
    invite(admin)
    token = link().split("/")[-2]
    assert token not in admin.get(reverse("alliances:members", args=["ours"])).content.decode()
    assert token not in str(Invitation.objects.across_alliances().values().get())


def test_without_a_mail_server_the_link_is_shown_once_and_kept_nowhere(
    admin: Client, settings: LazySettings, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    members_page = reverse("alliances:members", args=["ours"])
    first = admin.post(members_page, {"email": "new@example.org", "role": Role.STAFF.value})
    invitation = Invitation.objects.across_alliances().get()
    again = admin.post(reverse("alliances:invitation_resend", args=["ours", invitation.pk]))
    invitation.refresh_from_db()
    for page in (first, again):
        assert "No mail server is set up" in page.content.decode()
        assert "no-store" in page.headers["Cache-Control"]
    found = re.search(r"<code>http://testserver(/\S+/([^/]+)/)</code>", again.content.decode())
    assert found is not None
    assert Client().get(found[1]).status_code == 200
    assert found[2] not in admin.get(members_page).content.decode()
    assert found[2] not in str(vars(invitation))


def test_a_link_works_once(admin: Client) -> None:
    invite(admin)
    for user, status in ((UserFactory(), 302), (UserFactory(), 404)):
        browser = Client()
        browser.force_login(user)
        assert browser.post(link()).status_code == status


def test_sending_again_replaces_the_link(admin: Client) -> None:
    invite(admin)
    first = link()
    invitation = Invitation.objects.across_alliances().get()
    admin.post(reverse("alliances:invitation_resend", args=["ours", invitation.pk]))
    assert link() != first
    assert Client().get(first).status_code == 404
    assert Client().get(link()).status_code == 200


def test_a_withdrawn_or_old_invitation_is_closed(admin: Client) -> None:
    invite(admin)
    Invitation.objects.across_alliances().update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(link()).status_code == 404
    invitation = Invitation.objects.across_alliances().get()
    admin.post(reverse("alliances:invitation_withdraw", args=["ours", invitation.pk]))
    assert not Invitation.objects.across_alliances().exists()


def test_who_was_invited_or_is_a_member_is_not_invited_again(admin: Client) -> None:
    invite(admin)
    page = admin.post(
        reverse("alliances:members", args=["ours"]), {"email": "New@example.org", "role": Role.STAFF.value}
    )
    assert page.status_code == 422
    assert "has been invited already" in page.content.decode()
    assert len(mail.outbox) == 1


def test_an_invitation_that_ran_out_makes_room_for_another(admin: Client) -> None:
    invite(admin)
    Invitation.objects.across_alliances().update(expires_at=timezone.now() - timedelta(days=1))
    invite(admin)
    assert len(mail.outbox) == 2
    assert Invitation.objects.across_alliances().get().is_open


def test_a_mail_server_that_is_down_does_not_lose_the_invitation(admin: Client) -> None:
    with patch("trellis.apps.alliances.services.invitations.send_mail", side_effect=ConnectionRefusedError):
        page = admin.post(
            reverse("alliances:members", args=["ours"]),
            {"email": "new@example.org", "role": Role.STAFF.value},
            follow=True,
        )
    assert "Send again" in page.content.decode()
    assert Invitation.objects.across_alliances().count() == 1


def test_a_member_who_follows_another_invitation_keeps_their_role() -> None:
    membership = MembershipFactory(role=Role.ADMIN)
    invitation = InvitationFactory(alliance=membership.alliance, role=Role.CONTRIBUTOR)
    invitations.accept(invitation=invitation, by=membership.user)
    assert queries.members_of(membership.alliance).get().role == Role.ADMIN


def test_the_last_admin_stays() -> None:
    only = MembershipFactory(role=Role.ADMIN)
    with pytest.raises(ValidationError, match="only admin"):
        members.change_role(membership=only, role=Role.STAFF, by=only.user)
    with pytest.raises(ValidationError, match="only admin"):
        members.remove(membership=only, by=only.user)
    MembershipFactory(alliance=only.alliance, role=Role.ADMIN)
    members.remove(membership=only, by=only.user)
    assert queries.members_of(only.alliance).count() == 1


def test_members_of_other_alliances_are_out_of_reach(admin: Client) -> None:
    stranger = MembershipFactory()
    response = admin.post(reverse("alliances:member_remove", args=["ours", stranger.pk]))
    assert response.status_code == 404
    assert Membership.objects.across_alliances().filter(pk=stranger.pk).exists()
