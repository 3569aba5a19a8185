"""Trust and value, as partners rate each other: PARTNER's scores (docs/methods/ties.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from trellis.methods.ties.errors import InvalidInput, UnknownId
from trellis.methods.ties.model import Floats, Integers

TRUST = ("reliability", "mission", "openness")
VALUE = ("power", "involvement", "resources")
ITEMS = TRUST + VALUE
FEWEST_RATERS = 3
LOWEST, HIGHEST = 1, 4


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """What others gave each organization, 1 to 4, all (n,); NaN is not shown: fewer than three raters.

    A total of which a part isn't shown isn't shown either, or the part could be computed from it.
    """

    ids: tuple[str, ...]
    trust: Floats  # mean of its three parts
    value: Floats
    parts: Mapping[str, Floats]  # item: mean over its raters
    raters: Integers  # (n,) organizations that rated it on anything
    raters_by_item: Mapping[str, Integers]
    trust_mean: float  # over the organizations shown, so that no hidden one follows from it
    value_mean: float
    own: int  # ratings of oneself, left out


def scores(
    *,
    ids: Sequence[str],
    rater: Sequence[str],
    rated: Sequence[str],
    item: Sequence[str],
    value: ArrayLike,
) -> Scores:
    """Average what others gave: rating r is `rater[r]`'s of `rated[r]`, on `item[r]` (of ITEMS), 1 to 4.

    Raters are organizations; they may be others than `ids`, the organizations rated. Ratings of oneself are
    left out and counted. Raises UnknownId, and InvalidInput for an unknown item, a value off the scale, or a
    rating that is there twice.
    """
    columns = _checked(rater, rated, item, value)
    names = [str(each) for each in ids]
    row = {name: number for number, name in enumerate(names)}
    if len(row) < len(names):
        raise InvalidInput("An organization is there twice among the ids.")
    total = np.zeros((len(names), len(ITEMS)))
    count = np.zeros((len(names), len(ITEMS)), np.int64)
    raters: list[set[str]] = [set() for _ in names]
    seen: set[tuple[str, str, str]] = set()
    own = 0
    for who, whom, what, given in columns:
        if whom not in row:
            raise UnknownId(f"{who!r} rated {whom!r}, which is not among the organizations.")
        if (who, whom, what) in seen:
            raise InvalidInput(f"{who!r} rated {whom!r} on {what!r} twice; keep one.")
        seen.add((who, whom, what))
        if who == whom:
            own += 1
            continue
        total[row[whom], ITEMS.index(what)] += given
        count[row[whom], ITEMS.index(what)] += 1
        raters[row[whom]].add(who)
    shown = count >= FEWEST_RATERS
    means = np.divide(total, count, out=np.full(total.shape, np.nan), where=shown)
    trust, worth = means[:, : len(TRUST)].mean(axis=1), means[:, len(TRUST) :].mean(axis=1)
    return Scores(
        ids=tuple(names),
        trust=trust,
        value=worth,
        parts={name: means[:, number] for number, name in enumerate(ITEMS)},
        raters=np.array([len(each) for each in raters], dtype=np.int64),
        raters_by_item={name: count[:, number] for number, name in enumerate(ITEMS)},
        trust_mean=_mean(trust),
        value_mean=_mean(worth),
        own=own,
    )


def _checked(
    rater: Sequence[str], rated: Sequence[str], item: Sequence[str], value: ArrayLike
) -> list[tuple[str, str, str, float]]:
    given = np.asarray(value, dtype=np.float64)
    lengths = {"rater": len(rater), "rated": len(rated), "item": len(item), "value": int(given.size)}
    if len(set(lengths.values())) > 1 or given.ndim != 1:
        raise InvalidInput(f"The columns of ratings have different lengths: {lengths}.")
    for number, (name, score) in enumerate(zip(item, given.tolist(), strict=True)):
        if name not in ITEMS:
            raise InvalidInput(f"Rating {number}: {name!r} is none of {', '.join(ITEMS)}.")
        if not LOWEST <= score <= HIGHEST:
            raise InvalidInput(f"Rating {number}: {score} is not on the scale from {LOWEST} to {HIGHEST}.")
    return [
        (str(who), str(whom), str(what), score)
        for who, whom, what, score in zip(rater, rated, item, given.tolist(), strict=True)
    ]


def _mean(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else float("nan")
