"""Whom to introduce to whom: the list, one introduction, what is decided about it."""

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
from trellis.apps.ties.forms.introduction import DeclineForm, MailForm
from trellis.apps.ties.introductions import finding, listing, queries, services, words
from trellis.apps.ties.models import Introduction
from trellis.apps.ties.views.network_page import frame_of


@require(Permission.MANAGE_TIES)
def introductions(request: AllianceRequest) -> HttpResponse:
    """List suggestions with their reasons, those under way, and what came of earlier ones."""
    alliance = request.alliance
    wave = finding.newest_wave(alliance)
    rows = list(queries.introductions(alliance))
    if wave is None and not rows:
        return render(request, "ties/network/no_wave.html", {})
    suggested = [row for row in rows if row.is_suggested]
    shown = suggested if request.GET.get("all") == "yes" else suggested[: listing.SHOWN]
    names = queries.names_of(alliance, shown)
    context = {
        **(frame_of(request.standing, wave, "introductions") if wave else {}),
        "answer": listing.headline(rows),
        "suggested": [listing.card(row, names) for row in shown],
        "more": len(suggested) - len(shown),
        "under_way": [listing.card(row, {}) for row in rows if row.is_open],
        "table": listing.table(alliance, [row for row in rows if not (row.is_suggested or row.is_open)]),
        "job": queries.being_found(alliance),
    }
    return render(request, "ties/network/introductions.html", context)


@require(Permission.MANAGE_TIES)
@require_POST
def find(request: AllianceRequest) -> HttpResponse:
    """Look for introductions anew."""
    try:
        services.find(alliance=request.alliance, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("network:introductions", alliance=request.alliance.slug)


@require(Permission.MANAGE_TIES)
def introduction(request: AllianceRequest, pk: int) -> HttpResponse:
    """Show one introduction; keep what staff made of its mail."""
    row = _found(request, pk)
    form = MailForm(request.POST or None, instance=row) if row.is_accepted else None
    if request.method == "POST":
        if form is None:
            messages.error(request, _("Its mail has been sent, or nobody has accepted it."))
            return _back(request, row)
        if form.is_valid():
            services.edit(introduction=row, by=request.user, **form.cleaned_data)
            if request.POST.get("then") == "send":
                return _sent(request, row)
            messages.success(request, _("Kept."))
            return _back(request, row)
    return _page(request, row, mail_form=form, decline_form=DeclineForm())


@require(Permission.MANAGE_TIES)
@require_POST
def accept(request: AllianceRequest, pk: int) -> HttpResponse:
    """Take a suggestion on."""
    row = _found(request, pk)
    try:
        services.accept(introduction=row, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("Accepted. Read the mail below before it goes out."))
    return _back(request, row)


@require(Permission.MANAGE_TIES)
@require_POST
def decline(request: AllianceRequest, pk: int) -> HttpResponse:
    """Decline an introduction, with the reason."""
    row = _found(request, pk)
    form = DeclineForm(request.POST)
    if form.is_valid():
        try:
            services.decline(introduction=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return _back(request, row)
        messages.success(request, _("Declined. It is not suggested again."))
        return redirect("network:introductions", alliance=request.alliance.slug)
    mail = MailForm(instance=row) if row.is_accepted else None
    return _page(request, row, mail_form=mail, decline_form=form)


def _found(request: AllianceRequest, pk: int) -> Introduction:
    row = queries.introduction(request.alliance, pk)
    if row is None:
        raise Http404("There is no such introduction.")
    return row


def _back(request: AllianceRequest, row: Introduction) -> HttpResponse:
    return redirect("network:introduction", alliance=request.alliance.slug, pk=row.pk)


def _sent(request: AllianceRequest, row: Introduction) -> HttpResponse:
    try:
        services.start_sending(introduction=row, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("The mail is on its way to both."))
    return _back(request, row)


def _page(request: AllianceRequest, row: Introduction, **forms: Any) -> HttpResponse:
    wrong = any(form is not None and form.is_bound and form.errors for form in forms.values())
    context = {
        "row": row,
        "reasons": words.reasons(row),
        "through": words.through(row, queries.names_of(request.alliance, [row])),
        "parts": listing.parts(row),
        "standing": listing.standing(row),
        **forms,
    }
    return render(request, "ties/network/introduction.html", context, status=422 if wrong else 200)
