"""All numbers of students that are published together, and how they add up.

The same students counted for the same thing are one number, wherever it stands: a district with one high
school has the school's. Numbers that nobody is shown, but that follow from others, are in here too.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

Key = tuple[str, str, tuple[int, ...]]
"""What is counted, of which group, at which schools."""

NOT_SHOWN: Final = 0.0
"""The worth of a number that no page, file or answer shows."""

EXTRA: Final = 1e-3
"""The worth of a number that is hidden before anything else."""

ALWAYS: Final = math.inf
"""The worth of a number that is always shown."""


@dataclass(slots=True)
class Ledger:
    """Numbers as cells, with the sums (total, parts) that a reader knows of."""

    counts: list[int] = field(default_factory=list)
    worth: list[float] = field(default_factory=list)
    of_key: dict[Key, int] = field(default_factory=dict)
    sums: dict[tuple[int, tuple[int, ...]], None] = field(default_factory=dict)

    def add(self, key: Key, count: int, worth: float = NOT_SHOWN) -> int:
        """Enter a number, once, and return its cell; `worth`: how much it is worth to readers.

        Raises ValueError where the same number was entered with another count.
        """
        cell = self.of_key.setdefault(key, len(self.counts))
        if cell == len(self.counts):
            self.counts.append(count)
            self.worth.append(worth)
        elif self.counts[cell] != count:
            raise ValueError(f"{key} is {self.counts[cell]} and {count}.")
        self.worth[cell] = max(self.worth[cell], worth)
        return cell

    def relate(self, total: int, parts: Iterable[int]) -> None:
        """Enter that a total is the sum of its parts; that a number is itself says nothing."""
        found = tuple(sorted(parts))
        if found and found != (total,):
            self.sums.setdefault((total, found), None)


@dataclass(frozen=True, slots=True)
class Shown:
    """A ledger with what may be shown of it."""

    ledger: Ledger
    shown: NDArray[np.bool_]

    def count(self, key: Key) -> int | None:
        """Return a number that may be shown, None where it is hidden; KeyError where it was never entered."""
        cell = self.ledger.of_key[key]
        return self.ledger.counts[cell] if self.shown[cell] else None

    @property
    def published(self) -> int:
        """How many numbers there are to be shown."""
        return sum(worth > NOT_SHOWN for worth in self.ledger.worth)

    @property
    def hidden(self) -> int:
        """How many of them are hidden."""
        return self.published - int(self.shown.sum())
