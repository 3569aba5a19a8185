"""Hides small counts, and as many others as it takes that no small one can be computed."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from trellis.methods.disclosure.attack import Attacker
from trellis.methods.disclosure.model import Cells, Indices, Status, Suppression

METHOD_VERSION: Final = "1.0"

# A cell is a better partner where its other relations already hold a hidden cell: a rectangle closes, and
# nobody else has to be hidden for its sake.
CLOSES_A_RECTANGLE: Final = 0.001
# So often a partner is hidden for some of the cells only, to see whether it helps the others, and cells
# that look narrow are taken to be so; then partners are hidden for all that are proven to be.
SPARING_TURNS: Final = 3
# From then on twice as many each turn: it must end.
PATIENT_TURNS: Final = 15


def suppress(cells: Cells, *, threshold: int = 10, seed: int = 0) -> Suppression:
    """Decide which cells may be shown.

    Hides every count below `threshold`, zero too; then more, until a reader who knows all that is shown and
    how it adds up can bound no hidden count to an interval narrower than `threshold`. Whatever is published
    must be in `cells`: a number left out is a number a reader may subtract.

    threshold: people. seed: of the attacker's random directions; it decides speed, not safety.
    """
    if threshold < 1:
        raise ValueError("The threshold is a number of people, at least 1.")
    status = np.where(cells.counts < threshold, Status.SMALL, Status.SHOWN).astype(np.int8)
    chooser = _Chooser(cells)
    chooser.serve_what_is_plain(status, threshold)
    attacker = Attacker(cells, enough=threshold, seed=seed)
    turn = 0
    while True:
        attacker.try_again(status == Status.SHOWN, exact=turn >= SPARING_TURNS)
        hidden = status != Status.SHOWN
        narrow = attacker.narrow(hidden)
        if narrow.size == 0:
            break
        missing = threshold - (attacker.high - attacker.low)[narrow]
        status[chooser.partners(narrow, missing, hidden, turn=turn)] = Status.COMPLEMENT
        turn += 1
    return Suppression(shown=status == Status.SHOWN, status=status, threshold=threshold)


class _Chooser:
    """Chooses which shown cells to hide for the sake of hidden ones that can be bounded too well."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.relations_of = cells.relations_of_cells()

    def serve_what_is_plain(self, status: NDArray[np.int8], threshold: int) -> None:
        """Hide partners where it takes no linear program to see that a relation gives its cells away.

        Where a total is shown, and the parts hidden below it hold fewer than `threshold` people, each of them
        is known to within that.
        """
        turn = True
        while turn:
            turn = False
            hidden = status != Status.SHOWN
            for relation in range(self.cells.starts.size - 1):
                total, *parts = self.cells.relation(relation).tolist()
                below = [cell for cell in parts if hidden[cell]]
                held = int(self.cells.counts[below].sum())
                if below and not hidden[total] and held < threshold:
                    offer = self._partner(relation, threshold - held, hidden)
                    if offer is not None:
                        status[offer[1]] = Status.COMPLEMENT
                        hidden[offer[1]] = turn = True

    def partners(
        self, narrow: Indices, missing: NDArray[np.float64], hidden: NDArray[np.bool_], *, turn: int
    ) -> list[int]:
        """Shown cells to hide next, the cheapest first; more of them, and for more cells, turn by turn."""
        most = 1 << max(0, turn - PATIENT_TURNS)
        offers = []
        for cell, lack in zip(narrow.tolist(), missing.tolist(), strict=True):
            offers += [(*offer, cell) for offer in sorted(self._nearest_offers(cell, lack, hidden))[:most]]
        if not offers:
            raise ArithmeticError("Hidden cells stay too well known although nothing is left to hide.")
        helped: set[int] = set()
        chosen: set[int] = set()
        for _cost, partner, cell in sorted(offers):
            mine = self.relations_of[cell]
            if turn >= SPARING_TURNS or helped.isdisjoint(mine):
                chosen.add(partner)
            helped.update(mine)
        return sorted(chosen)

    def _nearest_offers(self, start: int, lack: float, hidden: NDArray[np.bool_]) -> list[tuple[float, int]]:
        """Partners in the relations of a cell; where all is hidden there, in those of what is hidden."""
        cells, seen = [start], {start}
        relations: set[int] = set()
        while cells:
            reached = {each for cell in cells for each in self.relations_of[cell]} - relations
            offers = [self._partner(relation, lack, hidden) for relation in sorted(reached)]
            if any(offers):
                return [offer for offer in offers if offer is not None]
            relations |= reached
            cells = sorted({int(cell) for each in reached for cell in self.cells.relation(each)} - seen)
            seen.update(cells)
        return []

    def _partner(self, relation: int, lack: float, hidden: NDArray[np.bool_]) -> tuple[float, int] | None:
        """(cost, cell): the cheapest shown cell of a relation that is large enough, else the largest."""
        members = self.cells.relation(relation)
        shown = members[~hidden[members]]
        if shown.size == 0:
            return None
        enough = shown[self.cells.counts[shown] >= lack]
        if enough.size == 0:
            enough = shown[[np.argmax(self.cells.counts[shown])]]
        cost = self.cells.costs[enough] * np.array(
            [self._discount(int(cell), relation, hidden) for cell in enough]
        )
        best = int(np.argmin(cost))
        return float(cost[best]), int(enough[best])

    def _discount(self, cell: int, here: int, hidden: NDArray[np.bool_]) -> float:
        """How much cheaper a cell is for the other relations of it that hold a hidden cell already."""
        others = [relation for relation in self.relations_of[cell] if relation != here]
        closed = sum(bool(hidden[self.cells.relation(other)].any()) for other in others)
        return CLOSES_A_RECTANGLE ** (closed / len(others)) if others else 1.0
