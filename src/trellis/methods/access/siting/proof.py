"""The best choice of sites, proven where it can be: search, leave out what can't matter, let HiGHS finish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trellis.methods.access.siting.exact import Model, by_column, solve
from trellis.methods.access.siting.plan import Floats, How, Integers
from trellis.methods.access.siting.problem import Savings
from trellis.methods.access.siting.search import Search, flags

TOO_LARGE_TO_PROVE: Final = 400_000  # savings left: HiGHS would not get through its first linear program


@dataclass(frozen=True, slots=True)
class Choice:
    """Sites, what they save, what no choice can exceed, and how that is known."""

    sites: Integers
    objective: float
    bound: float
    how: How


def best_choice(savings: Savings, *, time_limit: float, idle: bool = False) -> Choice:
    """The sites that save the most; `time_limit` in seconds is for HiGHS; 0 leaves it out.

    Sites without which as much is saved are taken out, unless `idle`.
    """
    if savings.most == 0 or savings.sites.size == 0:
        return Choice(np.zeros(0, np.int64), 0.0, 0.0, "exact")
    search = Search(savings)
    search.improve()
    if not search.proven and time_limit > 0.0:
        _prove(search, time_limit=time_limit)
    if not idle:
        search.drop_idle()
    if search.proven:
        return Choice(search.sites, search.objective, search.objective, "exact")
    return Choice(search.sites, search.objective, search.bound, "interchange")


def _prove(search: Search, *, time_limit: float) -> None:
    """Better sites or a lower bound for the search, from the model that is left."""
    savings = search.savings
    must, may = _must_and_may(search)
    candidates = np.flatnonzero(may & ~must)
    saved_already = search.saved(must)
    left = _left_over(savings, must, candidates)
    if left.most < 0 or left.budget < 0.0:  # a better choice needs more sites than may be: there is none
        search.bound = search.objective
        return
    if left.sites.size == 0:
        search.take(np.flatnonzero(must))
        search.bound = min(search.bound, max(saved_already, search.objective))
        return
    if left.sites.size > TOO_LARGE_TO_PROVE:
        return
    levels = _Levels.of(left)
    model = levels.model(left)
    start = levels.start(flags(search.sites, savings.n_sites)[candidates], left, model)
    solved = solve(model, start=start, slack=0.5 * search.slack, time_limit=time_limit)
    if solved is None:
        return
    picked = candidates[solved.x[: candidates.size] > 0.5]
    search.take(np.sort(np.concatenate([np.flatnonzero(must), picked])))
    search.bound = min(search.bound, max(solved.bound + saved_already, search.objective))


def _must_and_may(search: Search) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Sites in every better choice, and in any (n_sites,), by the bound that putting one in or out leaves."""
    worth, most = search.worth, search.most
    falling = np.sort(worth)[::-1]
    last_in = falling[most - 1]
    first_out = falling[most] if most < worth.size else 0.0
    bound = float(search.prices.sum() + falling[:most].sum())
    enough = search.objective + 0.5 * search.slack
    may = bound - np.maximum(last_in - worth, 0.0) > enough
    must = (worth >= last_in) & (bound - (worth - first_out) <= enough)
    return must, may | must


def _left_over(savings: Savings, must: NDArray[np.bool_], candidates: Integers) -> Savings:
    """What the candidates (renumbered) save beyond the sites that are in."""
    number = np.full(savings.n_sites, -1, np.int32)
    number[candidates] = np.arange(candidates.size, dtype=np.int32)
    rows = savings.rows
    already = np.zeros(savings.n_rows)
    inside = must[savings.sites]
    np.maximum.at(already, rows[inside], savings.saving[inside])
    keep = (number[savings.sites] >= 0) & (savings.saving > already[rows])
    counts = np.concatenate([[0], np.cumsum(keep, dtype=np.int64)])
    return Savings(
        indptr=counts[savings.indptr],
        sites=number[savings.sites[keep]],
        saving=savings.saving[keep] - already[rows[keep]],
        n_sites=candidates.size,
        most=savings.most - int(must.sum()),
        costs=None if savings.costs is None else savings.costs[candidates],
        budget=savings.budget - (0.0 if savings.costs is None else float(savings.costs[must].sum())),
    )


@dataclass(frozen=True, slots=True)
class _Levels:
    """The distinct savings of each row, falling: a row has reached a level when a site as good is open.

    So there is one variable and one constraint for each distinct saving, with three or four entries
    (Cornuéjols, Nemhauser & Wolsey 1980). In covering that is one for each row.
    """

    level: Integers  # (n_savings,) the level of each
    first: NDArray[np.bool_]  # (n_levels,) the first of its row
    height: Floats  # (n_levels,) what reaching it adds to the next

    @classmethod
    def of(cls, savings: Savings) -> _Levels:
        starts_row = np.zeros(savings.saving.size, np.bool_)
        starts_row[savings.indptr[:-1][np.diff(savings.indptr) > 0]] = True
        falls = np.concatenate([[True], savings.saving[1:] != savings.saving[:-1]])
        starts = starts_row | falls
        first = starts_row[starts]
        height = savings.saving[starts]
        height[:-1] -= np.where(first[1:], 0.0, height[1:])
        return cls(np.cumsum(starts) - 1, first, height)

    def model(self, savings: Savings) -> Model:
        """Reach levels for the most, with no more sites than may be and no dearer.

        Levels are whole wherever sites are. Saying so where each row has one, as in covering, lets HiGHS cut
        more: a hard one is proven in 38 s that wasn't in 100. With several it only slows the search down.
        """
        n_sites, n_levels = savings.n_sites, self.height.size
        levels = np.arange(n_levels)
        later = levels[~self.first]
        rows = [self.level, levels, later, np.full(n_sites, n_levels)]
        at = [savings.sites.astype(np.int64), n_sites + levels, n_sites + later - 1, np.arange(n_sites)]
        values = [-np.ones(self.level.size), np.ones(n_levels), -np.ones(later.size), np.ones(n_sites)]
        upper = [np.zeros(n_levels), np.array([float(savings.most)])]
        if savings.costs is not None:
            rows.append(np.full(n_sites, n_levels + 1))
            at.append(np.arange(n_sites))
            values.append(savings.costs)
            upper.append(np.array([savings.budget]))
        limits = np.concatenate(upper)
        start, index, value = by_column(
            np.concatenate(rows), np.concatenate(at), np.concatenate(values), n_sites + n_levels
        )
        return Model(
            gain=np.concatenate([np.zeros(n_sites), self.height]),
            most=np.ones(n_sites + n_levels),
            lower=np.full(limits.size, -np.inf),
            upper=limits,
            start=start,
            index=index,
            value=value,
            n_whole=n_sites + n_levels if self.first.all() else n_sites,
        )

    def start(self, is_open: NDArray[np.bool_], savings: Savings, model: Model) -> Floats:
        """The values of all variables when these sites (n_sites,) are open."""
        n_levels = self.height.size
        reached = np.zeros(n_levels, np.bool_)
        reached[self.level[is_open[savings.sites]]] = True
        row = np.cumsum(self.first)  # so that what was reached in one row isn't carried into the next
        carried = np.maximum.accumulate(2 * row + reached) % 2 if n_levels else reached
        values = np.zeros(model.gain.size)
        values[: savings.n_sites] = is_open
        values[savings.n_sites :] = carried
        return values
