"""What two organizations have in common, and what they could do for each other; each part from 0 to 1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from trellis.methods.ties.errors import InvalidInput
from trellis.methods.ties.introduction_kernels import Table, shared
from trellis.methods.ties.model import Floats, Integers, flags


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """The tables that were given, by rows; None where one wasn't."""

    focus: Table | None
    places: Table | None
    ages: Table | None
    needs: Table | None
    offers: Table | None

    @classmethod
    def of(
        cls,
        n: int,
        *,
        focus: ArrayLike | None,
        places: ArrayLike | None,
        ages: ArrayLike | None,
        needs: ArrayLike | None,
        offers: ArrayLike | None,
    ) -> Likeness:
        """Check the tables. Raises InvalidInput."""
        if (needs is None) != (offers is None):
            raise InvalidInput("Needs and offers go together; give both, with the same columns.")
        found = {
            name: _table(name, rows, n)
            for name, rows in (
                ("focus", focus),
                ("places", places),
                ("ages", ages),
                ("needs", needs),
                ("offers", offers),
            )
        }
        wanted, given = found["needs"], found["offers"]
        if wanted is not None and given is not None and wanted.columns != given.columns:
            raise InvalidInput(
                f"Needs have {wanted.columns} columns, offers {given.columns}; name the same things."
            )
        return cls(**found)

    def parts(self, one: int, others: Integers) -> dict[str, Floats]:
        """Focus, reach, need and offer of the pairs (one, others), an array (r,) for each table given.

        Focus: what they share of all that either has. Reach: what they share of the places of the one with
        fewer, times the same of ages. Need and offer: 1 − ½ ^ (needs of one that the other offers).
        """
        found = {}
        if self.focus is not None:
            both = _shared(self.focus, self.focus, one, others)
            found["focus"] = _share(both, self.focus.total[one] + self.focus.total[others] - both)
        reach = [
            _share(_shared(table, table, one, others), np.minimum(table.total[one], table.total[others]))
            for table in (self.places, self.ages)
            if table is not None
        ]
        if reach:
            found["reach"] = np.prod(reach, axis=0)
        if self.needs is not None and self.offers is not None:
            met = _shared(self.needs, self.offers, one, others) + _shared(
                self.offers, self.needs, one, others
            )
            found["need_offer"] = 1.0 - 0.5**met
        return found


def in_common(one: Table | None, a: int, other: Table | None, b: int) -> tuple[int, ...]:
    """Columns above zero in row a of one table and row b of the other; none where one wasn't given."""
    if one is None or other is None:
        return ()
    mine = one.column[one.start[a] : one.start[a + 1]]
    theirs = other.column[other.start[b] : other.start[b + 1]]
    return tuple(np.intersect1d(mine, theirs).tolist())


def _table(name: str, rows: ArrayLike | None, n: int) -> Table | None:
    if rows is None:
        return None
    matrix = flags(name, rows, n=n)
    row, column = np.nonzero(matrix)
    start = np.zeros(n + 1, np.int64)
    np.cumsum(np.bincount(row, minlength=n), out=start[1:])
    return Table(start, column.astype(np.int64), matrix[row, column], matrix.sum(axis=1), matrix.shape[1])


def _shared(table: Table, other: Table, one: int, others: Integers) -> Floats:
    out = np.zeros(others.size)
    shared(one, others, table, other, out)
    return out


def _share(part: Floats, whole: Floats) -> Floats:
    found: Floats = np.divide(part, whole, out=np.zeros(part.shape), where=whole > 0)
    return found
