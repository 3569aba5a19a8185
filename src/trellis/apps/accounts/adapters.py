"""How allauth's flows follow our rules: sign-up by invitation only."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest

from trellis.apps.accounts import signup
from trellis.apps.accounts.models import User


def display_name(user: User) -> str:
    """How a person is called on pages and in e-mails."""
    return str(user)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts made with e-mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(signup.admitted_email(request))

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        # The invitation came by e-mail to this address.
        if email.lower() == signup.admitted_email(request):
            return True
        return bool(super().is_email_verified(request, email))

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.full_name = form.cleaned_data.get("full_name", "")
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Accounts made with OpenID Connect."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        admitted = signup.admitted_email(request)
        return bool(admitted) and any(
            address.verified and address.email.lower() == admitted for address in sociallogin.email_addresses
        )

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        user: User = super().populate_user(request, sociallogin, data)
        names = [data.get("first_name"), data.get("last_name")]
        user.full_name = data.get("name") or " ".join(name for name in names if name)
        return user
