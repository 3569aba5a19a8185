"""Compiled loops over a grid on the globe. Every target adds up its own sum, so any number of threads agree.

Points are binned in bands of latitude and, within a band, in cells of longitude, and sorted by cell: the
sources near a target are a few runs of neighboring rows, which the processor reads in order and several at a
time. No pair is stored. `windows` says for each band of targets, and each band of sources near it, how far in
longitude a source can be; at a pole that is all the way around, so poles and the antimeridian are no special
case.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

Kernel = TypeVar("Kernel", bound=Callable[..., Any])

NOWHERE = -1.0  # a window without sources

# Rows are counted with unsigned numbers in the inner loops: a signed one could be negative, which numpy takes
# from the end, and that question keeps the compiler from taking eight sources at a time.


def compiled(kernel: Kernel) -> Kernel:
    """Compile once, keep on disk, run without Python's lock; sums may be added up several at a time."""
    return cast(Kernel, njit(cache=True, nogil=True, fastmath={"reassoc", "contract", "nsz", "nnan"})(kernel))


class Points(NamedTuple):
    """Points sorted by cell. All arrays but the last three have shape (n_points,)."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    z: NDArray[np.float64]
    longitude: NDArray[np.float64]  # radians
    band: NDArray[np.int32]  # band of latitude, counted from the lowest in use
    cell_start: NDArray[np.int32]  # (n_cells + 1,) first point of each cell
    first_cell: NDArray[np.int32]  # (n_bands + 1,) first cell of each band
    west: NDArray[np.float64]  # (n_bands,) longitude of the westernmost point
    per_radian: NDArray[np.float64]  # (n_bands,) cells per radian of longitude; 0 in a band of one cell


@compiled
def run(sources: Points, b: int, longitude: float, half: float, piece: int) -> tuple[int, int]:
    """Rows of the sources in band b within `half` of a longitude; piece 1 is past the antimeridian."""
    first = sources.first_cell[b]
    cells = sources.first_cell[b + 1] - first
    if cells == 0:
        return 0, 0
    if cells == 1 or half + 1.0 / sources.per_radian[b] >= math.pi:
        if piece == 1:
            return 0, 0
        return sources.cell_start[first], sources.cell_start[first + cells]
    if piece == 1:
        if longitude + half > math.pi:
            longitude -= 2.0 * math.pi
        elif longitude - half < -math.pi:
            longitude += 2.0 * math.pi
        else:
            return 0, 0
    low = (longitude - half - sources.west[b]) * sources.per_radian[b]
    high = (longitude + half - sources.west[b]) * sources.per_radian[b]
    if high < 0.0 or low >= cells:
        return 0, 0
    start = first + int(max(low, 0.0))
    stop = first + min(int(high), cells - 1)
    return sources.cell_start[start], sources.cell_start[stop + 1]


@compiled
def step_sums(
    rows: Any,
    targets: Points,
    sources: Points,
    windows: Any,
    shift: int,
    edges: Any,
    drops: Any,
    values: Any,
    out: Any,
) -> None:
    """out[q, target] = Σ over sources of values[q, source] × W, W = Σ of `drops` whose edge isn't passed.

    `edges` (squared chords) and `drops` are tuples; `rows` are the targets to do; `shift` turns a band of the
    targets into one of the sources.
    """
    n_bands = sources.west.size
    span = windows.shape[1] // 2
    for r in range(rows.size):
        i = rows[r]
        x, y, z, longitude = targets.x[i], targets.y[i], targets.z[i], targets.longitude[i]
        for q in range(values.shape[0]):
            out[q, i] = 0.0
        for o in range(windows.shape[1]):
            b = targets.band[i] + shift + o - span
            half = windows[targets.band[i], o]
            if b < 0 or b >= n_bands or half < 0.0:
                continue
            for piece in range(2):
                low, high = run(sources, b, longitude, half, piece)
                for q in range(values.shape[0]):
                    total = 0.0
                    for j in range(np.uint64(low), np.uint64(high)):
                        dx, dy, dz = sources.x[j] - x, sources.y[j] - y, sources.z[j] - z
                        squared = dx * dx + dy * dy + dz * dz
                        weight = 0.0
                        for s in range(len(edges)):
                            weight += drops[s] if squared <= edges[s] else 0.0
                        total += weight * values[q, j]
                    out[q, i] += total


@compiled
def smooth_sums(
    rows: Any,
    targets: Points,
    sources: Points,
    windows: Any,
    shift: int,
    limit: float,
    coefficients: Any,
    values: Any,
    out: Any,
) -> None:
    """As `step_sums`, with W a polynomial in 2 × squared chord / limit − 1, and 0 beyond the limit."""
    n_bands = sources.west.size
    span = windows.shape[1] // 2
    scale = 2.0 / limit if limit > 0.0 else 0.0
    for r in range(rows.size):
        i = rows[r]
        x, y, z, longitude = targets.x[i], targets.y[i], targets.z[i], targets.longitude[i]
        for q in range(values.shape[0]):
            out[q, i] = 0.0
        for o in range(windows.shape[1]):
            b = targets.band[i] + shift + o - span
            half = windows[targets.band[i], o]
            if b < 0 or b >= n_bands or half < 0.0:
                continue
            for piece in range(2):
                low, high = run(sources, b, longitude, half, piece)
                for q in range(values.shape[0]):
                    total = 0.0
                    for j in range(np.uint64(low), np.uint64(high)):
                        dx, dy, dz = sources.x[j] - x, sources.y[j] - y, sources.z[j] - z
                        squared = dx * dx + dy * dy + dz * dz
                        at = squared * scale - 1.0
                        weight = coefficients[0]
                        for c in range(1, len(coefficients)):
                            weight = weight * at + coefficients[c]
                        total += (weight if squared <= limit else 0.0) * values[q, j]
                    out[q, i] += total


@compiled
def nearest(
    rows: Any,
    targets: Points,
    sources: Points,
    windows: Any,
    shift: int,
    limit: float,
    counted: Any,
    out: Any,
) -> None:
    """out[target] = squared chord to the nearest source counted (1.0, else 0.0); infinite past the limit."""
    n_bands = sources.west.size
    span = windows.shape[1] // 2
    for r in range(rows.size):
        i = rows[r]
        x, y, z, longitude = targets.x[i], targets.y[i], targets.z[i], targets.longitude[i]
        best = 8.0  # farther than any chord
        for o in range(windows.shape[1]):
            b = targets.band[i] + shift + o - span
            half = windows[targets.band[i], o]
            if b < 0 or b >= n_bands or half < 0.0:
                continue
            for piece in range(2):
                low, high = run(sources, b, longitude, half, piece)
                for j in range(np.uint64(low), np.uint64(high)):
                    dx, dy, dz = sources.x[j] - x, sources.y[j] - y, sources.z[j] - z
                    squared = dx * dx + dy * dy + dz * dz
                    squared = squared if counted[j] > 0.0 else 8.0
                    best = squared if squared < best else best
        out[i] = best if best <= limit else np.inf


@compiled
def list_near(
    rows: Any,
    targets: Points,
    sources: Points,
    windows: Any,
    shift: int,
    limit: float,
    start: Any,
    found: Any,
    squares: Any,
) -> None:
    """The sources within the limit of each target: rows in the sorted table and squared chords."""
    n_bands = sources.west.size
    span = windows.shape[1] // 2
    for r in range(rows.size):
        i = rows[r]
        at = start[i]
        for o in range(windows.shape[1]):
            b = targets.band[i] + shift + o - span
            half = windows[targets.band[i], o]
            if b < 0 or b >= n_bands or half < 0.0:
                continue
            for piece in range(2):
                low, high = run(sources, b, targets.longitude[i], half, piece)
                for j in range(low, high):
                    dx = sources.x[j] - targets.x[i]
                    dy = sources.y[j] - targets.y[i]
                    dz = sources.z[j] - targets.z[i]
                    squared = dx * dx + dy * dy + dz * dz
                    if squared <= limit and at < start[i + 1]:
                        found[at], squares[at] = j, squared
                        at += 1
