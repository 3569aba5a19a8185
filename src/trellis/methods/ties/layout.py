"""Where to draw each organization, so that a picture of the next wave can be read beside that of the last."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from trellis.methods.ties.graph import Rows, neighbors
from trellis.methods.ties.model import Floats, Integers, Network

PIVOTS = 50
STEPS, HEAT = 200, 0.1
STEPS_AGAIN, HEAT_AGAIN, STAY = 80, 0.02, 15.0
GRAVITY = 0.05
REAL = 1e-9  # what of a root counts as no imaginary part
JITTER = 1e-3  # so that no two start at one point


def layout(
    network: Network, *, seed: int, previous: Mapping[str, tuple[float, float]] | None = None
) -> Floats:
    """Positions (n, 2) from −1 to 1; the same network, seed and `previous` give the same picture.

    Without `previous`, points start by their distances to some pivots (Brandes & Pich 2007) and settle by
    forces (Fruchterman & Reingold 1991). With the positions of an earlier wave, by id, those who were there
    start there and hardly move; newcomers start among their partners.
    """
    if network.n < 2:
        return np.zeros((network.n, 2))
    from trellis.methods.ties.layout_kernels import settle

    rng = np.random.default_rng(seed)
    rows = neighbors(network)
    home = np.zeros((network.n, 3))
    if previous:
        start, known = _as_before(network, rows, previous, rng)
        home[known, :2], home[known, 2] = start[known], STAY
    else:
        start = _by_pivots(rows) + rng.normal(scale=JITTER, size=(network.n, 2))
    x, y = start[:, 0].copy(), start[:, 1].copy()
    low, high = network.pairs()
    spacing = _spacing(start, low, high) if previous else float(1.0 / np.sqrt(network.n))
    steps, heat = (STEPS_AGAIN, HEAT_AGAIN) if previous else (STEPS, HEAT)
    settle(x, y, low, high, home, spacing, heat, steps, GRAVITY)
    found: Floats = np.column_stack([x, y])
    if previous:
        return found / max(float(np.abs(found).max()), 1.0)
    found -= (found.max(axis=0) + found.min(axis=0)) / 2
    return found / max(float(np.abs(found).max()), 1e-9)


def _as_before(
    network: Network, rows: Rows, previous: Mapping[str, tuple[float, float]], rng: np.random.Generator
) -> tuple[Floats, np.ndarray]:
    names = network.ids.tolist()
    known = np.array([name in previous for name in names], dtype=np.bool_)
    angle = rng.uniform(0.0, 2.0 * np.pi, network.n)
    start = np.column_stack([np.cos(angle), np.sin(angle)])
    for row in np.flatnonzero(known).tolist():
        start[row] = previous[names[row]]
    for row in np.flatnonzero(~known).tolist():
        placed = [i for i in rows.neighbor[rows.start[row] : rows.start[row + 1]].tolist() if known[i]]
        if placed:
            start[row] = start[placed].mean(axis=0) + rng.normal(scale=JITTER, size=2)
    return start, known


def _spacing(points: Floats, low: Integers, high: Integers) -> float:
    """The spacing at which the picture as a whole neither grows nor shrinks.

    What pushes outward is what pulls: Σ over pairs of s² = Σ over ties of d³ / s + gravity × Σ r².
    """
    n = len(points)
    pulled = float((((points[low] - points[high]) ** 2).sum(axis=1) ** 1.5).sum())
    inward = GRAVITY * float((points**2).sum())
    roots = np.roots([n * (n - 1) / 2, 0.0, -inward, -pulled])
    largest = float(roots.real[np.abs(roots.imag) < REAL].max(initial=0.0))
    return max(largest, 0.1 / float(np.sqrt(n)))


def _by_pivots(rows: Rows) -> Floats:
    """The two widest directions of the distances in steps to pivots that lie far from each other."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import shortest_path

    n = rows.start.size - 1
    graph = csr_array((np.ones(rows.neighbor.size, np.int8), rows.neighbor, rows.start), shape=(n, n))
    distances = np.empty((n, min(PIVOTS, n)))
    pivot = int(np.argmax(rows.degree))
    for column in range(distances.shape[1]):
        steps = shortest_path(graph, unweighted=True, indices=pivot)
        reached = np.isfinite(steps)
        distances[:, column] = np.where(reached, steps, steps[reached].max() + 2.0)
        pivot = int(np.argmax(distances[:, : column + 1].min(axis=1)))
    squares = distances**2
    centered = squares - squares.mean(axis=0) - squares.mean(axis=1, keepdims=True) + squares.mean()
    _, _, directions = np.linalg.svd(centered, full_matrices=False)
    two = np.zeros((n, 2))
    two[:, : min(2, directions.shape[0])] = -0.5 * centered @ directions[:2].T
    # A direction has no sign of its own: let the farthest organization lie on its positive side.
    far = two[np.argmax(np.abs(two), axis=0), np.arange(2)]
    two *= np.where(far < 0, -1.0, 1.0)
    return two / max(float(np.abs(two).max()), 1e-9)
