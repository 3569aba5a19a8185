"""The waves: how they stand, who has answered (not what), opening, closing, mails."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.ties import queries, words
from trellis.apps.ties.forms.waves import ReopenForm, SectorsForm, WaveForm
from trellis.apps.ties.models import Wave
from trellis.apps.ties.services import mailing, rosters
from trellis.apps.ties.services import waves as services
from trellis.apps.ties.tables import asked_table, waves_table
from trellis.apps.ties.views import frame


@require(Permission.VIEW_TIES)
def waves(request: AllianceRequest) -> HttpResponse:
    """All waves with their response rates; drafts for who prepares them."""
    services.close_due(alliance=request.alliance)
    manages = request.standing.may(Permission.MANAGE_TIES)
    rows = [row for row in queries.with_response(request.alliance) if manages or not row.is_draft]
    context = {
        "table": waves_table(request.alliance, rows),
        "answer": words.overview(rows),
        "count": len(rows),
        "manages": manages,
    }
    return render(request, "ties/wave/list.html", context)


@require(Permission.VIEW_TIES)
def wave(request: AllianceRequest, pk: int) -> HttpResponse:
    """How a wave stands; for staff also who has finished and what to do next."""
    row = frame.found(request, pk)
    manages = request.standing.may(Permission.MANAGE_TIES)
    if row.is_draft and not manages:
        raise Http404("There is no such survey wave.")
    response = queries.response(row)
    hidden = queries.shows(row)
    context = {
        "wave": row,
        "manages": manages,
        "state": words.state(row),
        "when": words.when(row),
        "response": response,
        "answered": words.answered(row, response),
        "why_hidden": words.why_hidden(row, hidden),
        "is_shown": not hidden,
        "listed": queries.roster(row).count(),
        "sectors": queries.response_by_sector(row),
        "crumbs": frame.crumbs(request),
        **(_for_staff(row) if manages else {}),
    }
    if request.htmx and "response" in request.GET:
        return render(request, "ties/wave/_response.html", context)
    return render(request, "ties/wave/wave.html", context)


def _for_staff(row: Wave) -> dict[str, Any]:
    if row.is_imported:
        return {"own_sectors": queries.own_sectors(row)}
    return {
        "table": asked_table(row),
        "to_ask": mailing.due(row, reminder=False).count() if row.takes_answers else 0,
        "to_remind": mailing.due(row, reminder=True).count() if row.takes_answers else 0,
        "suggestions": queries.suggestions(row),
        "reopen": ReopenForm(),
    }


@require(Permission.MANAGE_TIES)
def new(request: AllianceRequest) -> HttpResponse:
    """Prepares a wave, with all active partners on its list and their contacts asked."""
    form = WaveForm(request.POST or None, instance=Wave(alliance=request.alliance))
    if request.method == "POST" and form.is_valid():
        made = services.create(alliance=request.alliance, by=request.user, **form.cleaned_data)
        rosters.put_on_list(
            wave=made,
            by=request.user,
            partners=() if made.is_of_people else rosters.missing_partners(made),
            people=rosters.missing_people(made) if made.is_of_people else (),
        )
        rosters.ask_contacts(wave=made, by=request.user)
        messages.success(
            request, _("It is prepared. Look at the list and at who is asked; nobody has got a mail yet.")
        )
        return redirect(frame.url(request, "wave", pk=made.pk))
    context = {"form": form, "wave": None, "crumbs": frame.crumbs(request)}
    return render(request, "ties/wave/form.html", context, status=422 if form.errors else 200)


@require(Permission.MANAGE_TIES)
def edit(request: AllianceRequest, pk: int) -> HttpResponse:
    """Changes a wave that isn't closed."""
    row = frame.survey(request, pk)
    if row.is_over:
        raise Http404("It is closed, so it stays as it is.")
    form = WaveForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        services.change(wave=row, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(frame.url(request, "wave", pk=pk))
    context = {"form": form, "wave": row, "crumbs": frame.crumbs(request, row)}
    return render(request, "ties/wave/form.html", context, status=422 if form.errors else 200)


@require(Permission.MANAGE_TIES)
@require_POST
def open_(request: AllianceRequest, pk: int) -> HttpResponse:
    """Lets people answer, and mails them their links."""
    row = frame.survey(request, pk)
    try:
        row = services.open_(wave=row, by=request.user)
    except ValidationError as error:
        frame.say(request, error)
        return redirect(frame.url(request, "wave", pk=pk))
    return _mailed(request, row, reminder=False)


@require(Permission.MANAGE_TIES)
@require_POST
def mail(request: AllianceRequest, pk: int) -> HttpResponse:
    """Sends the mails that are due: links to who has none yet, or reminders."""
    row = frame.survey(request, pk)
    if not row.takes_answers:
        messages.error(request, _("Open it first: the mail leads to its questions."))
        return redirect(frame.url(request, "wave", pk=pk))
    return _mailed(request, row, reminder=request.POST.get("what") == "reminder")


def _mailed(request: AllianceRequest, row: Wave, *, reminder: bool) -> HttpResponse:
    job = mailing.start_mailing(
        wave=row, by=request.user, site=frame.site_address(request), reminder=reminder
    )
    if job is None:
        messages.info(request, _("Mails are on their way already."))
        return redirect(frame.url(request, "wave", pk=row.pk))
    messages.success(request, _("The mails are on their way. This page shows how far they are."))
    return redirect(job.get_absolute_url())


@require(Permission.MANAGE_TIES)
@require_POST
def close(request: AllianceRequest, pk: int) -> HttpResponse:
    """Takes no more answers."""
    row = frame.survey(request, pk)
    try:
        services.close(wave=row, by=request.user)
    except ValidationError as error:
        frame.say(request, error)
    else:
        messages.success(request, _("It is closed."))
    return redirect(frame.url(request, "wave", pk=pk))


@require(Permission.MANAGE_TIES)
@require_POST
def reopen(request: AllianceRequest, pk: int) -> HttpResponse:
    """Takes answers again, until a time that staff choose."""
    row = frame.survey(request, pk)
    form = ReopenForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose until when it is open again."))
        return redirect(frame.url(request, "wave", pk=pk))
    try:
        services.reopen(wave=row, by=request.user, closes_at=form.cleaned_data["closes_at"])
    except ValidationError as error:
        frame.say(request, error)
    else:
        messages.success(request, _("It is open again. The same links lead to it."))
    return redirect(frame.url(request, "wave", pk=pk))


@require(Permission.MANAGE_TIES)
def delete(request: AllianceRequest, pk: int) -> HttpResponse:
    """Removes a wave with its answers, after asking once more."""
    row = frame.found(request, pk)
    if request.method == "POST":
        services.delete(wave=row, by=request.user)
        messages.success(request, _("%(name)s is removed.") % {"name": row.name})
        return redirect(frame.url(request, "waves"))
    context = {"wave": row, "crumbs": frame.crumbs(request, row)}
    return render(request, "ties/wave/remove.html", context)


@require(Permission.MANAGE_TIES)
def sectors(request: AllianceRequest, pk: int) -> HttpResponse:
    """Says which of our sectors each sector of an imported network is."""
    row = frame.found(request, pk)
    own = queries.own_sectors(row)
    if not own:
        raise Http404("Its sectors are ours.")
    form = SectorsForm(request.POST or None, own=own)
    if request.method == "POST" and form.is_valid():
        rosters.map_sectors(wave=row, sectors=form.mapped, by=request.user)
        messages.success(request, _("Saved."))
        return redirect(frame.url(request, "wave", pk=pk))
    context = {"form": form, "wave": row, "crumbs": frame.crumbs(request, row)}
    return render(request, "ties/wave/sectors.html", context, status=422 if form.errors else 200)
