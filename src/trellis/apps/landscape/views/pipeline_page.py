"""What the pipeline's pages share: the region's pipeline, its frame, and pages for when there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate

from django.http import HttpResponse
from django.shortcuts import render

from trellis.apps.core.access import AllianceRequest
from trellis.apps.core.permissions import Permission
from trellis.apps.core.store import store
from trellis.apps.core.ui.navigation import Item
from trellis.apps.landscape.asked import LandscapeRequest
from trellis.apps.landscape.links import Links
from trellis.apps.landscape.pipeline import evidence, prose, queries, words
from trellis.apps.landscape.pipeline.addresses import Addresses
from trellis.apps.landscape.pipeline.reading import Reading
from trellis.apps.landscape.regions import Gazetteer, NoHomeRegion, NoSuchRegion, Place
from trellis.apps.landscape.views.page import not_there, tabs
from trellis.sources.catalogue import PUBLICATIONS

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Region

Page = Callable[Concatenate[AllianceRequest, "Shown", ...], HttpResponse]
RegionPage = Callable[Concatenate[AllianceRequest, "Asked", ...], HttpResponse]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which of the alliance's regions a page is of, the others there are, and addresses that stay with it."""

    region: Region
    gazetteer: Gazetteer
    links: Links

    @property
    def addresses(self) -> Addresses:
        """Addresses of the pipeline's pages."""
        return Addresses(self.links)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: a pipeline, and how it was asked for."""

    reading: Reading
    asked: Asked

    @property
    def addresses(self) -> Addresses:
        """Addresses of the pipeline's pages."""
        return self.asked.addresses


def region_page(view: RegionPage) -> Callable[..., HttpResponse]:
    """Give a view the region that the query string names; where there is none, its page says what to do."""

    @wraps(view)
    def inner(request: AllianceRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = replace(LandscapeRequest.parse(request.GET), evidence="")
        gazetteer = Gazetteer.of(request.alliance, store())
        try:
            place = gazetteer.find(asked.region)
        except NoHomeRegion:
            return render(request, "landscape/pipeline_no_region.html")
        except NoSuchRegion as error:
            return not_there(request, asked, error)
        links = Links(request.alliance.slug, replace(asked, region=place.key))
        if place.saved is None:
            return _not_saved(request, place, gazetteer, links)
        return view(request, Asked(place.saved, gazetteer, links), *args, **kwargs)

    return inner


def pipeline_page(view: Page) -> Callable[..., HttpResponse]:
    """Give a view the newest pipeline of the region asked for; where there is none, say what to do."""

    @wraps(view)
    def inner(request: AllianceRequest, asked: Asked, *args: Any, **kwargs: Any) -> HttpResponse:
        reading = queries.read(request.alliance, asked.region)
        if reading is None:
            return not_computed(request, asked)
        return view(request, Shown(reading, asked), *args, **kwargs)

    return region_page(inner)


def _not_saved(request: AllianceRequest, place: Place, gazetteer: Gazetteer, links: Links) -> HttpResponse:
    """Return the page for a published area: schools are looked up for regions that the alliance saved."""
    context = {
        "place": place,
        "tabs": tabs(links, "pipeline"),
        "saved": [
            (region.name, links.page("pipeline", more={"region": _key(region)})) for region in gazetteer.saved
        ],
    }
    return render(request, "landscape/pipeline_not_saved.html", context)


def not_computed(request: AllianceRequest, asked: Asked) -> HttpResponse:
    """Return the page for a region nobody computed: what to fetch, what starts it, how far it is."""
    job = queries.under_way(request.alliance, asked.region)
    context = {
        **frame_of(request, asked),
        "has_collection": evidence.has_collection(asked.region),
        "publications": [each for each in PUBLICATIONS if each.subject == "schools"],
        "job": job,
        "failed": None if job else queries.failed(request.alliance, asked.region),
    }
    return render(request, "landscape/pipeline_not_computed.html", context)


def frame_of(request: AllianceRequest, asked: Asked) -> dict[str, Any]:
    """Return what pages with and without a pipeline need alike."""
    addresses = asked.addresses
    return {
        "region": asked.region,
        "tabs": tabs(asked.links, "pipeline"),
        "overview_url": addresses.page(),
        "compute_url": addresses.page("pipeline-compute"),
        "settings_url": addresses.page("pipeline-settings"),
        "sources_url": f"{asked.links.page('sources')}#official",
        "regions": [
            Item(
                label=region.name,
                url=asked.links.page("pipeline", more={"region": _key(region)}),
                current=region == asked.region,
            )
            for region in asked.gazetteer.saved
        ],
    }


def frame(request: AllianceRequest, shown: Shown) -> dict[str, Any]:
    """Return what every page of a pipeline needs: its region, vintage, notes, whether it is still current."""
    reading = shown.reading
    is_current = reading.is_current
    may_run = request.standing.may(Permission.RUN_JOBS)
    return {
        **frame_of(request, shown.asked),
        "reading": reading,
        "document": reading.document,
        "notes": prose.notes(reading),
        "hidden_legend": words.why_hidden(reading.threshold),
        "is_current": is_current,
        "job": queries.under_way(request.alliance, reading.region) if may_run and not is_current else None,
        "steps_url": shown.addresses.page("pipeline-steps"),
        "evidence_url": reading.evidence_url,
    }


def _key(region: Region) -> str:
    return "home" if region.is_home else region.slug
