"""Rational agents: young people go where travel and crowding together cost them least (Saxon & Snow 2020).

The cost of site j for place i is minutes t_ij / τ + people at j / (ρ × seats of j). Every cycle each place
moves some of its people from the dearest site they are at to the cheapest there is. The procedure, its steps
and its rounding to whole people are those of PySAL's `access`, so that the answers are the same; here it runs
on the pairs within the limit alone, streamed, where the other needs a matrix of all pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trellis.methods.access.errors import InvalidInput
from trellis.methods.access.model import Demand, Floats, Integers, Supply, Travel
from trellis.methods.access.parallel import LIGHT_ROWS, in_parallel
from trellis.methods.access.raam_search import Search, search_for
from trellis.methods.access.reach import Reach, reaches

if TYPE_CHECKING:
    from trellis.methods.access.raam_kernels import Agents

ROOM = 8  # sites an agent can hold at first; doubled when one needs more
CYCLES_HELD_BACK = 20  # at first everyone runs to the same few sites


@dataclass(frozen=True, slots=True)
class RaamResult:
    """What it costs to take part, for the people of each place; lower is better.

    1 is as dear as `tau` minutes of travel, or as a site where each seat has `rho` people.
    """

    cost: Floats  # (n, c, k) travel + crowding; NaN where nobody lives or no seat is within the limit
    travel_minutes: Floats  # (n, c, k) mean minutes to the sites gone to; NaN likewise
    crowding: Floats  # (n, c, k) the part of the cost that isn't travel
    people_at_sites: Floats  # (m, k) who goes where in the end
    tau: float
    rho: tuple[float, ...]  # (k,) people per seat that count as 1
    still_moving: tuple[float, ...]  # (k,) people who moved in the last cycle: small once it has settled


@dataclass(frozen=True, slots=True)
class Steps:
    """How the procedure goes on; the defaults are those of PySAL's `access`."""

    cycles: int = 150
    initial: float = 0.2  # share of a place's people who may move in the first cycle
    least: float = 0.005
    half_life: float = 50.0  # cycles until the share has halved

    def __post_init__(self) -> None:
        """Refuse steps that lead nowhere."""
        if self.cycles < 1 or not (0 < self.least <= self.initial <= 1) or not self.half_life > 0:
            raise InvalidInput(f"{self}: at least one cycle, shares from 0 to 1, a half life above zero.")

    def share(self, cycle: int) -> float:
        """The share who may move in a cycle, counted from 0."""
        return max(self.initial * float(0.5 ** (cycle / self.half_life)), self.least)


def raam(
    *,
    demand: Demand,
    supply: Supply,
    travel: Sequence[Travel],
    tau: float = 60.0,
    rho: float | None = None,
    steps: Steps | None = None,
) -> RaamResult:
    """The cost of taking part at every place, by class of traveller and kind of seat.

    `tau`: minutes that weigh as much as being `rho` people per seat; `rho` by default is all young people
    over all seats of the kind. People move in whole numbers. Memory: some 250 bytes a place and class, no
    pairs (with a matrix: its pairs once more). Raises InvalidInput.
    """
    if not 0.0 < tau < np.inf or (rho is not None and not 0.0 < rho < np.inf):
        raise InvalidInput(f"tau ({tau!r}) and rho ({rho!r}) have to be above zero.")
    ways = reaches(demand, supply, travel)
    n, classes = demand.people.shape
    kinds = supply.seats.shape[1]
    cost = np.full((n, classes, kinds), np.nan)
    minutes = cost.copy()
    going = np.zeros_like(supply.seats)
    ratios, moving = [], []
    for kind in range(kinds):
        seats = supply.seats[:, kind]
        ratio = rho if rho is not None else _people_per_seat(demand.people, seats)
        crowd = _Crowd.of(ways, demand.people, seats, tau=tau, rho=ratio)
        moving.append(crowd.run(steps or Steps()))
        cost[:, :, kind], travelled = crowd.paid(n, classes)
        minutes[:, :, kind] = travelled * tau
        going[crowd.sites, kind] = crowd.load
        ratios.append(ratio)
    return RaamResult(cost, minutes, cost - minutes / tau, going, tau, tuple(ratios), tuple(moving))


def _people_per_seat(people: Floats, seats: Floats) -> float:
    """All young people over all seats; 1 where either is none, and so nobody pays."""
    everyone, offered = float(people.sum()), float(seats.sum())
    return everyone / offered if everyone > 0 and offered > 0 else 1.0


@dataclass(slots=True)
class _Crowd:
    """The agents of all classes at the sites that have seats, in the middle of the procedure."""

    agents: Agents  # class after class, each in the order of its search
    searches: list[Search]
    sites: Integers  # rows of the supply
    capacity: Floats  # seats × rho
    load: Floats  # people at each
    congestion: Floats  # before the last move

    @classmethod
    def of(cls, ways: Sequence[Reach], people: Floats, seats: Floats, *, tau: float, rho: float) -> _Crowd:
        from trellis.methods.access.raam_kernels import Agents

        sites = np.flatnonzero(seats > 0)
        by_class = [search_for(way.touched(sites, None, None), tau) for way in ways]
        a = people.size
        agents = Agents(
            people=np.concatenate([people[search.order, c] for c, search in enumerate(by_class)]),
            held=np.zeros(a, np.int32),
            site=np.zeros((a, ROOM), np.int32),
            amount=np.zeros((a, ROOM)),
            travel=np.zeros((a, ROOM)),
            to_site=np.full(a, -1, np.int32),
            to_travel=np.zeros(a),
            leaving=np.full(a, -1, np.int32),
            bound=np.full(a, np.inf),
            moving=np.zeros(a),
        )
        nothing = np.zeros(sites.size)
        return cls(agents, by_class, sites, seats[sites] * rho, nothing, nothing)

    def run(self, steps: Steps) -> float:
        """All cycles; returns how many moved in the last."""
        from trellis.methods.access.raam_kernels import arrive, decide, hold_back, reload, settle

        everyone = np.arange(self.agents.people.size)
        self._look()
        settle(self.agents, self.load)
        moved = 0.0
        for cycle in range(steps.cycles):
            self.congestion = self.load / self.capacity
            in_parallel(arrive, everyone, self.agents, self.congestion, at_least=LIGHT_ROWS)
            self._make_room()
            self._look()
            share = steps.share(cycle)
            in_parallel(decide, everyone, self.agents, self.load, self.capacity, share, at_least=LIGHT_ROWS)
            if cycle < CYCLES_HELD_BACK:
                hold_back(self.agents, self.capacity, np.empty_like(self.load))
            moved = reload(self.agents, self.load)
        arrive(everyone, self.agents, self.congestion)
        return moved

    def paid(self, n: int, classes: int) -> tuple[Floats, Floats]:
        """Mean cost, and mean cost of the way (n, c), at the congestion before the last move."""
        from trellis.methods.access.raam_kernels import paid

        found = np.empty((2, classes * n))
        paid(self.agents, self.congestion, found[0], found[1])
        cost, way = np.empty((n, classes)), np.empty((n, classes))
        for c, search in enumerate(self.searches):
            cost[search.order, c], way[search.order, c] = found[:, c * n : (c + 1) * n]
        return cost, way

    def _look(self) -> None:
        """Every agent finds its cheapest site."""
        first = 0
        for search in self.searches:
            search.look(self.agents, first, self.congestion)
            first += search.order.size

    def _make_room(self) -> None:
        """Every agent can hold one site more."""
        room = self.agents.site.shape[1]
        if int(self.agents.held.max(initial=0)) == room:
            wider = ((0, 0), (0, room))
            self.agents = self.agents._replace(
                site=np.pad(self.agents.site, wider),
                amount=np.pad(self.agents.amount, wider),
                travel=np.pad(self.agents.travel, wider),
            )
