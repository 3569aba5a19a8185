"""Compiled loops over a grid on the globe. Every target adds up its own sum, so any number of threads agree.

Points are binned in bands of latitude and, within a band, in cells of longitude, and sorted by cell: the
sources near a target are a few runs of neighboring rows, which the processor reads in order and several at a
time. No pair is stored. `windows` says for each band of targets, and each band of sources near it, how far in
longitude a source can be; at a pole that is all the way around, so poles and the antimeridian are no special
case.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from trellis.methods.access.compiling import compiled

if TYPE_CHECKING:
    from trellis.methods.access.raam_kernels import Agents

NOWHERE = -1.0  # a window without sources
BLOCK = 32  # sources looked at together
SLACK = 1.0 + 1e-12  # so that rounding hides no candidate
BEYOND = 1e300  # a cost that nothing has

# Rows are counted with unsigned numbers in the inner loops: a signed one could be negative, which numpy takes
# from the end, and that question keeps the compiler from taking eight sources at a time.


class Points(NamedTuple):
    """Points sorted by cell. All arrays but the last four have shape (n_points,)."""

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
    power: int,
    values: Any,
    out: Any,
) -> None:
    """As `step_sums`, with W a polynomial in 2 × squared chord / limit − 1, and 0 beyond the limit.

    `power` is 1, or 2 for W².
    """
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
                        weight = weight * weight if power == 2 else weight
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


class Blocks(NamedTuple):
    """Balls that hold BLOCK sources each, one after the other in the order of the grid."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    z: NDArray[np.float64]
    radius: NDArray[np.float64]


@compiled
def cheapest(
    rows: Any,
    agents: Agents,
    first: int,
    site_of: Any,
    targets: Points,
    sources: Points,
    windows: Any,
    shift: int,
    limit: float,
    blocks: Blocks,
    per_angle: float,
    coefficients: Any,
    congestion: Any,
    least_of_block: Any,
) -> None:
    """The cheapest site within the limit of each agent first + target, streamed over the grid.

    Costs are in radians of travel here: `congestion` (in the order of the sources) plus chord × a polynomial,
    angle over chord, in 2 × squared chord / limit − 1. What an agent holds bounds its cheapest from above,
    and a chord is shorter than its angle: most blocks of sources, and then most sources, are passed over by
    comparing squares.
    """
    n_bands = sources.west.size
    span = windows.shape[1] // 2
    scale = 2.0 / limit if limit > 0.0 else 0.0
    farthest = math.sqrt(limit)
    costs = np.empty(BLOCK)
    for r in range(rows.size):
        i = rows[r]
        a = first + i
        x, y, z, longitude = targets.x[i], targets.y[i], targets.z[i], targets.longitude[i]
        least = min(agents.bound[a], BEYOND) / per_angle * SLACK + 1e-300
        found = -1
        for o in range(windows.shape[1]):
            b = targets.band[i] + shift + o - span
            half = windows[targets.band[i], o]
            if b < 0 or b >= n_bands or half < 0.0:
                continue
            for piece in range(2):
                low, high = run(sources, b, longitude, half, piece)
                for k in range(low // BLOCK, (high + BLOCK - 1) // BLOCK if high > low else 0):
                    dx, dy, dz = blocks.x[k] - x, blocks.y[k] - y, blocks.z[k] - z
                    room = min(farthest, least - least_of_block[k])
                    within = room + blocks.radius[k]
                    if room < 0.0 or dx * dx + dy * dy + dz * dz > within * within:
                        continue
                    start, stop = k * BLOCK, min((k + 1) * BLOCK, sources.x.size)
                    candidates = 0.0
                    for j in range(np.uint64(start), np.uint64(stop)):
                        dx, dy, dz = sources.x[j] - x, sources.y[j] - y, sources.z[j] - z
                        room = min(farthest, least - congestion[j]) * SLACK
                        near = room >= 0.0 and dx * dx + dy * dy + dz * dz <= room * room
                        candidates += 1.0 if near else 0.0
                    if candidates == 0.0:
                        continue
                    lowest = BEYOND
                    for j in range(np.uint64(start), np.uint64(stop)):
                        dx, dy, dz = sources.x[j] - x, sources.y[j] - y, sources.z[j] - z
                        squared = dx * dx + dy * dy + dz * dz
                        ratio = coefficients[0]
                        for c in range(1, len(coefficients)):
                            ratio = ratio * (squared * scale - 1.0) + coefficients[c]
                        cost = congestion[j] + math.sqrt(squared) * ratio
                        cost = cost if squared <= limit else BEYOND
                        costs[j - np.uint64(start)] = cost
                        lowest = cost if cost < lowest else lowest
                    if lowest < least:
                        least, found = lowest, -1
                        for j in range(start, stop):
                            if costs[j - start] == lowest and (found < 0 or site_of[j] < site_of[found]):
                                found = j
        agents.to_site[a] = site_of[found] if found >= 0 else -1
        if found >= 0:
            dx, dy, dz = sources.x[found] - x, sources.y[found] - y, sources.z[found] - z
            half_chord = 0.5 * math.sqrt(dx * dx + dy * dy + dz * dz)
            agents.to_travel[a] = per_angle * 2.0 * math.asin(min(half_chord, 1.0))
