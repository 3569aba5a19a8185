"""Each page of an account answers and wears the site's frame."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import PASSWORD, UserFactory

from trellis.apps.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name", ["account_login", "account_request_login_code", "account_reset_password", "account_signup"]
)
def test_the_public_sees_the_entrance(name: str, client: Client) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert b'class="masthead"' in response.content


@pytest.mark.parametrize(
    "name",
    [
        "accounts:profile",
        "account_email",
        "account_change_password",
        "account_logout",
        "mfa_index",
        "socialaccount_connections",
    ],
)
def test_a_person_sees_their_account(name: str, signed_in_as: Callable[[User], Client]) -> None:
    response = signed_in_as(UserFactory()).get(reverse(name))
    assert response.status_code == 200
    assert b'class="masthead"' in response.content


def test_two_step_sign_in_is_activated_after_the_password_was_typed_again(
    signed_in_as: Callable[[User], Client],
) -> None:
    client = signed_in_as(UserFactory())
    activate = reverse("mfa_activate_totp")

    asked = client.get(activate)
    assert asked.url.startswith(reverse("account_reauthenticate"))
    client.post(asked.url, {"password": PASSWORD})
    response = client.get(activate)
    assert response.status_code == 200
    assert b"data:image/svg+xml" in response.content
