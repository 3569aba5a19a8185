"""Compiled searches of the rational agents: for each the site that costs it least right now."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from trellis.methods.access.kernels import Points, compiled, run
from trellis.methods.access.raam_kernels import Agents, exactly

BLOCK = 32  # sources looked at together
SLACK = 1.0 + 1e-12  # so that rounding hides no candidate
BEYOND = 1e300  # a cost that nothing has


class Blocks(NamedTuple):
    """Balls that hold BLOCK sources each, one after the other in the order of the grid."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    z: NDArray[np.float64]
    radius: NDArray[np.float64]


@exactly
def cheapest_of_pairs(
    rows: Any, agents: Agents, first: int, congestion: Any, start: Any, site: Any, travel: Any
) -> None:
    """The cheapest site of each agent first + row, among its pairs: those from `start` on."""
    for r in range(rows.size):
        a = first + rows[r]
        found, least, way = -1, np.inf, 0.0
        for p in range(start[rows[r]], start[rows[r] + 1]):
            cost = congestion[site[p]] + travel[p]
            if cost < least:
                found, least, way = site[p], cost, travel[p]
        agents.to_site[a] = found
        agents.to_travel[a] = way


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
