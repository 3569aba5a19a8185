"""Sums, ranges and distinct values of columns: what everything here is made of."""

from __future__ import annotations

import numpy as np

from trellis.methods.alignment.model import Flags, Floats, Integers


def sum_by(group: Integers, values: Floats | Flags, n_groups: int) -> Floats:
    """Sum (n_groups,) of `values` over the rows of each group."""
    return np.bincount(group, values, n_groups).astype(np.float64, copy=False)


def count_by(group: Integers, n_groups: int) -> Integers:
    """Rows (n_groups,) in each group."""
    return np.bincount(group, minlength=n_groups).astype(np.int64, copy=False)


def distinct(values: Integers) -> Integers:
    """The values, sorted, each once; quicker than hashing where they are nearly in order."""
    ordered = np.sort(values)
    first = np.ones(ordered.size, dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def ranges(counts: Integers) -> tuple[Integers, Integers]:
    """Row i repeated counts[i] times, and beside it 0, 1, … within the row; both (sum of counts,)."""
    row = np.repeat(np.arange(counts.size), counts)
    return row, np.arange(row.size) - np.repeat(np.cumsum(counts) - counts, counts)
