"""Level, spread and agreement of answers on an ordered scale (docs/methods/readiness.md).

`counts` are how many chose each level, the lowest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Final

VERSION: Final = "1.0"


def level(counts: Sequence[int]) -> float | None:
    """The median level, from 1; halfway where the two middle answers differ; None without answers."""
    return quantile(counts, 0.5)


def quantile(counts: Sequence[int], share: float) -> float | None:
    """The level below which `share` of the answers lie, between neighbors by interpolation (type 7)."""
    total = sum(counts)
    if not total:
        return None
    place = (total - 1) * share
    below = int(place)
    low, high = _nth(counts, below), _nth(counts, min(below + 1, total - 1))
    return low + (high - low) * (place - below)


def mean(counts: Sequence[int]) -> float | None:
    """The mean level, from 1."""
    total = sum(counts)
    return sum(number * count for number, count in enumerate(counts, start=1)) / total if total else None


def agreement(counts: Sequence[int]) -> float | None:
    """Van der Eijk's A: 1 where all say the same, 0 where every level is as frequent, −1 where half say
    one end and half the other. None without answers.

    The answers are taken apart into layers in which every level that occurs is as frequent; A is the mean of
    the layers' agreement, weighted by how many answers are in them (van der Eijk 2001).
    """
    total = sum(counts)
    if not total:
        return None
    left, agreed = list(counts), 0.0
    while any(left):
        pattern = [count > 0 for count in left]
        least = min(count for count in left if count)
        agreed += least * sum(pattern) / total * _agreement_of_layer(pattern)
        left = [count - least if count else 0 for count in left]
    return agreed


def _agreement_of_layer(pattern: Sequence[bool]) -> float:
    levels, used = len(pattern), sum(pattern)
    if used in (1, levels):
        return 1.0 if used == 1 else 0.0
    one_sided = split = 0
    for first, second, third in combinations(pattern, 3):
        one_sided += second and first != third
        split += first and third and not second
    unimodal = 1.0
    if one_sided or split:
        unimodal = ((levels - 2) * one_sided - (levels - 1) * split) / ((levels - 2) * (one_sided + split))
    return unimodal * (1 - (used - 1) / (levels - 1))


def _nth(counts: Sequence[int], index: int) -> int:
    for number, count in enumerate(counts, start=1):
        if index < count:
            return number
        index -= count
    raise IndexError(index)
