"""How much a seat counts for someone who lives so many minutes away: W(t), 1 nearby, 0 beyond the limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from trellis.methods.access.errors import InvalidInput
from trellis.methods.access.model import TOLERANCE, Floats

STEP_WEIGHTS = (1.0, 0.68, 0.22)  # Luo & Qi (2009), Gaussian at the middle of each third
_AT_LIMIT = float(np.exp(-0.5))


@dataclass(frozen=True, slots=True)
class Decay:
    """A weight by minutes. Beyond the limit of travel it is zero, whatever the shape."""

    shape: Literal["steps", "gaussian"]
    edges: tuple[float, ...] = ()  # minutes, rising, each inclusive; empty for binary: the limit itself
    weights: tuple[float, ...] = ()  # not rising

    def within(self, minutes_limit: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """The steps that fall within a limit, as edges (minutes) and weights; the last may be cut by it."""
        if not self.edges:
            return (minutes_limit,), (1.0,)
        cut = [min(edge, minutes_limit) for edge in self.edges]
        keep = next((i + 1 for i, edge in enumerate(self.edges) if edge >= minutes_limit), len(cut))
        return tuple(cut[:keep]), self.weights[:keep]

    def weigh(self, minutes: Floats, minutes_limit: float) -> Floats:
        """W of each of the `minutes`, any shape."""
        if self.shape == "gaussian":
            inside = minutes <= gaussian_end(minutes_limit) * (1.0 + TOLERANCE)
            return np.where(inside, gaussian_weight(minutes, minutes_limit), 0.0)
        edges, weights = self.within(minutes_limit)
        step = np.searchsorted(np.array(edges) * (1.0 + TOLERANCE), minutes, side="left")
        found: Floats = np.append(np.array(weights), 0.0)[step]
        return found


def binary() -> Decay:
    """Everyone within the limit counts whole (2SFCA, Luo & Wang 2003)."""
    return Decay("steps")


def steps(
    steps: Sequence[tuple[float, float]] = tuple(zip((10.0, 20.0, 30.0), STEP_WEIGHTS, strict=True)),
) -> Decay:
    """Weights by zones, as (minutes, weight) from near to far (E2SFCA, Luo & Qi 2009)."""
    edges = tuple(float(minutes) for minutes, _ in steps)
    weights = tuple(float(weight) for _, weight in steps)
    if not edges:
        raise InvalidInput("steps needs at least one (minutes, weight).")
    if not all(np.isfinite((*edges, *weights))) or edges[0] <= 0 or min(weights) < 0:
        raise InvalidInput(f"steps {steps!r}: minutes have to be above zero, weights zero or more.")
    if any(b <= a for a, b in pairwise(edges)):
        raise InvalidInput(f"steps {steps!r}: minutes have to rise from step to step.")
    if any(b > a for a, b in pairwise(weights)):
        raise InvalidInput(f"steps {steps!r}: a farther site can't count more than a nearer one.")
    return Decay("steps", edges, weights)


def thirds(minutes_limit: float) -> Decay:
    """The default weights stretched over another limit: 1, .68 and .22 by thirds of it."""
    limit = float(minutes_limit)
    return steps(tuple(zip((limit / 3, limit * 2 / 3, limit), STEP_WEIGHTS, strict=True)))


def gaussian() -> Decay:
    """A bell that is 1 at the door and 0 at the limit (Dai 2010)."""
    return Decay("gaussian")


def gaussian_weight(minutes: Floats, minutes_limit: float) -> Floats:
    """W = (e^(−½ (t/T)²) − e^(−½)) / (1 − e^(−½)), not below 0; 1 where the limit itself is 0."""
    share = minutes / minutes_limit if minutes_limit > 0 else np.zeros_like(minutes)
    found: Floats = np.maximum((np.exp(-0.5 * share**2) - _AT_LIMIT) / (1.0 - _AT_LIMIT), 0.0)
    return found


def gaussian_end(minutes_limit: float) -> float:
    """Minutes at which the Gaussian ends: just short of all that counts as at the limit.

    There, rounding would decide whether a little is left.
    """
    return minutes_limit * (1.0 - 2.0 * TOLERANCE)


STEPS = steps()
