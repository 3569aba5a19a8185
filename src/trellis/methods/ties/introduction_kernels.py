"""Compiled loop over pairs of organizations: what they have in common, and what one needs of the other."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from trellis.methods.ties.kernels import compiled
from trellis.methods.ties.model import Floats, Integers


class Table(NamedTuple):
    """A matrix (n, q) by rows: what is above zero in row i is at `start[i] : start[i + 1]`."""

    start: Integers  # (n + 1,)
    column: Integers
    value: Floats
    total: Floats  # (n,) sum of each row
    columns: int  # q


@compiled
def shared(one: int, others: Any, table: Any, other_table: Any, out: Any) -> None:
    """out[r] = Σ over columns of the smaller of table[one] and other_table[others[r]]."""
    mine = np.zeros(table.columns)
    for e in range(table.start[one], table.start[one + 1]):
        mine[table.column[e]] = table.value[e]
    for r in range(others.size):
        total = 0.0
        for e in range(other_table.start[others[r]], other_table.start[others[r] + 1]):
            total += min(mine[other_table.column[e]], other_table.value[e])
        out[r] = total
