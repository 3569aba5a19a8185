"""Where new sites would help most: candidates and neighborhoods in, the plan that evidence keeps out.

What there is already takes part as one site that is locked in: it reaches whoever reaches a seat now. A
neighborhood is a row for each class of travellers, so that those without a car are reached by their own way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array

from trellis.apps.opportunity import compute
from trellis.apps.opportunity.compute import REGION, compared_groups
from trellis.apps.opportunity.plans.outcome import outcome
from trellis.apps.opportunity.reach import SPEEDS, Changes, Found, Reach, Sites, shares
from trellis.methods import access as method
from trellis.methods.access.siting import Pairs, Plan, cover, equity_weights, p_median, who_gains

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trellis.apps.opportunity.asked import Computed, Inputs
    from trellis.apps.opportunity.plans.candidates import Candidate

Floats = NDArray[np.float64]
Goal = Literal["cover", "minutes"]

SCHEMA_VERSION: Final = "1.0"
FARTHER: Final = 3
"""The shortest trips are looked for up to this many times the limit; beyond, a trip counts as so long."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a plan is asked for.

    sites: how many new ones; None where the budget alone decides. goal: "cover", to bring most young people
    within the limit, or "minutes", to make all trips shortest. extra: by group how much more its young people
    count. seats: of each new site. capacity: whether a site serves no more young people than that.
    """

    sites: int | None
    goal: Goal
    extra: Mapping[str, float]
    seats: float
    capacity: bool = False
    budget: float | None = None

    @classmethod
    def from_parameters(cls, kept: Mapping[str, Any]) -> Wish:
        """Return the wish that `dataclasses.asdict` wrote down."""
        return cls(**kept)


class NoCandidates(ValueError):
    """No place for a new site was given."""


def plan(inputs: Inputs, candidates: Sequence[Candidate], wish: Wish) -> dict[str, Any]:
    """Return a plan as JSON-able values: where, whom it reaches, how far from the best it can be."""
    if not candidates:
        raise NoCandidates
    made = compute.prepared(inputs)
    people = made.found.people
    groups = _groups(made)
    weights = equity_weights(
        people=people.ravel(), groups=groups, extra={key: more for key, more in wish.extra.items() if more}
    )
    found = _solved(made, candidates, wish, weights)
    gains = who_gains(found, groups)
    chosen = [candidates[site] for site in found.chosen.tolist()]
    after = (
        made.reach.found_with({False: Changes(add=_new_sites(chosen, wish.seats))}) if chosen else made.found
    )
    return {
        "schema_version": SCHEMA_VERSION,
        "goal": found.goal,
        "asked": wish.sites,
        "candidates": len(candidates),
        "chosen": [
            {
                **candidate.as_dict(),
                "gained": float(gains.people[row, 0]),
                "groups": dict(zip(gains.groups[1:], gains.people[row, 1:].tolist(), strict=True)),
            }
            for row, candidate in enumerate(chosen)
        ],
        "objective": _number(found.objective),
        "before": _number(found.before),
        "bound": _number(found.bound),
        "gap": _number(found.gap),
        "how": found.how,
        "proven": found.proven,
        "cost": _number(found.cost),
        "minutes_before": _number(gains.minutes_before[0]),
        "minutes": _number(gains.minutes[0]),
        **outcome(inputs, made.found, after),
    }


def _solved(made: Computed, candidates: Sequence[Candidate], wish: Wish, weights: Floats) -> Plan:
    limit = float(made.inputs.question.minutes)
    farthest = limit * FARTHER if wish.goal == "minutes" else limit
    pairs = pairs_with_existing(made, candidates, farthest, goal=wish.goal)
    n_sites = len(candidates)
    common: dict[str, Any] = {"weights": weights, "sites": wish.sites, "locked": [n_sites]}
    if wish.budget is not None:
        costs = [each.cost if each.cost is not None else np.inf for each in candidates]
        # A candidate whose cost isn't known can't be paid for: it costs more than there is.
        common["costs"] = np.array([min(cost, wish.budget * 2 + 1) for cost in costs] + [0.0])
        common["budget"] = wish.budget
    if wish.capacity:
        common["capacities"] = np.append(np.full(n_sites, wish.seats), np.inf)
        common["people"] = made.found.people.ravel()
    if wish.goal == "minutes":
        return p_median(minutes=pairs, beyond=farthest, **common)
    return cover(reach=pairs, **common)


def pairs_with_existing(
    made: Computed, candidates: Sequence[Candidate], farthest: float, *, goal: Goal
) -> Pairs:
    """Return the minutes (n × c rows, m + 1 columns) up to `farthest`; the last site is what there is now."""
    n_places, n_classes = made.found.people.shape
    supply = method.Supply(
        ids=np.arange(len(candidates)),
        latitude=np.array([each.latitude for each in candidates]),
        longitude=np.array([each.longitude for each in candidates]),
        seats=np.ones(len(candidates)),
    )
    rows, columns, minutes = [], [], []
    for number, name in enumerate(made.reach.who.classes):
        travel = method.Travel(minutes_limit=farthest, speed_kmh=SPEEDS[name])
        indptr, sites, ways = method.pairs_within(made.reach.demand, supply, travel)
        rows.append(np.repeat(np.arange(n_places), np.diff(indptr)) * n_classes + number)
        columns.append(sites)
        minutes.append(ways)
    now = (_found_up_to(made, farthest) if goal == "minutes" else made.found).nearest.ravel()
    served = np.flatnonzero(np.isfinite(now))
    rows.append(served)
    columns.append(np.full(served.size, len(candidates)))
    minutes.append(now[served])
    # A sparse matrix drops what is zero; a site at the very door is a moment away.
    values = np.maximum(np.concatenate(minutes), 1e-6)
    shape = (n_places * n_classes, len(candidates) + 1)
    return Pairs.of(coo_array((values, (np.concatenate(rows), np.concatenate(columns))), shape=shape).tocsr())


def _found_up_to(made: Computed, minutes: float) -> Found:
    """Return what could be reached if the question's limit were farther."""
    farther = replace(made.inputs.question, minutes=int(minutes))
    return Reach(made.inputs.places, farther, made.reach.who, made.sites).found()


def _groups(made: Computed) -> dict[str, Floats]:
    """Return the young people of each group in each row: spread over travellers as all of a place are."""
    places, question = made.inputs.places, made.inputs.question
    people = made.found.people
    spread = shares(people)
    groups = {REGION: people.ravel()}
    for each in compared_groups(places, question):
        counted = np.nan_to_num(places.people[each.key], nan=0.0)
        groups[each.key] = (counted[:, None] * spread).ravel()
    return groups


def _new_sites(chosen: Sequence[Candidate], seats: float) -> Sites:
    return Sites(
        ids=tuple(f"new:{number}" for number in range(len(chosen))),
        latitude=np.array([each.latitude for each in chosen]),
        longitude=np.array([each.longitude for each in chosen]),
        seats=np.full(len(chosen), seats),
        rides=np.zeros(len(chosen), dtype=np.bool_),
    )


def _number(value: float) -> float | None:
    return round(float(value), 4) if np.isfinite(value) else None
