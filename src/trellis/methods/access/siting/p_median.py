"""p-median (Hakimi 1964): the sites that make the way shortest, summed over everyone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from trellis.methods.access.errors import InvalidInput
from trellis.methods.access.siting.assembly import make_plan, nearest
from trellis.methods.access.siting.capacitated import best_flow, read_capacities
from trellis.methods.access.siting.errors import NothingFits
from trellis.methods.access.siting.plan import Floats, Integers, Parts, Plan
from trellis.methods.access.siting.problem import Pairs, read_asked, read_column, savings_of
from trellis.methods.access.siting.proof import best_choice


def p_median(
    *,
    weights: ArrayLike,
    minutes: Pairs | sparse.sparray | ArrayLike,
    sites: int | None = None,
    beyond: float | None = None,
    locked: Sequence[int] | Integers = (),
    costs: ArrayLike | None = None,
    budget: float | None = None,
    capacities: ArrayLike | None = None,
    people: ArrayLike | None = None,
    time_limit: float = 60.0,
) -> Plan:
    """Where `sites` new sites make Σ weight (n_places,) × minutes to the nearest site smallest.

    `minutes` are pairs, a sparse or a dense matrix (n_places, n_sites). `beyond` is what a place counts that
    has no site nearer than that, and goes nowhere; it is needed unless every pair has finite minutes. The
    rest is as in `cover`; with `capacities`, whom no seat is left for counts `beyond`, and without `beyond`
    everyone has to have a seat.
    """
    pairs = Pairs.of(minutes)
    weight = read_column("weights", weights, pairs.n_places)
    asked = read_asked(n_sites=pairs.n_sites, sites=sites, locked=locked, costs=costs, budget=budget)
    if beyond is None:
        if pairs.sites.size < pairs.n_places * pairs.n_sites or not np.isfinite(pairs.minutes).all():
            raise InvalidInput("Some pairs have no minutes: say with `beyond` what such a way counts.")
        if asked.sites + asked.locked.size == 0 and pairs.n_places:
            raise NothingFits("No site may be chosen, and none is there: nobody could go anywhere.")
        # Above every way, so that any site is better than none.
        worst = np.full(pairs.n_places, 1.0 + float(pairs.minutes.max(initial=0.0)))
    else:
        if not np.isfinite(beyond) or beyond < 0.0:
            raise InvalidInput(f"beyond is in minutes, finite and at least 0; {beyond} is not.")
        worst = np.full(pairs.n_places, float(beyond))
        pairs = pairs.keep(pairs.minutes < beyond)
    if capacities is not None:
        limits = read_capacities(capacities, people, weight, pairs)
        saving = weight[pairs.places] * (worst[pairs.places] - pairs.minutes)
        flow = best_flow(
            pairs, saving, asked, limits, everyone=beyond is None, way=True, time_limit=time_limit
        )
        none = float(weight @ worst)
        return make_plan(
            goal="minutes",
            asked=asked,
            chosen=flow.sites,
            parts=flow.parts,
            before_parts=flow.before_parts,
            weights=weight,
            objective=none - flow.objective,
            before=np.inf if beyond is None and np.isneginf(flow.before) else none - flow.before,
            bound=none - flow.bound,
            how=flow.how,
        )
    before_parts = nearest(pairs, asked.locked)
    already = _way(before_parts, worst)
    saving = weight[pairs.places] * (already[pairs.places] - pairs.minutes)
    best = best_choice(savings_of(pairs, saving, asked, merge=False), time_limit=time_limit)
    parts = nearest(pairs, np.concatenate([asked.locked, best.sites]))
    before = float(weight @ already)
    return make_plan(
        goal="minutes",
        asked=asked,
        chosen=best.sites,
        parts=parts,
        before_parts=before_parts,
        weights=weight,
        objective=float(weight @ _way(parts, worst)),
        before=np.inf if beyond is None and not asked.locked.size else before,
        bound=before - best.bound,
        how=best.how,
    )


def _way(parts: Parts, worst: Floats) -> Floats:
    """Minutes that each place (n_places,) counts: of its part, `worst` where it has none."""
    way = worst.copy()
    way[parts.place] = parts.minutes
    return way
