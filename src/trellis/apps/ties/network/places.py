"""Where everybody is drawn, made of the layout that evidence keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from trellis.apps.ties.network.document import FINEST

if TYPE_CHECKING:
    from trellis.apps.ties.network.filters import Shown
    from trellis.apps.ties.network.reading import Reading

ALMOST_ALL: Final = 95.0
"""The per cent of those with ties that lie within the rim; the few farther out are drawn together there."""

RIM: Final = 0.15
"""How wide the rim is."""

ROW: Final = -1.0
"""The height of the row on which those without a tie stand."""

LOWEST: Final = -0.86
SMALL: Final = 1e-6


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
    reach = np.maximum((found.max(axis=0) - found.min(axis=0)) / 2, SMALL)
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
        far = np.hypot(*(points - middle).T)
        reach = max(float(np.percentile(far[tied], ALMOST_ALL)), SMALL)
        out = np.maximum(far / reach, 1.0)
        drawn_in = (1.0 + RIM * (1.0 - 1.0 / out)) / (out * reach * (1.0 + RIM))
        points = (points - middle) * drawn_in[:, np.newaxis]
        edge = np.maximum(np.abs(points[tied]).max(axis=0), SMALL)
        points = np.clip(points / edge, -1.0, 1.0)
        if not tied.all():
            points[:, 1] = LOWEST + (points[:, 1] + 1.0) * (1.0 - LOWEST) / 2
    alone = np.flatnonzero(~tied)
    if alone.size:
        points[alone, 0] = np.linspace(-1.0, 1.0, alone.size + 2)[1:-1]
        points[alone, 1] = ROW
    return points
