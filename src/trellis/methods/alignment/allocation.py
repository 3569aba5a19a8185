"""Expected supply: a program's graduates split over the occupations they can go to, no one counted twice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trellis.methods.alignment.columns import count_by, ranges, sum_by
from trellis.methods.alignment.eligibility import Eligible
from trellis.methods.alignment.model import Alignment, Flags, Floats, Flows, Integers, Split


@dataclass(frozen=True, slots=True)
class Allocation:
    """Supply (n_occupations,), and how each kind of program splits."""

    expected: Floats  # NaN where the occupation gets no split
    low: Floats  # those with nowhere else to go
    high: Floats  # everyone who can
    share: Floats  # (n_pairs,) of a kind's graduates; NaN where openings are not known
    in_field: Floats  # (n_kinds,) share expected in focal occupations; NaN where nothing is known
    placed: Flags  # (n_kinds,) can lead to at least one occupation with known openings


def shares_of(
    openings: Floats, pair_kind: Integers, pair_occupation: Integers, n_kinds: int, split: Split
) -> tuple[Floats, Flags]:
    """Share (n_pairs,) of a kind's graduates expected in each occupation, and which kinds have any.

    Shares follow openings (or are equal) among the occupations whose openings are known; they add up to one.
    Where all of those are zero, openings say nothing and the shares are equal. An occupation with unknown
    openings has no share (NaN).
    """
    weight = openings[pair_occupation]
    known = ~np.isnan(weight)
    count = sum_by(pair_kind, known, n_kinds)
    total = sum_by(pair_kind, np.where(known, weight, 0.0), n_kinds)
    even = 1.0 / np.maximum(count, 1.0)
    if split == "equal":
        share = even[pair_kind]
    else:
        positive = total > 0.0
        share = np.where(
            positive[pair_kind], weight / np.where(positive, total, 1.0)[pair_kind], even[pair_kind]
        )
    return np.where(known, share, np.nan), count > 0


def allocate(
    eligible: Eligible, *, openings: Floats, focal: Flags, staying: Floats, split: Split
) -> Allocation:
    """Split the graduates who stay, `staying` (n_kinds,), over the occupations they can go to."""
    kind, occupation = eligible.pair_kind, eligible.pair_occupation
    n_occupations = openings.size
    share, placed = shares_of(openings, kind, occupation, eligible.n_kinds, split)
    graduates = staying[kind]
    counted = np.where(np.isnan(share), 0.0, share)
    ways = count_by(kind, eligible.n_kinds)
    high = sum_by(occupation, graduates, n_occupations)
    low = sum_by(occupation, np.where(ways[kind] == 1, graduates, 0.0), n_occupations)
    expected = sum_by(occupation, counted * graduates, n_occupations)
    # Rounding in the sums must not push the expected supply out of its own bounds.
    expected = np.where(np.isnan(openings), np.nan, np.clip(expected, low, high))
    in_field = sum_by(kind, counted * focal[occupation], eligible.n_kinds)
    return Allocation(
        expected=expected,
        low=low,
        high=high,
        share=share,
        in_field=np.where(placed | (ways == 0), in_field, np.nan),
        placed=placed,
    )


def expand_flows(alignment: Alignment, *, focal_only: bool) -> Flows:
    """Expected graduates for every pair of a program and an occupation, from the shares of the kinds."""
    empty = np.zeros(0, np.int64)
    if alignment.programs is None:
        return Flows(program=empty, occupation=empty, expected=np.zeros(0))
    eligible = alignment.eligible
    pair_kind, pair_occupation = eligible.pair_kind, eligible.pair_occupation
    share, _ = shares_of(alignment.openings, pair_kind, pair_occupation, eligible.n_kinds, alignment.split)
    if focal_only:
        wanted = alignment.occupations.focal[pair_occupation]
        pair_kind, pair_occupation, share = pair_kind[wanted], pair_occupation[wanted], share[wanted]
    ways = count_by(pair_kind, eligible.n_kinds)
    first = np.cumsum(ways) - ways
    program, within = ranges(ways[eligible.kind])
    pair = first[eligible.kind][program] + within
    staying = alignment.retention * alignment.programs.completers[program]
    return Flows(program=program, occupation=pair_occupation[pair], expected=share[pair] * staying)
