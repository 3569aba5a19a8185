"""How alike entries are in each respect: blocks of (b, n), from 0 to 1, nan where it can't be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from trellis.apps.partners.silos.entries import Entries, Flags, Floats

EARTH_MILES: Final = 3958.8
HALF_AS_NEAR_MILES: Final = 2.0
"""At this distance two places count as half the same."""
RARE: Final = 0.1
PRIOR: Final = 20.0
"""A topic's share of entries is smoothed by so many made-up ones, of which one in ten has it."""
COUNTY_ALONE: Final = 0.6
"""What serving the same counties is worth where neither smaller areas nor near sites say more."""
NO_LIKENESS: Final = 0.45
SAME_WORDS: Final = 0.95
"""Cosines of texts about the same kind of thing in general, and of texts that say the same."""
ROWS: Final = 256


@dataclass(frozen=True, slots=True)
class Block:
    """How alike the entries from `start` on are to all others. miles: between their nearest sites."""

    start: int
    focus: Floats
    ages: Floats
    place: Floats
    text: Floats
    miles: Floats


def blocks(entries: Entries, *, rows: int = ROWS) -> Iterator[Block]:
    """Compare all with all, some rows at a time, so that memory stays small."""
    weights = rarity(entries.topics)
    positions = _positions(entries)
    for start in range(0, len(entries), rows):
        here = slice(start, min(start + rows, len(entries)))
        miles = _miles(entries, positions, here)
        text = _text(entries, here)
        yield Block(
            start,
            _focus(entries, weights, text, here),
            _shared(entries.ages, here),
            _place(entries, miles, here),
            text,
            miles,
        )


def rarity(topics: Flags) -> Floats:
    """What sharing each topic is worth, shape (t,): 1 for one that a tenth has, less for commoner ones."""
    share = (topics.sum(axis=0) + RARE * PRIOR) / (len(topics) + PRIOR)
    return np.asarray(np.log1p(1 / share) / np.log1p(1 / RARE), dtype=np.float64)


def _focus(entries: Entries, weights: Floats, text: Floats, here: slice) -> Floats:
    """Shared topics over all topics of both, rare ones counting for more, and less if all shared are common.

    Texts that say the same are about the same, whatever topics were ticked.
    """
    held = entries.topics.astype(np.float64)
    shared = (held[here] * weights) @ held.T
    total = held @ weights
    union = total[here, None] + total[None, :] - shared
    both = (total[here, None] > 0) & (total[None, :] > 0)
    found = np.divide(shared, union, out=np.full(shared.shape, np.nan), where=both)
    found = found * np.minimum(shared, 1.0)
    return np.fmax(found, np.where(text >= 0.8, text, np.nan))


def _shared(flags: Flags, here: slice) -> Floats:
    """What both have over what either has; nan where one has nothing."""
    held = flags.astype(np.float32)
    count = held.sum(axis=1)
    shared = held[here] @ held.T
    union = count[here, None] + count[None, :] - shared
    both = (count[here, None] > 0) & (count[None, :] > 0)
    return np.divide(shared, union, out=np.full(shared.shape, np.nan), where=both, dtype=np.float64)


def _place(entries: Entries, miles: Floats, here: slice) -> Floats:
    """How far they serve the same places: by areas served where both say them, else by their sites."""
    near = 1 / (1 + (miles / HALF_AS_NEAR_MILES) ** 2)
    counties, areas = _shared(entries.counties, here), _shared(entries.areas, here)
    by_county = counties * (COUNTY_ALONE + (1 - COUNTY_ALONE) * np.nan_to_num(near))
    served = np.fmax(areas, by_county)
    return np.where(np.isnan(served), near, served)


def _text(entries: Entries, here: slice) -> Floats:
    has = np.abs(entries.text).sum(axis=1) > 0
    cosine = (entries.text[here] @ entries.text.T).astype(np.float64)
    found = np.clip((cosine - NO_LIKENESS) / (SAME_WORDS - NO_LIKENESS), 0.0, 1.0)
    return np.where(has[here, None] & has[None, :], found, np.nan)


def _positions(entries: Entries) -> Floats:
    """Sites as points on the unit sphere, shape (s, 3)."""
    latitude, longitude = np.radians(entries.latitude), np.radians(entries.longitude)
    return np.stack(
        (np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)), axis=1
    )


def _miles(entries: Entries, positions: Floats, here: slice) -> Floats:
    """Miles between the nearest sites of two entries, nan where one has none."""
    size = here.stop - here.start
    found = np.full((size, len(entries)), np.nan)
    own = slice(*np.searchsorted(entries.site_of, (here.start, here.stop)))
    if own.start == own.stop:
        return found
    columns, column_starts = np.unique(entries.site_of, return_index=True)
    rows, row_starts = np.unique(entries.site_of[own], return_index=True)
    cosine = np.maximum.reduceat(positions[own] @ positions.T, column_starts, axis=1)
    cosine = np.maximum.reduceat(cosine, row_starts, axis=0)
    found[np.ix_(rows - here.start, columns)] = EARTH_MILES * np.arccos(np.clip(cosine, -1.0, 1.0))
    return found
