"""Pairs of sectors that hardly work together, and sectors with nobody (docs/methods/ties.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trellis.methods.ties.model import Floats, Integers, Network

GAP = -2.0  # standardized residuals below it are gaps


@dataclass(frozen=True, slots=True)
class SectorPair:
    """Two sectors, or one with itself."""

    sectors: tuple[str, str]  # sorted
    possible: int  # pairs of organizations, one of each sector
    observed: int  # of these, those tied, whoever named the tie
    expected: float  # if ties fell on pairs of organizations at random
    residual: float  # adjusted Pearson residual; NaN where nothing else could have been observed
    gap: bool  # the residual is below −2


@dataclass(frozen=True, slots=True, eq=False)
class SectorGaps:
    """All pairs of sectors, the widest gap first, and the sectors that nobody stands for."""

    pairs: tuple[SectorPair, ...]
    missing: tuple[str, ...]  # of those asked for, in their order
    sectors: tuple[str, ...]  # (k,)
    observed: Integers  # (k, k) symmetric
    expected: Floats  # (k, k)
    residual: Floats  # (k, k)

    @property
    def gaps(self) -> tuple[SectorPair, ...]:
        """The pairs that are gaps, widest first."""
        return tuple(pair for pair in self.pairs if pair.gap)


def sector_gaps(network: Network, *, all_sectors: Sequence[str] = ()) -> SectorGaps:
    """Compare the tied pairs between sectors with those under independence, given the sectors' sizes.

    Of N pairs of organizations T are tied, and N_ab lie between sectors a and b: expected E = T × N_ab / N,
    residual (O − E) / √(E (1 − N_ab / N) (1 − T / N)). `all_sectors` are those an alliance wants partners
    from.
    """
    k = len(network.sectors)
    sizes = np.bincount(network.sector, minlength=k)
    possible = np.outer(sizes, sizes) - np.diag(sizes * (sizes + 1) // 2)
    low, high = network.pairs()
    a, b = network.sector[low], network.sector[high]
    cell = np.minimum(a, b) * k + np.maximum(a, b)
    upper = np.bincount(cell, minlength=k * k).reshape(k, k)
    observed = upper + np.triu(upper, 1).T
    everything, tied = network.n * (network.n - 1) // 2, low.size
    share = possible / max(everything, 1)
    expected = tied * share
    spread = np.sqrt(expected * (1.0 - share) * (1.0 - tied / max(everything, 1)))
    residual = np.divide(observed - expected, spread, out=np.full((k, k), np.nan), where=spread > 0)
    pairs = [
        SectorPair(
            sectors=(network.sectors[i], network.sectors[j]),
            possible=int(possible[i, j]),
            observed=int(observed[i, j]),
            expected=float(expected[i, j]),
            residual=float(residual[i, j]),
            gap=bool(residual[i, j] < GAP),
        )
        for i in range(k)
        for j in range(i, k)
    ]
    return SectorGaps(
        pairs=tuple(sorted(pairs, key=lambda pair: (np.nan_to_num(pair.residual, nan=np.inf), pair.sectors))),
        missing=tuple(sector for sector in dict.fromkeys(all_sectors) if sector not in network.sectors),
        sectors=network.sectors,
        observed=observed,
        expected=expected,
        residual=residual,
    )
