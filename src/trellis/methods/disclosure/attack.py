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
FEW = 4
# How many relations away from a cell others are let vary, before all of them are.
NEARBY = (2, 4)
# A solver's tolerance is far below one person.
TOLERANCE = 1e-6


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
    attacker = Attacker(cells, enough=enough, seed=seed)
    attacker.try_again(shown)
    hidden = np.flatnonzero(~shown)
    return Bounds(cells=hidden, low=attacker.low[hidden], high=attacker.high[hidden])


class Attacker:
    """A reader who tries again as more is hidden, and remembers what was found possible.

    Hiding more only widens what is possible: a cell that was open enough stays so.
    low, high: (n,) the least and the most that each cell was found to be possibly.
    """

    def __init__(self, cells: Cells, *, enough: float, seed: int) -> None:
        self.cells = cells
        self.enough = enough
        self.low = cells.counts.astype(np.float64)
        self.high = self.low.copy()
        self._draw = np.random.default_rng(seed)

    def narrow(self, hidden: NDArray[np.bool_]) -> Indices:
        """Hidden cells known too well, as far as was found out."""
        return np.flatnonzero(hidden & (self.high - self.low < self.enough - TOLERANCE))

    def try_again(self, shown: NDArray[np.bool_], *, exact: bool = True) -> None:
        """Widen the bounds of those hidden cells that are too narrow.

        All together in random directions, then each with what is near it; `exact`: then each with all there
        is, which takes long where much is hidden.
        """
        hidden = ~shown
        self._widen(hidden, one_by_one=False)
        for hops in NEARBY:
            self._widen(within_hops(self.cells, self.narrow(hidden), hidden, hops), one_by_one=True)
        if exact:
            self._widen(hidden, one_by_one=True)

    def _widen(self, free: NDArray[np.bool_], *, one_by_one: bool) -> None:
        """Let the `free` cells vary and all others be as they are: what is possible then, is possible."""
        narrow = np.zeros(self.cells.size, dtype=np.bool_)
        narrow[self.narrow(free)] = True
        if not narrow.any():
            return
        for part in components(self.cells, free):
            mine = part.hidden
            if narrow[mine].any():
                widening = _Widening(part, self.cells, self.low[mine], self.high[mine], enough=self.enough)
                widening.in_random_directions(self._draw)
                if one_by_one:
                    widening.one_by_one()
                self.low[mine], self.high[mine] = widening.low, widening.high


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


class _Widening:
    """Finds out how wide the bounds of a component's cells are."""

    def __init__(
        self,
        part: Component,
        cells: Cells,
        low: NDArray[np.float64],
        high: NDArray[np.float64],
        *,
        enough: float,
    ) -> None:
        true = cells.counts[part.hidden].astype(np.float64)
        self.low, self.high, self.enough = low.copy(), high.copy(), enough
        self._program: _Program | None = None
        if part.starts.size == 1:
            self.low[:], self.high[:] = 0.0, np.inf
        else:
            self._program = _Program(part, true, most=true + FAR * max(enough, 1.0))

    @property
    def _open(self) -> NDArray[np.bool_]:
        return self.high - self.low < self.enough - TOLERANCE

    def _learn(self, direction: NDArray[np.float64]) -> None:
        if self._program is not None:
            point = self._program.furthest(direction)
            np.minimum(self.low, point, out=self.low)
            np.maximum(self.high, point, out=self.high)

    def in_random_directions(self, draw: np.random.Generator) -> None:
        """All at once, as long as that is worth it."""
        open_ = self._open
        while open_.sum() > FEW:
            direction = np.where(open_, draw.choice([-1.0, 1.0], open_.size), 0.0)
            self._learn(direction)
            self._learn(-direction)
            before, open_ = open_.sum(), self._open
            if before - open_.sum() <= WORTH_ANOTHER * before:
                break

    def one_by_one(self) -> None:
        """Each by itself: exact for those that stay narrow."""
        for cell in np.flatnonzero(self._open):
            for sign in (1.0, -1.0):
                if self._open[cell]:
                    direction = np.zeros(self.low.size)
                    direction[cell] = sign
                    self._learn(direction)


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


def within_hops(cells: Cells, start: Indices, hidden: NDArray[np.bool_], hops: int) -> NDArray[np.bool_]:
    """(n,) hidden cells that at most `hops` relations lead to from those in `start`."""
    relations = np.repeat(np.arange(cells.starts.size - 1), np.diff(cells.starts))
    found = np.zeros(cells.size, dtype=np.bool_)
    found[start] = True
    for _hop in range(hops):
        touched = np.zeros(cells.starts.size - 1, dtype=np.bool_)
        touched[relations[found[cells.members]]] = True
        found[cells.members[touched[relations]]] = True
        found &= hidden
    return found
