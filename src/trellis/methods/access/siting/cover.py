"""Maximal covering (Church & ReVelle 1974): the sites that bring the most weight within reach."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from trellis.methods.access.errors import InvalidInput
from trellis.methods.access.siting.assembly import in_turn, make_plan
from trellis.methods.access.siting.capacitated import best_flow, read_capacities
from trellis.methods.access.siting.plan import Integers, Plan
from trellis.methods.access.siting.problem import Pairs, read_asked, read_column, savings_of
from trellis.methods.access.siting.proof import best_choice


def cover(
    *,
    weights: ArrayLike,
    reach: Pairs | sparse.sparray | ArrayLike,
    sites: int | None = None,
    locked: Sequence[int] | Integers = (),
    costs: ArrayLike | None = None,
    budget: float | None = None,
    capacities: ArrayLike | None = None,
    people: ArrayLike | None = None,
    time_limit: float = 60.0,
) -> Plan:
    """Where `sites` new sites bring the most weight (n_places,) within reach of a site.

    `reach` says which site each place can get to: pairs, a sparse matrix or booleans (n_places, n_sites).
    `locked` sites are there already: they count neither toward `sites` nor the `budget`. `costs` (n_sites,)
    and `budget` go together and may replace `sites`. `capacities` (n_sites,), infinite where there is none,
    are in `people` (n_places,), the weights unless given; a place may then be covered in part, and by several
    sites. `time_limit` is in seconds, for the proof; a plan that isn't proven says how far off it may be.
    """
    if not isinstance(reach, Pairs) and not sparse.issparse(reach) and np.asarray(reach).dtype != np.bool_:
        raise InvalidInput("reach says yes or no; where there are minutes, give minutes <= limit.")
    pairs = Pairs.of(reach)
    weight = read_column("weights", weights, pairs.n_places)
    asked = read_asked(n_sites=pairs.n_sites, sites=sites, locked=locked, costs=costs, budget=budget)
    saving = weight[pairs.places]
    if capacities is not None:
        limits = read_capacities(capacities, people, weight, pairs)
        flow = best_flow(pairs, saving, asked, limits, everyone=False, way=False, time_limit=time_limit)
        return make_plan(
            goal="cover",
            asked=asked,
            chosen=flow.sites,
            parts=flow.parts,
            before_parts=flow.before_parts,
            weights=weight,
            objective=flow.objective,
            before=flow.before,
            bound=flow.bound,
            how=flow.how,
        )
    before_parts = in_turn(pairs, weight, asked.locked, np.zeros(0, np.int64))
    covered = np.zeros(pairs.n_places, np.bool_)
    covered[before_parts.place] = True
    before = float(weight[covered].sum())
    savings = savings_of(pairs, np.where(covered[pairs.places], 0.0, saving), asked, merge=True)
    best = best_choice(savings, time_limit=time_limit)
    parts = in_turn(pairs, weight, asked.locked, best.sites)
    return make_plan(
        goal="cover",
        asked=asked,
        chosen=best.sites,
        parts=parts,
        before_parts=before_parts,
        weights=weight,
        objective=float(weight[parts.place].sum()),
        before=before,
        bound=before + best.bound,
        how=best.how,
    )
