"""Finds things of an alliance by a word of their name: pages, programs, organizations, sites, occupations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Model, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.apps.alliances import queries as alliances
from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.core.store import store
from trellis.apps.landscape import queries as landscapes
from trellis.apps.landscape.asked import LandscapeRequest
from trellis.apps.landscape.regions import Gazetteer
from trellis.apps.organizations import queries as organizations
from trellis.apps.partners import queries as partners
from trellis.apps.partners.visibility import audience_of
from trellis.apps.programs import queries as programs
from trellis.site.navigation import PAGES, TOOLS

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance

MOST: Final = 10
SHORTEST: Final = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found: its name, where it is, and a few words about it."""

    name: str
    url: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found of one kind: the first few, and whether there is more."""

    title: str
    found: tuple[Hit, ...]
    more: bool


@require(Permission.VIEW_ALLIANCE)
def search(request: AllianceRequest) -> HttpResponse:
    """Show what has all of the words asked for in its name."""
    text = " ".join(request.GET.get("q", "").split())[:100]
    kinds = [kind for kind in _kinds(request, text.split()) if kind.found] if len(text) >= SHORTEST else []
    return render(request, "search.html", {"text": text, "kinds": kinds})


def _kinds(request: AllianceRequest, words: list[str]) -> Iterator[Hits]:
    standing, slug = request.standing, request.alliance.slug
    offered = [(str(page.label), page.url(standing)) for page in (*PAGES, *TOOLS)]
    yield _first(_("Pages"), [Hit(label, url) for label, url in offered if url and _has(words, label)])
    if standing.may(Permission.VIEW_LANDSCAPE):
        yield _first(_("Occupations"), _occupations(request.alliance, words))
    if standing.may(Permission.VIEW_PARTNERS):
        seen = partners.partners_seen_by(request.alliance, audience_of(standing))
        rows = _named(seen, words, "organization__name")
        yield _first(
            _("Partners"), [_hit(row, "partners:partner", slug, "get_sector_display") for row in rows]
        )
    if not standing.may(Permission.VIEW_PROGRAMS):
        return
    for title, rows, name, about in (
        (_("Programs"), programs.listed(request.alliance), "programs:program", "organization"),
        (_("Organizations"), organizations.organizations_of(request.alliance), "programs:organization", ""),
        (_("Sites"), programs.sites_of(request.alliance), "programs:site", "city"),
    ):
        yield _first(title, [_hit(row, name, slug, about) for row in _named(rows, words)])


def _named(rows: QuerySet[Any], words: list[str], name: str = "name") -> QuerySet[Any]:
    """The rows whose name has all words, one more than are shown."""
    wanted = Q()
    for word in words:
        wanted &= Q(**{f"{name}__icontains": word})
    return rows.filter(wanted)[: MOST + 1]


def _hit(row: Model, url_name: str, slug: str, about: str) -> Hit:
    said = getattr(row, about) if about else ""
    said = str((said() if callable(said) else said) or "")
    return Hit(str(row), reverse(url_name, kwargs={"alliance": slug, "pk": row.pk}), said)


def _occupations(alliance: Alliance, words: list[str]) -> list[Hit]:
    """The occupations of the landscape of the alliance's own region."""
    if alliances.home_region(alliance) is None:
        return []
    reading = landscapes.read(
        alliance=alliance, asked=LandscapeRequest(), gazetteer=Gazetteer.of(alliance, store())
    )

    def url(soc: str) -> str:
        return reverse("landscape:occupation", kwargs={"alliance": alliance.slug, "soc": soc})

    return [
        Hit(row["title"], url(soc), soc)
        for soc, row in reading.occupations.items()
        if _has(words, f"{row['title']} {soc}")
    ]


def _has(words: list[str], name: str) -> bool:
    return all(word.casefold() in name.casefold() for word in words)


def _first(title: str, found: list[Hit]) -> Hits:
    return Hits(title, tuple(found[:MOST]), len(found) > MOST)
