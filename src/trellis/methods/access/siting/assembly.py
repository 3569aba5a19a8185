"""From sites and who goes where to a plan."""

from __future__ import annotations

import numpy as np

from trellis.methods.access.siting.plan import Floats, Goal, How, Integers, Parts, Plan
from trellis.methods.access.siting.problem import Asked, Pairs


def make_plan(
    *,
    goal: Goal,
    asked: Asked,
    chosen: Integers,
    parts: Parts,
    before_parts: Parts,
    weights: Floats,
    objective: float,
    before: float,
    bound: float,
    how: How,
) -> Plan:
    """The plan, its sites ordered by the weight that goes to them."""
    going = weights[parts.place] * parts.share
    weight_at: Floats = np.bincount(parts.site, going, asked.candidates.size).astype(np.float64)
    order = np.lexsort((chosen, -weight_at[chosen]))
    ordered = chosen[order]
    minutes = np.full(weights.size, np.nan)
    served = np.bincount(parts.place, weights=parts.share, minlength=weights.size)
    on_the_way = np.bincount(parts.place, weights=parts.share * parts.minutes, minlength=weights.size)
    np.divide(on_the_way, served, out=minutes, where=served > 0.0)
    off = abs(bound - objective)
    return Plan(
        goal=goal,
        chosen=ordered,
        locked=asked.locked,
        objective=objective,
        before=before,
        bound=objective if how == "exact" else bound,
        gap=0.0 if how == "exact" or off == 0.0 else off / objective if objective > 0.0 else np.inf,
        how=how,
        cost=0.0 if asked.costs is None else float(asked.costs[ordered].sum()),
        gained=weight_at[ordered],
        assigned=_mainly(parts, weights.size),
        minutes=minutes,
        parts=parts,
        before_parts=before_parts,
    )


def nearest(pairs: Pairs, open_sites: Integers) -> Parts:
    """Every place to its nearest open site, the first of equally near ones."""
    is_open = np.zeros(pairs.n_sites, np.bool_)
    is_open[open_sites] = True
    near = pairs.keep(is_open[pairs.sites])
    places = near.places
    order = np.lexsort((near.sites, near.minutes, places))
    place, first = np.unique(places[order], return_index=True)
    taken = order[first]
    return Parts(place, near.sites[taken].astype(np.int64), np.ones(place.size), near.minutes[taken])


def in_turn(pairs: Pairs, weights: Floats, locked: Integers, chosen: Integers) -> Parts:
    """Every place in reach to one site: a locked one if any, else the chosen one that gains most with it.

    Chosen sites take turns: whoever reaches the most weight that has no site yet. So no place counts twice.
    """
    goes_to = np.full(pairs.n_places, -1, np.int64)
    places = pairs.places
    for site in locked[::-1]:
        goes_to[places[pairs.sites == site]] = site
    is_chosen = np.zeros(pairs.n_sites, np.bool_)
    is_chosen[chosen] = True
    left = is_chosen[pairs.sites]
    place_left, site_left = places[left], pairs.sites[left].astype(np.int64)
    while True:
        free = goes_to[place_left] < 0
        place_left, site_left = place_left[free], site_left[free]
        if not place_left.size:
            break
        gain = np.bincount(site_left, weights=weights[place_left], minlength=pairs.n_sites)
        site = int(np.argmax(np.where(is_chosen, gain, -1.0)))
        is_chosen[site] = False
        goes_to[place_left[site_left == site]] = site
    place = np.flatnonzero(goes_to >= 0)
    return Parts(place, goes_to[place], np.ones(place.size), np.full(place.size, np.nan))


def _mainly(parts: Parts, n_places: int) -> Integers:
    """The site that most of each place goes to (n_places,), −1 for none; ties to the first site."""
    assigned = np.full(n_places, -1, np.int64)
    order = np.lexsort((-parts.site, parts.share, parts.place))
    assigned[parts.place[order]] = parts.site[order]  # the last of a place stays: the largest share
    return assigned
