"""Columns are looked at once, at the door; the message names the column and the row (counted from 0)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from trellis.methods.alignment.errors import InvalidInput
from trellis.methods.alignment.model import Occupations, Programs, Split, Texts
from trellis.methods.alignment.ranks import HIGHEST, UNKNOWN


def check_occupations(occupations: Occupations) -> None:
    """Refuse columns of different lengths, repeated codes, negative or infinite numbers."""
    n = occupations.soc.size
    _same_length(
        "occupations",
        n,
        employment=occupations.employment,
        rse=occupations.rse,
        rate=occupations.rate,
        entry_rank=occupations.entry_rank,
        focal=occupations.focal,
        median_wage=occupations.median_wage,
    )
    _unique("occupations, column soc", occupations.soc)
    _count("occupations, column employment", occupations.employment)
    _count("occupations, column rse", occupations.rse)
    _refuse("occupations, column rate", occupations.rate, np.isinf(occupations.rate), "is infinite")
    _rank("occupations, column entry_rank", occupations.entry_rank)


def check_programs(programs: Programs) -> None:
    """Refuse columns of different lengths, repeated ids, negative or infinite numbers."""
    _same_length(
        "programs", programs.id.size, cip=programs.cip, rank=programs.rank, completers=programs.completers
    )
    _unique("programs, column id", programs.id)
    _count("programs, column completers", programs.completers)
    _rank("programs, column rank", programs.rank)


def check_parameters(retention: float, split: Split) -> None:
    """Refuse a retention that is not a share, and a split there isn't."""
    if not 0.0 <= retention <= 1.0:
        raise InvalidInput(
            f"retention is the share of graduates who stay, from 0 to 1; {retention!r} is not."
        )
    if split not in ("proportional", "equal"):
        raise InvalidInput(f'split is "proportional" or "equal"; {split!r} is neither.')


def _same_length(table: str, n: int, **columns: NDArray[np.generic]) -> None:
    for name, column in columns.items():
        if column.shape != (n,):
            raise InvalidInput(
                f"{table}, column {name}: has shape {column.shape}, the first column has ({n},)."
            )


def _unique(where: str, texts: Texts) -> None:
    values = texts.tolist()
    if len(set(values)) < len(values):
        seen: set[str] = set()
        for row, value in enumerate(values):
            if value in seen:
                raise InvalidInput(
                    f"{where}, row {row}: {value!r} is there twice; rows have to be added up first."
                )
            seen.add(value)


def _count(where: str, column: NDArray[np.float64]) -> None:
    _refuse(where, column, (column < 0) | np.isinf(column), "is not a count")


def _rank(where: str, column: NDArray[np.int8]) -> None:
    _refuse(
        where, column, (column < UNKNOWN) | (column > HIGHEST), f"is not a rank from 0 to {HIGHEST}, or -1"
    )


def _refuse(where: str, column: NDArray[np.generic], wrong: NDArray[np.bool_], what: str) -> None:
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise InvalidInput(f"{where}, row {row}: {column[row].item()} {what}.")
