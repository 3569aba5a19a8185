"""What can be reached from where: sites with seats, travellers with and without a car.

A session that brings young people there is reached at the speed of a car by everybody. Access adds up over
sites, so these sites are computed by themselves and added to the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from trellis.methods import access as method

if TYPE_CHECKING:
    from trellis.apps.opportunity.places.table import PlaceTable
    from trellis.apps.opportunity.question import Question
    from trellis.apps.opportunity.supply import Counted
    from trellis.apps.programs.supply import SessionTable

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SPEEDS: Final = {"car": method.CAR_KMH, "bus": method.BUS_KMH, "walk": method.WALK_KMH}
CLASSES: Final = {"car": ("car",), "bus": ("bus",), "walk": ("walk",), "mix": ("car", "bus")}
"""By how a question travels: the classes of travellers there are, each with its speed."""


@dataclass(frozen=True, slots=True)
class Sites:
    """m sites with seats. ids are texts, unique; rides: whether it is one that brings young people there."""

    ids: tuple[str, ...]
    latitude: Floats
    longitude: Floats
    seats: Floats
    rides: Flags

    def part(self, rides: bool) -> Sites:
        """Return the sites that bring young people there, or those that don't."""
        chosen = np.flatnonzero(self.rides == rides)
        return Sites(
            tuple(self.ids[row] for row in chosen.tolist()),
            self.latitude[chosen],
            self.longitude[chosen],
            self.seats[chosen],
            self.rides[chosen],
        )


@dataclass(frozen=True, slots=True)
class Travellers:
    """n places, c classes of travellers: people (n, c), and what each class is called."""

    people: Floats
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What can be reached: access, reachable seats (n, c); in reach (n, c); minutes to the nearest (n, c).

    mean: access over all classes (n,); left_out: the share of each place's people with nothing in reach (n,).
    crowding, reached_people: by site.
    """

    people: Floats
    access: Floats
    in_reach: Flags
    reachable: Floats
    nearest: Floats
    crowding: Mapping[str, float]
    reached_people: Mapping[str, float]

    @property
    def mean(self) -> Floats:
        """Seats for each young person, over those with and without a car (n,)."""
        return (self.access * shares(self.people)).sum(axis=1)

    @property
    def left_out(self) -> Floats:
        """The share of each place's young people who reach no seat (n,)."""
        left_out = (~self.in_reach * shares(self.people)).sum(axis=1)
        # Shares may add up to a hair less than all.
        return np.where(self.in_reach.any(axis=1), np.minimum(left_out, 1.0), 1.0)

    @property
    def minutes(self) -> Floats:
        """Minutes to the nearest site, of those who travel slowest (n,); inf where there is none."""
        return self.nearest.max(axis=1)

    @property
    def seats(self) -> Floats:
        """Seats in reach, of those who reach fewest (n,)."""
        return self.reachable.min(axis=1)


def shares(people: Floats) -> Floats:
    """Return the share of each class among a place's people (n, c); even where nobody lives."""
    total = people.sum(axis=1, keepdims=True)
    even = np.full_like(people, 1 / people.shape[1])
    return np.divide(people, total, out=even, where=total > 0)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a scenario changes: sites that come, sites that go, other numbers of seats; by site."""

    add: Sites | None = None
    drop: tuple[str, ...] = ()
    seats: Mapping[str, float] = field(default_factory=dict)


def travellers(table: PlaceTable, question: Question) -> Travellers:
    """Return the young people that a question asks about, by how they travel; unknown counts are none.

    Where it isn't known who has a car, the question "as households are" takes everybody to have one.
    """
    classes = CLASSES[question.travel]
    people = np.nan_to_num(table.people[question.group], nan=0.0)
    if len(classes) == 1:
        return Travellers(people[:, None], classes)
    without = np.nan_to_num(table.without_car, nan=0.0)
    return Travellers(np.column_stack([people * (1 - without), people * without]), classes)


def sites_of(table: SessionTable, counted: Counted) -> Sites:
    """Return the sites of the sessions counted, each with its seats; with and without a ride are two."""
    site = np.asarray(table.site_id)[counted.rows]
    pairs = np.stack([site, counted.rides.astype(site.dtype)], axis=1)
    kinds, first, which = np.unique(pairs, axis=0, return_index=True, return_inverse=True)
    where = counted.rows[first]
    return Sites(
        ids=tuple(site_key(int(number), bool(ride)) for number, ride in kinds.tolist()),
        latitude=np.asarray(table.latitude)[where],
        longitude=np.asarray(table.longitude)[where],
        seats=np.bincount(which.ravel(), weights=counted.seats, minlength=len(kinds)).astype(np.float64),
        rides=kinds[:, 1].astype(np.bool_),
    )


def site_key(number: int, rides: bool) -> str:
    """Return what a site is called among sites: its number, marked where sessions bring people there."""
    return f"{number}r" if rides else str(number)


class Reach:
    """A question's catchments, made once; a scenario is computed from them without starting over."""

    def __init__(self, table: PlaceTable, question: Question, who: Travellers, sites: Sites) -> None:
        self.who = who
        self.demand = method.Demand(
            ids=table.ids.astype(np.str_),
            latitude=table.latitude,
            longitude=table.longitude,
            people=who.people,
        )
        minutes = float(question.minutes)
        self._decay = method.thirds(minutes)
        self._travel = {
            rides: [
                method.Travel(minutes_limit=minutes, speed_kmh=SPEEDS["car" if rides else each])
                for each in who.classes
            ]
            for rides in (False, True)
        }
        self._sites = {rides: sites.part(rides) for rides in (False, True)}
        self._catchments = {
            rides: self._prepared(part, rides) for rides, part in self._sites.items() if part.ids
        }

    def _prepared(self, sites: Sites, rides: bool) -> Any:
        return method.Catchment.prepare(
            demand=self.demand, supply=_supply(sites), travel=self._travel[rides], decay=self._decay
        )

    def found(self) -> Found:
        """Return what can be reached as it is."""
        return self._merged([(self._sites[key], each.result) for key, each in self._catchments.items()])

    def found_with(self, changes: Mapping[bool, Changes]) -> Found:
        """Return what could be reached; changes: of the sites without a ride (False) and with one (True)."""
        results: list[tuple[Sites | None, Any]] = []
        for rides in (False, True):
            change, before = changes.get(rides), self._catchments.get(rides)
            if before is None:
                if change is not None and change.add is not None and change.add.ids:
                    results.append((change.add, self._prepared(change.add, rides).result))
            elif change is None:
                results.append((self._sites[rides], before.result))
            else:
                after = before.with_changes(
                    add=_supply(change.add) if change.add is not None and change.add.ids else None,
                    drop=change.drop,
                    seats={key: np.array([value]) for key, value in change.seats.items()},
                )
                results.append((None, after))
        return self._merged(results)

    def _merged(self, results: Sequence[tuple[Sites | None, Any]]) -> Found:
        shape = self.who.people.shape
        access, reachable = np.zeros(shape), np.zeros(shape)
        in_reach, nearest = np.zeros(shape, dtype=np.bool_), np.full(shape, np.inf)
        crowding: dict[str, float] = {}
        reached: dict[str, float] = {}
        for sites, result in results:
            access += result.access[:, :, 0]
            reachable += result.reachable_seats[:, :, 0]
            in_reach |= result.in_reach
            nearest = np.minimum(nearest, result.nearest_minutes)
            if sites is not None:
                crowding |= dict(zip(sites.ids, result.crowding[:, 0].tolist(), strict=True))
                reached |= dict(zip(sites.ids, result.reached_people.tolist(), strict=True))
        return Found(self.who.people, access, in_reach, reachable, nearest, crowding, reached)


def _supply(sites: Sites) -> Any:
    return method.Supply(
        ids=np.array(sites.ids), latitude=sites.latitude, longitude=sites.longitude, seats=sites.seats
    )
