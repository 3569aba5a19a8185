"""All numbers of students that are published together, how they add up, and which of them may be shown.

The same students counted for the same thing are one number, wherever it stands: a district with one high
school has the school's. Numbers that nobody is shown, but that follow from others, are in here too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trellis.methods.disclosure import Cells, Relation, suppress
from trellis.methods.disclosure.attack import Attacker

Key = tuple[str, str, tuple[int, ...]]
"""What is counted, of which group, at which schools."""

NOT_SHOWN: Final = 0.0
"""The worth of a number that no page, file or answer shows."""

EXTRA: Final = 1e-3
"""The worth of a number that is hidden before anything else."""

MOST_REPAIRS: Final = 40


@dataclass(slots=True)
class Ledger:
    """Numbers as cells, with the sums that a reader knows of."""

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

    def suppressed(self, *, threshold: int) -> Shown:
        """Decide what may be shown, and have it attacked by a reader who knows all there is in here."""
        published = np.array(self.worth) > NOT_SHOWN
        shown = published.copy()
        shown[published] = self._suppress_published(published, threshold)
        self._repair(shown, published, threshold)
        return Shown(self, shown)

    def _suppress_published(self, published: NDArray[np.bool_], threshold: int) -> NDArray[np.bool_]:
        """(p,) which published cells may be shown, as far as their own sums go.

        What isn't published and large leaves its sum open; what is small is to be protected like any other.
        """
        counts = [count for count, is_in in zip(self.counts, published, strict=True) if is_in]
        worth = [each for each in self.worth if each > NOT_SHOWN]
        position = np.cumsum(published) - 1
        relations = []
        for total, parts in self.sums:
            beside = sum(self.counts[part] for part in parts if not published[part])
            if not published[total] or beside >= threshold:
                continue
            kept = [int(position[part]) for part in parts if published[part]]
            if any(not published[part] for part in parts):
                kept.append(len(counts))
                counts.append(beside)
                worth.append(1.0)
            relations.append(Relation(int(position[total]), tuple(kept)))
        costs = (np.array(counts) + 1.0) * np.array(worth)
        cells = Cells.of(counts, relations, costs=costs)
        return suppress(cells, threshold=threshold).shown[: int(published.sum())]

    def _repair(self, shown: NDArray[np.bool_], published: NDArray[np.bool_], threshold: int) -> None:
        """Hide more, where a reader who also knows what isn't published could still tell a hidden number."""
        cells = Cells.of(self.counts, [Relation(total, parts) for total, parts in self.sums])
        sums_of = cells.relations_of_cells()
        attacker = Attacker(cells, enough=threshold, seed=0)
        # What isn't published and not small may be told: it is no use to find out how well.
        attacker.high[~published & (cells.counts >= threshold)] += threshold
        for _turn in range(MOST_REPAIRS):
            attacker.try_again(shown)
            told = attacker.narrow(~shown)
            if told.size == 0:
                return
            if self._hide_extras(told.tolist(), shown):
                continue
            helped: set[int] = set()
            for cell in told.tolist():
                if helped.isdisjoint(sums_of[cell]):
                    helped.update(self._hide_nearest(cell, cells, sums_of, shown))
        raise ArithmeticError("Hidden numbers stay too well known although others were hidden with them.")

    def _hide_extras(self, told: list[int], shown: NDArray[np.bool_]) -> bool:
        """Hide what is worth least of the groups whose numbers are told; whether there was any."""
        wanted = set(told)
        groups = {key[1] for key, cell in self.of_key.items() if cell in wanted}
        extras = [
            cell
            for key, cell in self.of_key.items()
            if shown[cell] and key[1] in groups and self.worth[cell] <= EXTRA
        ]
        shown[extras] = False
        return bool(extras)

    def _hide_nearest(
        self, cell: int, cells: Cells, sums_of: list[list[int]], shown: NDArray[np.bool_]
    ) -> list[int]:
        """Hide the number that is worth least of those nearest to a cell; the sums that it is in."""
        for around in _rings(cell, cells, sums_of):
            candidates = [each for each in around if shown[each]]
            if candidates:
                least = min(candidates, key=lambda each: ((self.counts[each] + 1) * self.worth[each], each))
                shown[least] = False
                return sums_of[least]
        return []


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


def _rings(start: int, cells: Cells, sums_of: list[list[int]]) -> Iterator[list[int]]:
    """Yield the cells that are one sum away, two sums away, and so on."""
    seen, edge, used = {start}, [start], set[int]()
    while edge:
        reached = {each for cell in edge for each in sums_of[cell]} - used
        used |= reached
        edge = sorted({int(cell) for each in reached for cell in cells.relation(each)} - seen)
        seen.update(edge)
        yield edge
