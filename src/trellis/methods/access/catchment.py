"""Floating catchments: seats shared by everyone who can reach them, added up over all that one can reach.

R_j = S_j / Σ_i P_i W(t_ij), A_i = Σ_j R_j W(t_ij) (Luo & Wang 2003; Luo & Qi 2009).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from trellis.methods.access.decay import STEPS, Decay, binary
from trellis.methods.access.errors import InvalidInput
from trellis.methods.access.matrix import TravelMatrix
from trellis.methods.access.model import Access, Demand, Floats, Selection, Supply, Travel
from trellis.methods.access.reach import Reach, as_rows, reaches
from trellis.methods.access.selection import balanced, three_step

WITHIN = binary()  # everyone within the limit counts whole


@dataclass(frozen=True, slots=True)
class Catchment:
    """A region made ready for what-ifs: its answer, and the grids it was found with."""

    demand: Demand
    supply: Supply
    travel: tuple[Travel, ...]
    decay: Decay
    reaches: tuple[Reach, ...]  # one for each class
    weighted_people: Floats  # (m,) young people who compete for a site, by W
    result: Access

    @classmethod
    def prepare(
        cls, *, demand: Demand, supply: Supply, travel: Sequence[Travel], decay: Decay = STEPS
    ) -> Catchment:
        """Compute access, keeping what a what-if needs. `travel` has a way for each class of traveller.

        Raises InvalidInput where the number of ways or the size of a matrix doesn't fit.
        """
        ways = reaches(demand, supply, travel)
        weighted = weighted_people(ways, demand, decay)
        crowding = shared(supply.seats, weighted)
        access = np.stack([way.at_places(as_rows(crowding), decay).T for way in ways], axis=1)
        result = describe(
            ways, demand, supply, access=access, crowding=crowding, weighted=weighted, decay=decay
        )
        return cls(demand, supply, tuple(travel), decay, ways, weighted, result)

    def with_changes(
        self,
        *,
        add: Supply | None = None,
        drop: Collection[Any] = (),
        seats: Mapping[Any, ArrayLike] | None = None,
        added_travel: Sequence[TravelMatrix | None] = (),
    ) -> Access:
        """Access after sites were added, dropped, or got other seats; only places in reach are computed.

        `seats` gives the new seats (k,) by id. Rows of sites stay as they were, dropped ones with no seats;
        new ones follow. Where travel is by a matrix, `added_travel` has the minutes to the new sites, for
        each class. Raises UnknownId, InvalidInput or MissingMinutes.
        """
        from trellis.methods.access.changes import changed

        return changed(self, add=add, drop=drop, seats=seats or {}, added_travel=added_travel)


def floating_catchment(
    *,
    demand: Demand,
    supply: Supply,
    travel: Sequence[Travel],
    decay: Decay = STEPS,
    selection: Selection = "none",
) -> Access:
    """Seats per young person at every place, by class of traveller and kind of seat.

    `travel` has a way of getting about for each class; all classes compete for the same seats. `selection`:
    "none", "3sfca" (Wan et al. 2012) or "balanced" (Páez et al. 2019). Raises InvalidInput.
    """
    if selection == "none":
        return Catchment.prepare(demand=demand, supply=supply, travel=travel, decay=decay).result
    if selection not in ("3sfca", "balanced"):
        raise InvalidInput(f'selection is "none", "3sfca" or "balanced"; {selection!r} is none of them.')
    ways = reaches(demand, supply, travel)
    choose = three_step if selection == "3sfca" else balanced
    access, crowding = choose(ways, demand.people, supply.seats, decay)
    weighted = weighted_people(ways, demand, decay)
    return describe(ways, demand, supply, access=access, crowding=crowding, weighted=weighted, decay=decay)


def weighted_people(ways: Sequence[Reach], demand: Demand, decay: Decay) -> Floats:
    """Young people near each site (m,), of all classes, by W."""
    sums = [way.at_sites(as_rows(demand.people[:, c : c + 1]), decay)[0] for c, way in enumerate(ways)]
    total: Floats = np.sum(sums, axis=0)
    return total


def shared(seats: Floats, weighted: Floats) -> Floats:
    """Seats (m, k) over the young people who compete for them (m,); 0 where nobody does."""
    found: Floats = np.where(
        weighted[:, np.newaxis] > 0, seats / np.where(weighted > 0, weighted, 1.0)[:, np.newaxis], 0.0
    )
    return found


def describe(
    ways: Sequence[Reach],
    demand: Demand,
    supply: Supply,
    *,
    access: Floats,
    crowding: Floats,
    weighted: Floats,
    decay: Decay,
) -> Access:
    """What doesn't depend on how seats are shared, beside what does."""
    reached = weighted if decay == WITHIN else weighted_people(ways, demand, WITHIN)
    nearest = np.stack([way.nearest(supply.open) for way in ways], axis=1)
    seats = np.stack([way.at_places(as_rows(supply.seats), WITHIN).T for way in ways], axis=1)
    return Access(
        people=demand.people,
        access=access,
        in_reach=np.isfinite(nearest),
        reachable_seats=seats,
        nearest_minutes=nearest,
        crowding=crowding,
        reached_people=reached,
        used=weighted > 0,
    )
