"""Rankings made into one, by reciprocal rank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

K: Final = 60


def reciprocal_ranks(
    rankings: Sequence[NDArray[Any]], *, k: int = K, depth: int | None = None
) -> NDArray[np.float64]:
    """Add 1 ÷ (k + rank) over the rankings, and divide by what being first in all of them gives; shape (n,).

    rankings: each (n,), higher is better, 0 or less is not ranked. Equals are ranked as they stand.
    depth: how many of each ranking count; None is all.
    """
    if not rankings:
        raise ValueError("There is no ranking to fuse.")
    total = np.zeros(len(rankings[0]))
    for scores in rankings:
        ranked = best_first(scores, depth)
        total[ranked] += 1 / (k + 1 + np.arange(ranked.size))
    return total * (k + 1) / len(rankings)


def best_first(scores: NDArray[Any], limit: int | None = None) -> NDArray[np.int64]:
    """Positions of the scores above 0, the best first, equals as they stand; at most `limit`."""
    above = np.flatnonzero(scores > 0)
    if limit is not None and above.size > limit:
        # Everything as good as the last one that fits stays, so that equals aren't drawn by lot.
        last = np.partition(scores[above], above.size - limit)[above.size - limit]
        above = above[scores[above] >= last]
    return above[np.argsort(-scores[above], kind="stable")][:limit]
