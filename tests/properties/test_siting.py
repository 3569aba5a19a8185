"""What holds for every question about sites, against all choices tried one by one (METHODS section 2)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from trellis.methods.access.siting import Plan, cover, p_median, who_gains
from trellis.methods.access.siting.plan import Floats

pytestmark = pytest.mark.slow

CLOSE = 1e-6  # HiGHS takes a constraint as met within that

# The first call compiles; that is no sign of a slow example.
patient = settings(deadline=None)


@dataclass(frozen=True)
class Question:
    """A handful of places and sites; `budget` None for no costs."""

    weights: Floats
    minutes: Floats
    sites: int
    locked: list[int]
    costs: Floats
    budget: float | None
    capacities: Floats

    @property
    def reach(self) -> np.ndarray:
        return self.minutes <= 15.0

    @property
    def money(self) -> dict[str, object]:
        return {} if self.budget is None else {"costs": self.costs, "budget": self.budget}

    def choices(self) -> Iterator[list[int]]:
        """Every set of sites that may be open, locked ones included."""
        candidates = [site for site in range(self.costs.size) if site not in self.locked]
        for size in range(min(self.sites, len(candidates)) + 1):
            for new in combinations(candidates, size):
                if self.budget is None or self.costs[list(new)].sum() <= self.budget:
                    yield [*new, *self.locked]

    def best(self, value: Callable[[list[int]], float]) -> float:
        return max(value(choice) for choice in self.choices())


@st.composite
def questions(draw: st.DrawFn) -> Question:
    n, m = draw(st.integers(1, 8)), draw(st.integers(1, 6))
    numbers = np.random.default_rng(draw(st.integers(0, 10**6)))
    return Question(
        weights=numbers.choice([0.0, 1.0, 2.0, 3.5, 10.0], n),
        minutes=numbers.integers(0, 8, (n, m)) * 5.0,
        sites=draw(st.integers(0, m)),
        locked=np.flatnonzero(numbers.random(m) < 0.2).tolist(),
        costs=numbers.integers(0, 5, m).astype(float),
        budget=draw(st.none() | st.integers(0, 10).map(float)),
        capacities=numbers.integers(0, 12, m).astype(float),
    )


def covered(question: Question) -> Callable[[list[int]], float]:
    return lambda sites: float(question.weights[question.reach[:, sites].any(axis=1)].sum())


def asked_cover(question: Question) -> Plan:
    return cover(
        weights=question.weights,
        reach=question.reach,
        sites=question.sites,
        locked=question.locked,
        **question.money,  # type: ignore[arg-type]
    )


@patient
@given(questions())
def test_covering_is_the_best_of_all_choices(question: Question) -> None:
    plan = asked_cover(question)
    assert plan.proven
    assert plan.objective == pytest.approx(question.best(covered(question)), abs=CLOSE)


@patient
@given(questions())
def test_p_median_is_the_best_of_all_choices(question: Question) -> None:
    def way(sites: list[int]) -> float:
        nearest = question.minutes[:, sites].min(axis=1, initial=20.0)
        return -float(question.weights @ nearest)

    plan = p_median(
        weights=question.weights,
        minutes=question.minutes,
        sites=question.sites,
        beyond=20.0,
        locked=question.locked,
        **question.money,  # type: ignore[arg-type]
    )
    assert plan.proven
    assert plan.objective == pytest.approx(-question.best(way), abs=CLOSE)


@settings(deadline=None, max_examples=30)
@given(questions())
def test_full_sites_are_the_best_of_all_choices_too(question: Question) -> None:
    def placed(sites: list[int]) -> float:
        pairs = np.argwhere(question.reach[:, sites])
        if not pairs.size:
            return 0.0
        limits = np.zeros((question.weights.size + len(sites), len(pairs)))
        limits[pairs[:, 0], np.arange(len(pairs))] = 1.0
        limits[question.weights.size + pairs[:, 1], np.arange(len(pairs))] = question.weights[pairs[:, 0]]
        most = np.concatenate([np.ones(question.weights.size), question.capacities[sites]])
        return -float(linprog(-question.weights[pairs[:, 0]], A_ub=limits, b_ub=most, bounds=(0, 1)).fun)

    plan = cover(
        weights=question.weights,
        reach=question.reach,
        sites=question.sites,
        locked=question.locked,
        capacities=question.capacities,
        **question.money,  # type: ignore[arg-type]
    )
    assert plan.proven
    assert plan.objective == pytest.approx(question.best(placed), abs=CLOSE)
    taken = np.bincount(
        plan.parts.site, weights=question.weights[plan.parts.place] * plan.parts.share, minlength=6
    )
    assert (taken[: question.capacities.size] <= question.capacities + CLOSE).all()


@settings(deadline=None, max_examples=30)
@given(questions())
def test_the_way_to_full_sites_is_the_best_of_all_choices_too(question: Question) -> None:
    def way(sites: list[int]) -> float:
        pairs = np.argwhere(question.minutes[:, sites] < 20.0)
        people = question.weights[pairs[:, 0]]
        saving = people * (20.0 - question.minutes[:, sites][tuple(pairs.T)])
        limits = np.zeros((question.weights.size + len(sites), len(pairs)))
        limits[pairs[:, 0], np.arange(len(pairs))] = 1.0
        limits[question.weights.size + pairs[:, 1], np.arange(len(pairs))] = people
        most = np.concatenate([np.ones(question.weights.size), question.capacities[sites]])
        found = linprog(-saving, A_ub=limits, b_ub=most, bounds=(0, 1)).fun if pairs.size else 0.0
        return -float(question.weights.sum() * 20.0 + found)

    plan = p_median(
        weights=question.weights,
        minutes=question.minutes,
        sites=question.sites,
        beyond=20.0,
        locked=question.locked,
        capacities=question.capacities,
        **question.money,  # type: ignore[arg-type]
    )
    assert plan.proven
    assert plan.objective == pytest.approx(-question.best(way), abs=20 * CLOSE)


@patient
@given(questions())
def test_who_goes_to_new_sites_is_who_is_served_more(question: Question) -> None:
    gains = who_gains(asked_cover(question), {"all": question.weights})
    assert gains.people.sum() == pytest.approx(float((gains.served - gains.served_before)[0]), abs=CLOSE)


@patient
@given(questions())
def test_a_plan_keeps_to_number_budget_and_what_is_there(question: Question) -> None:
    plan = asked_cover(question)
    assert plan.chosen.size <= question.sites
    assert plan.locked.tolist() == question.locked
    assert not np.isin(plan.chosen, question.locked).any()
    if question.budget is not None:
        assert plan.cost <= question.budget
    assert (plan.gained > 0.0).all()


@patient
@given(questions())
def test_no_site_is_idle(question: Question) -> None:
    plan = asked_cover(question)
    open_sites = [*plan.chosen.tolist(), *plan.locked.tolist()]
    for site in plan.chosen.tolist():
        others = [each for each in open_sites if each != site]
        assert covered(question)(others) < plan.objective


@patient
@given(questions())
def test_no_place_counts_twice(question: Question) -> None:
    plan = asked_cover(question)
    assert plan.before + plan.gained.sum() == pytest.approx(plan.objective, abs=CLOSE)
    assert plan.objective == pytest.approx(float(question.weights[plan.assigned >= 0].sum()), abs=CLOSE)


@patient
@given(questions())
def test_more_sites_are_never_worse(question: Question) -> None:
    more = replace(question, sites=question.sites + 1)
    assert asked_cover(more).objective >= asked_cover(question).objective - CLOSE


@patient
@given(questions())
def test_merging_places_with_the_same_sites_changes_nothing(question: Question) -> None:
    twice = replace(
        question,
        weights=np.concatenate([question.weights * 0.25, question.weights * 0.75]),
        minutes=np.concatenate([question.minutes, question.minutes]),
    )
    assert asked_cover(twice).objective == pytest.approx(asked_cover(question).objective, abs=CLOSE)
