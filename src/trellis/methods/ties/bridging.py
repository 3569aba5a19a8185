"""Bridging and bonding, in both readings of Geys & Murdoch (2008), side by side (docs/methods/ties.md)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trellis.methods.ties.graph import Rows, neighbors
from trellis.methods.ties.model import Floats, Integers, Network

MIXED_ONLY, CONNECTS_ONLY = 1, -1
THIRD = 1.0 / 3.0


@dataclass(frozen=True, slots=True, eq=False)
class BridgingBonding:
    """Per organization (n,) and as means over the organizations that have a value.

    NaN with fewer than two partners (bonding: fewer than two in its own sector).
    """

    ids: tuple[str, ...]
    internal: Floats  # chance that two of its partners come from different sectors
    external: Floats  # share of pairs of its partners that only it joins: not tied, no other partner shared
    bonding: Floats  # share of pairs of its partners in its own sector that are tied
    disagree: Integers  # (n,) MIXED_ONLY, CONNECTS_ONLY, or 0 where the readings don't contradict each other
    internal_mean: float
    external_mean: float
    bonding_mean: float
    closed_inside_sector: float  # of all such pairs in the network together, the share that is tied
    agreement: float  # Spearman's rank correlation of the two readings; NaN where one doesn't vary


def bridging_and_bonding(network: Network) -> BridgingBonding:
    """Both readings of bridging, and bonding as closure within the sector.

    They disagree on an organization that is in the highest third by one and in the lowest by the other:
    MIXED_ONLY has mixed partners who don't need it to meet, CONNECTS_ONLY joins partners of few sectors.
    """
    rows = neighbors(network)
    internal, external = _mixed(network, rows), _joining(rows)
    bonding, closed = _closed(network, rows)
    known = ~np.isnan(internal)
    inner, outer = _place(internal[known]), _place(external[known])
    disagree = np.zeros(network.n, np.int64)
    disagree[known] = MIXED_ONLY * ((inner >= 1 - THIRD) & (outer <= THIRD)) + CONNECTS_ONLY * (
        (inner <= THIRD) & (outer >= 1 - THIRD)
    )
    return BridgingBonding(
        ids=tuple(network.ids.tolist()),
        internal=internal,
        external=external,
        bonding=bonding,
        disagree=disagree,
        internal_mean=_mean(internal),
        external_mean=_mean(external),
        bonding_mean=_mean(bonding),
        closed_inside_sector=closed,
        agreement=_correlation(inner, outer),
    )


def _pairs(count: Integers) -> Integers:
    return count * (count - 1) // 2


def _share(part: Integers, whole: Integers) -> Floats:
    found: Floats = np.full(part.shape, np.nan)
    return np.divide(part, whole, out=found, where=whole > 0)


def _mixed(network: Network, rows: Rows) -> Floats:
    n, k = network.n, max(len(network.sectors), 1)
    at = np.repeat(np.arange(n), rows.degree)
    cells, count = np.unique(at * k + network.sector[rows.neighbor], return_counts=True)
    alike = np.bincount(cells // k, weights=_pairs(count), minlength=n).astype(np.int64)
    pairs = _pairs(rows.degree)
    return _share(pairs - alike, pairs)


def _joining(rows: Rows) -> Floats:
    from trellis.methods.ties.kernels import joined_alone

    alone = np.zeros(rows.start.size - 1, np.int64)
    joined_alone(rows.start, rows.neighbor, alone)
    return _share(alone, _pairs(rows.degree))


def _closed(network: Network, rows: Rows) -> tuple[Floats, float]:
    """Closure around each organization, and over all of them together."""
    from trellis.methods.ties.kernels import closure

    pairs, tied = np.zeros(network.n, np.int64), np.zeros(network.n, np.int64)
    closure(rows.start, rows.neighbor, network.sector, pairs, tied)
    return _share(tied, pairs), float(_share(tied.sum(keepdims=True), pairs.sum(keepdims=True))[0])


def _place(values: Floats) -> Floats:
    """Place of each among all, from 0 (lowest) to 1, equal ones in the middle of theirs; .5 for one alone."""
    if values.size < 2:
        return np.full(values.shape, 0.5)
    _, at, count = np.unique(np.round(values, 12), return_inverse=True, return_counts=True)
    middle = np.cumsum(count) - (count + 1) / 2
    found: Floats = middle[at] / (values.size - 1)
    return found


def _correlation(one: Floats, other: Floats) -> float:
    if one.size < 2 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])


def _mean(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else float("nan")
