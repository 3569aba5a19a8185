"""The exact answer by HiGHS: one sparse model, handed over as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trellis.methods.access.siting.plan import Floats, Integers


@dataclass(frozen=True, slots=True)
class Model:
    """Maximize gain · x with lower ≤ A x ≤ upper and 0 ≤ x ≤ most; A by column; the first `n_whole` whole."""

    gain: Floats
    most: Floats
    lower: Floats
    upper: Floats
    start: NDArray[np.int32]
    index: NDArray[np.int32]
    value: Floats
    n_whole: int


@dataclass(frozen=True, slots=True)
class Solved:
    """The best found and what it can't exceed."""

    x: Floats
    objective: float
    bound: float
    proven: bool


def solve(model: Model, *, start: Floats | None, slack: float, time_limit: float) -> Solved | None:
    """The best x within `time_limit` seconds, from `start` where given; None where nothing was found.

    It is proven when nothing can be better by more than `slack`. One thread, so that the
    same model has the same answer.
    """
    import highspy  # imported here: it costs pages that don't choose sites a tenth of a second
    from highspy._core import _Highs  # the solver itself: `Highs` prints its name before it can be silenced

    n_columns = model.gain.size
    highs: Any = _Highs()
    for option, setting in {
        "output_flag": False,
        "threads": 1,
        "parallel": "off",
        "time_limit": max(time_limit, 0.1),
        "mip_rel_gap": 0.0,
        "mip_abs_gap": slack,
    }.items():
        highs.setOptionValue(option, setting)
    whole = np.zeros(n_columns, np.int32)
    whole[: model.n_whole] = int(highspy.HighsVarType.kInteger)
    highs.passModel(
        n_columns,
        model.lower.size,
        model.value.size,
        int(highspy.MatrixFormat.kColwise),
        int(highspy.ObjSense.kMaximize),
        0.0,
        model.gain,
        np.zeros(n_columns),
        model.most,
        model.lower,
        model.upper,
        model.start,
        model.index,
        model.value,
        whole,
    )
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = start.tolist()
        highs.setSolution(solution)
    highs.run()
    info = highs.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    x = np.array(highs.getSolution().col_value)
    objective = float(info.objective_function_value)
    if start is not None and abs(float(model.gain @ x) - objective) > 1e-6 * max(abs(objective), 1.0):
        # HiGHS 1.16 can hand back the start itself where presolve finds a better answer.
        return solve(model, start=None, slack=slack, time_limit=time_limit)
    return Solved(
        x=x,
        objective=objective,
        bound=float(info.mip_dual_bound) if model.n_whole else objective,
        proven=highs.getModelStatus() == highspy.HighsModelStatus.kOptimal,
    )


def by_column(
    rows: Integers, columns: Integers, values: Floats, n_columns: int
) -> tuple[NDArray[np.int32], NDArray[np.int32], Floats]:
    """Entries (row, column, value) of a matrix as start, index and value by column."""
    order = np.argsort(columns, kind="stable")
    counts = np.bincount(columns, minlength=n_columns)
    start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return start, rows[order].astype(np.int32), values[order]
