"""Compiled loops over neighbors: brokerage, structural holes, closure, what falls apart.

Neighbors come row by row (see `graph.Rows`); `start` is (n + 1,), `neighbor` (m,). Imported on first use, so
that importing the package compiles nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def compiled(kernel: Kernel) -> Kernel:
    """Compile once, keep on disk, run without Python's lock; sums stay in their order."""
    return cast(Kernel, njit(cache=True, nogil=True)(kernel))


@compiled
def brokered(start: Any, neighbor: Any, sector: Any, counts: Any) -> None:
    """counts[b, role] += 1 for a → b → c without a → c; roles in the order of `brokerage.ROLES`."""
    n = sector.size
    direct = np.full(n, -1, np.int64)
    for a in range(n):
        for e in range(start[a], start[a + 1]):
            direct[neighbor[e]] = a
        for e in range(start[a], start[a + 1]):
            b = neighbor[e]
            for f in range(start[b], start[b + 1]):
                c = neighbor[f]
                if c == a or direct[c] == a:
                    continue
                if sector[a] == sector[c]:
                    role = 0 if sector[a] == sector[b] else 1
                elif sector[b] == sector[c]:
                    role = 2
                elif sector[a] == sector[b]:
                    role = 3
                else:
                    role = 4
                counts[b, role] += 1


@compiled
def holes(start: Any, neighbor: Any, constraint: Any, closed: Any) -> None:
    """Burt's constraint of each (NaN without neighbors), and 2 × the ties among its neighbors."""
    n = start.size - 1
    near = np.full(n, -1, np.int64)
    through = np.zeros(n)
    for i in range(n):
        degree = start[i + 1] - start[i]
        if degree == 0:
            constraint[i] = np.nan
            continue
        for e in range(start[i], start[i + 1]):
            near[neighbor[e]] = i
            through[neighbor[e]] = 0.0
        for e in range(start[i], start[i + 1]):
            q = neighbor[e]
            share = 1.0 / (degree * (start[q + 1] - start[q]))
            for f in range(start[q], start[q + 1]):
                j = neighbor[f]
                if near[j] == i:
                    through[j] += share
                    closed[i] += 1
        total = 0.0
        for e in range(start[i], start[i + 1]):
            total += (1.0 / degree + through[neighbor[e]]) ** 2
        constraint[i] = total


@compiled
def constraint_once_tied(start: Any, neighbor: Any, one: Any, other: Any, out: Any) -> None:
    """out[r] = Burt's constraint of one[r] if it were tied to other[r], which it isn't."""
    n = start.size - 1
    near = np.full(n, -1, np.int64)
    through = np.zeros(n)
    for r in range(one.size):
        i, new = one[r], other[r]
        degree = start[i + 1] - start[i] + 1
        for e in range(start[i], start[i + 1]):
            near[neighbor[e]] = r
            through[neighbor[e]] = 0.0
        near[new] = r
        through[new] = 0.0
        for e in range(start[i], start[i + 1]):
            q = neighbor[e]
            share = 1.0 / (degree * (start[q + 1] - start[q]))
            for f in range(start[q], start[q + 1]):
                if near[neighbor[f]] == r:
                    through[neighbor[f]] += share
        share = 1.0 / (degree * (start[new + 1] - start[new] + 1))
        for f in range(start[new], start[new + 1]):
            if near[neighbor[f]] == r:
                through[neighbor[f]] += share
        total = (1.0 / degree + through[new]) ** 2
        for e in range(start[i], start[i + 1]):
            total += (1.0 / degree + through[neighbor[e]]) ** 2
        out[r] = total


@compiled
def joined_alone(start: Any, neighbor: Any, counts: Any) -> None:
    """counts[i] = pairs of neighbors of i that are not tied and share no other neighbor."""
    n = start.size - 1
    tied = np.full(n, -1, np.int64)
    seen = np.full(n, -1, np.int64)
    ways = np.zeros(n, np.int64)
    via = np.zeros(n, np.int64)
    found = np.zeros(n, np.int64)
    for j in range(n):
        for e in range(start[j], start[j + 1]):
            tied[neighbor[e]] = j
        size = 0
        for e in range(start[j], start[j + 1]):
            i = neighbor[e]
            for f in range(start[i], start[i + 1]):
                k = neighbor[f]
                if k <= j or tied[k] == j:
                    continue
                if seen[k] != j:
                    seen[k] = j
                    ways[k] = 0
                    found[size] = k
                    size += 1
                ways[k] += 1
                via[k] = i
        for at in range(size):
            if ways[found[at]] == 1:
                counts[via[found[at]]] += 1


@compiled
def closure(start: Any, neighbor: Any, sector: Any, pairs: Any, tied: Any) -> None:
    """Pairs of neighbors of i in its own sector, and how many of these pairs are tied."""
    n = sector.size
    near = np.full(n, -1, np.int64)
    for i in range(n):
        same = 0
        for e in range(start[i], start[i + 1]):
            if sector[neighbor[e]] == sector[i]:
                near[neighbor[e]] = i
                same += 1
        pairs[i] = same * (same - 1) // 2
        both = 0
        for e in range(start[i], start[i + 1]):
            q = neighbor[e]
            if sector[q] != sector[i]:
                continue
            for f in range(start[q], start[q + 1]):
                both += near[neighbor[f]] == i
        tied[i] = both // 2


@compiled
def torn(start: Any, neighbor: Any, size: Any, parts: Any, apart: Any) -> None:
    """What is left of each organization's component without it, by one walk in depth (Tarjan 1972).

    size[i]: organizations in its component; parts[i]: components that the others fall into; apart[i]: pairs
    of them that could reach each other before and can't any more.
    """
    n = start.size - 1
    order = np.full(n, -1, np.int64)  # when first met
    low = np.zeros(n, np.int64)  # the earliest met that its branch is tied to
    parent = np.full(n, -1, np.int64)
    below = np.ones(n, np.int64)  # organizations in its branch, itself included
    cut = np.zeros(n, np.int64)  # of these, those that hang on it alone
    together = np.zeros(n, np.int64)  # Σ over the parts that hang on it of pairs within
    next_edge = start[:-1].copy()
    walk = np.empty(n, np.int64)
    clock = 0
    for root in range(n):
        if order[root] >= 0:
            continue
        first = clock
        order[root] = low[root] = clock
        clock += 1
        walk[first] = root  # those met, in order
        at = root
        while at >= 0:
            if next_edge[at] < start[at + 1]:
                to = neighbor[next_edge[at]]
                next_edge[at] += 1
                if order[to] < 0:
                    order[to] = low[to] = clock
                    walk[clock] = to
                    clock += 1
                    parent[to] = at
                    at = to
                elif to != parent[at]:
                    low[at] = min(low[at], order[to])
                continue
            above = parent[at]
            if above >= 0:
                below[above] += below[at]
                low[above] = min(low[above], low[at])
                if low[at] >= order[above]:
                    parts[above] += 1
                    cut[above] += below[at]
                    together[above] += below[at] * (below[at] - 1) // 2
            at = above
        whole = clock - first
        for met in range(first, clock):
            i = walk[met]
            size[i] = whole
            rest = whole - 1 - cut[i]
            if rest > 0:
                parts[i] += 1
            others = whole - 1
            apart[i] = others * (others - 1) // 2 - together[i] - rest * (rest - 1) // 2
