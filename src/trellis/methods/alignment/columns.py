"""Sums over groups of rows, the one operation that everything here is made of."""

from __future__ import annotations

import numpy as np

from trellis.methods.alignment.model import Flags, Floats, Integers


def sum_by(group: Integers, values: Floats | Flags, n_groups: int) -> Floats:
    """Sum (n_groups,) of `values` over the rows of each group."""
    return np.bincount(group, values, n_groups).astype(np.float64, copy=False)


def count_by(group: Integers, n_groups: int) -> Integers:
    """Rows (n_groups,) in each group."""
    return np.bincount(group, minlength=n_groups).astype(np.int64, copy=False)
