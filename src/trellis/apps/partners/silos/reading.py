"""Reads partners and programs as columns to compare, with what is needed to say why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from trellis.apps.core.store import store
from trellis.apps.partners.models import Asset, NeedOrOffer, Partner, PartnerPlace
from trellis.apps.partners.silos.entries import Entries, Flags
from trellis.apps.partners.silos.roles import role_of
from trellis.apps.partners.silos.texts import Texts
from trellis.apps.partners.vocabulary import GradeBand, Resource
from trellis.apps.programs import grades
from trellis.apps.programs.models import Program, Session

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance

YOUNGEST: Final = 3
OLDEST: Final = 20
ONLINE: Final = "online"
TEACHING: Final = 0
"""The role of every program."""

Position = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Member:
    """What is known of one partner or program. ages: years, or codes of grade bands.

    counties: served, or, of a program, those its sites lie in. areas: districts and ZIP codes served.
    """

    id: int
    name: str
    organization: str
    owner: int
    role: int
    description: str
    topics: frozenset[str]
    ages: frozenset[Any]
    counties: frozenset[str]
    areas: frozenset[str]
    sites: tuple[Position, ...]
    groups: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    offers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Subjects:
    """All partners, or all programs, that are compared: `about` says which."""

    about: str
    members: tuple[Member, ...]
    entries: Entries
    texts: Texts


def partners(alliance: Alliance) -> Subjects:
    """The active partners: six queries. What one leaves open is taken from its programs and their sites."""
    rows = list(
        Partner.objects.for_alliance(alliance)
        .filter(status=Partner.Status.ACTIVE)
        .select_related("organization")
        .order_by("pk")
    )
    places = _grouped(
        PartnerPlace.objects.for_alliance(alliance).values_list(
            "partner_id", "latitude", "longitude", "zip_code"
        )
    )
    sites = _grouped(
        Session.objects.for_alliance(alliance)
        .filter(program__status=Program.Status.ACTIVE, site__latitude__isnull=False)
        .exclude(site__longitude=None)
        .values_list("program__organization_id", "site__latitude", "site__longitude")
    )
    topics = _grouped(
        Program.objects.for_alliance(alliance)
        .filter(status=Program.Status.ACTIVE)
        .values_list("organization_id", "topics")
    )
    assets = _grouped(Asset.objects.for_alliance(alliance).values_list("partner_id", "kind"))
    wanted = _grouped(
        NeedOrOffer.objects.for_alliance(alliance)
        .filter(is_open=True)
        .values_list("partner_id", "direction", "kind")
    )
    members = []
    for row in rows:
        taught = {topic for (codes,) in topics.get(row.organization_id, ()) for topic in codes}
        asked = wanted.get(row.pk, ())
        members.append(
            Member(
                id=row.pk,
                name=row.organization.name,
                organization="",
                owner=row.organization_id,
                role=role_of(row.sector),
                description=row.organization.description,
                topics=frozenset(row.fields or taught),
                ages=frozenset(row.grade_bands),
                counties=frozenset(row.counties),
                areas=frozenset([*row.districts, *row.zip_codes]),
                sites=_positions(places.get(row.pk, ()), sites.get(row.organization_id, ())),
                groups=frozenset(row.groups),
                needs=frozenset(kind for direction, kind in asked if direction == NeedOrOffer.Direction.NEED),
                offers=frozenset(
                    kind for direction, kind in asked if direction == NeedOrOffer.Direction.OFFER
                )
                | frozenset(kind for (kind,) in assets.get(row.pk, ())),
            )
        )
    return _subjects("partners", members, ages=GradeBand.values, served=lambda each: each.counties)


def programs(alliance: Alliance) -> Subjects:
    """The listed programs with their sessions: two queries."""
    rows = (
        Program.objects.for_alliance(alliance)
        .filter(status=Program.Status.ACTIVE)
        .order_by("pk")
        .values_list("pk", "name", "organization__name", "organization_id", "description", "topics")
    )
    sessions = _grouped(
        Session.objects.for_alliance(alliance)
        .filter(program__status=Program.Status.ACTIVE)
        .values_list(
            "program_id",
            "age_min",
            "age_max",
            "grade_min",
            "grade_max",
            "mode",
            "site__latitude",
            "site__longitude",
        )
    )
    found = []
    for pk, name, organization, owner, description, topics in rows:
        own = sessions.get(pk, ())
        sites = {(row[-2], row[-1]) for row in own if row[-2] is not None and row[-1] is not None}
        online = not sites and any(row[-3] == Session.Mode.ONLINE for row in own)
        found.append(
            Member(
                id=pk,
                name=name,
                organization=organization,
                owner=owner,
                role=TEACHING,
                description=description,
                topics=frozenset(topics),
                ages=frozenset(year for row in own for year in _years(*row[:4])),
                counties=frozenset(),
                areas=frozenset({ONLINE}) if online else frozenset(),
                sites=tuple(sorted(sites)),
            )
        )
    return _subjects("programs", found, ages=range(YOUNGEST, OLDEST + 1), served=lambda each: ())


def counties_at(members: Sequence[Member]) -> list[frozenset[str]]:
    """The counties that each member's sites lie in."""
    sites = [(place, *site) for place, each in enumerate(members) for site in each.sites]
    found: list[set[str]] = [set() for _ in members]
    if sites:
        place, latitude, longitude = zip(*sites, strict=True)
        for at, county in zip(place, store().county_at(latitude, longitude).tolist(), strict=True):
            if county:
                found[at].add(county)
    return [frozenset(each) for each in found]


def _years(age_min: int | None, age_max: int | None, grade_min: int | None, grade_max: int | None) -> range:
    """The years of age that a session is for; none where it doesn't say."""
    if age_min is None and age_max is None:
        age_min, age_max = grades.ages_of_grades(grade_min, grade_max)
    if age_min is None and age_max is None:
        return range(0)
    first = YOUNGEST if age_min is None else max(age_min, YOUNGEST)
    last = OLDEST if age_max is None else min(age_max, OLDEST)
    return range(first, last + 1)


def _positions(places: Iterable[tuple[Any, ...]], sites: Iterable[tuple[Any, ...]]) -> tuple[Position, ...]:
    """Where a partner is: its places, by their ZIP code where that is all that is known; else its sites."""
    own: set[Position] = set()
    for latitude, longitude, zip_code in places:
        if latitude is not None and longitude is not None:
            own.add((latitude, longitude))
        elif zip_code and (middle := store().zip_position(zip_code)) is not None:
            own.add((middle.latitude, middle.longitude))
    return tuple(sorted(own or {(latitude, longitude) for latitude, longitude in sites}))


def _subjects(
    about: str, members: Sequence[Member], *, ages: Sequence[Any], served: Callable[[Member], Collection[str]]
) -> Subjects:
    texts = Texts.of([each.name for each in members], [each.description for each in members])
    sites = [(place, *site) for place, each in enumerate(members) for site in each.sites]
    columns = list(zip(*sites, strict=True)) or [(), (), ()]
    entries = Entries(
        owner=np.array([each.owner for each in members], dtype=np.int64),
        role=np.array([each.role for each in members], dtype=np.int64),
        topics=_flags([each.topics for each in members]),
        ages=_flags([each.ages for each in members], ages),
        counties=_flags([served(each) for each in members]),
        areas=_flags([each.areas for each in members]),
        site_of=np.array(columns[0], dtype=np.int64),
        latitude=np.array(columns[1], dtype=np.float64),
        longitude=np.array(columns[2], dtype=np.float64),
        text=texts.vectors,
        needs=_flags([each.needs for each in members], Resource.values),
        offers=_flags([each.offers for each in members], Resource.values),
    )
    return Subjects(about, tuple(members), entries, texts)


def _flags(sets: Sequence[Collection[Any]], known: Sequence[Any] | None = None) -> Flags:
    """Which of the values each set holds, shape (n, values); of all that occur where none are given."""
    values = sorted(set().union(*sets)) if known is None else list(known)
    place = {value: column for column, value in enumerate(values)}
    found = np.zeros((len(sets), max(len(values), 1)), np.bool_)
    for row, held in enumerate(sets):
        found[row, [place[value] for value in held if value in place]] = True
    return found


def _grouped(rows: Iterable[tuple[Any, ...]]) -> Mapping[Any, list[tuple[Any, ...]]]:
    """Rows by their first column, without it."""
    found: dict[Any, list[tuple[Any, ...]]] = {}
    for key, *rest in rows:
        found.setdefault(key, []).append(tuple(rest))
    return found
