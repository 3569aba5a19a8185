"""Where each organization stands in the network (docs/methods/ties.md)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trellis.methods.ties.brokerage import Brokerage, brokerage
from trellis.methods.ties.cohesion import betweenness
from trellis.methods.ties.graph import Rows, igraph_of, neighbors
from trellis.methods.ties.model import Floats, Integers, Network


@dataclass(frozen=True, slots=True, eq=False)
class Positions:
    """Measures of each organization, all (n,). Undirected ones count a tie whoever named it."""

    ids: tuple[str, ...]
    in_degree: Integers  # how many named it
    out_degree: Integers  # how many it named
    degree: Integers  # partners
    betweenness: Floats  # share of shortest ways between two others that lead through it
    closeness: Floats  # harmonic: mean of 1 / steps to each of the others, 0 for those out of reach
    constraint: Floats  # Burt 1992: near 0 with many partners apart from each other; NaN without partners
    effective_size: Floats  # partners less what they share with each other; 0 without partners
    k_core: Integers  # the largest k such that it is among organizations with k ties each among themselves
    roles: Brokerage


def positions(network: Network) -> Positions:
    """Degrees, ways that lead through, structural holes, core and brokerage of everyone."""
    rows = neighbors(network)
    graph = igraph_of(network)
    constraint, effective_size = structural_holes(rows)
    return Positions(
        ids=tuple(network.ids.tolist()),
        in_degree=np.bincount(network.target, minlength=network.n),
        out_degree=np.bincount(network.source, minlength=network.n),
        degree=rows.degree,
        betweenness=betweenness(network),
        closeness=np.nan_to_num(np.array(graph.harmonic_centrality(), dtype=np.float64)),
        constraint=constraint,
        effective_size=effective_size,
        k_core=np.array(graph.coreness(), dtype=np.int64),
        roles=brokerage(network),
    )


def structural_holes(rows: Rows) -> tuple[Floats, Floats]:
    """Burt's constraint and effective size (n,) each, every tie of the same weight."""
    from trellis.methods.ties.kernels import holes

    n = rows.start.size - 1
    constraint, closed = np.zeros(n), np.zeros(n, np.int64)
    holes(rows.start, rows.neighbor, constraint, closed)
    degree = rows.degree.astype(np.float64)
    redundant = np.divide(closed, degree, out=np.zeros(n), where=degree > 0)
    return constraint, degree - redundant
