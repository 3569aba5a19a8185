"""Counts that are to be published, how they add up, and which of them may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

Counts = NDArray[np.int64]
Indices = NDArray[np.int64]


class InconsistentTable(ValueError):
    """The counts don't add up as the relations say, or a relation names a cell that isn't there."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One sum that a reader knows: the cell `total` is the sum of the cells `parts` (indices)."""

    total: int
    parts: tuple[int, ...]


class Status(IntEnum):
    """Why a cell is shown or hidden."""

    SHOWN = 0
    SMALL = 1  # below the threshold itself
    COMPLEMENT = 2  # hidden because others could be computed from it


@dataclass(frozen=True, slots=True)
class Cells:
    """All counts that appear anywhere together: on pages, in exports, in answers of the API.

    counts: (n,) whole numbers of people, 0 or more.
    members: (m,) cells named by relations one after another, the total of each relation first.
    starts: (r + 1,) where each relation begins in `members`.
    costs: (n,) how much is lost by hiding a cell; totals should cost more than parts.
    """

    counts: Counts
    members: Indices
    starts: Indices
    costs: NDArray[np.float64]

    @classmethod
    def of(cls, counts: ArrayLike, relations: Sequence[Relation], *, costs: ArrayLike | None = None) -> Self:
        """Check that every relation holds, and lay the cells out as arrays.

        costs: (n,) by default the count plus one, times ten for each relation the cell is the total of.
        Raises InconsistentTable.
        """
        values = np.asarray(counts)
        if values.ndim != 1 or (values.size and (not np.all(np.isfinite(values)) or values.min() < 0)):
            raise InconsistentTable("Counts are one row of whole numbers, none below zero.")
        whole = values.astype(np.int64)
        if np.any(whole != values):
            raise InconsistentTable("Counts are whole numbers of people.")
        for number, relation in enumerate(relations):
            cells = np.array([relation.total, *relation.parts])
            if len(set(cells.tolist())) < cells.size or cells.min() < 0 or cells.max() >= whole.size:
                raise InconsistentTable(f"Relation {number} names a cell twice, or one that isn't there.")
            if whole[relation.total] != whole[cells[1:]].sum():
                raise InconsistentTable(
                    f"Relation {number} says {whole[relation.total]}, its parts add up to "
                    f"{whole[cells[1:]].sum()}."
                )
        lengths = [0, *(1 + len(relation.parts) for relation in relations)]
        members = [cell for relation in relations for cell in (relation.total, *relation.parts)]
        if costs is None:
            is_total = np.bincount([relation.total for relation in relations], minlength=whole.size)
            given = (whole + 1.0) * 10.0 ** np.minimum(is_total, 3)
        else:
            given = np.asarray(costs, dtype=np.float64)
        return cls(
            counts=whole,
            members=np.array(members, dtype=np.int64),
            starts=np.cumsum(lengths, dtype=np.int64),
            costs=given,
        )

    @property
    def size(self) -> int:
        """How many cells there are."""
        return int(self.counts.size)

    def relation(self, number: int) -> Indices:
        """The cells of a relation, its total first."""
        return self.members[self.starts[number] : self.starts[number + 1]]

    def relations_of_cells(self) -> list[list[int]]:
        """The numbers of the relations that each cell is in."""
        found: list[list[int]] = [[] for _cell in range(self.size)]
        for number in range(self.starts.size - 1):
            for cell in self.relation(number):
                found[cell].append(number)
        return found


@dataclass(frozen=True, slots=True)
class Suppression:
    """Which cells may be shown.

    shown: (n,) bool. status: (n,) of Status. threshold: counts below it are hidden, and no hidden count can
    be bounded to an interval narrower than it.
    """

    shown: NDArray[np.bool_]
    status: NDArray[np.int8]
    threshold: int

    @property
    def small(self) -> int:
        """How many cells are hidden because they are small."""
        return int((self.status == Status.SMALL).sum())

    @property
    def complementary(self) -> int:
        """How many cells are hidden to keep those from being computed."""
        return int((self.status == Status.COMPLEMENT).sum())
