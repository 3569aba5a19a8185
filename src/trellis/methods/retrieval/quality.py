"""How good a ranking is, over questions whose right answers are known."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence

import numpy as np


def success_at(ranked: Sequence[Hashable], right: Collection[Hashable], k: int) -> bool:
    """Whether a right answer is among the first k."""
    return any(each in right for each in ranked[:k])


def ndcg_at(ranked: Sequence[Hashable], gains: Mapping[Hashable, float], k: int = 10) -> float:
    """Normalized discounted cumulative gain of the first k: 1 is the best order there is, 0 nothing right.

    gains: how good each answer is, above 0; one that isn't there is worth nothing. An answer that comes
    twice counts once. Without any right answer it isn't defined: NaN.
    (Järvelin and Kekäläinen 2002, with the gain itself and a discount of log2 of rank + 1.)
    """
    discounts = 1 / np.log2(np.arange(2, k + 2))
    best = np.sort([gain for gain in gains.values() if gain > 0])[::-1][:k]
    if not best.size:
        return float("nan")
    once = list(dict.fromkeys(ranked))[:k]
    found = np.array([max(gains.get(each, 0.0), 0.0) for each in once])
    return float(found @ discounts[: found.size] / (best @ discounts[: best.size]))
