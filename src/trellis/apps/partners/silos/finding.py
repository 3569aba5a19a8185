"""Find entries that do the same for the same places, and those that could join forces.

docs/methods/silos.md says how. Arrays in, arrays out: nothing here knows Django, files or the clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from trellis.apps.partners.silos.entries import NO_ROLE, Entries, Flags, Floats, Integers
from trellis.apps.partners.silos.likeness import Block, blocks

METHOD_VERSION: Final = "1.0"

WEIGHTS: Final = {"focus": 0.4, "ages": 0.2, "place": 0.25, "text": 0.15}
"""What each respect counts for in the score."""
UNKNOWN: Final = 0.3
"""What a respect counts as where it can't be told: less than alike, more than different."""
SAME_FOCUS: Final = 0.5
SAME_AGES: Final = 0.4
SAME_PLACE: Final = 0.5
OTHER_PLACE: Final = 0.2
DUPLICATE: Final = 0.6
"""From which score on two are said to do the same."""
TOGETHER_MILES: Final = 60.0
"""Farther apart nobody would meet."""
SOME_FOCUS: Final = 0.2
SOME_PLACE: Final = 0.3
MOST_TOGETHER: Final = 2
"""So many suggestions to join forces an entry gets at most."""
MOST_PAIRS: Final = 20_000
MOST_IN_GROUP: Final = 12


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of entries, the best first; all columns (p,), first < second.

    focus, ages, place, text: how alike, 0 to 1, nan where it can't be told. miles: between nearest sites.
    fits: whether what one needs, the other offers. score: 0 to 1.
    """

    first: Integers
    second: Integers
    score: Floats
    focus: Floats
    ages: Floats
    place: Floats
    text: Floats
    miles: Floats
    fits: Flags

    def __len__(self) -> int:
        return len(self.first)

    def only(self, chosen: Any) -> Pairs:
        """The pairs of an index or a mask."""
        return Pairs(*(getattr(self, name)[chosen] for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Found:
    """What comparing all entries gave.

    duplicates: all pairs that do the same. groups: sets of entries of which every two do the same, the surest
    first, as (entries, score). together: pairs that could join forces. left_out: how many pairs doing the
    same were too many to keep.
    """

    duplicates: Pairs
    groups: tuple[tuple[tuple[int, ...], float], ...]
    together: Pairs
    left_out: int


def find(entries: Entries) -> Found:
    """Compare all entries with each other."""
    duplicates, together = [], []
    rarity_of_offers = _rarity(entries.offers)
    for block in blocks(entries):
        same, other = _of_block(entries, block, rarity_of_offers)
        duplicates.append(same)
        together.append(other)
    same = _best_first(_joined(duplicates))
    kept = same.only(slice(MOST_PAIRS))
    return Found(
        duplicates=kept,
        groups=groups(len(entries), kept),
        together=_few_each(_best_first(_joined(together)), len(entries), MOST_TOGETHER),
        left_out=len(same) - len(kept),
    )


def groups(size: int, pairs: Pairs) -> tuple[tuple[tuple[int, ...], float], ...]:
    """Put pairs together into groups in which every two are a pair: complete linkage, the best pair first.

    An entry is in one group only; a pair whose entries end up in two groups stays a group of its own.
    """
    alike = np.zeros((size, size), np.bool_)
    alike[pairs.first, pairs.second] = alike[pairs.second, pairs.first] = True
    group_of = np.arange(size)
    members: dict[int, list[int]] = {}
    best: dict[int, float] = {}
    apart: list[tuple[tuple[int, ...], float]] = []
    for first, second, score in zip(
        pairs.first.tolist(), pairs.second.tolist(), pairs.score.tolist(), strict=True
    ):
        one, other = int(group_of[first]), int(group_of[second])
        if one == other:
            continue
        both = members.get(one, [one]) + members.get(other, [other])
        if (
            len(both) <= MOST_IN_GROUP
            and alike[np.ix_(members.get(one, [one]), members.get(other, [other]))].all()
        ):
            members.pop(other, None)
            members[one] = both
            group_of[both] = one
            best[one] = max(best.get(one, 0.0), best.pop(other, 0.0), score)
        else:
            apart.append(((first, second), score))
    whole = [(tuple(sorted(each)), best[key]) for key, each in members.items()]
    return tuple(sorted(whole + apart, key=lambda group: (-group[1], group[0])))


def _of_block(entries: Entries, block: Block, offers_worth: Floats) -> tuple[Pairs, Pairs]:
    size = len(entries)
    here = slice(block.start, block.start + len(block.focus))
    later = np.arange(size)[None, :] > np.arange(here.start, here.stop)[:, None]
    strangers = later & (entries.owner[here, None] != entries.owner[None, :])
    same_role = (entries.role[here, None] == entries.role[None, :]) & (entries.role[here, None] != NO_ROLE)
    same_aim = (block.focus >= SAME_FOCUS) & ~(block.ages < SAME_AGES)

    score = sum(
        weight * np.where(np.isnan(part), UNKNOWN, part)
        for weight, part in ((WEIGHTS[name], getattr(block, name)) for name in WEIGHTS)
    )
    is_duplicate = strangers & same_role & same_aim & (block.place >= SAME_PLACE) & (score >= DUPLICATE)

    fits, fit = _fits(entries, here, offers_worth)
    same_elsewhere = (
        same_role
        & same_aim
        & (block.ages >= SAME_AGES)
        & (block.place < OTHER_PLACE)
        & ~(block.miles > TOGETHER_MILES)
    )
    related = (block.focus >= SOME_FOCUS) | (block.place >= SOME_PLACE)
    focus, place = np.nan_to_num(block.focus), np.nan_to_num(block.place)
    elsewhere_score = np.where(
        same_elsewhere, 0.55 * focus + 0.25 * np.nan_to_num(block.ages) + 0.2 * np.nan_to_num(block.text), 0.0
    )
    fit_score = np.where(fits & related, 0.5 * fit + 0.3 * focus + 0.2 * place, 0.0)
    together = np.maximum(elsewhere_score, fit_score) + 0.25 * np.minimum(elsewhere_score, fit_score)
    is_together = strangers & ~is_duplicate & (together > 0)
    return (
        _pairs(block, is_duplicate, np.asarray(score), fits),
        _pairs(block, is_together, np.minimum(together, 1.0), fits & related),
    )


def _fits(entries: Entries, here: slice, worth: Floats) -> tuple[Flags, Floats]:
    """Whether one offers what the other needs, either way round; and how much that is worth, 0 to 1."""
    needs, offers = entries.needs.astype(np.float64), entries.offers.astype(np.float64)
    value = (needs[here] * worth) @ offers.T + (offers[here] * worth) @ needs.T
    return value > 0, np.minimum(value, 1.0)


def _rarity(offers: Flags) -> Floats:
    """What each resource on offer is worth, shape (r,): from 1 where few offer it to 0.3 where all do."""
    share = offers.mean(axis=0) if len(offers) else np.zeros(offers.shape[1])
    return np.asarray(1.0 - 0.7 * share, dtype=np.float64)


def _pairs(block: Block, chosen: Flags, score: Floats, fits: Flags) -> Pairs:
    rows, columns = np.nonzero(chosen)
    return Pairs(
        first=rows + block.start,
        second=columns,
        score=score[rows, columns],
        focus=block.focus[rows, columns],
        ages=block.ages[rows, columns],
        place=block.place[rows, columns],
        text=block.text[rows, columns],
        miles=block.miles[rows, columns],
        fits=fits[rows, columns],
    )


def _joined(parts: list[Pairs]) -> Pairs:
    if not parts:
        none = np.zeros(0)
        place, flags = none.astype(np.int64), none.astype(np.bool_)
        return Pairs(place, place, none, none, none, none, none, none, flags)
    return Pairs(*(np.concatenate([getattr(part, name) for part in parts]) for name in Pairs.__slots__))


def _best_first(pairs: Pairs) -> Pairs:
    return pairs.only(np.lexsort((pairs.second, pairs.first, -np.round(pairs.score, 9))))


def _few_each(pairs: Pairs, size: int, most: int) -> Pairs:
    """The best pairs such that no entry is in more than `most`."""
    count = [0] * size
    kept = []
    for place, (first, second) in enumerate(zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)):
        if count[first] < most and count[second] < most:
            count[first] += 1
            count[second] += 1
            kept.append(place)
    return pairs.only(np.array(kept, dtype=np.int64))
