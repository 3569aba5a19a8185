"""Where a region is picked: those the alliance saved, and every published area."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.core.store import store
from trellis.apps.core.ui.table import Column, DataTable
from trellis.apps.landscape.asked import HOME, LandscapeRequest, cleaned
from trellis.apps.landscape.links import Links
from trellis.apps.landscape.regions import Gazetteer, kind_label
from trellis.sources.records import Area


@require(Permission.VIEW_LANDSCAPE)
def regions(request: AllianceRequest) -> HttpResponse:
    """Offer the alliance's regions and a search over all published areas."""
    asked = LandscapeRequest.parse(request.GET)
    links = Links(request.alliance.slug, asked)
    gazetteer = Gazetteer.of(request.alliance, store())
    text = cleaned(request.GET.get("q", ""))
    matching = gazetteer.matching(text)
    nearest = gazetteer.near(text) if text and not matching else ()
    context = {
        "links": links,
        "hidden": asked.hidden,
        "text": text,
        "saved": [
            (region, links.page("overview", more={"region": HOME if region.is_home else region.slug}))
            for region in gazetteer.saved
        ],
        "table": _areas(matching, links),
        "nearest": [(each, links.page("overview", more={"region": each.key})) for each in nearest],
        "overview_url": links.page("overview"),
    }
    return render(request, "landscape/regions.html", context)


def _areas(areas: tuple[Area, ...], links: Links) -> DataTable:
    columns = (
        Column("title", _("Area"), href=lambda area: links.page("overview", more={"region": area.code})),
        Column("kind", _("Kind"), value=lambda area: kind_label(area.kind), choices=True),
        Column("states", _("States"), value=lambda area: ", ".join(area.states)),
    )
    return DataTable(
        key="areas",
        caption=_("Published areas"),
        columns=columns,
        rows=areas,
        sort="title",
        searchable=False,
        empty=_("No published area has all of these words in its name."),
    )
