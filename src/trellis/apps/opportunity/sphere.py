"""Positions on the globe as points in space, so that neighbors are found by a tree."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

EARTH_KM: Final = 6371.0088


def on_sphere(latitude: Floats, longitude: Floats) -> Floats:
    """Return positions in degrees (n,) as points in kilometers (n, 3)."""
    lat, lon = np.radians(latitude), np.radians(longitude)
    return EARTH_KM * np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def along(straight_km: Floats) -> Floats:
    """Return the way over the ground between points that lie so far apart in a straight line."""
    return 2 * EARTH_KM * np.arcsin(np.clip(straight_km / (2 * EARTH_KM), 0, 1))
