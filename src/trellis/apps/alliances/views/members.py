"""Members and invitations."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from trellis.apps.alliances import queries
from trellis.apps.alliances.forms import ROLE_CHOICES, InvitationForm, RoleForm
from trellis.apps.alliances.models import Invitation, Membership
from trellis.apps.alliances.services import invitations, members
from trellis.apps.alliances.views.back import back_to
from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission

FILES = "django.core.mail.backends.filebased.EmailBackend"


class _Links:
    """Makes the address of an invitation, and knows the last it made: it is kept nowhere else."""

    def __init__(self, request: AllianceRequest) -> None:
        self.request = request
        self.last = ""

    def __call__(self, token: str) -> str:
        address = reverse("alliances:invitation", kwargs={"token": token})
        self.last = self.request.build_absolute_uri(address)
        return self.last


def _page(
    request: AllianceRequest, form: InvitationForm, status: int = 200, given: tuple[str, str] | None = None
) -> HttpResponse:
    """The page of members; `given` is an address just invited and its link, shown this once."""
    context = {
        "given": given,
        "form": form,
        "members": queries.members_of(request.alliance),
        "invitations": queries.open_invitations(request.alliance),
        "roles": ROLE_CHOICES,
    }
    return render(request, "alliances/members.html", context, status=status)


@require(Permission.MANAGE_MEMBERS)
@never_cache
def people(request: AllianceRequest) -> HttpResponse:
    """Who belongs to the alliance, who is invited, and the form to invite more."""
    if request.method != "POST":
        return _page(request, InvitationForm())
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    links = _Links(request)
    try:
        invitations.invite(
            alliance=request.alliance,
            email=form.cleaned_data["email"],
            role=form.cleaned_data["role"],
            by=request.user,
            address=links,
        )
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, form, status=422)
    except invitations.InvitationNotSentError:
        _say_not_sent(request)
    else:
        if settings.EMAIL_BACKEND == FILES:
            return _page(request, InvitationForm(), given=(form.cleaned_data["email"], links.last))
        messages.success(
            request, _("An invitation is on its way to %(email)s.") % {"email": form.cleaned_data["email"]}
        )
    return redirect(back_to(request, "alliances:members"))


@require(Permission.MANAGE_MEMBERS)
@require_POST
def change_role(request: AllianceRequest, pk: int) -> HttpResponse:
    """Gives a member another role."""
    membership = _membership(request, pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            members.change_role(membership=membership, role=form.cleaned_data["role"], by=request.user)
            messages.success(request, _("%(person)s has another role now.") % {"person": membership.user})
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return redirect("alliances:members", alliance=request.alliance.slug)


@require(Permission.MANAGE_MEMBERS)
@require_POST
def remove(request: AllianceRequest, pk: int) -> HttpResponse:
    """Ends a membership."""
    membership = _membership(request, pk)
    try:
        members.remove(membership=membership, by=request.user)
        messages.success(request, _("%(person)s is no longer a member.") % {"person": membership.user})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("alliances:members", alliance=request.alliance.slug)


@require(Permission.MANAGE_MEMBERS)
@require_POST
@never_cache
def resend(request: AllianceRequest, pk: int) -> HttpResponse:
    """Sends an invitation again, with a new link."""
    invitation = _invitation(request, pk)
    links = _Links(request)
    try:
        invitations.resend(invitation=invitation, by=request.user, address=links)
        if settings.EMAIL_BACKEND == FILES:
            return _page(request, InvitationForm(), given=(invitation.email, links.last))
        messages.success(request, _("Sent again to %(email)s.") % {"email": invitation.email})
    except invitations.InvitationNotSentError:
        _say_not_sent(request)
    except invitations.InvitationClosedError:
        messages.info(request, _("It has been answered meanwhile."))
    return redirect("alliances:members", alliance=request.alliance.slug)


@require(Permission.MANAGE_MEMBERS)
@require_POST
def withdraw(request: AllianceRequest, pk: int) -> HttpResponse:
    """Takes an invitation back."""
    invitation = _invitation(request, pk)
    try:
        invitations.withdraw(invitation=invitation, by=request.user)
        messages.success(
            request, _("The invitation of %(email)s is withdrawn.") % {"email": invitation.email}
        )
    except invitations.InvitationClosedError:
        messages.info(request, _("It has been answered meanwhile."))
    return redirect("alliances:members", alliance=request.alliance.slug)


def _say_not_sent(request: AllianceRequest) -> None:
    messages.error(
        request,
        _("The invitation is kept, but the mail server didn't take the e-mail. Use “Send again” in a while."),
    )


def _membership(request: AllianceRequest, pk: int) -> Membership:
    found = queries.members_of(request.alliance).filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such member.")
    return found


def _invitation(request: AllianceRequest, pk: int) -> Invitation:
    found = queries.open_invitations(request.alliance).select_related("alliance").filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such invitation.")
    return found
