"""A network as the engines want it: rows of neighbors, and igraph's graph."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from trellis.methods.ties.model import Integers, Network


class Rows(NamedTuple):
    """Neighbors row by row: those of i are `neighbor[start[i] : start[i + 1]]`, sorted."""

    start: Integers  # (n + 1,)
    neighbor: Integers  # (m,) or (2 × pairs,)

    @property
    def degree(self) -> Integers:
        """How many neighbors each has (n,)."""
        return np.diff(self.start)


def neighbors(network: Network) -> Rows:
    """Whom each works with, whoever named the tie."""
    low, high = network.pairs()
    return _rows(np.concatenate([low, high]), np.concatenate([high, low]), network.n)


def named(network: Network) -> Rows:
    """Whom each one named."""
    return _rows(network.source, network.target, network.n)


def igraph_of(network: Network, *, directed: bool = False) -> Any:
    """The network as an igraph.Graph; undirected: one edge a pair, whoever named it."""
    from igraph import Graph  # imported here: it costs whoever needs no graph a quarter of a second

    a, b = (network.source, network.target) if directed else network.pairs()
    return Graph(n=network.n, edges=np.column_stack([a, b]), directed=directed)


def _rows(a: Integers, b: Integers, n: int) -> Rows:
    order = np.lexsort((b, a))
    start = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(a, minlength=n), out=start[1:])
    return Rows(start, np.ascontiguousarray(b[order]))
