"""Accounts come by invitation; people sign in with a password or a code."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from tests.factories import PASSWORD, AllianceFactory, InvitationFactory, UserFactory

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Membership
from trellis.apps.core.permissions import Role

pytestmark = pytest.mark.django_db


def test_without_an_invitation_there_is_no_account(client: Client) -> None:
    response = client.post(
        reverse("account_signup"), {"email": "a@example.org", "full_name": "A", "password1": PASSWORD}
    )
    assert "invitation" in response.content.decode()
    assert not User.objects.exists()


def sign_up(client: Client, **form: str) -> Membership:
    """Follows an invitation and makes the account that it leads to."""
    alliance = AllianceFactory()
    InvitationFactory(alliance=alliance, email="new@example.org", role=Role.CONTRIBUTOR, token="secret")
    page = client.get(reverse("alliances:invitation", kwargs={"token": "secret"}))
    assert reverse("account_signup") in page.content.decode()
    response = client.post(reverse("account_signup"), {"full_name": "Somebody New", **form}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("alliances:home", kwargs={"alliance": alliance.slug})
    return Membership.objects.for_alliance(alliance).get(user__email="new@example.org")


def test_an_invitation_makes_an_account_and_a_member(client: Client) -> None:
    membership = sign_up(client, password1=PASSWORD)
    assert membership.role == Role.CONTRIBUTOR
    assert membership.user.full_name == "Somebody New"
    assert membership.user.check_password(PASSWORD)
    assert membership.user.emailaddress_set.get().verified


def test_the_address_is_the_invited_one_whatever_is_sent(client: Client) -> None:
    membership = sign_up(client, email="other@example.org")
    assert membership.user.email == "new@example.org"


def test_an_account_without_a_password_signs_in_with_a_code(client: Client) -> None:
    sign_up(client)
    client.logout()
    client.post(reverse("account_request_login_code"), {"email": "new@example.org"})
    code = re.search(r"^[A-Z0-9]{3,}-?[A-Z0-9]{3,}$", mail.outbox[-1].body, re.MULTILINE)
    assert code is not None, mail.outbox[-1].body
    response = client.post(reverse("account_confirm_login_code"), {"code": code.group()})
    assert response.status_code == 302
    assert client.session["_auth_user_id"]


def test_a_password_signs_in_whatever_the_case_of_the_address(client: Client) -> None:
    user = UserFactory(email="someone@example.org")
    client.post(reverse("account_login"), {"login": "Someone@Example.org", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_guessing_passwords_is_slowed_down(client: Client) -> None:
    user = UserFactory()
    for _attempt in range(12):
        response = client.post(reverse("account_login"), {"login": user.email, "password": "wrong"})
    assert "Too many failed login attempts" in response.content.decode() or response.status_code == 429


def test_the_chosen_language_is_remembered(client: Client) -> None:
    user = UserFactory()
    client.force_login(user)
    response = client.post(reverse("accounts:language"), {"language": "es", "next": "/accounts/profile/"})
    assert response.url == "/accounts/profile/"
    user.refresh_from_db()
    assert user.preferred_language == "es"
    assert 'lang="es"' in client.get("/accounts/profile/").content.decode()


def test_the_language_form_leads_nowhere_else(client: Client) -> None:
    response = client.post(reverse("accounts:language"), {"language": "es", "next": "https://evil.example/"})
    assert response.url == "/"
