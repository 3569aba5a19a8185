"""Compiled: which cell of the grid a point is in, and the points in the order of their cells."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from trellis.methods.access.compiling import compiled


@compiled
def bin_points(
    latitude: Any, longitude: Any, height: float, lowest: int, n_bands: int
) -> tuple[Any, Any, Any, Any, Any, Any]:
    """Order of the points by cell (stable), their band in that order, and the four tables of `Points`."""
    n = latitude.size
    band = np.empty(n, np.int32)
    count = np.zeros(n_bands, np.int32)
    west = np.full(n_bands, np.inf)
    east = np.full(n_bands, -np.inf)
    for i in range(n):
        b = math.floor((latitude[i] + 0.5 * math.pi) / height) - lowest
        band[i] = b
        count[b] += 1
        west[b] = min(west[b], longitude[i])
        east[b] = max(east[b], longitude[i])
    first_cell = np.zeros(n_bands + 1, np.int32)
    per_radian = np.zeros(n_bands)
    for b in range(n_bands):
        cells = 0
        if count[b] > 0:
            wide = east[b] - west[b]
            across = math.cos((lowest + b + 0.5) * height - 0.5 * math.pi)
            cells = int(min(wide * max(across, 1e-9) / height, 2.0 * count[b])) + 1
            if cells > 1:
                per_radian[b] = cells / wide * (1.0 - 1e-12)  # the easternmost point is in the last cell
        first_cell[b + 1] = first_cell[b] + cells
    cell = np.empty(n, np.int32)
    cell_start = np.zeros(first_cell[n_bands] + 1, np.int32)
    for i in range(n):
        b = band[i]
        cell[i] = first_cell[b] + int((longitude[i] - west[b]) * per_radian[b])
        cell_start[cell[i] + 1] += 1
    for c in range(cell_start.size - 1):
        cell_start[c + 1] += cell_start[c]
    order = np.empty(n, np.int32)
    sorted_band = np.empty(n, np.int32)
    filled = cell_start[:-1].copy()
    for i in range(n):
        row = filled[cell[i]]
        filled[cell[i]] += 1
        order[row] = i
        sorted_band[row] = band[i]
    return order, sorted_band, cell_start, first_cell, west, per_radian
