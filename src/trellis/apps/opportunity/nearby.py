"""The sites nearest to a neighborhood, with the minutes it takes to get there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from trellis.apps.opportunity.reach import CLASSES, SPEEDS
from trellis.methods.access import DETOUR

if TYPE_CHECKING:
    from trellis.apps.opportunity.queries import Reading, Row

EARTH_KM: Final = 6371.0088
SHOWN: Final = 15


def sites(reading: Reading, row: int) -> list[Row]:
    """Return the nearest sites with seats, reachable or not, the fewest minutes first.

    Minutes are of those who travel slowest; to a site that brings young people there, at the speed of a car.
    """
    rows = reading.sites
    if not rows:
        return []
    speeds = [SPEEDS[each] for each in CLASSES[reading.question.travel]]
    speed = np.array([SPEEDS["car"] if each["rides"] else min(speeds) for each in rows])
    distance = distance_km(
        float(reading.table.latitude[row]),
        float(reading.table.longitude[row]),
        np.array([each["latitude"] for each in rows]),
        np.array([each["longitude"] for each in rows]),
    )
    minutes = distance * DETOUR / speed * 60
    order = np.argsort(minutes, kind="stable")[:SHOWN]
    return [
        {
            **rows[place],
            "minutes": float(minutes[place]),
            "crowding": 1 / rows[place]["crowding"] if rows[place]["crowding"] else None,
            "names": "; ".join(rows[place]["program_names"]),
        }
        for place in order.tolist()
    ]


def distance_km(
    latitude: float, longitude: float, to_latitude: np.ndarray, to_longitude: np.ndarray
) -> np.ndarray:
    """Return great-circle distances from a point to points (m,)."""
    here, there = np.radians(latitude), np.radians(to_latitude)
    across = np.radians(to_longitude - longitude)
    half = np.sin((there - here) / 2) ** 2 + np.cos(here) * np.cos(there) * np.sin(across / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(half))
