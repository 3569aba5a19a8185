"""The K-12 pipeline for everybody: one page, only where an admin opened the landscape."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from trellis.apps.alliances.queries import home_region, public_alliance
from trellis.apps.core.access import public
from trellis.apps.landscape.asked import LandscapeRequest
from trellis.apps.landscape.links import Links
from trellis.apps.landscape.pipeline import prose, queries, words
from trellis.apps.landscape.pipeline.addresses import Addresses
from trellis.apps.landscape.views.pipeline import answer_first
from trellis.apps.landscape.views.public import public_tabs


@public
def pipeline(request: HttpRequest, alliance: str) -> HttpResponse:
    """Show the pipeline of an alliance's own region; 404 where it isn't public or nobody computed it."""
    found = public_alliance(alliance, "landscape")
    region = home_region(found) if found is not None else None
    reading = queries.read(found, region, is_public=True) if found is not None and region else None
    if found is None or reading is None:
        raise Http404(_("There is no public pipeline here."))
    links = Links(found.slug, LandscapeRequest(), is_public=True)
    context = {
        **answer_first(reading, Addresses(links)),
        "alliance": found,
        "reading": reading,
        "region": reading.region,
        "document": reading.document,
        "tabs": public_tabs(links, "pipeline", has_pipeline=True),
        "notes": prose.notes(reading),
        "hidden_legend": words.why_hidden(reading.threshold),
        "sources": reading.evidence.inputs,
        "illustrative": _("A demonstration: the alliance is made up, the figures are as published.")
        if found.is_demonstration
        else "",
    }
    return render(request, "landscape/public_pipeline.html", context)
