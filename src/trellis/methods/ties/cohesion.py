"""How the network as a whole holds together (docs/methods/ties.md)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trellis.methods.ties.errors import InvalidInput
from trellis.methods.ties.graph import igraph_of, neighbors
from trellis.methods.ties.model import Floats, Integers, Network

UNKNOWN = float("nan")


@dataclass(frozen=True, slots=True)
class Components:
    """Parts within which everyone can be reached from everyone, whoever named the ties."""

    count: int
    sizes: tuple[int, ...]  # largest first
    largest_share: float  # of the organizations; NaN without any
    isolates: int  # organizations without a tie


@dataclass(frozen=True, slots=True, eq=False)
class Cohesion:
    """Measures of the whole network. NaN where a measure has no meaning: no ties, too few organizations."""

    n: int
    ties: int  # directed: who named whom
    tied_pairs: int  # whoever named the tie
    invited: int | None
    answered: int | None
    response_rate: float | None  # answered / invited
    density: float  # ties / n(n − 1)
    pair_density: float  # tied pairs / (n(n − 1) / 2)
    reciprocity: float  # share of ties that are returned
    degree_centralization: float  # Freeman 1979, of tied pairs
    in_centralization: float
    out_centralization: float
    betweenness_centralization: float
    components: Components
    average_path: float  # steps, over pairs that can reach each other
    diameter: float  # steps, the longest of them
    mixing: Integers  # (k, k) ties from the sector of the row to that of the column
    sectors: tuple[str, ...]  # (k,)
    k_core_max: int  # the largest k such that some organizations have k ties each among themselves


def cohesion(network: Network, *, invited: int | None = None, answered: int | None = None) -> Cohesion:
    """Measures of the whole. `invited` and `answered` count organizations asked and those that answered.

    Raises InvalidInput where more answered than were invited.
    """
    rate = _response_rate(invited, answered)
    n, ties = network.n, network.ties
    graph = igraph_of(network)
    tied_pairs = graph.ecount()
    sizes = tuple(sorted(graph.connected_components().sizes(), reverse=True)) if n else ()
    degree = neighbors(network).degree
    pairs = np.array([count for *_, count in graph.path_length_hist(directed=False).bins()], dtype=np.int64)
    steps = np.arange(1, pairs.size + 1)
    possible = n * (n - 1)
    return Cohesion(
        n=n,
        ties=ties,
        tied_pairs=tied_pairs,
        invited=invited,
        answered=answered,
        response_rate=rate,
        density=ties / possible if possible else UNKNOWN,
        pair_density=2 * tied_pairs / possible if possible else UNKNOWN,
        reciprocity=2 * (ties - tied_pairs) / ties if ties else UNKNOWN,
        degree_centralization=_centralization(degree, (n - 1) * (n - 2)),
        in_centralization=_centralization(np.bincount(network.target, minlength=n), (n - 1) ** 2),
        out_centralization=_centralization(np.bincount(network.source, minlength=n), (n - 1) ** 2),
        betweenness_centralization=_centralization(betweenness(network), n - 1 if n > 2 else 0),
        components=Components(
            count=len(sizes),
            sizes=sizes,
            largest_share=sizes[0] / n if n else UNKNOWN,
            isolates=int((degree == 0).sum()),
        ),
        average_path=float(steps @ pairs / pairs.sum()) if tied_pairs else UNKNOWN,
        diameter=float(steps[-1]) if tied_pairs else UNKNOWN,
        mixing=mixing(network),
        sectors=network.sectors,
        k_core_max=max(graph.coreness(), default=0),
    )


def mixing(network: Network) -> Integers:
    """Ties (k, k) from the sector of the row to the sector of the column."""
    k = len(network.sectors)
    cell = network.sector[network.source] * k + network.sector[network.target]
    return np.bincount(cell, minlength=k * k).reshape(k, k)


def betweenness(network: Network) -> Floats:
    """Share (n,) of the shortest ways between two others that lead through each; 0 with fewer than three."""
    others = (network.n - 1) * (network.n - 2) / 2
    if others <= 0:
        return np.zeros(network.n)
    return np.asarray(igraph_of(network).betweenness(), dtype=np.float64) / others


def _centralization(values: Floats | Integers, most: float) -> float:
    """Σ (largest − value) over the most that it can be: 1 for a star, 0 where all are equal."""
    return float((values.max() - values).sum() / most) if values.size and most > 0 else UNKNOWN


def _response_rate(invited: int | None, answered: int | None) -> float | None:
    if (invited or 0) < 0 or (answered or 0) < 0:
        raise InvalidInput(f"{answered} answered of {invited} invited: counts are not below zero.")
    if invited is None or answered is None:
        return None
    if answered > invited:
        raise InvalidInput(f"{answered} answered, but only {invited} were invited.")
    return answered / invited if invited else None
