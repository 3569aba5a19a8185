"""The best choice of sites for rows of savings: search and bound, which mostly meet or nearly do.

No clock: the search does a fixed amount of work for a problem's size, so the same question has the same
answer.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trellis.methods.access.siting.plan import Floats, Integers
from trellis.methods.access.siting.problem import Savings

PROVEN: Final = 1e-9  # of all that could be saved: what counts as no gap
ROUNDS: Final = 150  # of subgradient steps, with an interchange after each
STEPS: Final = 50  # in a round
WORK: Final = 6e9  # savings looked at in all rounds together, at most: about half a minute
PATIENCE: Final = 30  # steps without a better bound before they get shorter
FIRST_STEP: Final = 0.05
SMALLEST_STEP: Final = 1e-5  # below, the bound has come to rest


class Search:
    """Bounds falling and choices rising until they meet or come to rest."""

    def __init__(self, savings: Savings) -> None:
        from trellis.methods.access.siting import kernels  # imported here: numba takes a second to load

        self.kernels: Any = kernels
        self.savings = savings
        self.rows = (savings.indptr, savings.sites, savings.saving)
        self.by_site = kernels.by_site(*self.rows, savings.n_sites)
        self.most = min(savings.most, int((np.diff(self.by_site[0]) > 0).sum()))
        self.costs = np.zeros(savings.n_sites) if savings.costs is None else savings.costs
        starts = savings.indptr[:-1][np.diff(savings.indptr) > 0]
        self.scale = float(savings.saving[starts].sum())  # what could be saved if every row had its best
        whole = bool((savings.saving == np.rint(savings.saving)).all())
        # Where all savings are whole numbers, so is the best: a bound less than one above proves it.
        self.slack = max(PROVEN * self.scale, 1.0 - 1e-6 if whole and self.scale < 1e15 else 0.0)
        self.sites: Integers = np.zeros(0, np.int64)
        self.objective = 0.0
        self.bound = self.scale  # by prices so high that no site is worth opening
        self.prices: Floats = np.zeros(savings.n_rows)
        self.prices[np.diff(savings.indptr) > 0] = savings.saving[starts]
        self.worth: Floats = np.zeros(savings.n_sites)

    @property
    def proven(self) -> bool:
        """Whether no choice can be better by more than rounding."""
        return self.bound - self.objective <= self.slack

    def improve(self) -> None:
        """Greedy and interchange, then rounds of subgradient steps, each followed by an interchange."""
        nowhere = np.zeros(0, np.int64)
        self._interchange(nowhere, per_cost=False)
        if self.savings.costs is not None:
            self._interchange(nowhere, per_cost=True)
        price = self._prices_nearby()
        direction, average = np.zeros(price.size), flags(self.sites, self.savings.n_sites).astype(np.float64)
        bound, prices, worth = np.inf, price.copy(), np.zeros(self.savings.n_sites)
        step, tried = FIRST_STEP, set[bytes]()
        for _ in range(int(np.clip(WORK / (STEPS * self.savings.sites.size), 2, ROUNDS))):
            if self.proven or step < SMALLEST_STEP:
                return
            bound, step = self.kernels.descend(
                *self.rows,
                self.most,
                self.costs,
                self.savings.budget,
                price,
                direction,
                average,
                bound,
                prices,
                worth,
                self.objective,
                STEPS,
                step,
                PATIENCE,
            )
            if bound < self.bound:
                self.bound, self.prices, self.worth = float(bound), prices, worth
            begin = np.sort(np.argsort(-average, kind="stable")[: self.most])
            if begin.tobytes() not in tried:
                tried.add(begin.tobytes())
                self._interchange(begin, per_cost=False)

    def _interchange(self, begin: Integers, *, per_cost: bool) -> None:
        if float(self.costs[begin].sum()) > self.savings.budget:
            return
        found = self.kernels.interchange(
            *self.rows,
            *self.by_site,
            begin,
            self.most,
            self.costs,
            self.savings.budget,
            per_cost,
            1e-12 * self.scale,
        )
        self.take(np.sort(found[found >= 0]))

    def take(self, sites: Integers) -> None:
        """Keep these sites if they save more."""
        objective = self.saved(flags(sites, self.savings.n_sites))
        if objective > self.objective:
            self.sites, self.objective = sites, objective

    def drop_idle(self) -> None:
        """Close sites without which as much is saved, the dearest first, then those that save least alone."""
        is_open = flags(self.sites, self.savings.n_sites)
        alone = np.bincount(self.savings.sites, self.savings.saving, self.savings.n_sites)[self.sites]
        for site in self.sites[np.lexsort((alone, -self.costs[self.sites]))]:
            is_open[site] = False
            if self.saved(is_open) < self.objective:
                is_open[site] = True
        self.sites = np.flatnonzero(is_open)

    def saved(self, is_open: NDArray[np.bool_]) -> float:
        """What the open sites (n_sites,) save together."""
        return float(self.kernels.saved(*self.rows, is_open))

    def _prices_nearby(self) -> Floats:
        """Prices to start from: between what a row saves, and what it would if its site closed."""
        is_open = flags(self.sites, self.savings.n_sites)
        return np.asarray(self.kernels.prices_nearby(*self.rows, is_open), dtype=np.float64)


def flags(sites: Integers, n_sites: int) -> NDArray[np.bool_]:
    """True at the sites (n_sites,)."""
    raised = np.zeros(n_sites, np.bool_)
    raised[sites] = True
    return raised
