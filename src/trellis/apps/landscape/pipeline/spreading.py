"""Whole students where only a larger number is published: a school's enrollment spread over its grades."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def half_up(value: float) -> int:
    """Return the nearest whole number, the larger of two that are as near."""
    return math.floor(value + 0.5)


def spread(total: int, weights: Sequence[float], least: Sequence[int]) -> Ints:
    """Divide `total` students among groups: `least` to each, the rest by what each lacks of its weight.

    Largest remainders get what is left over, so that the parts are whole and add up. total: at least the sum
    of `least`.
    """
    floor = np.asarray(least, dtype=np.int64)
    left = total - int(floor.sum())
    if left < 0:
        raise ValueError("The parts' least is more than the total.")
    lacking = np.clip(np.asarray(weights, dtype=np.float64) - floor, 0.0, None)
    if lacking.sum() == 0:
        lacking = np.asarray(weights, dtype=np.float64)
    if lacking.sum() == 0:
        lacking = np.ones(floor.size)
    shares = left * lacking / lacking.sum()
    whole = np.floor(shares + 1e-9).astype(np.int64)
    order = np.argsort(-(shares - whole), kind="stable")
    whole[order[: left - int(whole.sum())]] += 1
    return np.asarray(floor + whole, dtype=np.int64)
