"""Sessions of a program, added, changed and removed."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.programs import queries
from trellis.apps.programs.forms import SessionForm, SiteForm
from trellis.apps.programs.models import Program, Session, Site
from trellis.apps.programs.services import sessions, sites
from trellis.apps.programs.views.frame import program_to_edit, session_to_edit, url

NEW_SITE = "new_site"


@require(Permission.EDIT_OWN_PROGRAMS)
def new(request: AllianceRequest, pk: int) -> HttpResponse:
    """A new session of a program."""
    program = program_to_edit(request, pk)
    return _form(request, program, Session(alliance=request.alliance, program=program))


@require(Permission.EDIT_OWN_PROGRAMS)
def edit(request: AllianceRequest, pk: int, session: int) -> HttpResponse:
    """Changes a session."""
    program = program_to_edit(request, pk)
    return _form(request, program, session_to_edit(program, session))


@require(Permission.EDIT_OWN_PROGRAMS)
def delete(request: AllianceRequest, pk: int, session: int) -> HttpResponse:
    """Removes a session, after a page that asks."""
    program = program_to_edit(request, pk)
    found = session_to_edit(program, session)
    if request.method == "POST":
        sessions.delete(session=found, by=request.user)
        messages.success(request, _("The session is removed."))
        return redirect(url(request, "program", pk=pk))
    context = {
        "title": _("Remove this session of %(program)s?") % {"program": program},
        "text": _("The program stays in the directory, with its other sessions."),
        "back_url": url(request, "program", pk=pk),
    }
    return render(request, "programs/remove.html", context)


def _form(request: AllianceRequest, program: Program, session: Session) -> HttpResponse:
    """The form of a session, with the fields of a new place below the places known."""
    is_new = session.pk is None
    form = SessionForm(request.POST or None, instance=session, sites=queries.sites_for(program))
    # A place is new where anything of it is filled in; then all of it is checked.
    wants_place = any(
        str(value).strip() for name, value in request.POST.items() if name.startswith(f"{NEW_SITE}-")
    )
    place = SiteForm(
        request.POST if wants_place else None, instance=Site(alliance=request.alliance), prefix=NEW_SITE
    )
    if request.method == "POST" and form.is_valid() and (not wants_place or place.is_valid()):
        _save(request, program, None if is_new else session_to_edit(program, session.pk), form, place)
        messages.success(request, _("Saved."))
        return redirect(url(request, "program", pk=program.pk))
    context = {
        "form": form,
        "place": place,
        "place_open": wants_place or not form.fields["site"].queryset.exists(),  # type: ignore[attr-defined]
        "program": program,
        "session": None if is_new else session,
        "crumbs": [(program.name, url(request, "program", pk=program.pk))],
        "back_url": url(request, "program", pk=program.pk),
    }
    wrong = request.method == "POST"
    return render(request, "programs/session_form.html", context, status=422 if wrong else 200)


def _save(
    request: AllianceRequest, program: Program, stored: Session | None, form: SessionForm, place: SiteForm
) -> None:
    values = dict(form.cleaned_data)
    with transaction.atomic():
        if place.is_bound:
            values["site"] = sites.create(
                alliance=request.alliance,
                by=request.user,
                organization=program.organization,
                **place.cleaned_data,
            )
        if stored is None:
            sessions.create(program=program, by=request.user, **values)
        else:
            sessions.change(session=stored, by=request.user, **values)
