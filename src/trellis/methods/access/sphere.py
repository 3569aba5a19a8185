"""Distances on the globe as squared chords between unit vectors: no trigonometry for a pair of points.

Two points an angle a apart on the unit sphere are 2 sin(a / 2) apart in a straight line. Squared, that is
three subtractions and products; limits are turned into squared chords once. Differences of unit vectors are
good to a nanometer.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from trellis.methods.access.model import TOLERANCE, Floats, Travel

EARTH_KM = 6371.0088  # mean radius (IUGG)
Number = TypeVar("Number", float, NDArray[np.float64])


def radians(latitude: Floats, longitude: Floats) -> tuple[Floats, Floats]:
    """Latitude and longitude in radians, longitude from −π up to π."""
    turned: Floats = np.deg2rad((longitude + 180.0) % 360.0 - 180.0)
    return np.deg2rad(latitude), turned


def unit_vectors(latitude: Floats, longitude: Floats) -> tuple[Floats, Floats, Floats]:
    """x, y, z of points in radians."""
    across = np.cos(latitude)
    return across * np.cos(longitude), across * np.sin(longitude), np.sin(latitude)


def squared_chord(minutes: Number, travel: Travel) -> Number:
    """Squared chord of what is covered in `minutes`, a hair more: see TOLERANCE."""
    angle = minutes * (1.0 + TOLERANCE) * travel.km_per_minute / EARTH_KM
    chord: Number = 2.0 * np.sin(angle / 2.0)
    return chord * chord


def minutes_of(squared: Floats, travel: Travel) -> Floats:
    """Minutes of travel for squared chords; infinite stays infinite."""
    far = np.isinf(squared)
    angle = 2.0 * np.arcsin(np.minimum(np.sqrt(np.where(far, 0.0, squared)) / 2.0, 1.0))
    minutes: Floats = np.where(far, np.inf, angle * minutes_per_radian(travel))
    return minutes


def minutes_per_radian(travel: Travel) -> float:
    """Minutes of travel for an angle of one radian, seen from the middle of the Earth."""
    return EARTH_KM / travel.km_per_minute
