"""How a region's pipeline is computed and judged, and the button that has it computed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.landscape.pipeline import queries, services
from trellis.apps.landscape.pipeline.forms import SettingsForm, districts_of_states
from trellis.apps.landscape.views.pipeline_page import Asked, frame_of, region_page


@require(Permission.MANAGE_REGIONS)
@region_page
def settings(request: AllianceRequest, asked: Asked) -> HttpResponse:
    """Show and change the target, what is hidden, and which districts belong to the region."""
    current = queries.settings_of(request.alliance, asked.region)
    offered = districts_of_states(asked.region.states)
    form = SettingsForm(request.POST or None, settings=current, offered=offered)
    if request.method == "POST" and form.is_valid():
        services.change_settings(
            alliance=request.alliance, by=request.user, region=asked.region, **form.cleaned_data
        )
        messages.success(request, _("Saved."))
        return redirect(asked.addresses.page())
    context = {
        **frame_of(request, asked),
        "form": form,
        "crumbs": [(_("K-12 pipeline"), asked.addresses.page())],
    }
    return render(request, "landscape/pipeline_settings.html", context, status=422 if form.errors else 200)


@require(Permission.RUN_JOBS)
@require_POST
@region_page
def compute(request: AllianceRequest, asked: Asked) -> HttpResponse:
    """Start computing a region's pipeline, and show how far it is."""
    try:
        job = services.start_computing(alliance=request.alliance, by=request.user, region=asked.region)
    except services.NoCollection:
        messages.error(request, _("No collection of schools is here yet. Get it first."))
        return redirect(asked.addresses.page())
    return redirect(job.get_absolute_url())
