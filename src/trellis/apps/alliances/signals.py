"""What happens in alliances when something happens to an account."""

from typing import Any

from allauth.account.signals import user_signed_up
from django.dispatch import receiver
from django.http import HttpRequest

from trellis.apps.accounts import signup
from trellis.apps.accounts.models import User
from trellis.apps.alliances import queries
from trellis.apps.alliances.services import invitations

TOKEN_KEY = "invitation_token"  # noqa: S105  the name of a session key


@receiver(user_signed_up)
def join_by_invitation(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Makes somebody who signed up with an invitation a member."""
    token = request.session.pop(TOKEN_KEY, "")
    signup.close(request)
    invitation = queries.invitation_by_token(token) if token else None
    if invitation is not None:
        invitations.accept(invitation=invitation, by=user)
