"""The words of the access method: what goes in and what comes out.

n places with young people in c classes of traveller (with a car, without), m sites with k kinds of seat.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from trellis.methods.access.checks import checked_counts, checked_degrees, checked_ids
from trellis.methods.access.errors import InvalidInput

if TYPE_CHECKING:
    from trellis.methods.access.matrix import TravelMatrix

METHOD_VERSION = "1.0"

WALK_KMH, BUS_KMH, CAR_KMH = 4.8, 15.0, 40.0  # in towns, waiting and parking included
DETOUR = 1.3  # street distance over great-circle distance
FARTHEST_KM = 10_000.0  # a quarter of the way around the Earth

# Minutes are compared with a limit, or a step of the decay, with this relative tolerance: limits are
# inclusive, also where a distance is computed in another order than the reader's.
TOLERANCE = 1e-9

Selection = Literal["none", "3sfca", "balanced"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Demand:
    """Young people where they live. Arrays are checked and shared, not copied where they fit."""

    ids: NDArray[Any]  # (n,) texts or numbers, each once
    latitude: Floats  # (n,) degrees
    longitude: Floats  # (n,) degrees
    people: Floats  # (n, c) young people, by class of traveller; (n,) for one class

    def __post_init__(self) -> None:
        """Refuse columns of other lengths, repeated ids, positions off the globe, negative counts."""
        _check_points(self, "demand")
        object.__setattr__(self, "people", checked_counts("demand", "people", self.people, n=self.ids.size))


@dataclass(frozen=True, slots=True)
class Supply:
    """Sites with seats. Arrays are checked and shared, not copied where they fit."""

    ids: NDArray[Any]  # (m,) texts or numbers, each once
    latitude: Floats  # (m,) degrees
    longitude: Floats  # (m,) degrees
    seats: Floats  # (m, k) seats, by kind; (m,) for one kind

    def __post_init__(self) -> None:
        """Refuse columns of other lengths, repeated ids, positions off the globe, negative counts."""
        _check_points(self, "supply")
        object.__setattr__(self, "seats", checked_counts("supply", "seats", self.seats, n=self.ids.size))

    @property
    def open(self) -> Flags:
        """Which sites have a seat of any kind (m,)."""
        return with_seats(self.seats)


def with_seats(seats: Floats) -> Flags:
    """Which rows of seats (m, k) have any."""
    found: Flags = np.asarray((seats > 0).any(axis=1))
    return found


def _check_points(table: Demand | Supply, name: str) -> None:
    ids = checked_ids(name, table.ids)
    object.__setattr__(table, "ids", ids)
    for column, limit in (("latitude", 90.0), ("longitude", 360.0)):
        degrees = checked_degrees(name, column, getattr(table, column), n=ids.size, limit=limit)
        object.__setattr__(table, column, degrees)


@dataclass(frozen=True, slots=True)
class Travel:
    """One way of getting about: by distance (great circle × detour / speed), or minutes the user brings."""

    minutes_limit: float  # inclusive
    speed_kmh: float | None = None
    detour: float = DETOUR
    matrix: TravelMatrix | None = None  # with it, speed and detour are unused

    def __post_init__(self) -> None:
        """Refuse a limit or speed that isn't a number above zero, and a reach beyond FARTHEST_KM."""
        if not 0.0 <= self.minutes_limit < np.inf:
            raise InvalidInput(f"minutes_limit is {self.minutes_limit!r}; it has to be zero or more.")
        if self.matrix is not None:
            return
        if self.speed_kmh is None or not 0.0 < self.speed_kmh < np.inf:
            raise InvalidInput(f"speed_kmh is {self.speed_kmh!r}; give a speed above zero, or a matrix.")
        if not 0.0 < self.detour < np.inf:
            raise InvalidInput(f"detour is {self.detour!r}; it has to be above zero, 1 for straight lines.")
        if self.reach_km > FARTHEST_KM:
            raise InvalidInput(
                f"{self.minutes_limit:g} minutes at {self.speed_kmh:g} km/h reach {self.reach_km:,.0f} km; "
                f"the farthest that can be asked is {FARTHEST_KM:,.0f} km."
            )

    @property
    def km_per_minute(self) -> float:
        """Great-circle kilometers covered in a minute of travel."""
        assert self.speed_kmh is not None, "minutes come from the matrix"
        return self.speed_kmh / 60.0 / self.detour

    @property
    def reach_km(self) -> float:
        """Great-circle kilometers covered within the limit."""
        return self.minutes_limit * self.km_per_minute


@dataclass(frozen=True, slots=True)
class Access:
    """Who can reach what. A place that reaches nothing has 0 and is flagged; nothing is missing."""

    people: Floats  # (n, c) young people
    access: Floats  # (n, c, k) seats per young person
    in_reach: Flags  # (n, c) some site with a seat of any kind is within the limit
    reachable_seats: Floats  # (n, c, k) seats within the limit, without decay or competition
    nearest_minutes: Floats  # (n, c) to the nearest site with a seat; infinite where none is within the limit
    crowding: Floats  # (m, k) seats per young person who competes for them; 0 where nobody does
    reached_people: Floats  # (m,) young people within the limit, all classes, each counted whole
    used: Flags  # (m,) some young person is within the limit (of weight above zero)

    @property
    def mean(self) -> Floats:
        """Access (n, k), averaged over classes by how many young people of the place are in each.

        Where nobody lives, the classes count as in all places together.
        """
        shares = self.class_shares
        found: Floats = (self.access * shares[:, :, np.newaxis]).sum(axis=1)
        return found

    @property
    def class_shares(self) -> Floats:
        """Share of the young people of each place in each class (n, c); rows add up to 1."""
        overall = self.people.sum(axis=0)
        n_classes = self.people.shape[1]
        shared = overall / overall.sum() if overall.sum() > 0 else np.full(n_classes, 1.0 / n_classes)
        total = self.people.sum(axis=1, keepdims=True)
        shares: Floats = np.where(total > 0, self.people / np.where(total > 0, total, 1.0), shared)
        return shares
