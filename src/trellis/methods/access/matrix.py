"""Travel times that the user brings (from r5py, Valhalla, OpenTripPlanner): a list of pairs with minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trellis.methods.access.errors import InvalidInput, UnknownId

Floats = NDArray[np.float64]
Indices = NDArray[np.int32]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TravelMatrix:
    """Minutes between places and sites, a row a pair, sorted by place then site. Pairs not listed: no way."""

    place: Indices  # (n_pairs,)
    site: Indices  # (n_pairs,)
    minutes: Floats  # (n_pairs,)
    n_places: int
    n_sites: int

    @classmethod
    def from_pairs(
        cls,
        *,
        place_index: NDArray[Any],
        site_index: NDArray[Any],
        minutes: NDArray[Any],
        n_places: int,
        n_sites: int,
    ) -> TravelMatrix:
        """Pairs in any order. NaN minutes mean that there is no way, as r5py writes them.

        Refuses columns of different lengths, indices out of range, negative or infinite minutes, and pairs
        given twice.
        """
        place, site = np.asarray(place_index), np.asarray(site_index)
        cost = np.asarray(minutes, dtype=np.float64)
        if not (place.ndim == site.ndim == cost.ndim == 1 and place.size == site.size == cost.size):
            raise InvalidInput(
                f"travel matrix: {place.size} places, {site.size} sites and {cost.size} minutes; "
                "there have to be as many of each, a row a pair."
            )
        for name, column, n in (("place", place, n_places), ("site", site, n_sites)):
            if column.size and column.dtype.kind not in "iu":
                raise InvalidInput(f"travel matrix: the {name} indices have to be whole numbers.")
            if column.size and (column.min() < 0 or column.max() >= n):
                raise InvalidInput(f"travel matrix: the {name} indices have to be from 0 to {n - 1}.")
        wrong = (cost < 0) | np.isinf(cost)
        if wrong.any():
            row = int(np.flatnonzero(wrong)[0])
            raise InvalidInput(f"travel matrix, row {row}: {cost[row]} is not a number of minutes.")
        known = ~np.isnan(cost)
        key = place[known].astype(np.int64) * n_sites + site[known]
        order = np.argsort(key, kind="stable")
        key = key[order]
        twice = np.flatnonzero(key[1:] == key[:-1])
        if twice.size:
            row = int(np.flatnonzero(known)[order[twice[0] + 1]])
            raise InvalidInput(
                f"travel matrix, row {row}: place {place[row]} and site {site[row]} are there twice."
            )
        return cls(
            place=place[known][order].astype(np.int32),
            site=site[known][order].astype(np.int32),
            minutes=cost[known][order],
            n_places=n_places,
            n_sites=n_sites,
        )


def travel_matrix(
    place_ids: NDArray[Any],
    site_ids: NDArray[Any],
    from_id: NDArray[Any],
    to_id: NDArray[Any],
    minutes: NDArray[Any],
) -> TravelMatrix:
    """A matrix from columns of ids, as travel-time tools write them: from place, to site, minutes.

    Ids that aren't among the places or sites are refused by name, and so are pairs given twice.
    """
    return TravelMatrix.from_pairs(
        place_index=_positions("from_id", np.asarray(from_id), np.asarray(place_ids), "places"),
        site_index=_positions("to_id", np.asarray(to_id), np.asarray(site_ids), "sites"),
        minutes=minutes,
        n_places=len(place_ids),
        n_sites=len(site_ids),
    )


def _positions(column: str, wanted: NDArray[Any], ids: NDArray[Any], what: str) -> Integers:
    """Where each wanted id is among the ids."""
    positions = {value: row for row, value in enumerate(ids.tolist())}
    found = [positions.get(value, -1) for value in wanted.tolist()]
    indices = np.array(found, dtype=np.int64)
    unknown = np.flatnonzero(indices < 0)
    if unknown.size:
        names = list(dict.fromkeys(wanted[unknown].tolist()))
        shown = ", ".join(repr(name) for name in names[:5]) + (" …" if len(names) > 5 else "")
        raise UnknownId(
            f"travel matrix, column {column}: {len(names)} ids are not among the {what}: {shown}. "
            "Leave their rows out, or add them."
        )
    return indices
