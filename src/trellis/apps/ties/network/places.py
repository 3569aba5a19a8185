"""Where everybody is drawn, made of the layout that evidence keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from trellis.apps.ties.network.document import FINEST

if TYPE_CHECKING:
    from trellis.apps.ties.network.filters import Shown
    from trellis.apps.ties.network.reading import Reading

ALMOST_ALL: Final = 97.0
"""The per cent of those with ties that fill the picture; the few that lie farther out stand at its rim."""

ROW: Final = -1.0
"""The height of the row on which those without a tie stand."""

LOWEST: Final = -0.86


def points(reading: Reading, shown: Shown) -> NDArray[np.float64]:
    """Positions from −1 to 1 (r, 2) of the rows that are shown, y upward.

    The same for everybody whatever is shown, so that a filter moves nobody; only around one organization its
    partners fill the picture.
    """
    everybody = _everybody(reading)
    found = everybody[list(shown.rows)] if shown.rows else np.zeros((0, 2))
    if not shown.filter.around or len(found) < 2:
        return found
    middle = (found.max(axis=0) + found.min(axis=0)) / 2
    reach = np.maximum((found.max(axis=0) - found.min(axis=0)) / 2, 1e-6)
    near: NDArray[np.float64] = (found - middle) / reach * 0.85
    return near


def whole(points: NDArray[np.float64]) -> NDArray[np.int64]:
    """Positions in whole numbers from −10,000 to 10,000, as short as JSON has them."""
    found: NDArray[np.int64] = np.rint(points * FINEST).astype(np.int64)
    return found


def _everybody(reading: Reading) -> NDArray[np.float64]:
    layout = reading.document["layout"]
    points = np.column_stack([layout["x"], layout["y"]]).astype(np.float64).reshape(-1, 2) / FINEST
    tied = np.array([bool(rows) for rows in reading.neighbors], dtype=np.bool_)
    if tied.any():
        middle = np.median(points[tied], axis=0)
        reach = np.percentile(np.abs(points[tied] - middle), ALMOST_ALL, axis=0)
        points = np.clip((points - middle) / np.maximum(reach, 1e-6), -1.0, 1.0)
        points[:, 1] = LOWEST + (points[:, 1] + 1.0) * (1.0 - LOWEST) / 2 if not tied.all() else points[:, 1]
    alone = np.flatnonzero(~tied)
    if alone.size:
        points[alone, 0] = np.linspace(-1.0, 1.0, alone.size + 2)[1:-1]
        points[alone, 1] = ROW
    return points
