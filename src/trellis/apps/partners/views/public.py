"""What everybody sees of the partners: the directory with its map, a page for each, the list as data."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final
from uuid import UUID

import numpy as np
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.alliances.models import Alliance
from trellis.apps.core.access import public
from trellis.apps.core.store import store
from trellis.apps.core.ui.figures import exact
from trellis.apps.core.ui.map import MapSpec, sites_json
from trellis.apps.partners import cards, queries, sectors
from trellis.apps.partners.exchange import hsds_out, jsonld
from trellis.apps.partners.profiles import Profile
from trellis.apps.partners.public.listing import Directory, Question, points, public_profile
from trellis.apps.programs import freshness
from trellis.apps.programs.views.exports import streamed
from trellis.sources.errors import SourceError

PAGE_SIZE: Final = 24
PublicPage = Callable[..., HttpResponseBase]
_ESCAPES: Final = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def opened(view: PublicPage) -> Callable[..., HttpResponseBase]:
    """Gives a view the alliance; 404 where its partners aren't public."""

    @wraps(view)
    def inner(request: HttpRequest, alliance: str, **arguments: Any) -> HttpResponseBase:
        found = Alliance.objects.filter(slug=alliance, public_partners=True).first()
        if found is None:
            raise Http404(_("This page is not open to the public."))
        return view(request, found, **arguments)

    return inner


@dataclass(frozen=True, slots=True)
class Card:
    """A partner in the list; `places` are the points of the map that it is."""

    name: str
    sector: str
    description: str
    works: str
    serves: str
    url: str
    places: str


@public
@opened
def directory(request: HttpRequest, alliance: Alliance) -> HttpResponse:
    """Shows who is in the alliance, where they are, and filters for both."""
    question = Question.parse(request.GET)
    listed = Directory(alliance)
    found = listed.found(question)
    pages = max(1, -(-len(found) // PAGE_SIZE))
    page = min(_page(request), pages)
    shown = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    address = _url(alliance, "directory")
    context = {
        "alliance": alliance,
        "illustrative": alliance.demonstration_notice,
        "question": question,
        "answer": _answer(listed.profiles, found, question),
        "choices": listed.choices(question),
        "cards": [_card(alliance, profile) for profile in shown],
        "page": page,
        "pages": pages,
        "previous_query": _paged(question, page - 1) if page > 1 else "",
        "next_query": _paged(question, page + 1) if page < pages else "",
        "map": _map(alliance, question, found) if points(found, address=address) else None,
        "here_url": address,
    }
    return render(request, "partners/public/directory.html", context)


@public
@opened
def partner(request: HttpRequest, alliance: Alliance, public_id: UUID) -> HttpResponse:
    """Shows one partner."""
    profile = public_profile(alliance, public_id)
    if profile is None:
        raise Http404(_("This partner is no longer listed."))
    page = request.build_absolute_uri(request.path)
    data = jsonld.organization(profile, page=page, member_of=alliance.name)
    context = {
        "alliance": alliance,
        "illustrative": alliance.demonstration_notice,
        "profile": profile,
        "sector": sectors.label(profile.sector),
        "facts": cards.facts(profile),
        "chips": cards.chips(profile),
        "places": cards.places(profile),
        "programs": _programs(alliance, profile),
        "directory_url": _url(alliance, "directory"),
        "structured": _data_block(data),
    }
    return render(request, "partners/public/partner.html", context)


@public
@opened
def sites(request: HttpRequest, alliance: Alliance) -> HttpResponse:
    """Gives the places of an answer as points for the map."""
    found = Directory(alliance).found(Question.parse(request.GET))
    made = points(found, address=_url(alliance, "directory"))
    return JsonResponse(sites_json(made), content_type="application/geo+json")


@public
@opened
def counties(request: HttpRequest, alliance: Alliance) -> HttpResponse:
    """Gives the outlines of the counties on the map."""
    made = points(Directory(alliance).profiles, address="/")
    answer = JsonResponse(_outlines(made), content_type="application/geo+json")
    answer["Cache-Control"] = "public, max-age=3600"
    return answer


@public
@opened
def feed(request: HttpRequest, alliance: Alliance) -> HttpResponseBase:
    """Gives what the directory lists as HSDS 3 organizations, for other directories."""
    profiles = Directory(alliance).profiles
    return streamed(hsds_out.json_text(profiles, notice=alliance.demonstration_notice), "application/json")


def _programs(alliance: Alliance, profile: Profile) -> Any:
    """The partner's programs that families find too."""
    if not alliance.public_programs:
        return []
    today = timezone.localdate()
    shown = freshness.shown_to_public(freshness.limits_of(alliance), today)
    return queries.programs_of(profile.partner).filter(shown)


def _outlines(made: tuple[Any, ...]) -> Any:
    try:
        published = store()
        latitude = np.array([point.latitude for point in made], dtype=float)
        longitude = np.array([point.longitude for point in made], dtype=float)
        held = set(published.county_at(latitude, longitude).tolist()) - {""} if made else set()
        return published.county_shapes(sorted(held))
    except SourceError:
        return {"type": "FeatureCollection", "features": []}


def _answer(everybody: list[Profile], found: list[Profile], question: Question) -> str:
    if question.is_asked:
        said = ngettext(
            "%(count)s partner of %(all)s fits.", "%(count)s partners of %(all)s fit.", len(found)
        )
        return said % {"count": exact(len(found)), "all": exact(len(everybody))}
    in_sectors = len({profile.sector for profile in everybody})
    partners = ngettext("%(count)s partner", "%(count)s partners", len(everybody)) % {
        "count": exact(len(everybody))
    }
    return ngettext("%(partners)s from one sector.", "%(partners)s from %(sectors)s sectors.", in_sectors) % {
        "partners": partners,
        "sectors": exact(in_sectors),
    }


def _card(alliance: Alliance, profile: Profile) -> Card:
    return Card(
        name=profile.name,
        sector=str(sectors.label(profile.sector)),
        description=profile.description,
        works=", ".join([*profile.grade_labels, *profile.field_labels][:6]),
        serves=", ".join(profile.county_names[:4]),
        url=_url(alliance, "partner", public_id=profile.partner.organization.public_id),
        places=" ".join(str(place.pk) for place in profile.places[:1]),
    )


def _map(alliance: Alliance, question: Question, found: list[Profile]) -> MapSpec:
    located = sum(any(place.latitude is not None for place in profile.places) for profile in found)
    sentence = ngettext(
        "Where %(count)s of these partners is.", "Where %(count)s of these partners are.", located
    ) % {"count": exact(located)}
    return MapSpec(
        key="partners-map",
        title=_("On the map"),
        sentence=sentence,
        sites_url=f"{_url(alliance, 'sites')}?{question.query()}",
        lines_url=_url(alliance, "counties"),
        picture_name="partners",
    )


def _page(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return max(1, int(asked)) if asked.isascii() and asked.isdecimal() and len(asked) < 8 else 1


def _paged(question: Question, page: int) -> str:
    query = question.query()
    return f"{query}&page={page}" if query else f"page={page}"


def _url(alliance: Alliance, name: str, **arguments: Any) -> str:
    return reverse(f"public_partners:{name}", kwargs={"alliance": alliance.slug, **arguments})


def _data_block(data: dict[str, Any]) -> SafeString:
    """JSON-LD as a data block: it runs nothing, and can't end its element."""
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308
