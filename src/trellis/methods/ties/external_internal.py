"""Do ties lead out of the sectors, and more than chance would have it? (docs/methods/ties.md)"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trellis.methods.ties.errors import InvalidInput
from trellis.methods.ties.graph import neighbors
from trellis.methods.ties.model import Floats, Integers, Network

SEED = 20260501
PERCENTILES = (2.5, 25.0, 50.0, 75.0, 97.5)
ALIKE = 1e-12  # indices as far from the mean as the observed one, but for rounding


@dataclass(frozen=True, slots=True, eq=False)
class ExternalInternal:
    """The E-I index (Krackhardt & Stern 1988), over pairs tied, whoever named the tie.

    −1: all ties stay inside sectors; 1: all lead out of them. NaN without ties.
    """

    external: int  # pairs tied across sectors
    internal: int  # pairs tied inside a sector
    index: float
    by_organization: Floats  # (n,) over its own ties
    by_sector: Floats  # (k,) over the pairs that touch the sector
    sectors: tuple[str, ...]
    expected: float  # the mean over all ways to deal the sectors out, exact
    expected_by_sector: Floats  # (k,) the mean over the permutations in which the sector has a tie
    p: float  # two-sided: how often chance is as far from the expected as the index is
    p_by_sector: Floats  # (k,)
    percentiles: tuple[float, ...]  # which
    permuted: Floats  # (percentiles,) of the index when sectors are dealt out anew
    permutations: int
    seed: int


def external_internal(network: Network, *, permutations: int = 5000, seed: int = SEED) -> ExternalInternal:
    """The index, and where it lies among those of the same ties with the sectors dealt out anew.

    Both sizes of sectors and the ties stay as they are. The same seed gives the same answer.
    """
    if permutations < 1 or seed < 0:
        raise InvalidInput(f"{permutations} permutations, seed {seed}: at least one, and no seed below zero.")
    low, high = network.pairs()
    k, sector = len(network.sectors), network.sector
    same = sector[low] == sector[high]
    inside = np.bincount(sector[low[same]], minlength=k)
    degree = neighbors(network).degree
    ends = np.bincount(sector, weights=degree, minlength=k).astype(np.int64)
    dealt_inside, dealt_ends = _dealt(low, high, degree, network, permutations, seed)

    pairs, internal = low.size, int(same.sum())
    dealt = _index(pairs - dealt_inside.sum(axis=1), dealt_inside.sum(axis=1))
    sizes = np.bincount(sector, minlength=k)
    possible = network.n * (network.n - 1)
    expected = 1.0 - 2.0 * float((sizes * (sizes - 1)).sum()) / possible if pairs else float("nan")
    index = float(_index(np.array(pairs - internal), np.array(internal)))
    by_sector = _index(ends - 2 * inside, inside)
    dealt_by_sector = _index(dealt_ends - 2 * dealt_inside, dealt_inside)
    mean_by_sector = _known_mean(dealt_by_sector)
    return ExternalInternal(
        external=pairs - internal,
        internal=internal,
        index=index,
        by_organization=_of_each(low, high, same, network.n),
        by_sector=by_sector,
        sectors=network.sectors,
        expected=expected,
        expected_by_sector=mean_by_sector,
        p=float(_as_far(dealt[:, np.newaxis], np.array([index]), np.array([expected]))[0]),
        p_by_sector=_as_far(dealt_by_sector, by_sector, mean_by_sector),
        percentiles=PERCENTILES,
        permuted=np.percentile(dealt, PERCENTILES) if pairs else np.full(len(PERCENTILES), np.nan),
        permutations=permutations,
        seed=seed,
    )


def _dealt(
    low: Integers, high: Integers, degree: Integers, network: Network, permutations: int, seed: int
) -> tuple[Integers, Integers]:
    """Pairs inside each sector, and ends of ties in it, in every permutation: (permutations, k) both."""
    from trellis.methods.ties.permutation_kernels import deals

    k = len(network.sectors)
    inside = np.zeros((permutations, k), np.int64)
    ends = np.zeros((permutations, k), np.int64)
    start = np.searchsorted(low, np.arange(network.n + 1))
    # Narrow numbers: what a permutation reads should stay in the fastest memory.
    deals(
        np.uint64(seed),
        0,
        start.astype(np.int64),
        high.astype(np.uint32),
        degree,
        network.sector.astype(np.uint16),
        inside,
        ends,
    )
    return inside, ends


def _index(external: Integers, internal: Integers) -> Floats:
    """(E − I) / (E + I), NaN without ties."""
    ties = np.asarray(external + internal, dtype=np.float64)
    found: Floats = np.divide(
        external - internal, ties, out=np.full(ties.shape, np.nan), where=ties > 0, casting="unsafe"
    )
    return found


def _of_each(low: Integers, high: Integers, same: np.ndarray, n: int) -> Floats:
    at = np.concatenate([low, high])
    inside = np.bincount(at, weights=np.concatenate([same, same]), minlength=n)
    return _index(np.bincount(at, minlength=n) - inside, inside)


def _known_mean(dealt: Floats) -> Floats:
    known = ~np.isnan(dealt)
    count = known.sum(axis=0)
    total = np.where(known, dealt, 0.0).sum(axis=0)
    found: Floats = np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0)
    return found


def _as_far(dealt: Floats, observed: Floats, mean: Floats) -> Floats:
    """Share of permutations, the observed among them, as far from the mean as the observed, by column."""
    distance = np.abs(dealt - mean)
    known = ~np.isnan(distance)
    farther = np.where(known, distance, -1.0) >= np.abs(observed - mean) - ALIKE
    share: Floats = (1.0 + farther.sum(axis=0)) / (1.0 + known.sum(axis=0))
    return np.where(np.isnan(observed), np.nan, share)
