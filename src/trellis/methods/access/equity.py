"""Who has how much access: each group's mean and shares, with intervals (docs/methods/equity.md).

Access is taken as computed; what varies is how many young people of a group live where.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trellis.methods.access.errors import InvalidInput
from trellis.methods.access.inequality import Floats, column

DRAWS: Final = 1_000
SEED: Final = 20_260_301
CONFIDENCE: Final = 0.90
MARGIN_TO_ERROR: Final = 1.645  # the ACS publishes 90 % margins: standard error = margin / 1.645
LOW: Final = 0.5  # of the region's mean
BLOCK: Final = 512  # places drawn at once: 1,000 draws of them stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its 90 % interval; the ends are NaN where an error it rests on is not known."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class GroupAccess:
    """What one group has. Everything is NaN for a group nobody belongs to."""

    group: str
    people: float
    mean: Interval  # seats per young person of the group
    share_low: Interval  # share with access below half the region's mean
    share_none: Interval  # share with no seat in reach
    difference: Interval  # mean less the region's mean
    unknown_people: int  # places whose number of people is not known; they are left out
    unknown_margins: int  # places with people counted but their error not known; then there is no interval


@dataclass(frozen=True, slots=True)
class Equity:
    """Access by group, in the order the groups were given."""

    reference: str  # the group that stands for the region
    low_below: float  # seats per young person: half the region's mean
    rows: tuple[GroupAccess, ...]
    draws: int
    seed: int

    def row(self, group: str) -> GroupAccess:
        """The row of one group; KeyError where there is none."""
        for found in self.rows:
            if found.group == group:
                return found
        raise KeyError(group)


def group_equity(
    *,
    access: ArrayLike,
    people: Mapping[str, ArrayLike],
    margins: Mapping[str, ArrayLike],
    reference: str,
    none: ArrayLike | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Equity:
    """Each group's mean access, share with little, share with none, and difference from the region.

    `access` (n,) seats per young person at each place; `people` by group (n,), NaN where not known; `margins`
    by group (n,), the 90 % margins of error that the ACS publishes, NaN where not known, a group left out
    where none are. `reference` is the group that stands for the region. `none` (n,) is the share, 0 to 1, of
    a place's young people with no seat in reach; unless given, 1 where access is 0.

    People are drawn `draws` times from normal distributions, cut at zero, each place and group by itself; an
    interval is the middle 90 % of what comes out, put around the estimate. A group's draws depend on the seed
    and its own name only.
    """
    seats = column("access", access)
    without = (seats == 0.0).astype(np.float64) if none is None else column("none", none)
    if without.shape != seats.shape or (without > 1.0).any():
        raise InvalidInput("none is a share from 0 to 1 for each place of access.")
    if reference not in people:
        raise InvalidInput(f"The reference {reference!r} is not among the groups {sorted(people)}.")
    if draws < 100:
        raise InvalidInput(f"{draws} draws are too few for an interval; take 100 or more.")
    groups = {key: _Group.read(key, counted, margins.get(key), seats.size) for key, counted in people.items()}
    region = groups[reference]
    in_region = float(region.people.sum())
    low_below = LOW * float(region.people @ seats) / in_region if in_region > 0.0 else float("nan")
    features = np.column_stack([seats, seats < low_below, without]).astype(np.float64)
    whole = region.statistics(features, draws=draws, seed=seed)
    rows = tuple(
        group.compared(
            whole if key == reference else group.statistics(features, draws=draws, seed=seed), whole
        )
        for key, group in groups.items()
    )
    return Equity(reference=reference, low_below=low_below, rows=rows, draws=draws, seed=seed)


@dataclass(frozen=True, slots=True)
class _Statistics:
    """Means of the features over one group: as estimated (n_features,), and drawn (draws, n_features)."""

    estimate: Floats
    drawn: Floats


@dataclass(frozen=True, slots=True)
class _Group:
    """One group's people and standard errors (n_places,), where they are known; 0 elsewhere."""

    key: str
    people: Floats
    errors: Floats
    unknown_people: int
    unknown_margins: int

    @classmethod
    def read(cls, key: str, counted: ArrayLike, margin: ArrayLike | None, n_places: int) -> _Group:
        people = column(f"people {key!r}", counted, unknown=True)
        margins = (
            np.full(n_places, np.nan) if margin is None else column(f"margins {key!r}", margin, unknown=True)
        )
        if people.size != n_places or margins.size != n_places:
            raise InvalidInput(
                f"Group {key!r}: {people.size} people and {margins.size} margins for {n_places} places."
            )
        known = ~np.isnan(people)
        return cls(
            key=key,
            people=np.where(known, people, 0.0),
            errors=np.where(known & ~np.isnan(margins), margins, 0.0) / MARGIN_TO_ERROR,
            unknown_people=int((~known).sum()),
            unknown_margins=int((known & np.isnan(margins)).sum()),
        )

    def statistics(self, features: Floats, *, draws: int, seed: int) -> _Statistics:
        total = float(self.people.sum())
        estimate = self.people @ features / total if total > 0.0 else np.full(features.shape[1], np.nan)
        if self.unknown_margins or total == 0.0:
            return _Statistics(estimate, np.full((draws, features.shape[1]), np.nan))
        sums = self._drawn_sums(np.column_stack([np.ones(len(features)), features]), draws=draws, seed=seed)
        with np.errstate(invalid="ignore", divide="ignore"):
            return _Statistics(estimate, sums[:, 1:] / sums[:, :1])

    def _drawn_sums(self, features: Floats, *, draws: int, seed: int) -> Floats:
        """Σ over places of drawn people × features, (draws, n_features); a block of places at a time."""
        uncertain = np.flatnonzero(self.errors > 0.0)
        certain = np.where(self.errors > 0.0, 0.0, self.people)
        sums: Floats = np.tile(certain @ features, (draws, 1))
        # 32 bits halve the time, and a draw's rounding (1e-7) is far below its error.
        people, errors = self.people.astype(np.float32), self.errors.astype(np.float32)
        narrow = np.ascontiguousarray(features.T, dtype=np.float32)
        random = np.random.default_rng([seed, zlib.crc32(self.key.encode())])
        buffer: NDArray[np.float32] = np.empty((BLOCK, draws), np.float32)
        for start in range(0, uncertain.size, BLOCK):
            places = uncertain[start : start + BLOCK]
            block = buffer[: places.size]
            random.standard_normal(out=block, dtype=np.float32)
            block *= errors[places, None]
            block += people[places, None]
            np.maximum(block, 0.0, out=block)
            # Not @: so few features aren't worth waking BLAS's threads, which took ten times as long.
            sums += np.einsum("fp,pd->df", narrow[:, places], block)
        return sums

    def compared(self, own: _Statistics, region: _Statistics) -> GroupAccess:
        mean, low, none = (
            _interval(float(own.estimate[place]), own.drawn[:, place], most=most)
            for place, most in enumerate((np.inf, 1.0, 1.0))
        )
        return GroupAccess(
            group=self.key,
            people=float(self.people.sum()),
            mean=mean,
            share_low=low,
            share_none=none,
            difference=_interval(
                float(own.estimate[0] - region.estimate[0]),
                own.drawn[:, 0] - region.drawn[:, 0],
                least=-np.inf,
            ),
            unknown_people=self.unknown_people,
            unknown_margins=self.unknown_margins,
        )


def _interval(value: float, drawn: Floats, *, least: float = 0.0, most: float = np.inf) -> Interval:
    """The middle 90 % of the draws, moved so that their mean is the estimate.

    Cutting at zero adds people where few or none were counted, in every draw alike; without the move a small
    group's estimate could lie outside its own interval.
    """
    if not np.isfinite(drawn).all():
        return Interval(value, np.nan, np.nan)
    tail = (1.0 - CONFIDENCE) / 2.0
    low, high = np.quantile(drawn, [tail, 1.0 - tail]) - drawn.mean() + value
    return Interval(value, float(np.clip(low, least, value)), float(np.clip(high, value, most)))
