"""Sites that can be full: sites and shares of places together, as one sparse model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trellis.methods.access.siting.errors import NothingFits, TooManyPairs
from trellis.methods.access.siting.exact import Model, Solved, by_column, solve
from trellis.methods.access.siting.plan import Floats, How, Integers, Parts
from trellis.methods.access.siting.problem import Asked, Pairs, read_column, savings_of
from trellis.methods.access.siting.proof import Choice, best_choice
from trellis.methods.access.siting.search import flags

MOST_PAIRS: Final = 2_000_000
FULL_LINKS: Final = 60_000  # up to here a constraint for each pair: far tighter, but many more rows
SLACK: Final = 1e-9  # of all that could be saved
NOTHING: Final = 1e-7  # shares below are rounding


@dataclass(frozen=True, slots=True)
class Limits:
    """What sites hold (n_sites,), and how many people places have (n_places,)."""

    capacities: Floats
    people: Floats


@dataclass(frozen=True, slots=True)
class Flow:
    """The chosen sites, who goes where, and what it saves; `before` with the locked sites alone.

    `before` is −inf where those can't take everyone and everyone must be taken.
    """

    sites: Integers
    parts: Parts
    before_parts: Parts
    objective: float
    before: float
    bound: float
    how: How


def read_capacities(capacities: ArrayLike, people: ArrayLike | None, weight: Floats, pairs: Pairs) -> Limits:
    """Capacities and people, checked; a capacity without a limit becomes one that everybody fits in."""
    counted = weight if people is None else read_column("people", people, pairs.n_places)
    seats = read_column("capacities", capacities, pairs.n_sites, of="sites", limitless=True)
    return Limits(np.minimum(seats, counted.sum()), counted)


def best_flow(
    pairs: Pairs,
    saving: Floats,
    asked: Asked,
    limits: Limits,
    *,
    everyone: bool,
    way: bool,
    time_limit: float,
) -> Flow:
    """Sites and shares that save the most; `saving` (n_pairs,) is for all of a place going there.

    `everyone` says that no one may be left without a seat, `way` that the minutes mean something.
    """
    is_locked = np.zeros(pairs.n_sites, np.bool_)
    is_locked[asked.locked] = True
    usable = (asked.candidates | is_locked)[pairs.sites] & (everyone | (saving > 0.0))
    pairs, saving = pairs.keep(usable), saving[usable]
    if pairs.sites.size > MOST_PAIRS:
        raise TooManyPairs(
            f"{pairs.sites.size:,} pairs of places and sites are too many with capacities; "
            f"up to {MOST_PAIRS:,} can be solved. Give fewer candidates, or a shorter way."
        )
    model = _model(pairs, saving, asked, limits, everyone=everyone)
    slack = SLACK * max(float(saving.max(initial=0.0)) * pairs.n_places, 1e-300)
    alone = _with_sites(model, is_locked, slack=slack, time_limit=time_limit)
    roomy = _without_capacities(pairs, saving, asked, is_locked)
    begun = _with_sites(
        model, is_locked | flags(roomy.sites, pairs.n_sites), slack=slack, time_limit=time_limit
    )
    found = solve(model, start=None if begun is None else begun.x, slack=slack, time_limit=time_limit)
    if found is None and begun is None:
        raise NothingFits("No choice of sites has a seat for everyone; allow more sites, or give `beyond`.")
    best = begun if found is None or (begun and begun.objective > found.objective) else found
    assert best is not None
    proven = found is not None and found.proven
    bound = roomy.bound if found is None else min(roomy.bound, found.bound)
    parts = _parts(pairs, best, way=way)
    objective = min(best.objective, bound)
    return Flow(
        sites=np.setdiff1d(parts.site, asked.locked),
        parts=parts,
        before_parts=_parts(pairs, alone, way=way),
        objective=objective,
        before=-np.inf if alone is None else alone.objective,
        bound=bound,
        how="exact" if proven else "interchange",
    )


def _parts(pairs: Pairs, solved: Solved | None, *, way: bool) -> Parts:
    """The shares of a solution as parts; none where there is no solution."""
    share = np.zeros(pairs.sites.size) if solved is None else solved.x[pairs.n_sites :]
    whole = np.bincount(pairs.places, weights=share, minlength=pairs.n_places)
    share = share / np.maximum(whole, 1.0)[pairs.places]  # a solver's tolerance can give a place 1.0000001
    some = share > NOTHING
    minutes = pairs.minutes[some] if way else np.full(int(some.sum()), np.nan)
    return Parts(pairs.places[some], pairs.sites[some].astype(np.int64), share[some], minutes)


def _without_capacities(pairs: Pairs, saving: Floats, asked: Asked, is_locked: NDArray[np.bool_]) -> Choice:
    """Sites to start from; with capacities no plan can save more than the bound here."""
    already = np.zeros(pairs.n_places)
    places, inside = pairs.places, is_locked[pairs.sites]
    np.maximum.at(already, places[inside], saving[inside])
    savings = savings_of(pairs, saving - already[places], asked, merge=False)
    best = best_choice(savings, time_limit=0.0, idle=True)  # full sites may need the others
    offset = float(already.sum())
    return replace(best, objective=best.objective + offset, bound=best.bound + offset)


def _with_sites(
    model: Model, is_open: NDArray[np.bool_], *, slack: float, time_limit: float
) -> Solved | None:
    """The best shares with these sites (n_sites,) open and no others."""
    most = model.most.copy()
    most[: is_open.size] = is_open
    return solve(replace(model, most=most, n_whole=0), start=None, slack=slack, time_limit=time_limit)


def _model(pairs: Pairs, saving: Floats, asked: Asked, limits: Limits, *, everyone: bool) -> Model:
    """Sites open or not, then the share of its place that each pair takes.

    A place goes nowhere more than once; a site takes no more than it holds, and nobody while it's closed.
    Locked sites count toward neither number nor cost, so the model opens them by itself.
    """
    n_places, n_sites, n_pairs = pairs.n_places, pairs.n_sites, pairs.sites.size
    site, place, pair = pairs.sites.astype(np.int64), pairs.places, n_sites + np.arange(n_pairs)
    candidates = np.flatnonzero(asked.candidates)
    open_sites = np.union1d(candidates, asked.locked)
    number_row = n_places + n_sites
    rows = [place, n_places + site, n_places + open_sites, np.full(candidates.size, number_row)]
    at = [pair, pair, open_sites, candidates]
    values = [
        np.ones(n_pairs),
        limits.people[place],
        -limits.capacities[open_sites],
        np.ones(candidates.size),
    ]
    lower = [np.full(n_places, 1.0 if everyone else -np.inf), np.full(n_sites + 1, -np.inf)]
    upper = [np.ones(n_places), np.zeros(n_sites), np.array([float(asked.sites)])]
    next_row = number_row + 1
    if asked.costs is not None:
        rows.append(np.full(candidates.size, next_row))
        at.append(candidates)
        values.append(asked.costs[candidates])
        lower.append(np.array([-np.inf]))
        upper.append(np.array([asked.budget]))
        next_row += 1
    if n_pairs <= FULL_LINKS:
        link = next_row + np.arange(n_pairs)
        rows += [link, link]
        at += [pair, site]
        values += [np.ones(n_pairs), -np.ones(n_pairs)]
        lower.append(np.full(n_pairs, -np.inf))
        upper.append(np.zeros(n_pairs))
    start, index, value = by_column(
        np.concatenate(rows), np.concatenate(at), np.concatenate(values), n_sites + n_pairs
    )
    most = np.ones(n_sites + n_pairs)
    most[:n_sites] = 0.0
    most[open_sites] = 1.0
    return Model(
        gain=np.concatenate([np.zeros(n_sites), saving]),
        most=most,
        lower=np.concatenate(lower),
        upper=np.concatenate(upper),
        start=start,
        index=index,
        value=value,
        n_whole=n_sites,
    )
