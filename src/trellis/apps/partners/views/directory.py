"""The directory: who is in, who keeps their profile, who needs asking, and everybody as a list."""

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
from trellis.apps.partners import answers, asking, queries, tables
from trellis.apps.partners.forms.inviting import SettingsForm
from trellis.apps.partners.models import Partner
from trellis.apps.partners.queries import SectorCount
from trellis.apps.partners.services import confirmations
from trellis.apps.partners.services import settings as settings_services
from trellis.apps.partners.views.frame import partner_to_edit, site_address, tabs, url
from trellis.apps.partners.visibility import audience_of


@require(Permission.VIEW_PARTNERS)
@vary_on_headers("HX-Request", "HX-History-Restore-Request")
def directory(request: AllianceRequest) -> HttpResponse:
    """All partners that this person sees."""
    alliance = request.alliance
    context: dict[str, Any] = {"table": tables.partners(alliance, audience_of(request.standing))}
    if request.htmx and not request.htmx.history_restore_request:
        # Only the table is asked for: what stands above it has not changed.
        return render(request, "partners/directory_table.html", context)
    counts = queries.sector_counts(alliance)
    active = sum(each.partners for each in counts)
    most = max((each.partners for each in counts), default=0) or 1
    context |= {
        "tabs": tabs(request, "partners:directory"),
        "active": active,
        "answer": answers.directory(active, counts),
        "sectors": [
            answers.SectorRow(
                label=str(each.sector.label),
                count=each.partners,
                share=each.partners / most,
                nobody="" if each.partners else str(answers.NOBODY[each.sector]),
                url=_sector_url(request, each),
            )
            for each in counts
        ],
    }
    if request.standing.may(Permission.MANAGE_PARTNERS):
        context |= _keeping(request)
    return render(request, "partners/directory.html", context)


def _sector_url(request: AllianceRequest, found: SectorCount) -> str:
    """Where a sector's partners are listed; for staff, where the first one of an empty sector is added."""
    if found.partners:
        return tables.filtered_url(request.alliance, "sector", str(found.sector.label))
    if request.standing.may(Permission.MANAGE_PARTNERS):
        return f"{url(request, 'new')}?sector={found.sector.value}"
    return ""


def _keeping(request: AllianceRequest) -> dict[str, Any]:
    """What staff see: who keeps their profile, who is due to be asked, who said that something changed."""
    alliance, today = request.alliance, timezone.localdate()
    limits = settings_services.of(alliance)
    overview = queries.overview(alliance)

    return {
        "overview": overview,
        "keeping": answers.keeping(overview),
        "nobody_keeps": overview.active - overview.kept,
        "nobody_keeps_url": tables.filtered_url(alliance, "profile", _("Nobody keeps it")),
        "prospects_url": tables.filtered_url(alliance, "status", str(Partner.Status.PROSPECT.label)),
        "due": asking.due(alliance, limits, today).count(),
        "silent": list(asking.silent(alliance, limits, today)[:25]),
        "said": list(asking.said_otherwise(alliance)[:25]),
    }


@require(Permission.MANAGE_PARTNERS)
@require_POST
def ask(request: AllianceRequest) -> HttpResponse:
    """Asks all partners who are due, or the one named by `partner`."""
    pk = request.POST.get("partner", "")
    partner = partner_to_edit(request, int(pk)) if pk.isascii() and pk.isdigit() and len(pk) < 19 else None
    job = confirmations.start_asking(
        alliance=request.alliance, by=request.user, site=site_address(request), partner=partner
    )
    if job is None:
        messages.info(request, _("Partners are being asked already."))
        return redirect(url(request, "directory"))
    messages.success(request, _("The mails are on their way. This page shows how far they are."))
    return redirect(job.get_absolute_url())


@require(Permission.MANAGE_PARTNERS)
def settings(request: AllianceRequest) -> HttpResponse:
    """How often partners are asked about their profiles."""
    row = settings_services.of(request.alliance)
    form = SettingsForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        settings_services.change(alliance=request.alliance, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(url(request, "settings"))
    context = {"form": form, "tabs": tabs(request, "partners:settings")}
    return render(request, "partners/settings.html", context, status=422 if request.method == "POST" else 200)
