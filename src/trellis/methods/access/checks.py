"""Columns are looked at once, at the door; the message names the column and the row (counted from 0)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from trellis.methods.access.errors import InvalidInput

Floats = NDArray[np.float64]


def checked_ids(table: str, ids: NDArray[Any]) -> NDArray[Any]:
    """The ids as an array of one dimension, each there once."""
    column = np.asarray(ids)
    if column.ndim != 1:
        raise InvalidInput(f"{table}, column ids: has shape {column.shape}; it has to be one column.")
    values = column.tolist()
    if len(set(values)) < len(values):
        seen: set[Any] = set()
        for row, value in enumerate(values):
            if value in seen:
                raise InvalidInput(
                    f"{table}, column ids, row {row}: {value!r} is there twice; add its rows up first."
                )
            seen.add(value)
    return column


def checked_degrees(table: str, name: str, degrees: Floats, *, n: int, limit: float) -> Floats:
    """Latitude or longitude (n,), finite and no farther from zero than `limit` degrees."""
    column = _numbers(table, name, degrees)
    if column.shape != (n,):
        raise InvalidInput(f"{table}, column {name}: has shape {column.shape}, ids have ({n},).")
    wrong = ~(np.abs(column) <= limit)
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise InvalidInput(
            f"{table}, column {name}, row {row}: {column[row]} is not from {-limit:g} to {limit:g} degrees."
        )
    return column


def checked_counts(table: str, name: str, counts: Floats, *, n: int) -> Floats:
    """Counts (n, anything) as a matrix, finite and not negative; one column may be given as (n,)."""
    matrix = _numbers(table, name, counts)
    if matrix.ndim == 1:
        matrix = matrix[:, np.newaxis]
    if matrix.ndim != 2 or matrix.shape[0] != n or matrix.shape[1] == 0:
        raise InvalidInput(
            f"{table}, column {name}: has shape {np.shape(counts)}, ids have ({n},); a row each is needed."
        )
    wrong = ~((matrix >= 0.0) & (matrix < np.inf))
    if wrong.any():
        row = int(np.argwhere(wrong)[0][0])
        raise InvalidInput(f"{table}, column {name}, row {row}: {matrix[row].tolist()} is not a count.")
    return matrix


def _numbers(table: str, name: str, column: Floats) -> Floats:
    """The column as numbers; None becomes NaN."""
    try:
        return np.ascontiguousarray(column, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InvalidInput(f"{table}, column {name}: {error}; it has to hold numbers.") from error
