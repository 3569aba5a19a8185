"""The alliance's leadership team: who, from where, as what."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.partners import answers, queries
from trellis.apps.partners.forms.people import LeadershipForm
from trellis.apps.partners.models import Person
from trellis.apps.partners.services import people
from trellis.apps.partners.views.frame import tabs, url
from trellis.apps.partners.visibility import Audience, audience_of


@require(Permission.VIEW_PARTNERS)
def team(request: AllianceRequest) -> HttpResponse:
    """Who leads the alliance; staff add people here."""
    audience = audience_of(request.standing)
    is_staff = audience is Audience.STAFF
    form = None
    if is_staff:
        candidates = queries.possible_leaders(request.alliance)
        form = LeadershipForm(request.POST or None, people=candidates)
        if request.method == "POST" and form.is_valid():
            person = form.cleaned_data["person"]
            people.set_leadership(person=person, role=form.cleaned_data["role"], by=request.user)
            messages.success(request, _("%(person)s is on the leadership team.") % {"person": person})
            return redirect(url(request, "leadership"))
    elif request.method == "POST":
        raise Http404("Only backbone staff change the leadership team.")
    seats = queries.leadership_seats(request.alliance, audience)
    context = {
        "seats": seats,
        "answer": answers.leadership(seats),
        "backbones": queries.backbones(request.alliance, audience),
        "form": form,
        "has_candidates": is_staff and candidates.exists(),
        "roles": Person.LeadershipRole.choices,
        "tabs": tabs(request, "partners:leadership"),
    }
    return render(request, "partners/leadership.html", context, status=422 if form and form.errors else 200)


@require(Permission.MANAGE_PARTNERS)
@require_POST
def change_role(request: AllianceRequest, person: int) -> HttpResponse:
    """Gives somebody on the team another role, or takes them off it."""
    found = queries.leadership_team(request.alliance).filter(pk=person).first()
    if found is None:
        raise Http404("There is no such person on the leadership team.")
    try:
        changed = people.set_leadership(person=found, role=request.POST.get("role", ""), by=request.user)
    except ValidationError as error:
        raise Http404("There is no such role.") from error
    said = (
        _("%(person)s has another role now.")
        if changed.leadership_role
        else _("%(person)s is off the leadership team.")
    )
    messages.success(request, said % {"person": changed})
    return redirect(url(request, "leadership"))
