"""Margins of error of what is added or multiplied: the ACS approximation.

U.S. Census Bureau, Understanding and Using American Community Survey Data: What All Data Users Need to Know,
chapter 8. A sum's margin is the root of the summed squares; of estimates that are zero only the largest
margin counts, once, because their margins come from one model and would swell the sum's.
"""

from collections.abc import Sequence

import numpy as np

from trellis.sources.records import Floats

Z90 = 1.645  # a published margin is 1.645 standard errors


def add(parts: Sequence[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    """Sum of (estimates, margins), each (n,): NaN where a part of the sum, or of its margin, is unknown."""
    if len(parts) == 1:
        return parts[0]
    estimates = np.stack([estimate for estimate, _ in parts])
    squares = np.square(np.stack([margin for _, margin in parts]))
    zero = estimates == 0
    of_zeros = np.where(zero, squares, 0.0).max(axis=0)
    others = np.where(zero, 0.0, squares).sum(axis=0)
    return estimates.sum(axis=0), np.sqrt(of_zeros + others)


def share(part: tuple[Floats, Floats], whole: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """A part's share of the whole that contains it, with its margin; NaN where the whole is zero.

    Where the term under the root is negative the margin of a ratio is taken, as the handbook says.
    """
    (numerator, its_margin), (denominator, whole_margin) = part, whole
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(denominator > 0, numerator / denominator, np.nan)
        square = its_margin**2 - (ratio * whole_margin) ** 2
        wider = its_margin**2 + (ratio * whole_margin) ** 2
        margin = np.sqrt(np.where(square < 0, wider, square)) / denominator
    return ratio, np.where(denominator > 0, margin, np.nan)


def product(first: tuple[Floats, Floats], second: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """Product of two estimates with its margin, their errors taken as independent."""
    (a, margin_a), (b, margin_b) = first, second
    return a * b, np.sqrt((a * margin_b) ** 2 + (b * margin_a) ** 2)
