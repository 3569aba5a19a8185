"""What the network's pages share: the wave asked for, its network if it was computed, the frame around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, Concatenate, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from trellis.apps.core.access import AllianceRequest
from trellis.apps.core.permissions import Permission, Standing
from trellis.apps.core.ui.navigation import Item
from trellis.apps.partners.visibility import audience_of
from trellis.apps.ties import queries as tie_queries
from trellis.apps.ties.network import filters, queries
from trellis.apps.ties.network.links import Links
from trellis.apps.ties.network.services import WHY_HIDDEN

if TYPE_CHECKING:
    from trellis.apps.ties.models import Wave
    from trellis.apps.ties.network.filters import Shown
    from trellis.apps.ties.network.queries import Waves
    from trellis.apps.ties.network.reading import Reading

View = Callable[Concatenate[AllianceRequest, "Page", ...], HttpResponse]

TABS: Final = (
    ("picture", gettext_lazy("Picture"), Permission.VIEW_TIES),
    ("measures", gettext_lazy("Measures"), Permission.VIEW_TIES),
    ("bridging", gettext_lazy("Bridging and bonding"), Permission.VIEW_TIES),
    ("fragility", gettext_lazy("If somebody left"), Permission.VIEW_TIES),
    ("gaps", gettext_lazy("Gaps"), Permission.VIEW_TIES),
    ("introductions", gettext_lazy("Introductions"), Permission.MANAGE_TIES),
)


@dataclass(frozen=True)
class Page:
    """What a page shows: a wave's network, and who looks at it."""

    name: str
    waves: Waves
    reading: Reading
    standing: Standing

    @cached_property
    def counties(self) -> dict[int, frozenset[str]]:
        """The counties that partners serve, as far as this reader may know."""
        if self.reading.wave.is_of_people:
            return {}
        return queries.counties_served(self.reading.wave.alliance, audience_of(self.standing))

    def shown(self, request: AllianceRequest) -> Shown:
        """The part of the network that the address asks for."""
        asked = filters.read(request.GET, self.reading, self.counties)
        return filters.apply(asked, self.reading, self.counties)

    @cached_property
    def frame(self) -> dict[str, Any]:
        """What every page's template needs."""
        reading = self.reading
        return {
            **frame_of(self.standing, reading.wave, self.name),
            "reading": reading,
            "document": reading.document,
            "is_outdated": queries.is_outdated(reading),
            "evidence_url": reading.evidence.get_absolute_url(),
        }


def network_page(name: str) -> Callable[[View], Callable[..., HttpResponse]]:
    """Give a view the network of the wave that the address asks for; where there is none, say what to do."""

    def decorate(view: View) -> Callable[..., HttpResponse]:
        @wraps(view)
        def inner(request: AllianceRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            waves = queries.waves(request.alliance)
            wave = waves.chosen(request.GET.get("wave", ""))
            if wave is None and request.GET.get("wave"):
                raise Http404("There is no such wave.")
            reading = queries.reading_of(wave) if wave else None
            if wave is None or reading is None:
                return nothing_yet(request, wave, name)
            return view(request, Page(name, waves, reading, request.standing), *args, **kwargs)

        return inner

    return decorate


def nothing_yet(request: AllianceRequest, wave: Wave | None, name: str) -> HttpResponse:
    """The page without a network: no wave, one that shows nothing, or one that nobody had computed."""
    if wave is None:
        return render(request, "ties/network/no_wave.html", {})
    hidden = tie_queries.shows(wave)
    job = queries.under_way(wave)
    context = {
        **frame_of(request.standing, wave, name),
        "why_hidden": WHY_HIDDEN[hidden]() if hidden else "",
        "job": job,
        "failed": None if job else queries.failed(wave),
        "progress_url": reverse("network:computing", args=[request.alliance.slug, job.pk]) if job else "",
    }
    return render(request, "ties/network/not_computed.html", context)


def frame_of(standing: Standing, wave: Wave, name: str) -> dict[str, Any]:
    """What pages with and without a network need alike."""
    links = Links(standing.alliance.slug, wave.pk)
    return {
        "wave": wave,
        "links": links,
        "tabs": tuple(
            Item(label=str(label), url=links.page(tab), current=tab == name)
            for tab, label, permission in TABS
            if standing.may(permission)
        ),
    }
