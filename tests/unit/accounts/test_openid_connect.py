"""Sign-in with a district's or university's OpenID Connect: known people and the invited, nobody else."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialLogin
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory
from django.urls import reverse

from trellis.apps.accounts import signup
from trellis.apps.accounts.adapters import SocialAccountAdapter
from trellis.apps.accounts.models import User

pytestmark = pytest.mark.django_db

SERVER = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": "Example University",
                "client_id": "trellis",
                "secret": "secret",
                "settings": {"server_url": "https://id.example.edu"},
            }
        ]
    }
}


def test_the_sign_in_page_offers_it_where_it_is_on(client: Client, settings: Any) -> None:
    assert "Example University" not in client.get(reverse("account_login")).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = SERVER
    assert "Sign in with Example University" in client.get(reverse("account_login")).content.decode()


@pytest.mark.parametrize(
    ("invited", "address", "verified", "may"),
    [
        ("new@example.edu", "New@example.edu", True, True),
        ("new@example.edu", "new@example.edu", False, False),
        ("new@example.edu", "other@example.edu", True, False),
        ("", "new@example.edu", True, False),
    ],
)
def test_an_account_is_made_for_the_invited_address_only(
    invited: str, address: str, verified: bool, may: bool
) -> None:
    request = RequestFactory().get("/")
    request.session = SessionStore()
    if invited:
        signup.admit(request, email=invited)
    login = SocialLogin(user=User(), email_addresses=[EmailAddress(email=address, verified=verified)])
    assert SocialAccountAdapter(request).is_open_for_signup(request, login) is may
