"""What the public sees: the answers that the backbone had computed, the newest to each question."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from trellis.apps.alliances.models import Alliance
from trellis.apps.alliances.queries import public_alliance
from trellis.apps.core.access import public
from trellis.apps.opportunity import notes, queries, question
from trellis.apps.opportunity.classes import LAYERS
from trellis.apps.opportunity.links import Links
from trellis.apps.opportunity.reading import Reading
from trellis.apps.opportunity.views import files
from trellis.apps.opportunity.views.overview import answer_first, values_of
from trellis.apps.opportunity.views.page import Shown

if TYPE_CHECKING:
    from trellis.apps.core.evidence.models import Evidence

PublicPage = Callable[Concatenate[HttpRequest, Alliance, Reading, ...], HttpResponseBase]


def opened(view: PublicPage) -> Callable[..., HttpResponseBase]:
    """Give a view an answer of an alliance that opened its map; 404 where it didn't, or has none.

    A visitor chooses among the answers there are and has nothing computed: what is computed is kept, and
    nobody without an account should be able to fill the store.
    """

    @wraps(view)
    def inner(request: HttpRequest, alliance: str, **arguments: Any) -> HttpResponseBase:
        found = _opened(alliance)
        place_set = queries.current_set(found)
        if place_set is None:
            raise Http404(_("There is no public map here."))
        offered = queries.results(found, place_set)
        wanted = str(arguments.pop("answer", "") or request.GET.get("answer", ""))
        chosen = (
            next((each for each in offered if str(each.pk) == wanted), None) if wanted else first(offered)
        )
        if chosen is None:
            raise Http404(_("There is no public map here."))
        chosen.alliance = found
        reading = queries.reading_of(chosen, place_set, is_public=True)
        return view(request, found, reading, **arguments)

    return inner


def first(offered: list[Evidence]) -> Evidence | None:
    """Return the answer to the usual question where there is one, else the latest of all."""
    usual = question.Question()
    for each in offered:
        if question.Question.from_parameters(each.parameters) == usual:
            return each
    return offered[0] if offered else None


def _opened(slug: str) -> Alliance:
    found = public_alliance(slug, "map")
    if found is None:
        raise Http404(_("There is no public map here."))
    return found


@public
@opened
def map_page(request: HttpRequest, alliance: Alliance, reading: Reading) -> HttpResponse:
    """Show the map of an answer."""
    links = Links(alliance.slug, reading.question, reading.place_set, reading.evidence.pk, is_public=True)
    shown = Shown(reading, question.Asked(reading.question, {}), links)
    offered = queries.results(alliance, reading.place_set)
    context = {
        **answer_first(shown, request.GET.get("layer", "")),
        "alliance": alliance,
        "reading": reading,
        "place_set": reading.place_set,
        "totals": reading.totals,
        "phrase": question.in_words(reading.question),
        "offered": [
            (each.pk, question.in_words(question.Question.from_parameters(each.parameters)))
            for each in offered
        ],
        "notes": notes.notes(reading),
        "sources": reading.evidence.inputs,
        "brief_url": links.page("brief"),
        "illustrative": alliance.demonstration_notice,
    }
    return render(request, "opportunity/public_map.html", context)


@public
@opened
def values(request: HttpRequest, alliance: Alliance, reading: Reading, layer: str) -> HttpResponse:
    """Give what each neighborhood has on one layer, for the map."""
    if layer not in LAYERS:
        raise Http404(_("There is no such layer."))
    return values_of(reading, layer)


@public
def shapes(request: HttpRequest, alliance: str, sha256: str) -> HttpResponseBase:
    """Give the outlines of a set of neighborhoods."""
    return files.shapes_file(request, _opened(alliance), sha256, shared="public")


@public
@opened
def csv(request: HttpRequest, alliance: Alliance, reading: Reading) -> HttpResponse:
    """Give the neighborhoods as CSV."""
    return files.csv_file(reading)


@public
@opened
def png(request: HttpRequest, alliance: Alliance, reading: Reading) -> HttpResponse:
    """Give the map as PNG."""
    return files.png_file(reading, request.GET.get("layer", ""))


@public
@opened
def brief(request: HttpRequest, alliance: Alliance, reading: Reading) -> HttpResponse:
    """Give the brief as PDF."""
    return files.brief_file(reading, alliance)
