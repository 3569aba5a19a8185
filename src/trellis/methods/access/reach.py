"""Whom a site reaches and what a place reaches, for one way of getting about: by distance or by a matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from trellis.methods.access.decay import Decay
from trellis.methods.access.errors import InvalidInput, MissingMinutes
from trellis.methods.access.matrix import TravelMatrix
from trellis.methods.access.model import TOLERANCE, Demand, Flags, Floats, Integers, Supply, Travel

if TYPE_CHECKING:
    from trellis.methods.access.grid import Binned, Direction


class Reach(Protocol):
    """Sums over whoever is within the limit. Values have a row for each thing added up."""

    def at_sites(self, values: Floats, decay: Decay, *, power: int = 1) -> Floats:
        """Σ over places of values (q, n) × W^power: (q, m)."""

    def at_places(
        self, values: Floats, decay: Decay, *, power: int = 1, rows: Integers | None = None
    ) -> Floats:
        """Σ over sites of values (q, m) × W^power: (q, n); 0 for places that are not in `rows`."""

    def nearest(self, counted: Flags, *, rows: Integers | None = None) -> Floats:
        """Minutes (n,) to the nearest of the counted sites (m,), infinite where none is within the limit."""

    def touched(self, sites: Integers, added: Supply | None, matrix: TravelMatrix | None) -> Reach:
        """The reach of a few of the sites and of new ones, in that order."""


@dataclass(frozen=True, slots=True)
class ByDistance:
    """Reach by great-circle distance, streamed over a grid."""

    places: Binned
    latitude: Floats  # (m,) of the sites, degrees
    longitude: Floats
    to_sites: Direction
    to_places: Direction
    travel: Travel

    @classmethod
    def of(cls, places: Binned, latitude: Floats, longitude: Floats, travel: Travel) -> ByDistance:
        """The reach of sites (degrees) over places that are binned already."""
        from trellis.methods.access.grid import bin_all, direction

        sites = bin_all(latitude, longitude, travel)
        return cls(
            places=places,
            latitude=latitude,
            longitude=longitude,
            to_sites=direction(sites, places, travel),
            to_places=direction(places, sites, travel),
            travel=travel,
        )

    def at_sites(self, values: Floats, decay: Decay, *, power: int = 1) -> Floats:
        """See Reach."""
        return self.to_sites.sums(values, decay, power=power)

    def at_places(
        self, values: Floats, decay: Decay, *, power: int = 1, rows: Integers | None = None
    ) -> Floats:
        """See Reach."""
        return self.to_places.sums(values, decay, power=power, rows=rows)

    def nearest(self, counted: Flags, *, rows: Integers | None = None) -> Floats:
        """See Reach."""
        return self.to_places.nearest(counted, rows=rows)

    def touched(self, sites: Integers, added: Supply | None, matrix: TravelMatrix | None) -> ByDistance:
        """See Reach; a matrix is not looked at."""
        latitude, longitude = self.latitude[sites], self.longitude[sites]
        if added is not None:
            latitude = np.concatenate([latitude, added.latitude])
            longitude = np.concatenate([longitude, added.longitude])
        return ByDistance.of(self.places, latitude, longitude, self.travel)


@dataclass(frozen=True, slots=True)
class ByMatrix:
    """Reach by minutes that the user brings: the pairs within the limit."""

    place: NDArray[np.int32]  # (n_pairs,)
    site: NDArray[np.int32]  # (n_pairs,)
    minutes: Floats  # (n_pairs,)
    n_places: int
    n_sites: int
    limit: float

    @classmethod
    def of(cls, matrix: TravelMatrix, limit: float) -> ByMatrix:
        """The pairs of a matrix within the limit."""
        near = matrix.minutes <= limit * (1.0 + TOLERANCE)
        return cls(
            matrix.place[near],
            matrix.site[near],
            matrix.minutes[near],
            matrix.n_places,
            matrix.n_sites,
            limit,
        )

    def at_sites(self, values: Floats, decay: Decay, *, power: int = 1) -> Floats:
        """See Reach."""
        weights = self._weights(decay, power)
        return _added_up(values[:, self.place] * weights, self.site, self.n_sites)

    def at_places(
        self, values: Floats, decay: Decay, *, power: int = 1, rows: Integers | None = None
    ) -> Floats:
        """See Reach."""
        weights = self._weights(decay, power) * self._asked(rows)
        return _added_up(values[:, self.site] * weights, self.place, self.n_places)

    def nearest(self, counted: Flags, *, rows: Integers | None = None) -> Floats:
        """See Reach."""
        keep = counted[self.site] & self._asked(rows)
        found = np.full(self.n_places, np.inf)
        np.minimum.at(found, self.place[keep], self.minutes[keep])
        return found

    def touched(self, sites: Integers, added: Supply | None, matrix: TravelMatrix | None) -> ByMatrix:
        """See Reach."""
        position = np.full(self.n_sites, -1, np.int32)
        position[sites] = np.arange(sites.size)
        keep = position[self.site] >= 0
        place, site, minutes = self.place[keep], position[self.site[keep]], self.minutes[keep]
        n_sites = sites.size
        if added is not None:
            if matrix is None or matrix.n_sites != added.ids.size or matrix.n_places != self.n_places:
                raise MissingMinutes(
                    "Travel is by a matrix: give the minutes from each place to the new sites in "
                    "added_travel, a TravelMatrix for each class of traveller."
                )
            new = ByMatrix.of(matrix, self.limit)
            place = np.concatenate([place, new.place])
            site = np.concatenate([site, new.site + np.int32(n_sites)])
            minutes = np.concatenate([minutes, new.minutes])
            n_sites += new.n_sites
        return ByMatrix(place, site, minutes, self.n_places, n_sites, self.limit)

    def _weights(self, decay: Decay, power: int) -> Floats:
        weights: Floats = decay.weigh(self.minutes, self.limit) ** power
        return weights

    def _asked(self, rows: Integers | None) -> Flags:
        """Which pairs belong to the places asked for."""
        if rows is None:
            return np.ones(self.place.size, np.bool_)
        asked = np.zeros(self.n_places, np.bool_)
        asked[rows] = True
        return asked[self.place]


def as_rows(columns: Floats) -> Floats:
    """Columns (n, q) as rows (q, n) that lie together in memory."""
    return np.ascontiguousarray(columns.T)


def _added_up(values: Floats, index: NDArray[np.int32], n: int) -> Floats:
    """Rows of values (q, n_pairs) added up by index: (q, n)."""
    return np.stack([np.bincount(index, weights=row, minlength=n) for row in values])


def reaches(demand: Demand, supply: Supply, travel: Sequence[Travel]) -> tuple[Reach, ...]:
    """How each class of traveller reaches the sites. Refuses another number of ways than of classes."""
    if len(travel) != demand.people.shape[1]:
        raise InvalidInput(
            f"{len(travel)} ways of getting about for {demand.people.shape[1]} classes of traveller; "
            "there has to be one for each."
        )
    return tuple(_reach(demand, supply, way) for way in travel)


def pairs_within(
    demand: Demand, supply: Supply, travel: Travel
) -> tuple[Integers, NDArray[np.int32], Floats]:
    """Every place with the sites within the limit, in CSR: indptr (n + 1,), indices and minutes (n_pairs,).

    Sites of a place are sorted. For siting and small regions: all pairs are held in memory, 12 bytes each,
    several times that while they are sorted.
    """
    way = _reach(demand, supply, travel)
    if isinstance(way, ByDistance):
        return way.to_places.pairs()
    assert isinstance(way, ByMatrix)
    return np.searchsorted(way.place, np.arange(way.n_places + 1)), way.site, way.minutes


def _reach(demand: Demand, supply: Supply, travel: Travel) -> Reach:
    if travel.matrix is None:
        from trellis.methods.access.grid import bin_all

        places = bin_all(demand.latitude, demand.longitude, travel)
        return ByDistance.of(places, supply.latitude, supply.longitude, travel)
    shape = (travel.matrix.n_places, travel.matrix.n_sites)
    if shape != (demand.ids.size, supply.ids.size):
        raise InvalidInput(
            f"The travel matrix is for {shape[0]} places and {shape[1]} sites; "
            f"there are {demand.ids.size} and {supply.ids.size}."
        )
    return ByMatrix.of(travel.matrix, travel.minutes_limit)
