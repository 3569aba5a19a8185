"""One program: its page, and what can be done to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.audit.sentences import sentence
from trellis.apps.core.permissions import Permission
from trellis.apps.organizations import queries as organization_queries
from trellis.apps.programs import answers, cards, freshness, queries, tables
from trellis.apps.programs.forms import ProgramForm, RatingForm
from trellis.apps.programs.models import Program, QualityRating
from trellis.apps.programs.services import programs, ratings
from trellis.apps.programs.views.frame import program_to_edit, tabs, url


@require(Permission.VIEW_PROGRAMS)
def program(request: AllianceRequest, pk: int) -> HttpResponse:
    """Everything about a program, each fact with where it came from."""
    found = queries.program(request.alliance, pk)
    if found is None:
        raise Http404("There is no such program.")
    sessions = list(queries.sessions_of(found))
    limits, today = freshness.limits_of(request.alliance), timezone.localdate()
    may_edit = queries.editable_programs(request.standing).filter(pk=pk).exists()
    word, tone = tables.state_label(found, limits, today)
    context: dict[str, Any] = {
        "program": found,
        "answer": answers.program(found, sessions),
        "state": word,
        "state_tone": tone,
        "facts": cards.facts(found, organization_url=url(request, "organization", pk=found.organization_id)),
        "sessions": [cards.session(each, today) for each in sessions],
        "ratings": queries.ratings_of(found),
        "may_edit": may_edit,
        "may_manage": request.standing.may(Permission.MANAGE_PROGRAMS),
        "is_waiting": may_edit and answers.is_waiting(found, limits, today),
        "crumbs": [(_("Programs"), url(request, "directory"))],
        "is_new": may_edit and not sessions,
    }
    if may_edit:
        context["questions"] = queries.questions_about(found)[:5]
        context["history"] = [
            {
                "who": str(entry.by) if entry.by else entry.by_name or _("Trellis itself"),
                "what": sentence(entry),
                "at": entry.at,
            }
            for entry in queries.history_of(found, sessions)
        ]
    return render(request, "programs/program.html", context)


@require(Permission.EDIT_OWN_PROGRAMS)
def new(request: AllianceRequest) -> HttpResponse:
    """A new program; its first session is the next step."""
    organizations = organization_queries.editable_by(request.standing)
    form = ProgramForm(
        request.POST or None, instance=Program(alliance=request.alliance), organizations=organizations
    )
    if request.method == "POST" and form.is_valid():
        made = programs.create(by=request.user, **form.values())
        messages.success(
            request,
            _("%(program)s is in the directory. Say now when and where it happens.") % {"program": made},
        )
        return redirect(url(request, "session_new", pk=made.pk))
    return _form_page(request, form, None)


@require(Permission.EDIT_OWN_PROGRAMS)
def edit(request: AllianceRequest, pk: int) -> HttpResponse:
    """Changes a program."""
    found = program_to_edit(request, pk)
    form = ProgramForm(
        request.POST or None,
        instance=queries.program(request.alliance, pk),
        organizations=organization_queries.editable_by(request.standing),
        initial={"confirmed": not request.standing.may(Permission.MANAGE_PROGRAMS)},
    )
    if request.method == "POST" and form.is_valid():
        programs.change(
            program=found, by=request.user, confirmed=form.cleaned_data["confirmed"], **form.values()
        )
        messages.success(request, _("Saved."))
        return redirect(url(request, "program", pk=pk))
    return _form_page(request, form, found)


@require(Permission.EDIT_OWN_PROGRAMS)
@require_POST
def confirm(request: AllianceRequest, pk: int) -> HttpResponse:
    """Says that all of an entry is true today."""
    found = programs.confirm(program=program_to_edit(request, pk), by=request.user)
    messages.success(request, _("%(program)s is confirmed as of today. Thank you.") % {"program": found})
    return redirect(
        url(request, "mine" if request.POST.get("from") == "mine" else "program", **_of(request, pk))
    )


@require(Permission.EDIT_OWN_PROGRAMS)
@require_POST
def status(request: AllianceRequest, pk: int) -> HttpResponse:
    """Lists a program, hides it from the public, or says that it is no longer offered."""
    found = program_to_edit(request, pk)
    wanted = request.POST.get("status", "")
    if wanted not in Program.Status.values:
        raise Http404("There is no such status.")
    programs.set_status(program=found, status=Program.Status(wanted), by=request.user)
    said = {
        Program.Status.ACTIVE: _("%(program)s is listed again."),
        Program.Status.HIDDEN: _("%(program)s is hidden from the public."),
        Program.Status.ENDED: _("%(program)s is kept as no longer offered."),
    }
    messages.success(request, said[Program.Status(wanted)] % {"program": found})
    return redirect(url(request, "program", pk=pk))


@require(Permission.MANAGE_PROGRAMS)
def delete(request: AllianceRequest, pk: int) -> HttpResponse:
    """Removes a program, after a page that says what goes with it."""
    found = program_to_edit(request, pk)
    if request.method == "POST":
        programs.delete(program=found, by=request.user)
        messages.success(request, _("%(program)s is removed.") % {"program": found})
        return redirect(url(request, "directory"))
    context = {
        "title": _("Remove %(program)s?") % {"program": found},
        "text": _(
            "Its sessions and ratings go with it. "
            "If it is only no longer offered, say that instead: then it is kept."
        ),
        "back_url": url(request, "program", pk=pk),
    }
    return render(request, "programs/remove.html", context)


@require(Permission.MANAGE_PROGRAMS)
def rate(request: AllianceRequest, pk: int) -> HttpResponse:
    """Adds a quality rating."""
    found = program_to_edit(request, pk)
    form = RatingForm(request.POST or None, instance=QualityRating(alliance=request.alliance, program=found))
    if request.method == "POST" and form.is_valid():
        ratings.add(program=found, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(url(request, "program", pk=pk))
    context = {"form": form, "program": found, "back_url": url(request, "program", pk=pk)}
    return render(request, "programs/rating_form.html", context, status=422 if form.errors else 200)


@require(Permission.MANAGE_PROGRAMS)
@require_POST
def unrate(request: AllianceRequest, pk: int, rating: int) -> HttpResponse:
    """Removes a quality rating."""
    found = queries.ratings_of(program_to_edit(request, pk)).filter(pk=rating).first()
    if found is None:
        raise Http404("There is no such rating.")
    ratings.remove(rating=found, by=request.user)
    messages.success(request, _("The rating is removed."))
    return redirect(url(request, "program", pk=pk))


def _of(request: AllianceRequest, pk: int) -> dict[str, int]:
    return {} if request.POST.get("from") == "mine" else {"pk": pk}


def _form_page(request: AllianceRequest, form: ProgramForm, found: Program | None) -> HttpResponse:
    context = {
        "form": form,
        "program": found,
        "tabs": () if found else tabs(request, "mine"),
        "crumbs": [(found.name, url(request, "program", pk=found.pk))] if found else [],
        "has_organizations": organization_queries.editable_by(request.standing).exists(),
        "back_url": url(request, "program", pk=found.pk) if found else url(request, "mine"),
    }
    return render(request, "programs/program_form.html", context, status=422 if form.errors else 200)
