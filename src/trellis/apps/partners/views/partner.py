"""One partner: its page, and what can be done to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.audit.sentences import sentence
from trellis.apps.core.permissions import Permission
from trellis.apps.organizations.models import Organization
from trellis.apps.partners import answers, cards, completeness, queries
from trellis.apps.partners.forms.profile import NewPartnerForm
from trellis.apps.partners.models import Partner
from trellis.apps.partners.profiles import profile_of
from trellis.apps.partners.services import partners
from trellis.apps.partners.views.frame import partner_to_edit, seen_partner, tabs, url
from trellis.apps.partners.views.inviting import invite_and_say
from trellis.apps.partners.visibility import Audience, audience_of


@require(Permission.VIEW_PARTNERS)
def partner(request: AllianceRequest, pk: int) -> HttpResponse:
    """Everything about a partner that this person may see."""
    found, audience = seen_partner(request, pk)
    profile = profile_of(found, audience)
    may_edit = audience is Audience.STAFF
    may_manage = audience_of(request.standing) is Audience.STAFF
    context: dict[str, Any] = {
        "partner": found,
        "profile": profile,
        "answer": answers.partner(profile),
        "facts": cards.facts(profile),
        "chips": cards.chips(profile),
        "places": cards.places(profile),
        "programs": queries.programs_of(found),
        "may_edit": may_edit,
        "may_manage": may_manage,
        "crumbs": [(_("Partners"), url(request, "directory"))],
        "confirmed": answers.confirmed(found),
    }
    if may_edit:
        context |= _keeping(found)
    if may_manage:
        context["statuses"] = [each for each in Partner.Status if each != found.status]
        context["invitations"] = queries.open_invitations_for(found)
    return render(request, "partners/partner.html", context)


def _keeping(found: Partner) -> dict[str, Any]:
    """What those see who may change the profile: how far it is, who keeps it, what was done to it."""
    complete = completeness.of(found)
    return {
        "complete": complete,
        "complete_said": answers.completeness(complete),
        "parts": cards.parts(found, complete),
        "editors": queries.editors_of(found),
        "questions": queries.questions_about(found)[:5],
        "history": [
            {
                "who": str(entry.by) if entry.by else entry.by_name or _("Trellis itself"),
                "what": sentence(entry),
                "at": entry.at,
            }
            for entry in queries.history_of(found)
        ],
    }


@require(Permission.MANAGE_PARTNERS)
def new(request: AllianceRequest) -> HttpResponse:
    """A new partner; whoever shall keep its profile can be invited in the same go."""
    form = NewPartnerForm(
        request.POST or None,
        instance=Organization(alliance=request.alliance),
        initial={"sector": request.GET.get("sector", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = partners.create(
                alliance=request.alliance,
                by=request.user,
                name=form.cleaned_data["name"],
                sector=form.cleaned_data["sector"],
                status=form.cleaned_data["status"],
                since=form.cleaned_data["since"],
                about=form.organization_values(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(partner)s is in the list.") % {"partner": made})
            if form.cleaned_data["invited"]:
                invite_and_say(request, made, form.cleaned_data["invited"])
            return redirect(url(request, "partner", pk=made.pk))
    context = {"form": form, "tabs": tabs(request, "partners:directory")}
    return render(request, "partners/new.html", context, status=422 if form.errors else 200)


@require(Permission.EDIT_OWN_PARTNER)
@require_POST
def confirm(request: AllianceRequest, pk: int) -> HttpResponse:
    """Says that all of a profile is true today."""
    found = partners.confirm(partner=partner_to_edit(request, pk), by=request.user)
    messages.success(request, _("%(partner)s is confirmed as of today. Thank you.") % {"partner": found})
    is_mine = request.POST.get("from") == "mine"
    return redirect(url(request, "mine") if is_mine else url(request, "partner", pk=pk))


@require(Permission.MANAGE_PARTNERS)
@require_POST
def status(request: AllianceRequest, pk: int) -> HttpResponse:
    """Makes a prospect a partner, pauses one, says that one has left, takes it back."""
    found = partner_to_edit(request, pk)
    wanted = request.POST.get("status", "")
    if wanted not in Partner.Status.values:
        raise Http404("There is no such status.")
    changed = partners.set_status(partner=found, status=wanted, by=request.user)
    messages.success(
        request,
        _("%(partner)s: %(status)s.") % {"partner": changed, "status": changed.get_status_display()},
    )
    return redirect(url(request, "partner", pk=pk))


@require(Permission.MANAGE_PARTNERS)
@require_POST
def backbone(request: AllianceRequest, pk: int) -> HttpResponse:
    """Says whether a partner is the backbone organization."""
    found = partner_to_edit(request, pk)
    partners.set_backbone(
        partner=found, is_backbone=request.POST.get("is_backbone") == "yes", by=request.user
    )
    messages.success(request, _("Saved."))
    return redirect(url(request, "partner", pk=pk))
