"""What changed between two waves of the survey (docs/methods/ties.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trellis.methods.ties.bridging import bridging_and_bonding
from trellis.methods.ties.cohesion import cohesion
from trellis.methods.ties.external_internal import external_internal
from trellis.methods.ties.model import Network

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure of the whole network, then and now. NaN where it has no meaning in one of them."""

    earlier: float
    later: float

    @property
    def change(self) -> float:
        """Later less earlier."""
        return self.later - self.earlier


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """What changed, over pairs tied, whoever named the tie; pairs and ids are sorted."""

    kept: tuple[Pair, ...]
    new: tuple[Pair, ...]
    gone: tuple[Pair, ...]
    joined: tuple[str, ...]  # organizations only in the later network
    left: tuple[str, ...]  # organizations only in the earlier one
    turnover: float  # (new + gone) / all, among organizations in both; NaN without ties among them
    measures: Mapping[str, Difference]


def between_waves(earlier: Network, later: Network, *, merged: Mapping[str, str] | None = None) -> Changes:
    """Compare two waves. `merged` says into which organization of the later wave an earlier one went."""
    before = earlier.merged(merged) if merged else earlier
    then, now = _pairs(before), _pairs(later)
    ids_then, ids_now = set(before.ids.tolist()), set(later.ids.tolist())
    both = ids_then & ids_now
    stable = {pair for pair in then | now if both.issuperset(pair)}
    turned = [pair for pair in stable if (pair in then) != (pair in now)]
    old, recent = _measures(before), _measures(later)
    return Changes(
        kept=tuple(sorted(then & now)),
        new=tuple(sorted(now - then)),
        gone=tuple(sorted(then - now)),
        joined=tuple(sorted(ids_now - ids_then)),
        left=tuple(sorted(ids_then - ids_now)),
        turnover=len(turned) / len(stable) if stable else float("nan"),
        measures={name: Difference(old[name], recent[name]) for name in old},
    )


def _pairs(network: Network) -> set[Pair]:
    names = network.ids.tolist()
    low, high = (side.tolist() for side in network.pairs())
    found: set[Pair] = set()
    for a, b in zip(low, high, strict=True):
        first, second = sorted((names[a], names[b]))
        found.add((first, second))
    return found


def _measures(network: Network) -> dict[str, float]:
    whole = cohesion(network)
    bridging = bridging_and_bonding(network)
    return {
        "n": float(whole.n),
        "ties": float(whole.ties),
        "tied_pairs": float(whole.tied_pairs),
        "density": whole.density,
        "reciprocity": whole.reciprocity,
        "degree_centralization": whole.degree_centralization,
        "betweenness_centralization": whole.betweenness_centralization,
        "components": float(whole.components.count),
        "largest_share": whole.components.largest_share,
        "average_path": whole.average_path,
        "k_core_max": float(whole.k_core_max),
        "external_internal": external_internal(network, permutations=1).index,
        "internal_bridging": bridging.internal_mean,
        "external_bridging": bridging.external_mean,
        "bonding": bridging.bonding_mean,
    }
