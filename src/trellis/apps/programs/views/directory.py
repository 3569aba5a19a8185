"""The directory: all programs, how far they can be relied on, and what the map lacks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.programs import answers, freshness, queries, tables
from trellis.apps.programs.forms import SettingsForm
from trellis.apps.programs.models import DirectorySettings
from trellis.apps.programs.services import settings as settings_services
from trellis.apps.programs.services import verification
from trellis.apps.programs.views.frame import program_to_edit, site_address, tabs, url


@require(Permission.VIEW_PROGRAMS)
@vary_on_headers("HX-Request", "HX-History-Restore-Request")
def directory(request: AllianceRequest) -> HttpResponse:
    """All programs of the alliance."""
    alliance, today = request.alliance, timezone.localdate()
    limits = freshness.limits_of(alliance)
    table = tables.programs(alliance, limits, today)
    context: dict[str, Any] = {"table": table}
    if request.htmx and not request.htmx.history_restore_request:
        # Only the table is asked for: what stands above it has not changed.
        return render(request, "programs/directory_table.html", context)
    overview = queries.overview(alliance, limits, today)
    manages = request.standing.may(Permission.MANAGE_PROGRAMS)
    context |= {
        "tabs": tabs(request, "directory"),
        "overview": overview,
        "answer": answers.directory(overview),
        "lacks": answers.lacks(alliance, overview),
        "said_changed": queries.said_to_have_changed(alliance) if manages else (),
        "due": queries.due_count(alliance, limits, today) if manages else 0,
    }
    return render(request, "programs/directory.html", context)


@require(Permission.MANAGE_PROGRAMS)
@require_POST
def ask(request: AllianceRequest) -> HttpResponse:
    """Asks the partners of all programs that are due, or of the one named by `program`."""
    pk = request.POST.get("program", "")
    program = program_to_edit(request, int(pk)) if pk.isascii() and pk.isdigit() and len(pk) < 19 else None
    job = verification.start_asking(
        alliance=request.alliance, by=request.user, site=site_address(request), program=program
    )
    if job is None:
        messages.info(request, _("Partners are being asked already."))
        return redirect(url(request, "directory"))
    messages.success(request, _("The mails are on their way. This page shows how far they are."))
    return redirect(job.get_absolute_url())


@require(Permission.MANAGE_PROGRAMS)
def settings(request: AllianceRequest) -> HttpResponse:
    """After how many days entries are old, hidden, and asked about."""
    alliance = request.alliance
    row = DirectorySettings.objects.for_alliance(alliance).first() or DirectorySettings(alliance=alliance)
    form = SettingsForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        settings_services.change(alliance=alliance, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(url(request, "settings"))
    status = 422 if request.method == "POST" else 200
    return render(
        request, "programs/settings.html", {"form": form, "tabs": tabs(request, "settings")}, status=status
    )
