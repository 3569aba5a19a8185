"""Regions: the list, putting one together, and which colleges belong to it."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.apps.alliances import places, queries
from trellis.apps.alliances.models import Region
from trellis.apps.alliances.region_form import RegionForm
from trellis.apps.alliances.services import regions as services
from trellis.apps.alliances.setup import college_count
from trellis.apps.alliances.views.back import back_to
from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.core.store import store

if TYPE_CHECKING:
    from trellis.sources.records import Institution


def _region(request: AllianceRequest, slug: str) -> Region:
    found = queries.region(request.alliance, slug)
    if found is None:
        raise Http404("There is no such region.")
    return found


@require(Permission.MANAGE_REGIONS)
def regions(request: AllianceRequest) -> HttpResponse:
    """The alliance's regions."""
    titles = {area.code: area.title for area in store().areas()}
    rows = [
        {
            "region": region,
            "areas": [titles.get(code, code) for code in region.area_codes],
            "colleges": college_count(region) if places.colleges_are_known(region) else "",
        }
        for region in queries.regions_of(request.alliance)
    ]
    return render(request, "alliances/regions.html", {"rows": rows})


@require(Permission.MANAGE_REGIONS)
def create(request: AllianceRequest) -> HttpResponse:
    """Puts a new region together. `?area=` ticks areas beforehand."""
    form = RegionForm.sent(request.POST if request.method == "POST" else request.GET)
    if request.method == "POST" and "save" in request.POST:
        try:
            region = services.create(
                alliance=request.alliance,
                by=request.user,
                name=form.name,
                area_codes=form.area_codes,
                counties=form.counties,
            )
        except ValidationError as error:
            form.add_error(error)
        else:
            _say_saved(request, region, form)
            if request.POST.get("from") == "setup":
                return redirect(back_to(request, "alliances:setup"))
            return redirect("alliances:region_colleges", alliance=request.alliance.slug, region=region.slug)
    return _form_page(request, form, None)


@require(Permission.MANAGE_REGIONS)
def change(request: AllianceRequest, region: str) -> HttpResponse:
    """Changes what a region is made of."""
    stored = _region(request, region)
    form = RegionForm.sent(request.POST) if request.method == "POST" else RegionForm.of(stored)
    if request.method == "POST" and "save" in request.POST:
        try:
            services.change(
                region=stored,
                by=request.user,
                name=form.name,
                area_codes=form.area_codes,
                counties=form.counties,
            )
        except ValidationError as error:
            form.add_error(error)
        else:
            _say_saved(request, stored, form)
            return redirect("alliances:regions", alliance=request.alliance.slug)
    return _form_page(request, form, stored)


@require(Permission.MANAGE_REGIONS)
def colleges(request: AllianceRequest, region: str) -> HttpResponse:
    """Which colleges belong to a region: by place, and by hand."""
    stored = _region(request, region)
    placed = places.placement(stored)
    belong = places.colleges_of(stored, placed)
    if request.method == "POST":
        # Only colleges that exist; those of a state that isn't listed now were sent along as they were.
        sent = {one.unitid for one in places.institutions_in((), also=request.POST.getlist("college"))}
        if "save" in request.POST:
            services.choose_colleges(
                region=stored, by=request.user, placed=placed.unitids, chosen=sorted(sent)
            )
            messages.success(
                request, _("%(count)d colleges belong to the region now.") % {"count": len(sent)}
            )
            return redirect(back_to(request, "alliances:regions"))
        belong = sent
    extra = request.POST.get("state") or request.GET.get("state", "")
    states = [*stored.states, extra] if extra and extra not in stored.states else list(stored.states)
    listed = [] if places.covers_nation(stored) else places.institutions_in(states, also=sorted(belong))
    find = (request.POST.get("find") or request.GET.get("find", "")).strip()
    others = _others([one for one in listed if one.unitid not in belong], states, find)
    return render(
        request,
        "alliances/colleges.html",
        {
            "region": stored,
            "placement": placed,
            "is_nation": places.covers_nation(stored),
            "inside": [one for one in listed if one.unitid in belong],
            "others": others,
            "other_count": sum(len(group) for _title, group in others),
            "find": find,
            "states": [(state.abbreviation, state.name) for state in store().states()],
            "state": extra,
            "by_hand": set(stored.institutions_added) | set(stored.institutions_left_out),
        },
    )


def _others(
    institutions: "list[Institution]", states: list[str], find: str
) -> "list[tuple[str, list[tuple[Institution, str]]]]":
    """Colleges outside the region that fit `find`, each with its place: first those that teach STEM."""
    counties = {county.fips: county.name for county in store().counties()}
    stem = places.that_teach_stem(states)
    words = find.casefold().split()
    groups: tuple[list[tuple[Institution, str]], ...] = ([], [])
    for one in institutions:
        county = counties.get(one.county_fips or "")
        place = (
            _("%(county)s County, %(state)s") % {"county": county, "state": one.state}
            if county
            else one.state
        )
        if all(word in f"{one.name} {place}".casefold() for word in words):
            groups[one.unitid not in stem].append((one, place))
    titles = (_("With STEM programs"), _("Without STEM programs"))
    return [(title, group) for title, group in zip(titles, groups, strict=True) if group]


@require(Permission.MANAGE_REGIONS)
@require_POST
def make_home(request: AllianceRequest, region: str) -> HttpResponse:
    """Makes a region the alliance's own."""
    stored = services.make_home(region=_region(request, region), by=request.user)
    messages.success(request, _("%(region)s is now the alliance's own region.") % {"region": stored.name})
    return redirect("alliances:regions", alliance=request.alliance.slug)


@require(Permission.MANAGE_REGIONS)
@require_POST
def delete(request: AllianceRequest, region: str) -> HttpResponse:
    """Removes a region."""
    stored = _region(request, region)
    services.delete(region=stored, by=request.user)
    messages.success(request, _("%(region)s is removed.") % {"region": stored.name})
    return redirect("alliances:regions", alliance=request.alliance.slug)


def _form_page(request: AllianceRequest, form: RegionForm, region: Region | None) -> HttpResponse:
    return render(
        request,
        "alliances/region_form.html",
        {"form": form, "region": region, "from_setup": request.POST.get("from") == "setup"},
        status=422 if form.errors else 200,
    )


def _say_saved(request: AllianceRequest, region: Region, form: RegionForm) -> None:
    messages.success(request, _("%(region)s is saved.") % {"region": region.name})
    if form.counties and not form.area_codes:
        found = places.check_places(area_codes=(), counties=form.counties)
        if found.beyond:
            messages.info(
                request,
                _("Jobs are published for whole areas only: these counties are counted too: %(counties)s.")
                % {"counties": ", ".join(found.beyond)},
            )
