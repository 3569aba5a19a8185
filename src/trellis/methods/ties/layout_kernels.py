"""Compiled loop of the picture: everyone pushes everyone away, ties pull (Fruchterman & Reingold 1991)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from trellis.methods.ties.kernels import compiled


@compiled
def settle(
    x: Any, y: Any, low: Any, high: Any, home: Any, spacing: float, heat: float, steps: int, gravity: float
) -> None:
    """Move the points (n,) in place, each step by no more than `heat`, which falls to nothing.

    `home` (n, 3): where a point would like to stay, and how strongly (0: nowhere).
    """
    n = x.size
    fx, fy = np.zeros(n), np.zeros(n)
    for step in range(steps):
        for i in range(n):
            fx[i] = home[i, 2] * (home[i, 0] - x[i]) - gravity * x[i]
            fy[i] = home[i, 2] * (home[i, 1] - y[i]) - gravity * y[i]
        for i in range(n):
            mine_x, mine_y, sum_x, sum_y = x[i], y[i], 0.0, 0.0
            for j in range(i + 1, n):
                dx, dy = mine_x - x[j], mine_y - y[j]
                push = spacing * spacing / (dx * dx + dy * dy + 1e-9)
                sum_x += dx * push
                sum_y += dy * push
                fx[j] -= dx * push
                fy[j] -= dy * push
            fx[i] += sum_x
            fy[i] += sum_y
        for e in range(low.size):
            dx, dy = x[low[e]] - x[high[e]], y[low[e]] - y[high[e]]
            pull = math.sqrt(dx * dx + dy * dy) / spacing
            fx[low[e]] -= dx * pull
            fy[low[e]] -= dy * pull
            fx[high[e]] += dx * pull
            fy[high[e]] += dy * pull
        most = heat * (1.0 - step / steps)
        for i in range(n):
            force = math.sqrt(fx[i] * fx[i] + fy[i] * fy[i])
            if force > 0.0:
                x[i] += fx[i] / force * min(force, most)
                y[i] += fy[i] / force * min(force, most)
