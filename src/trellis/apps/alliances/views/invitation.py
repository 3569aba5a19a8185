"""The page that an invitation's e-mail leads to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from trellis.apps.accounts import signup
from trellis.apps.accounts.models import User
from trellis.apps.alliances import queries
from trellis.apps.alliances.services import invitations
from trellis.apps.alliances.signals import TOKEN_KEY
from trellis.apps.core.access import public


@public
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Joins who is signed in; leads others to make an account, or to sign in to the one they have."""
    found = queries.invitation_by_token(token)
    if found is None:
        return render(request, "alliances/invitation_closed.html", status=404)
    if request.user.is_authenticated:
        if request.method == "POST":
            try:
                invitations.accept(invitation=found, by=request.user)
            except invitations.InvitationClosedError:
                return render(request, "alliances/invitation_closed.html", status=404)
            messages.success(request, _("Welcome to %(alliance)s.") % {"alliance": found.alliance})
            return redirect(found.alliance.get_absolute_url())
        return render(request, "alliances/invitation.html", {"invitation": found})
    has_account = User.objects.filter(email__iexact=found.email).exists()
    if not has_account:
        signup.admit(request, email=found.email)
        request.session[TOKEN_KEY] = token
    return render(request, "alliances/invitation.html", {"invitation": found, "has_account": has_account})
