"""A reader with a linear program for each hidden count, written apart from the method that it tests."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

Sums = Sequence[tuple[int, Sequence[int]]]


def widths(counts: Sequence[int], sums: Sums, shown: NDArray[np.bool_]) -> dict[int, float]:
    """How far apart the least and the most are that each hidden count can be."""
    hidden = [cell for cell in range(len(counts)) if not shown[cell]]
    column = {cell: position for position, cell in enumerate(hidden)}
    rows, sides = [], []
    for total, parts in sums:
        row, side = np.zeros(len(hidden)), 0.0
        for cell, sign in ((total, -1.0), *((part, 1.0) for part in parts)):
            if shown[cell]:
                side -= sign * counts[cell]
            else:
                row[column[cell]] += sign
        if row.any():
            rows.append(row)
            sides.append(side)
    return {cell: _width(column[cell], len(hidden), rows, sides) for cell in hidden}


def _width(column: int, size: int, rows: list[NDArray[np.float64]], sides: list[float]) -> float:
    ends = []
    for sign in (1.0, -1.0):
        goal = np.zeros(size)
        goal[column] = sign
        answer = linprog(goal, A_eq=np.array(rows) if rows else None, b_eq=sides if rows else None)
        if answer.status == 3:
            return float("inf")
        assert answer.status == 0, answer.message
        ends.append(answer.fun)
    return -ends[1] - ends[0]
