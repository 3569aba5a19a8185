"""The sites nearest to a neighborhood, with the minutes it takes to get there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from trellis.apps.opportunity.reach import CLASSES, SPEEDS
from trellis.apps.opportunity.sphere import along, on_sphere
from trellis.methods.access import DETOUR

if TYPE_CHECKING:
    from trellis.apps.opportunity.reading import Reading, Row

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
    here = on_sphere(reading.table.latitude[row : row + 1], reading.table.longitude[row : row + 1])
    there = on_sphere(
        np.array([each["latitude"] for each in rows]), np.array([each["longitude"] for each in rows])
    )
    minutes = along(np.linalg.norm(there - here, axis=1)) * DETOUR / speed * 60
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
