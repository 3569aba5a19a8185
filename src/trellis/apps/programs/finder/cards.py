"""What a page of results shows: a card a program, those that fit apart from those that may."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.core.ui.figures import exact
from trellis.apps.programs import freshness, topics, wording
from trellis.apps.programs.finder.index import Index
from trellis.apps.programs.finder.search import Found
from trellis.apps.programs.finder.sentences import NOT_STATED
from trellis.apps.programs.finder.where import distance_in_words
from trellis.apps.programs.models import Program, Session
from trellis.apps.programs.schedule import Schedule

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance

PAGE_SIZE: Final = 20
SHOWN_TOPICS: Final = 3


@dataclass(frozen=True, slots=True)
class Card:
    """One program with its nearest session that fits; `site` is its id on the map.

    Texts are "" where nothing is known.
    """

    name: str
    url: str
    organization: str
    topics: str
    site: str
    where: str
    distance: str
    when: str
    for_whom: str
    cost: str
    is_free: bool
    seats: str
    is_full: bool
    sign_up_url: str
    contact: str
    others: str
    not_stated: tuple[str, ...]
    freshness: str
    is_old: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Cards under one heading: what fits, or what may."""

    key: str
    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of the answer."""

    groups: tuple[Group, ...]
    page: int
    pages: int


def results(
    alliance: Alliance, index: Index, found: Found, *, page: int, limits: freshness.Limits, today: date
) -> Results:
    """The cards of one page, the nearest page where there is no such one: two queries."""
    pages = max(1, math.ceil(len(found) / PAGE_SIZE))
    page = min(max(page, 1), pages)
    shown = range((page - 1) * PAGE_SIZE, min(page * PAGE_SIZE, len(found)))
    programs = _programs(alliance, index, found, shown)
    sessions = _sessions(alliance, index, found, shown)
    matches = np.bincount(index.program[found.sessions_that_match], minlength=len(index.program_id))
    groups: dict[str, list[Card]] = {"fits": [], "may": []}
    for place in shown:
        program = programs.get(int(index.program_id[found.program[place]]))
        session = sessions.get(int(index.session_id[found.session[place]]))
        if program is None or session is None:
            continue  # deleted since the index was read
        not_stated = tuple(str(NOT_STATED[name]) for name in NOT_STATED if _unknown(found, name, place))
        made = card(
            program,
            session,
            miles=float(found.miles[place]),
            others=int(matches[found.program[place]]) - 1,
            not_stated=not_stated,
            limits=limits,
            today=today,
        )
        groups["fits" if place < found.fitting else "may"].append(made)
    titles = {"fits": _("Programs that fit"), "may": _only_reason(groups["may"]) or _("These may fit; ask")}
    made_groups = tuple(Group(key, titles[key], tuple(cards)) for key, cards in groups.items() if cards)
    return Results(made_groups, page, pages)


def card(
    program: Program,
    session: Session,
    *,
    miles: float,
    others: int,
    not_stated: tuple[str, ...],
    limits: freshness.Limits,
    today: date,
) -> Card:
    """A program as its card."""
    how_fresh = freshness.freshness_of(program, limits, today)
    path = {"alliance": program.alliance.slug, "public_id": program.public_id}
    known_seats = session.seats is not None or session.seats_open is not None
    return Card(
        name=program.name,
        url=reverse("finder:program", kwargs=path),
        organization=program.organization.name,
        topics=", ".join(topics.labels(program.topics)[:SHOWN_TOPICS]),
        site=str(session.site.public_id) if session.site else "",
        where=where(session),
        distance=distance_in_words(miles),
        when=Schedule.of(session).in_words(),
        for_whom=wording.for_whom(session),
        cost=cost(session),
        is_free=session.price == 0,
        seats=_("Seats: %(seats)s") % {"seats": wording.seats(session)} if known_seats else "",
        is_full=session.seats_open == 0,
        sign_up_url=session.enrol_url or program.enrol_url or program.url,
        contact=program.phone or program.email,
        others=ngettext("and %(count)s more time or place", "and %(count)s more times or places", others)
        % {"count": exact(others)}
        if others > 0
        else "",
        not_stated=not_stated,
        freshness=confirmed(program),
        is_old=how_fresh is not freshness.Freshness.FRESH,
    )


def where(session: Session) -> str:
    """The place in a few words; "" where it isn't known."""
    if session.site is None:
        return _("Online") if session.mode == Session.Mode.ONLINE else ""
    place = wording.place(session.site)
    return _("%(place)s, or online") % {"place": place} if session.mode == Session.Mode.HYBRID else place


def cost(session: Session) -> str:
    """What it costs in words; "" where nobody says. Scholarships count where there is a price."""
    if session.price is None:
        return session.price_note
    said = wording.price(session)
    if session.price and session.scholarship:
        return _("%(price)s; scholarships") % {"price": said}
    return said[:1].upper() + said[1:]


def confirmed(program: Program) -> str:
    """When somebody last said that the entry is true."""
    if program.verified_on is None:
        return _("Not confirmed yet")
    return _("Confirmed %(day)s") % {"day": formats.date_format(program.verified_on)}


def _programs(alliance: Alliance, index: Index, found: Found, shown: range) -> dict[int, Program]:
    keys = [int(index.program_id[found.program[place]]) for place in shown]
    rows = (
        Program.objects.for_alliance(alliance)
        .select_related("organization")
        .defer("description", "provenance", "organization__description", "organization__provenance")
        .in_bulk(keys)
    )
    for row in rows.values():
        row.alliance = alliance
    return rows


def _sessions(alliance: Alliance, index: Index, found: Found, shown: range) -> dict[int, Session]:
    keys = [int(index.session_id[found.session[place]]) for place in shown]
    rows: dict[int, Session] = (
        Session.objects.for_alliance(alliance)
        .select_related("site")
        .defer("provenance", "site__provenance")
        .in_bulk(keys)
    )
    return rows


def _unknown(found: Found, name: str, place: int) -> bool:
    return name in found.unknown and bool(found.unknown[name][place])


def _only_reason(cards: list[Card]) -> str:
    """What none of the cards says, where that is one and the same thing."""
    reasons = {made.not_stated for made in cards}
    only = reasons.pop() if len(reasons) == 1 else ()
    return only[0] if len(only) == 1 else ""
