"""How unequally access is spread over young people: Gini, Theil, concentration (docs/methods/equity.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trellis.methods.access.errors import InvalidInput

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Theil:
    """Theil's T, and the parts of it that lie within and between groups; NaN where no one has any access."""

    total: float
    within: float
    between: float
    groups: tuple[str, ...]
    within_by_group: Floats  # (n_groups,) adds up to `within`
    between_by_group: (
        Floats  # (n_groups,) adds up to `between`; negative where the group has less than average
    )


def gini(values: ArrayLike, weights: ArrayLike) -> float:
    """Gini index of `values` (n,) ≥ 0, held by `weights` (n,) young people.

    0 when all have the same, below 1 always. NaN where no one has any, or there is no one.
    """
    return concentration_index(values, weights, values)


def concentration_index(values: ArrayLike, weights: ArrayLike, rank_by: ArrayLike) -> float:
    """Concentration index of `values` (n,) over `weights` (n,) young people, ranked by `rank_by` (n,).

    Ranks ascend. Between −1 and 1; above 0 where those with the larger `rank_by` have more. Ranked by the
    share in poverty, an index below 0 says that poorer places have less. Places with the same `rank_by` share
    one rank. NaN where no one has any, or there is no one (Kakwani, Wagstaff & van Doorslaer 1997).
    """
    held, people = column("values", values), column("weights", weights)
    order = column("rank_by", rank_by, negative=True)
    _same_length(held, people, order)
    total, amount = float(people.sum()), float(people @ held)
    if total <= 0.0 or amount <= 0.0:
        return float("nan")
    _, place = np.unique(order, return_inverse=True)
    people_at = np.bincount(place, weights=people)
    held_at = np.bincount(place, weights=people * held)
    middle_rank = (np.cumsum(people_at) - 0.5 * people_at) / total
    # The same as 2 Σ held × rank / amount − 1, without taking two near-equal numbers from each other.
    index = 2.0 * float((held_at - people_at * (amount / total)) @ (middle_rank - 0.5)) / amount
    return min(max(index, -1.0), 1.0)


def theil(values: ArrayLike, weights: ArrayLike, groups: ArrayLike) -> Theil:
    """Theil's T of `values` (n,) ≥ 0 over `weights` (n,) young people, split by the labels `groups` (n,).

    For groups of people who share places, such as races, give a row for each place and group. Parts are NaN
    where no one has any (Theil 1967).
    """
    held, people = column("values", values), column("weights", weights)
    _same_length(held, people)
    labels = np.asarray(groups).astype(np.str_)
    if labels.shape != held.shape:
        raise InvalidInput(f"groups has shape {labels.shape}, values {held.shape}.")
    names, member = np.unique(labels, return_inverse=True)
    total, amount = float(people.sum()), float(people @ held)
    if total <= 0.0 or amount <= 0.0:
        nothing = np.full(names.size, np.nan)
        return Theil(np.nan, np.nan, np.nan, tuple(names.tolist()), nothing, nothing)
    share_held = np.bincount(member, weights=people * held, minlength=names.size) / amount
    share_people = np.bincount(member, weights=people, minlength=names.size) / total
    between = _times_log(share_held, share_held, share_people)
    row_held, row_people = people * held / amount, people / total
    in_group_held = np.where(row_held > 0.0, share_held[member], 1.0)
    in_group_people = np.where(row_people > 0.0, share_people[member], 1.0)
    rows = _times_log(row_held, row_held / in_group_held, row_people / in_group_people)
    within: Floats = np.bincount(member, weights=rows, minlength=names.size).astype(np.float64)
    return Theil(
        total=float(within.sum() + between.sum()),
        within=float(within.sum()),
        between=float(between.sum()),
        groups=tuple(names.tolist()),
        within_by_group=within,
        between_by_group=between,
    )


def _times_log(amount: Floats, over: Floats, under: Floats) -> Floats:
    """amount × ln(over / under), 0 where the amount is 0."""
    some = amount > 0.0
    result: Floats = np.zeros(amount.shape)
    result[some] = amount[some] * np.log(over[some] / under[some])
    return result


def column(name: str, values: Any, *, negative: bool = False, unknown: bool = False) -> Floats:
    """The column as floats (n,); refused where it isn't one, or holds what it can't.

    `negative` and `unknown` say whether values below zero and NaN are meant.
    """
    floats = np.asarray(values, dtype=np.float64)
    if floats.ndim != 1:
        raise InvalidInput(f"{name} has shape {floats.shape}; give a value for each place.")
    bad = np.isinf(floats) if unknown else ~np.isfinite(floats)
    _refuse(name, floats, bad, "is not a finite number")
    if not negative:
        _refuse(name, floats, floats < 0.0, "is below zero")
    return floats


def _refuse(name: str, floats: Floats, bad: NDArray[np.bool_], why: str) -> None:
    rows = np.flatnonzero(bad)
    if rows.size:
        raise InvalidInput(f"{name}, row {rows[0]}: {floats[rows[0]]} {why}.")


def _same_length(*columns: Floats) -> None:
    if len({values.size for values in columns}) > 1:
        raise InvalidInput(f"Columns have different lengths: {[values.size for values in columns]}.")
