"""The landscape for everybody: the overview, its occupations, the brief; only where an admin opened it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from trellis.apps.alliances.models import Alliance
from trellis.apps.alliances.queries import public_alliance
from trellis.apps.core.access import public
from trellis.apps.core.store import store
from trellis.apps.core.ui.navigation import Item
from trellis.apps.landscape import answers, queries, steps_on_page, tables
from trellis.apps.landscape.asked import HOME, LandscapeRequest
from trellis.apps.landscape.links import Links
from trellis.apps.landscape.pipeline import queries as pipelines
from trellis.apps.landscape.region_spec import RegionError
from trellis.apps.landscape.regions import Gazetteer, NoHomeRegion
from trellis.apps.landscape.views.files import brief_file
from trellis.apps.landscape.views.overview import answer_first
from trellis.apps.landscape.views.page import Shown, controls, notes
from trellis.sources.errors import SourceError

PublicPage = Callable[[HttpRequest, Alliance, Shown], HttpResponse]


def opened(view: PublicPage) -> Callable[..., HttpResponse]:
    """Give a view an alliance's own landscape; 404 where it isn't public or can't be computed.

    A visitor chooses the field and the definition of openings, nothing else: what a page computes is kept,
    and nobody without an account should be able to fill the store.
    """

    @wraps(view)
    def inner(request: HttpRequest, alliance: str) -> HttpResponse:
        found = public_alliance(alliance, "landscape")
        if found is None:
            raise Http404(_("There is no public landscape here."))
        asked = replace(
            LandscapeRequest.parse(request.GET), region=HOME, split="proportional", retention=100, evidence=""
        )
        gazetteer = Gazetteer.of(found, store())
        try:
            reading = queries.read(alliance=found, asked=asked, gazetteer=gazetteer, is_public=True)
        except (NoHomeRegion, RegionError, SourceError) as error:
            raise Http404(_("There is no public landscape here.")) from error
        return view(request, found, Shown(reading, gazetteer, Links(found.slug, asked, is_public=True)))

    return inner


@public
@opened
def overview(request: HttpRequest, alliance: Alliance, shown: Shown) -> HttpResponse:
    """Show the landscape at a glance."""
    rows = shown.reading.document["recommendations"]
    context = {
        **_frame(alliance, shown, "overview"),
        **answer_first(shown),
        "steps": steps_on_page.cards(shown.reading, shown.links, rows[: steps_on_page.FIRST], {}),
    }
    return render(request, "landscape/public_overview.html", context)


@public
@opened
def occupations(request: HttpRequest, alliance: Alliance, shown: Shown) -> HttpResponse:
    """Show every occupation of the field in one table."""
    context = {
        **_frame(alliance, shown, "occupations"),
        "answer": [answers.plain(each) for each in answers.occupations(shown.reading)],
        "table": tables.occupations(shown.reading, shown.links),
    }
    return render(request, "landscape/public_occupations.html", context)


@public
@opened
def brief(request: HttpRequest, alliance: Alliance, shown: Shown) -> HttpResponse:
    """Give the brief as PDF."""
    return brief_file(shown.reading, alliance.name)


def public_tabs(links: Links, current: str, *, has_pipeline: bool) -> tuple[Item, ...]:
    """Return the public pages as tabs; the pipeline's only where one was computed."""
    pages = [("overview", _("Overview")), ("occupations", _("Occupations"))]
    if has_pipeline:
        pages.append(("pipeline", _("K-12 pipeline")))
    return tuple(Item(label=text, url=links.page(name), current=name == current) for name, text in pages)


def _frame(alliance: Alliance, shown: Shown, page: str) -> dict[str, Any]:
    region = shown.reading.place.saved
    has_pipeline = region is not None and pipelines.newest(alliance, region) is not None
    return {
        "alliance": alliance,
        "reading": shown.reading,
        "document": shown.reading.document,
        "controls": controls(shown.asked, ())[:2],
        "tabs": public_tabs(shown.links, page, has_pipeline=has_pipeline),
        "notes": notes(shown.reading.document),
        "illustrative": _("A demonstration: the alliance is made up, the figures are as published.")
        if alliance.is_demonstration
        else "",
        "sources": shown.reading.document["sources"],
    }
