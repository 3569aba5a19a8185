"""Sets of neighborhoods: the one in use, older ones, and making a new one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.core.ui.figures import exact
from trellis.apps.opportunity import notes, queries, tables
from trellis.apps.opportunity.forms import CensusFilesForm, OwnAreasForm
from trellis.apps.opportunity.links import Links
from trellis.apps.opportunity.models import PlaceSet
from trellis.apps.opportunity.question import Question
from trellis.apps.opportunity.services import places as services
from trellis.apps.opportunity.views.page import tabs

STORE_LEVELS = (PlaceSet.Level.TRACT, PlaceSet.Level.BLOCK_GROUP)


@require(Permission.VIEW_OPPORTUNITY)
def places(request: AllianceRequest) -> HttpResponse:
    """Show the sets there are, the one in use first, and how to make another."""
    return render(request, "opportunity/places.html", _page(request))


def _page(request: AllianceRequest, **forms: Any) -> dict[str, Any]:
    sets = list(queries.place_sets(request.alliance))
    return {
        "sets": sets,
        "tabs": _tabs(request, sets),
        "levels": [(level.value, level.label) for level in STORE_LEVELS],
        "census_form": CensusFilesForm(prefix="census"),
        "own_form": OwnAreasForm(prefix="own"),
        **forms,
    }


def _tabs(request: AllianceRequest, sets: list[PlaceSet]) -> Any:
    """Return the tabs; before there are neighborhoods no other page has anything to show."""
    current = next((each for each in sets if each.is_current), None)
    if current is None:
        return ()
    return tabs(Links(request.alliance.slug, Question(), current), "places")


@require(Permission.VIEW_OPPORTUNITY)
def place_set(request: AllianceRequest, pk: int) -> HttpResponse:
    """Show one set: how many places and young people, from where, what didn't fit."""
    found = _set(request, pk, whole=True)
    context = {
        "place_set": found,
        "tabs": _tabs(request, list(queries.place_sets(request.alliance))),
        "groups": tables.set_groups(found),
        "notes": [*notes.illustrative(found.is_illustrative), *notes.mismatches(found.mismatches)],
        "mismatches": notes.mismatches(found.mismatches),
    }
    return render(request, "opportunity/place_set.html", context)


@require(Permission.MANAGE_REGIONS)
@require_POST
def build(request: AllianceRequest) -> HttpResponse:
    """Start making a set from the census tables at hand."""
    level = request.POST.get("level", "")
    if level not in STORE_LEVELS:
        raise Http404(_("There is no such kind of neighborhood."))
    try:
        job = services.build_from_store(alliance=request.alliance, by=request.user, level=level)
    except services.NoCounties as error:
        messages.error(request, str(error))
        return redirect("opportunity:places", alliance=request.alliance.slug)
    return redirect(job.get_absolute_url())


@require(Permission.MANAGE_REGIONS)
@require_POST
def upload_census(request: AllianceRequest) -> HttpResponse:
    """Make a set from census files; shown before it is used."""
    form = CensusFilesForm(request.POST, request.FILES, prefix="census")
    drafted = form.draft() if form.is_valid() else None
    if drafted is None:
        return render(request, "opportunity/places.html", _page(request, census_form=form), status=422)
    return _kept(request, form.cleaned_data["name"], drafted)


@require(Permission.MANAGE_REGIONS)
@require_POST
def upload_own(request: AllianceRequest) -> HttpResponse:
    """Make a set from areas of the alliance's own; shown before it is used."""
    form = OwnAreasForm(request.POST, request.FILES, prefix="own")
    drafted = form.draft() if form.is_valid() else None
    if drafted is None:
        return render(request, "opportunity/places.html", _page(request, own_form=form), status=422)
    return _kept(request, form.cleaned_data["name"], drafted)


def _kept(request: AllianceRequest, name: str, drafted: Any) -> HttpResponse:
    kept = services.keep_set(alliance=request.alliance, by=request.user, name=name, drafted=drafted)
    messages.success(
        request,
        _("%(n)s neighborhoods were read. Look through them, then use them.")
        % {"n": exact(kept.place_count)},
    )
    return redirect("opportunity:place_set", alliance=request.alliance.slug, pk=kept.pk)


@require(Permission.MANAGE_REGIONS)
@require_POST
def use(request: AllianceRequest, pk: int) -> HttpResponse:
    """Make a set the one that questions are asked about."""
    kept = services.use_set(place_set=_set(request, pk), by=request.user)
    messages.success(request, _("Questions are now asked about “%(name)s”.") % {"name": kept.name})
    return redirect("opportunity:map", alliance=request.alliance.slug)


@require(Permission.MANAGE_REGIONS)
@require_POST
def discard(request: AllianceRequest, pk: int) -> HttpResponse:
    """Delete a set that nothing was computed on."""
    try:
        services.discard_set(place_set=_set(request, pk), by=request.user)
    except services.StillNeeded as error:
        messages.error(request, str(error))
        return redirect("opportunity:place_set", alliance=request.alliance.slug, pk=pk)
    messages.success(request, _("The set was discarded."))
    return redirect("opportunity:places", alliance=request.alliance.slug)


def _set(request: AllianceRequest, pk: int, *, whole: bool = False) -> PlaceSet:
    found = queries.place_set(request.alliance, pk, whole=whole)
    if found is None:
        raise Http404(_("There is no such set of neighborhoods."))
    found.alliance = request.alliance
    return found
