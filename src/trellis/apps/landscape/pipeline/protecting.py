"""Decides which numbers of a ledger are shown, over what is published and then against whoever knows more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trellis.apps.landscape.pipeline.ledger import ALWAYS, EXTRA, NOT_SHOWN, Ledger, Shown
from trellis.methods.disclosure import Cells, Relation, suppress
from trellis.methods.disclosure.attack import Attacker

Flags = NDArray[np.bool_]

MOST_TURNS: Final = 60
PATIENT_TURNS: Final = 15
"""So often one number at a time is hidden for another that is told; then twice as many each turn."""

MOST_TRIED: Final = 12
"""So many numbers near one that is told are hidden on trial, the cheapest first, to see which one helps."""


def protect(ledger: Ledger, *, threshold: int) -> Shown:
    """Decide what may be shown, and have it attacked by a reader who knows all there is in the ledger."""
    published = np.array(ledger.worth) > NOT_SHOWN
    shown = published.copy()
    shown[published] = _suppress_published(ledger, published, threshold)
    shown |= np.array(ledger.worth) == ALWAYS
    _Repair(ledger, published, threshold).until_nothing_is_told(shown)
    return Shown(ledger, shown)


def _suppress_published(ledger: Ledger, published: Flags, threshold: int) -> Flags:
    """(p,) which published cells may be shown, as far as their own sums go.

    What isn't published and large leaves its sum open; what is small is to be protected like any other.
    """
    counts = [count for count, is_in in zip(ledger.counts, published, strict=True) if is_in]
    worth = [each for each in ledger.worth if each > NOT_SHOWN]
    position = np.cumsum(published) - 1
    relations = []
    for total, parts in ledger.sums:
        beside = sum(ledger.counts[part] for part in parts if not published[part])
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


class _Repair:
    """Hides more, where a reader who also knows what isn't published could still tell a hidden number."""

    def __init__(self, ledger: Ledger, published: Flags, threshold: int) -> None:
        self.ledger = ledger
        self.threshold = threshold
        self.cells = Cells.of(ledger.counts, [Relation(total, parts) for total, parts in ledger.sums])
        self.sums_of = self.cells.relations_of_cells()
        self.costs = (self.cells.counts + 1.0) * np.array(ledger.worth)
        self._extras = {key: cell for key, cell in ledger.of_key.items() if 0 < ledger.worth[cell] <= EXTRA}
        # What isn't published and not small may be told: it is no use to find out how well.
        self.may_be_told = ~published & (self.cells.counts >= threshold)

    def until_nothing_is_told(self, shown: Flags) -> None:
        """Hide more of what is shown; ArithmeticError where that doesn't end."""
        attacker = self._attacker(self.may_be_told)
        for turn in range(MOST_TURNS):
            attacker.try_again(shown)
            told = attacker.narrow(~shown).tolist()
            if not told:
                return
            if self._hide_extras(told, shown):
                continue
            helped: set[int] = set()
            for cell in told:
                if helped.isdisjoint(self.sums_of[cell]):
                    helped.update(self._help(cell, shown, more=1 << max(0, turn - PATIENT_TURNS)))
        raise ArithmeticError("Hidden numbers stay too well known although others were hidden with them.")

    def _attacker(self, of_no_interest: Flags) -> Attacker:
        attacker = Attacker(self.cells, enough=self.threshold, seed=0)
        attacker.high[of_no_interest] += self.threshold
        return attacker

    def _hide_extras(self, told: list[int], shown: Flags) -> bool:
        """Hide what is worth least where it tells of others; whether there was any.

        That of the groups whose numbers are told; where none is left, that of all groups: a few students in a
        school's smallest groups are told, too, where those in its largest one are.
        """
        wanted = set(told)
        keys = [key for key, cell in self.ledger.of_key.items() if cell in wanted]
        left = {key: cell for key, cell in self._extras.items() if shown[cell]}
        quantities = {quantity for quantity, _group, _schools in self._extras}
        groups = {group for quantity, group, _schools in keys if quantity in quantities}
        hidden = [cell for key, cell in left.items() if key[1] in groups]
        if not hidden and any(key[0] in quantities and key not in self._extras for key in keys):
            hidden = list(left.values())
        shown[hidden] = False
        return bool(hidden)

    def _help(self, cell: int, shown: Flags, *, more: int) -> set[int]:
        """Hide what keeps a cell from being told, else `more` of what is nearest; the sums that is in."""
        nearest = next((found for found in self._candidates(cell, shown) if found), [])
        helping = (each for each in nearest[:MOST_TRIED] if self._helps(each, cell, shown))
        one = next(helping, None)
        chosen = nearest[:more] if one is None else [one]
        shown[chosen] = False
        return {each for hidden in chosen for each in self.sums_of[hidden]}

    def _helps(self, candidate: int, cell: int, shown: Flags) -> bool:
        others = np.ones(self.cells.size, dtype=np.bool_)
        others[cell] = False
        attacker = self._attacker(others)
        trial = shown.copy()
        trial[candidate] = False
        attacker.try_again(trial)
        return attacker.narrow(~trial).size == 0

    def _candidates(self, start: int, shown: Flags) -> Iterator[list[int]]:
        """Yield shown cells that are one sum away, two sums away, and so on, the cheapest first."""
        seen, edge, used = {start}, [start], set[int]()
        while edge:
            reached = {each for cell in edge for each in self.sums_of[cell]} - used
            used |= reached
            edge = sorted({int(cell) for each in reached for cell in self.cells.relation(each)} - seen)
            seen.update(edge)
            # Of each sum the cheapest comes first: a sum of a whole state has more cells than would be tried.
            first = {min(found, key=self._cost) for each in reached if (found := self._to_hide(each, shown))}
            others = {cell for each in reached for cell in self._to_hide(each, shown)} - first
            yield [*sorted(first, key=self._cost), *sorted(others, key=self._cost)]

    def _to_hide(self, relation: int, shown: Flags) -> list[int]:
        """The cells of a sum that could be hidden."""
        members = self.cells.relation(relation)
        return [int(cell) for cell in members[shown[members]] if self.costs[cell] < ALWAYS]

    def _cost(self, cell: int) -> tuple[float, int]:
        return float(self.costs[cell]), cell
