"""Invites people to keep profiles, one or many at once."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from trellis.apps.alliances.services.invitations import InvitationNotSentError
from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.organizations import services as organizations
from trellis.apps.partners import queries
from trellis.apps.partners.forms.inviting import InviteForm, InviteManyForm
from trellis.apps.partners.models import Partner
from trellis.apps.partners.services import invitations
from trellis.apps.partners.services.invitations import Outcome
from trellis.apps.partners.views.frame import partner_to_edit, site_address, tabs, url

FILES = "django.core.mail.backends.filebased.EmailBackend"


@require(Permission.MANAGE_PARTNERS)
@never_cache
def one(request: AllianceRequest, pk: int) -> HttpResponse:
    """Invites somebody to keep a partner's profile."""
    found = partner_to_edit(request, pk)
    form = InviteForm(request.POST or None, initial={"email": _likely(found)})
    if request.method == "POST" and form.is_valid():
        try:
            invite_and_say(request, found, form.cleaned_data["email"])
        except ValidationError as error:
            form.add_error("email", " ".join(error.messages))
        else:
            return redirect(url(request, "partner", pk=pk))
    context = {
        "form": form,
        "partner": found,
        "crumbs": [
            (_("Partners"), url(request, "directory")),
            (found.organization.name, url(request, "partner", pk=pk)),
        ],
    }
    return render(request, "partners/invite.html", context, status=422 if form.errors else 200)


@require(Permission.MANAGE_PARTNERS)
def many(request: AllianceRequest) -> HttpResponse:
    """Invites many people from a list; what is known of those whom nobody keeps is filled in."""
    partners = list(queries.partners_of(request.alliance).exclude(status=Partner.Status.LEFT))
    waiting = queries.without_editor(request.alliance)
    lines = [f"{row.organization.name}, {row.likely_email}" for row in waiting if row.likely_email]
    form = InviteManyForm(request.POST or None, partners=partners, initial={"lines": "\n".join(lines)})
    if request.method == "POST" and form.is_valid():
        job = invitations.start_inviting(
            alliance=request.alliance,
            invitations=form.cleaned_data["lines"],
            by=request.user,
            site=site_address(request),
        )
        messages.success(request, _("The invitations are on their way. This page shows how far they are."))
        return redirect(job.get_absolute_url())
    context = {
        "form": form,
        "tabs": tabs(request, "partners:invite_many"),
        "waiting": len(waiting),
        "prepared": len(lines),
        "without_address": [row for row in waiting if not row.likely_email],
    }
    return render(request, "partners/invite_many.html", context, status=422 if form.errors else 200)


@require(Permission.MANAGE_PARTNERS)
@require_POST
def remove_editor(request: AllianceRequest, pk: int, editor: int) -> HttpResponse:
    """Lets somebody no longer keep a partner's profile."""
    found = (
        queries.editors_of(partner_to_edit(request, pk))
        .select_related("organization", "alliance", "user")
        .filter(pk=editor)
        .first()
    )
    if found is None:
        raise Http404("There is no such editor.")
    organizations.remove_editor(editor=found, by=request.user)
    messages.success(request, _("%(person)s no longer keeps this profile.") % {"person": found.user})
    return redirect(url(request, "partner", pk=pk))


def invite_and_say(request: AllianceRequest, partner: Partner, email: str) -> None:
    """Invites somebody and says what became of it."""
    links: list[str] = []

    def address(token: str) -> str:
        path = reverse("alliances:invitation", kwargs={"token": token})
        links.append(request.build_absolute_uri(path))
        return links[-1]

    try:
        outcome = invitations.invite(partner=partner, email=email, by=request.user, address=address)
    except InvitationNotSentError:
        messages.error(
            request,
            _("The invitation is kept, but the mail server didn't take the e-mail. Try again in a while."),
        )
        return
    said = {
        Outcome.SENT: _("An invitation is on its way to %(email)s."),
        Outcome.SENT_BEFORE: _("%(email)s was invited before; that invitation is now for this profile too."),
        Outcome.MEMBER: _("%(email)s is a member already, and keeps this profile from now on."),
    }
    messages.success(request, said[outcome] % {"email": email})
    if links and settings.EMAIL_BACKEND == FILES:
        messages.warning(
            request,
            _("No mail server is set up, so nothing was sent. Give them this link yourself: %(link)s")
            % {"link": links[-1]},
        )


def _likely(partner: Partner) -> str:
    """The address of the partner's main contact, of anybody there, or of the organization."""
    people = sorted(partner.people.all(), key=lambda person: not person.is_main_contact)
    return next((person.email for person in people if person.email), partner.organization.email)
