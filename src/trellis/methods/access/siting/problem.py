"""The one problem behind covering and p-median: pick sites for the largest sum of each place's best saving.

Sites that are locked give every place what it has already; a candidate's saving at a place is what it would
add to that if it were the only new site. Covering saves the place's weight, p-median its weight × the minutes
it would be nearer. Places with the same savings are one row, and a row's savings stand in falling order, so
that a search down a row can stop early.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from trellis.methods.access.errors import InvalidInput
from trellis.methods.access.siting.plan import Floats, Integers

Narrow = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Which site is how far from which place, a row of pairs for each place; sites of a row in order."""

    indptr: Integers  # (n_places + 1,)
    sites: Narrow  # (n_pairs,)
    minutes: Floats  # (n_pairs,); zeros where only reach is known
    n_sites: int

    @property
    def n_places(self) -> int:
        """How many places there are."""
        return self.indptr.size - 1

    @property
    def places(self) -> Integers:
        """The place of each pair (n_pairs,)."""
        return np.repeat(np.arange(self.n_places), np.diff(self.indptr))

    def __post_init__(self) -> None:
        if self.indptr.ndim != 1 or self.indptr.size == 0 or self.indptr[0] != 0:
            raise InvalidInput("indptr starts at 0 and has one entry more than there are places.")
        if (np.diff(self.indptr) < 0).any() or self.indptr[-1] != self.sites.size:
            raise InvalidInput("indptr rises, and ends at the number of pairs.")
        if self.minutes.shape != self.sites.shape:
            raise InvalidInput(f"{self.sites.size} pairs have {self.minutes.size} minutes.")
        if self.sites.size and not 0 <= self.sites.min() <= self.sites.max() < self.n_sites:
            raise InvalidInput(f"A pair names a site outside 0 to {self.n_sites - 1}.")
        within = np.ones(self.sites.size, np.bool_)
        within[self.indptr[:-1][np.diff(self.indptr) > 0]] = False  # the first of a row has none before it
        if (within[1:] & (np.diff(self.sites) <= 0)).any():
            raise InvalidInput("Sites of a place stand in rising order, each once.")
        if np.isnan(self.minutes).any() or (self.minutes < 0.0).any():
            raise InvalidInput("Minutes are at least 0; leave out pairs that can't be traveled.")

    @classmethod
    def of(cls, given: Pairs | sparse.sparray | ArrayLike) -> Pairs:
        """From a sparse or dense matrix (n_places, n_sites); what a sparse one leaves out isn't a pair."""
        if isinstance(given, Pairs):
            return given
        if sparse.issparse(given):
            rows = sparse.csr_array(given, copy=True)  # what follows sorts in place
            rows.sum_duplicates()
            if rows.dtype == np.bool_:
                rows.eliminate_zeros()
            return cls(
                rows.indptr.astype(np.int64),
                rows.indices.astype(np.int32),
                rows.data.astype(np.float64),
                int(rows.shape[1]),
            )
        dense = np.asarray(given)
        if dense.ndim != 2:
            raise InvalidInput(f"Give a row for each place and a column for each site, not {dense.shape}.")
        if dense.dtype == np.bool_:
            return cls.of(sparse.csr_array(dense))
        n_places, n_sites = dense.shape
        return cls(
            np.arange(n_places + 1, dtype=np.int64) * n_sites,
            np.tile(np.arange(n_sites, dtype=np.int32), n_places),
            dense.astype(np.float64).ravel(),
            n_sites,
        )

    def keep(self, wanted: NDArray[np.bool_]) -> Pairs:
        """The same with only some of the pairs (n_pairs,)."""
        counts = np.concatenate([[0], np.cumsum(wanted, dtype=np.int64)])
        return Pairs(counts[self.indptr], self.sites[wanted], self.minutes[wanted], self.n_sites)


@dataclass(frozen=True, slots=True)
class Savings:
    """Rows of savings, largest first, and what may be chosen."""

    indptr: Integers  # (n_rows + 1,)
    sites: Narrow  # (n_savings,)
    saving: Floats  # (n_savings,) above 0
    n_sites: int
    most: int  # sites that may be chosen
    costs: Floats | None  # (n_sites,), with `budget`
    budget: float

    @property
    def n_rows(self) -> int:
        """How many rows there are."""
        return self.indptr.size - 1

    @property
    def rows(self) -> Integers:
        """The row of each saving (n_savings,)."""
        return np.repeat(np.arange(self.n_rows), np.diff(self.indptr))


@dataclass(frozen=True, slots=True)
class Asked:
    """What may be chosen, looked at once."""

    sites: int
    locked: Integers  # sorted, each once
    costs: Floats | None  # (n_sites,)
    budget: float  # infinite without one
    candidates: NDArray[np.bool_]  # (n_sites,) not locked, and within the budget by themselves


def read_column(
    name: str, values: ArrayLike, count: int, *, of: str = "places", limitless: bool = False
) -> Floats:
    """A number of at least 0 for each of `count` places or sites; infinite ones only where `limitless`."""
    floats = np.asarray(values, dtype=np.float64)
    if floats.shape != (count,):
        raise InvalidInput(f"{name} has shape {floats.shape}; there are {count} {of}.")
    bad = np.isnan(floats) | (floats < 0.0) | (np.isinf(floats) & (not limitless))
    if bad.any():
        row = int(np.flatnonzero(bad)[0])
        raise InvalidInput(f"{name}, row {row}: {floats[row]} is not a number of at least 0.")
    return floats


def _read_locked(locked: Sequence[int] | Integers, n_sites: int) -> Integers:
    """Numbers of sites, sorted and each once."""
    numbers = np.asarray(locked)
    if numbers.size and not np.issubdtype(numbers.dtype, np.integer):
        raise InvalidInput(f"locked names sites by their number, 0 to {n_sites - 1}; {locked!r} doesn't.")
    fixed = np.unique(numbers.astype(np.int64))
    if fixed.size and not 0 <= fixed[0] <= fixed[-1] < n_sites:
        raise InvalidInput(f"locked names a site outside 0 to {n_sites - 1}.")
    return fixed


def read_asked(
    *,
    n_sites: int,
    sites: int | None,
    locked: Sequence[int] | Integers,
    costs: ArrayLike | None,
    budget: float | None,
) -> Asked:
    """Check the choice; without `sites` there has to be a budget, which then decides how many."""
    fixed = _read_locked(locked, n_sites)
    if (costs is None) != (budget is None):
        raise InvalidInput("Give costs and a budget together, or neither.")
    if sites is None and budget is None:
        raise InvalidInput("Say how many sites, or give costs and a budget.")
    if sites is not None and sites < 0:
        raise InvalidInput(f"{sites} sites can't be chosen.")
    prices = None
    candidates = np.ones(n_sites, np.bool_)
    candidates[fixed] = False
    if costs is not None and budget is not None:
        prices = read_column("costs", costs, n_sites, of="sites")
        if not budget >= 0.0:
            raise InvalidInput(f"A budget is at least 0; {budget} is not.")
        candidates &= prices <= budget
    most = int(candidates.sum())
    return Asked(
        sites=most if sites is None else min(sites, most),
        locked=fixed,
        costs=prices,
        budget=np.inf if budget is None else float(budget),
        candidates=candidates,
    )


def savings_of(pairs: Pairs, saving: Floats, asked: Asked, *, merge: bool) -> Savings:
    """Rows of the savings (n_pairs,) that are above 0 and of candidates; equal rows merged if `merge`.

    Merging looks at sites only, so it is for savings that are the same along a row.
    """
    wanted = (saving > 0.0) & asked.candidates[pairs.sites]
    kept = pairs.keep(wanted)
    values = saving[wanted]
    if merge:
        indptr, sites, values = _merged(kept, values)
    else:
        from trellis.methods.access.siting import kernels  # imported here: numba takes a second to load

        indptr, sites = kept.indptr, kept.sites
        kernels.sort_rows(indptr, sites, values)
    return Savings(indptr, sites, values, pairs.n_sites, asked.sites, asked.costs, asked.budget)


def _merged(pairs: Pairs, saving: Floats) -> tuple[Integers, Narrow, Floats]:
    """Rows with the same sites as one, their savings added."""
    data = pairs.sites.tobytes()
    starts = (pairs.indptr * pairs.sites.itemsize).tolist()
    number: dict[bytes, int] = {}
    first: list[int] = []
    group = np.empty(pairs.n_places, np.int64)
    for place in range(pairs.n_places):
        key = data[starts[place] : starts[place + 1]]
        group[place] = number.setdefault(key, len(number))
        if group[place] == len(first):
            first.append(place)
    lengths = np.diff(pairs.indptr)
    weight = np.zeros(pairs.n_places)
    some = lengths > 0
    weight[some] = saving[pairs.indptr[:-1][some]]
    total = np.bincount(group, weights=weight, minlength=len(first))
    chosen = np.array([place for place in first if lengths[place] > 0], dtype=np.int64)
    kept_lengths = lengths[chosen]
    indptr = np.concatenate([[0], np.cumsum(kept_lengths)]).astype(np.int64)
    inside = np.arange(indptr[-1]) - np.repeat(indptr[:-1], kept_lengths)
    sites = pairs.sites[np.repeat(pairs.indptr[chosen], kept_lengths) + inside]
    return indptr, sites, np.repeat(total[group[chosen]], kept_lengths)
