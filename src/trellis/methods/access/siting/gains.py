"""Whom a plan helps: weights that lean toward groups, who gains by site and group, and two plans compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from trellis.methods.access.errors import InvalidInput
from trellis.methods.access.siting.plan import Floats, Integers, Parts, Plan
from trellis.methods.access.siting.problem import read_column


@dataclass(frozen=True, slots=True)
class Gains:
    """Young people by group, in the order of `groups`; means and shares are NaN where there is nobody."""

    groups: tuple[str, ...]
    sites: Integers  # (n_chosen,) the new sites, in the plan's order
    people: Floats  # (n_chosen, n_groups) who go to each new site
    everyone: Floats  # (n_groups,) all there are
    served_before: Floats  # (n_groups,) who go somewhere with the locked sites alone
    served: Floats  # (n_groups,) who go somewhere with the new sites too
    share_before: Floats  # (n_groups,) served_before of everyone
    share: Floats  # (n_groups,) served of everyone
    minutes_before: Floats  # (n_groups,) mean way of those served before; NaN when covering
    minutes: Floats  # (n_groups,) mean way of those served


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans for the same places: what the second does less what the first does, (n_groups,) each."""

    groups: tuple[str, ...]
    first: Gains
    second: Gains
    served: Floats  # young people more
    share: Floats  # of the group
    minutes: Floats  # longer mean way; below 0 is shorter; NaN when covering
    gains_more: tuple[str | None, ...]  # "first", "second", or None where both serve the same number


def equity_weights(
    *, people: ArrayLike, groups: Mapping[str, ArrayLike], extra: Mapping[str, float]
) -> Floats:
    """Weights of places (n_places,): each young person counts 1, and `extra` more for each group named.

    `groups` has the young people of each group (n_places,); a person in two groups gets both extras.
    """
    everyone = np.asarray(people, dtype=np.float64)
    total = read_column("people", everyone, everyone.size).copy()
    for group, more in extra.items():
        if group not in groups:
            raise InvalidInput(f"There is no group {group!r} among {sorted(groups)}.")
        if not np.isfinite(more) or more < 0.0:
            raise InvalidInput(f"The extra weight of {group!r} is at least 0; {more} is not.")
        total += more * read_column(f"group {group!r}", groups[group], everyone.size)
    return total


def who_gains(plan: Plan, people: Mapping[str, ArrayLike]) -> Gains:
    """Who goes to each new site, and who goes somewhere before and after, by group.

    `people` has the young people of each group (n_places,).
    """
    n_places = plan.assigned.size
    living = np.zeros((n_places, len(people)))
    for column, (group, counted) in enumerate(people.items()):
        living[:, column] = read_column(f"group {group!r}", counted, n_places)
    order = {int(site): number for number, site in enumerate(plan.chosen)}
    number = np.array([order.get(int(site), -1) for site in plan.parts.site], dtype=np.int64)
    new = number >= 0
    to_site = np.zeros((plan.chosen.size, len(people)))
    np.add.at(to_site, number[new], plan.parts.share[new, None] * living[plan.parts.place[new]])
    everyone = living.sum(axis=0)
    before, served = living.T @ _served(plan.before_parts, n_places), living.T @ _served(plan.parts, n_places)
    return Gains(
        groups=tuple(people),
        sites=plan.chosen,
        people=to_site,
        everyone=everyone,
        served_before=before,
        served=served,
        share_before=_ratio(before, everyone),
        share=_ratio(served, everyone),
        minutes_before=_mean_minutes(plan.before_parts, living),
        minutes=_mean_minutes(plan.parts, living),
    )


def compare(first: Plan, second: Plan, people: Mapping[str, ArrayLike]) -> Comparison:
    """Which of two plans for the same places helps which group more; `people` as in `who_gains`."""
    if first.assigned.size != second.assigned.size:
        raise InvalidInput(f"The plans are for {first.assigned.size} and {second.assigned.size} places.")
    one, two = who_gains(first, people), who_gains(second, people)
    more = two.served - one.served
    same = np.abs(more) <= 1e-9 * np.maximum(one.everyone, 1.0)
    return Comparison(
        groups=one.groups,
        first=one,
        second=two,
        served=np.where(same, 0.0, more),
        share=two.share - one.share,
        minutes=two.minutes - one.minutes,
        gains_more=tuple(
            None if equal else "second" if difference > 0.0 else "first"
            for equal, difference in zip(same, more, strict=True)
        ),
    )


def _served(parts: Parts, n_places: int) -> Floats:
    """The share of each place (n_places,) that goes somewhere."""
    return np.minimum(np.bincount(parts.place, weights=parts.share, minlength=n_places), 1.0)


def _mean_minutes(parts: Parts, living: Floats) -> Floats:
    """Mean way (n_groups,) of those who go somewhere."""
    going = parts.share[:, None] * living[parts.place]
    return _ratio(parts.minutes @ going, going.sum(axis=0))


def _ratio(over: Floats, under: Floats) -> Floats:
    result: Floats = np.full(under.shape, np.nan)
    np.divide(over, under, out=result, where=under > 0.0)
    return result
