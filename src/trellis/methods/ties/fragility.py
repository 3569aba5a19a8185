"""What falls apart when somebody leaves (docs/methods/ties.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from trellis.methods.ties.graph import neighbors
from trellis.methods.ties.model import Flags, Integers, Network


@dataclass(frozen=True, slots=True, eq=False)
class Dependence:
    """What the network would lose if some organizations, such as the backbone, left together."""

    ids: tuple[str, ...]  # those that leave
    ties_share: float  # of the pairs tied, the share that one of them is in; NaN without ties
    pairs: int  # pairs of the others that can reach each other now
    lost_pairs: int  # of these, those that couldn't any more
    lost_share: float  # NaN where no others reach each other now
    components_before: int  # in how many parts the network is now
    components_after: int  # and without them
    stranded: tuple[str, ...]  # organizations with partners now, and none then


@dataclass(frozen=True, slots=True, eq=False)
class Fragility:
    """What the network would lose if an organization left, all (n,); whoever named the ties."""

    ids: tuple[str, ...]
    articulation: Flags  # the part it is in falls apart without it
    lost_pairs: Integers  # pairs of others that can reach each other now and couldn't then
    components_before: int
    components_after: Integers  # parts of the network without it
    dependence: Dependence | None  # on the ids given


def fragility(network: Network, *, depend_on: Iterable[str] = ()) -> Fragility:
    """What each one's leaving would cost, and that of `depend_on` together.

    Raises UnknownId for an id that isn't in the network.
    """
    from trellis.methods.ties.kernels import torn

    rows = neighbors(network)
    size, parts, apart = (np.zeros(network.n, np.int64) for _ in range(3))
    torn(rows.start, rows.neighbor, size, parts, apart)
    before = _components(network)[0]
    leaving = tuple(depend_on)
    return Fragility(
        ids=tuple(network.ids.tolist()),
        articulation=parts > 1,
        lost_pairs=apart,
        components_before=before,
        components_after=before - 1 + parts,
        dependence=_dependence(network, leaving, before) if leaving else None,
    )


def _dependence(network: Network, leaving: tuple[str, ...], before: int) -> Dependence:
    gone = np.zeros(network.n, dtype=np.bool_)
    gone[network.rows(leaving)] = True
    _, part = _components(network)
    reach_now = _pairs_within(part[~gone])
    rest = network.without(leaving)
    after, part_after = _components(rest)
    lost = reach_now - _pairs_within(part_after)
    low, high = network.pairs()
    stranded = (neighbors(network).degree[~gone] > 0) & (neighbors(rest).degree == 0)
    return Dependence(
        ids=leaving,
        ties_share=float((gone[low] | gone[high]).mean()) if low.size else float("nan"),
        pairs=reach_now,
        lost_pairs=lost,
        lost_share=lost / reach_now if reach_now else float("nan"),
        components_before=before,
        components_after=after,
        stranded=tuple(rest.ids[stranded].tolist()),
    )


def _components(network: Network) -> tuple[int, Integers]:
    """How many parts there are, and the part (n,) of each organization."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not network.n:
        return 0, np.zeros(0, np.int64)
    low, high = network.pairs()
    matrix = coo_array((np.ones(low.size, np.int8), (low, high)), shape=(network.n, network.n))
    count, part = connected_components(matrix, directed=False)
    return int(count), part.astype(np.int64)


def _pairs_within(part: Integers) -> int:
    size = np.bincount(part)
    return int((size * (size - 1) // 2).sum())
