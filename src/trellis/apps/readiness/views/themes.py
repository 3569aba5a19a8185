"""Themes across sectors."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.readiness import results, words
from trellis.apps.readiness.forms import ThemeForm
from trellis.apps.readiness.models import Assessment, Theme
from trellis.apps.readiness.services import themes as services
from trellis.apps.readiness.views import frame


@require(Permission.MANAGE_READINESS)
def new(request: AllianceRequest, pk: int) -> HttpResponse:
    """Names a theme."""
    return _form(request, _assessment(request, pk), None)


@require(Permission.MANAGE_READINESS)
def edit(request: AllianceRequest, pk: int, theme: int) -> HttpResponse:
    """Changes a theme, or what belongs to it."""
    row = _assessment(request, pk)
    return _form(request, row, _theme(row, theme))


@require(Permission.MANAGE_READINESS)
@require_POST
def delete(request: AllianceRequest, pk: int, theme: int) -> HttpResponse:
    """Removes a theme."""
    row = _assessment(request, pk)
    services.delete(theme=_theme(row, theme), by=request.user)
    messages.success(request, _("The theme is removed."))
    return redirect(frame.url(request, "results", pk=pk))


def _form(request: AllianceRequest, row: Assessment, theme: Theme | None) -> HttpResponse:
    form = ThemeForm(request.POST or None, instance=theme)
    entries = results.entries(row)
    if request.method == "POST":
        chosen = {number for text in request.POST.getlist("entries") if (number := _uuid(text))}
    else:
        chosen = set(theme.entries.values_list("number", flat=True)) if theme else set()
    if request.method == "POST" and form.is_valid():
        services.write(assessment=row, by=request.user, theme=theme, entries=chosen, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(frame.url(request, "results", pk=row.pk))
    context = {
        "form": form,
        "theme": theme,
        "entries": [(entry, words.sector(entry.sector), entry.number in chosen) for entry in entries],
        "crumbs": frame.crumbs(request, row),
        "back_url": frame.url(request, "results", pk=row.pk),
    }
    return render(request, "readiness/theme_form.html", context, status=422 if form.errors else 200)


def _assessment(request: AllianceRequest, pk: int) -> Assessment:
    row = frame.found(request, pk)
    if not row.is_over or not frame.bank(row).is_table:
        raise Http404("Themes are found in a sector table that is closed.")
    return row


def _theme(row: Assessment, pk: int) -> Theme:
    found = Theme.objects.for_alliance(row.alliance).filter(assessment=row, pk=pk).first()
    if found is None:
        raise Http404("There is no such theme.")
    return found


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
