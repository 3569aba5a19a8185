"""What if sites open, close or change: only the places in reach of the change are computed again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trellis.methods.access.decay import Decay, binary
from trellis.methods.access.errors import InvalidInput, UnknownId
from trellis.methods.access.matrix import TravelMatrix
from trellis.methods.access.model import Access, Flags, Floats, Integers, Supply, with_seats
from trellis.methods.access.reach import Reach, as_rows

if TYPE_CHECKING:
    from trellis.methods.access.catchment import Catchment

# Where what was taken away was nearly all there was, what is left is added up again instead of subtracted.
CANCELS = 1e-3
SAME_MINUTES = 1e-9


@dataclass(frozen=True, slots=True)
class Change:
    """The sites touched: some that were there, then the new ones. k kinds of seat."""

    sites: Integers  # (t,) rows of the supply
    before: Floats  # (t, k) their seats
    after: Floats  # (t + a, k) seats of those and of the new
    added: Supply | None  # a new sites

    @property
    def difference(self) -> Floats:
        """Seats more or fewer (t + a, k)."""
        found = self.after.copy()
        found[: self.sites.size] -= self.before
        return found

    @property
    def is_new(self) -> Flags:
        """Which of the touched sites are new (t + a,)."""
        return np.arange(self.after.shape[0]) >= self.sites.size


def changed(
    base: Catchment,
    *,
    add: Supply | None,
    drop: Collection[Any],
    seats: Mapping[Any, ArrayLike],
    added_travel: Sequence[TravelMatrix | None],
) -> Access:
    """See Catchment.with_changes."""
    change = _change(base.supply, add, drop, seats)
    if len(added_travel) not in (0, len(base.reaches)):
        raise InvalidInput(
            f"added_travel has {len(added_travel)} matrices for {len(base.reaches)} classes of traveller; "
            "give one for each, None where a class travels by distance."
        )
    matrices = added_travel or [None] * len(base.reaches)
    ways = [
        way.touched(change.sites, add, matrix) for way, matrix in zip(base.reaches, matrices, strict=True)
    ]
    after_seats = base.supply.seats.copy()
    after_seats[change.sites] = change.after[: change.sites.size]
    competing = _at_new_sites(ways, base, base.decay, change)
    reached = _at_new_sites(ways, base, binary(), change)
    weighted = np.concatenate([base.weighted_people, competing])
    return _Recount(base, ways, change, after_seats, weighted).access(
        np.concatenate([base.result.reached_people, reached])
    )


def _change(
    supply: Supply, add: Supply | None, drop: Collection[Any], seats: Mapping[Any, ArrayLike]
) -> Change:
    """The sites named, with their seats before and after. Refuses what can't be."""
    kinds = supply.seats.shape[1]
    both = set(drop) & set(seats)
    if both:
        raise InvalidInput(f"sites {sorted(map(str, both))}: dropped and given seats at once.")
    named = [*dict.fromkeys(drop), *seats]
    sites = _rows_of(supply.ids, named)
    after = np.zeros((len(named), kinds))
    for row, (site, counts) in enumerate(seats.items(), start=len(named) - len(seats)):
        after[row] = _counts(site, counts, kinds)
    if add is not None:
        if add.seats.shape[1] != kinds:
            raise InvalidInput(f"the new sites have {add.seats.shape[1]} kinds of seat, the others {kinds}.")
        there = np.isin(add.ids, supply.ids[np.isin(supply.ids, add.ids)])
        if there.any():
            raise InvalidInput(
                f"the new site {add.ids[there].tolist()[0]!r} has the id of one that is there."
            )
        after = np.concatenate([after, add.seats])
    return Change(sites, supply.seats[sites], after, add)


def _counts(site: Any, counts: ArrayLike, kinds: int) -> Floats:
    """New seats (k,) of a site."""
    try:
        given = np.atleast_1d(np.asarray(counts, dtype=np.float64))
    except (TypeError, ValueError):
        given = np.zeros(0)
    if given.shape != (kinds,) or not ((given >= 0) & (given < np.inf)).all():
        raise InvalidInput(f"seats of site {site!r}: {counts!r} is not {kinds} counts, a kind each.")
    return given


def _rows_of(ids: NDArray[Any], named: Sequence[Any]) -> Integers:
    """Rows of the named ids."""
    found = np.flatnonzero(np.isin(ids, np.array(named))) if named else np.array([], np.int64)
    rows = dict(zip(ids[found].tolist(), found.tolist(), strict=True))
    unknown = [name for name in named if name not in rows]
    if unknown:
        raise UnknownId(f"no site has the id {', '.join(map(repr, unknown[:5]))}.")
    return np.array([rows[name] for name in named], dtype=np.int64)


def _at_new_sites(ways: Sequence[Reach], base: Catchment, decay: Decay, change: Change) -> Floats:
    """Young people near the new sites (a,), by the decay."""
    if change.added is None:
        return np.zeros(0)
    sums = [
        way.at_sites(np.ascontiguousarray(base.demand.people[np.newaxis, :, c]), decay)[0]
        for c, way in enumerate(ways)
    ]
    found: Floats = np.sum(sums, axis=0)[change.sites.size :]
    return found


@dataclass(frozen=True, slots=True)
class _Recount:
    """A change put together with what was known before it."""

    base: Catchment
    ways: Sequence[Reach]  # of the touched sites alone, by class
    change: Change
    seats: Floats  # (m, k) of the sites that were there, afterwards
    weighted: Floats  # (m + a,) young people who compete

    def access(self, reached: Floats) -> Access:
        """Everything about access afterwards."""
        from trellis.methods.access.catchment import shared

        old, change = self.base.result, self.change
        added = change.after[change.sites.size :]
        crowding = shared(np.concatenate([self.seats, added]), self.weighted)
        touched = np.concatenate([change.sites, np.arange(old.crowding.shape[0], crowding.shape[0])])
        rate = crowding[touched]
        rate_before = np.zeros_like(rate)
        rate_before[: change.sites.size] = old.crowding[change.sites]
        access, seats = old.access.copy(), old.reachable_seats.copy()
        nearest = old.nearest_minutes.copy()
        m = old.crowding.shape[0]
        for c in range(len(self.ways)):
            access[:, c] = self._updated(
                c, old.access[:, c], rate - rate_before, crowding[:m], rate, self.base.decay
            )
            seats[:, c] = self._updated(
                c, old.reachable_seats[:, c], change.difference, self.seats, change.after, binary()
            )
            nearest[:, c] = self._nearest(c)
        return Access(
            people=old.people,
            access=access,
            in_reach=np.isfinite(nearest),
            reachable_seats=seats,
            nearest_minutes=nearest,
            crowding=crowding,
            reached_people=reached,
            used=self.weighted > 0,
        )

    def _updated(
        self, c: int, before: Floats, difference: Floats, there: Floats, touched: Floats, decay: Decay
    ) -> Floats:
        """A sum over sites (n, k): the difference added, or added up anew where it cancels.

        `difference` and `touched` (t + a, k) are values of the touched sites, `there` (m, k) of the old ones.
        """
        after: Floats = before + self.ways[c].at_places(as_rows(difference), decay).T
        rows = np.flatnonzero((after < CANCELS * before).any(axis=1))
        if rows.size:
            new = np.where(self.change.is_new[:, np.newaxis], touched, 0.0)
            after[rows] = (
                self.base.reaches[c].at_places(as_rows(there), decay, rows=rows)
                + self.ways[c].at_places(as_rows(new), decay, rows=rows)
            ).T[rows]
        return after

    def _nearest(self, c: int) -> Floats:
        """Minutes to the nearest site with a seat (n,)."""
        change, way = self.change, self.ways[c]
        before = self.base.result.nearest_minutes[:, c]
        was_open = np.zeros(change.after.shape[0], np.bool_)
        was_open[: change.sites.size] = with_seats(change.before)
        is_open = with_seats(change.after)
        nearest = before
        closed = was_open & ~is_open
        if closed.any():
            gone = way.nearest(closed)
            rows = np.flatnonzero(np.isfinite(gone) & (gone <= before * (1.0 + SAME_MINUTES)))
            nearest = before.copy()
            nearest[rows] = self.base.reaches[c].nearest(with_seats(self.seats), rows=rows)[rows]
        opened = is_open & ~was_open
        return np.minimum(nearest, way.nearest(opened)) if opened.any() else nearest
