"""What a reader could compute: the least and the most that each hidden count can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trellis.methods.disclosure.model import Cells, Indices

# A reader's bounds are cut off this many thresholds above the true count: wide enough is wide enough.
FAR = 1_000
# One linear program in a random direction widens the known range of many cells at once; when one does so
# for less than this share of the cells still open, they are asked one by one.
WORTH_ANOTHER = 0.02


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds on the hidden cells, from what is shown.

    cells: (h,) indices of the hidden cells. low, high: (h,) what each can be at least and at most.
    """

    cells: Indices
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    @property
    def width(self) -> NDArray[np.float64]:
        """(h,) how much is left open."""
        return self.high - self.low


def attack(cells: Cells, shown: NDArray[np.bool_], *, enough: float, seed: int = 0) -> Bounds:
    """Bound every hidden cell as a reader could who knows what is shown and how everything adds up.

    The bounds of a cell that stays at least `enough` wide may be narrower than a reader's; those of any
    other are exact (linear programs, solved by HiGHS).
    """
    low = np.zeros(cells.size)
    high = np.full(cells.size, np.inf)
    for part in components(cells, ~shown):
        low[part.hidden], high[part.hidden] = part.bounds(cells, enough=enough, seed=seed)
    hidden = np.flatnonzero(~shown)
    return Bounds(cells=hidden, low=low[hidden], high=high[hidden])


@dataclass(frozen=True, slots=True)
class Component:
    """Hidden cells that bear on one another, and the relations between them.

    hidden: (h,) cells. rows: for each relation the positions in `hidden` of its hidden parts (+1) and of its
    hidden total (−1), as compressed rows (starts, positions, signs).
    """

    hidden: Indices
    starts: Indices
    positions: Indices
    signs: NDArray[np.float64]

    def bounds(
        self, cells: Cells, *, enough: float, seed: int
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """(h,) and (h,): the least and the most, exact where they are less than `enough` apart."""
        true = cells.counts[self.hidden].astype(np.float64)
        if self.starts.size == 1:
            return np.zeros(true.size), np.full(true.size, np.inf)
        program = _Program(self, true, most=true + FAR * max(enough, 1.0))
        low, high = true.copy(), true.copy()

        def learn(direction: NDArray[np.float64]) -> None:
            point = program.furthest(direction)
            np.minimum(low, point, out=low)
            np.maximum(high, point, out=high)

        draw = np.random.default_rng(seed)
        open_ = (high - low) < enough
        while open_.any():
            direction = np.where(open_, draw.choice([-1.0, 1.0], true.size), 0.0)
            learn(direction)
            learn(-direction)
            before, open_ = open_.sum(), (high - low) < enough
            if before - open_.sum() <= WORTH_ANOTHER * before:
                break
        for cell in np.flatnonzero((high - low) < enough):
            for sign in (1.0, -1.0):
                if high[cell] - low[cell] < enough:
                    direction = np.zeros(true.size)
                    direction[cell] = sign
                    learn(direction)
        return low, high


class _Program:
    """A linear program over the hidden cells that is asked again and again."""

    def __init__(self, part: Component, true: NDArray[np.float64], *, most: NDArray[np.float64]) -> None:
        import highspy

        sums = np.add.reduceat(part.signs * true[part.positions], part.starts[:-1])
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = true.size, sums.size
        model.col_cost_ = np.zeros(true.size)
        model.col_lower_, model.col_upper_ = np.zeros(true.size), most
        model.row_lower_ = model.row_upper_ = sums
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = part.starts
        model.a_matrix_.index_ = part.positions
        model.a_matrix_.value_ = part.signs
        self._solver = highspy.Highs()
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("threads", 1)
        self._solver.passModel(model)
        self._columns = np.arange(true.size, dtype=np.int32)
        self._optimal = highspy.HighsModelStatus.kOptimal

    def furthest(self, direction: NDArray[np.float64]) -> NDArray[np.float64]:
        """(h,) the counts that agree with all that is shown and go furthest in a direction."""
        self._solver.changeColsCost(direction.size, self._columns, -direction)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status != self._optimal:
            raise ArithmeticError(f"The bounds of hidden cells could not be computed ({status}).")
        return np.asarray(self._solver.getSolution().col_value)


def components(cells: Cells, hidden: NDArray[np.bool_]) -> Iterator[Component]:
    """Hidden cells in groups that no relation joins: each can be attacked by itself."""
    if not hidden.any():
        return
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    relations = np.repeat(np.arange(cells.starts.size - 1), np.diff(cells.starts))
    signs = np.ones(cells.members.size)
    signs[cells.starts[:-1]] = -1.0
    kept = hidden[cells.members]
    relation, member, sign = relations[kept], cells.members[kept], signs[kept]
    graph = csr_array(
        (np.ones(relation.size), (relation, cells.starts.size - 1 + member)),
        shape=(cells.starts.size - 1 + cells.size,) * 2,
    )
    label = connected_components(graph, directed=False)[1]
    of_cell, of_relation = label[cells.starts.size - 1 :], label[relation]
    hidden_cells = np.flatnonzero(hidden)
    hidden_cells = hidden_cells[np.argsort(of_cell[hidden_cells], kind="stable")]
    order = np.argsort(of_relation, kind="stable")
    relation, member, sign = relation[order], member[order], sign[order]
    position = np.empty(cells.size, dtype=np.int64)
    labels, begins = np.unique(of_cell[hidden_cells], return_index=True)
    of_relation = of_relation[order]
    for group, mine in zip(labels, np.split(hidden_cells, begins[1:]), strict=True):
        position[mine] = np.arange(mine.size)
        first, last = np.searchsorted(of_relation, [group, group + 1])
        edges = np.flatnonzero(np.diff(relation[first:last])) + 1
        starts = np.array([0, *edges, last - first] if last > first else [0], dtype=np.int64)
        yield Component(
            hidden=mine, starts=starts, positions=position[member[first:last]], signs=sign[first:last]
        )
