"""Plans against spopt, PySAL's siting, solved to the end by CBC: the same objective values."""

import numpy as np
import pulp
import pytest
from spopt.locate import MCLP, PMedian

from trellis.methods.access.siting import cover, p_median

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning:pulp")]

# Both solve to the end; CBC's tolerance on a constraint is 1e-6.
CLOSE = 1e-6

PROBLEMS = [
    pytest.param(seed, n, m, k, id=f"{n} places, {m} sites, choose {k}, seed {seed}")
    for seed, (n, m, k) in enumerate([(60, 25, 4), (80, 30, 7), (120, 40, 3), (100, 20, 12), (50, 50, 6)])
]


def region(seed: int, n: int, m: int) -> tuple[np.ndarray, np.ndarray]:
    """People (n,) and minutes (n, m) between places and sites, gathered in a few towns."""
    rng = np.random.default_rng(seed)
    towns = rng.random((5, 2)) * 60.0
    places, sites = (towns[rng.integers(0, 5, size)] + rng.normal(0, 6, (size, 2)) for size in (n, m))
    minutes = np.hypot(*(places[:, None] - sites[None]).transpose(2, 0, 1))
    return rng.integers(1, 500, n).astype(float), minutes


def solved(problem: MCLP | PMedian) -> float:
    problem.solve(pulp.PULP_CBC_CMD(msg=False, gapRel=0.0))
    return float(problem.problem.objective.value())


@pytest.mark.parametrize(("seed", "n", "m", "k"), PROBLEMS)
@pytest.mark.parametrize("limit", [4.0, 8.0])
def test_covering_is_spopt_s(seed: int, n: int, m: int, k: int, limit: float) -> None:
    people, minutes = region(seed, n, m)
    plan = cover(weights=people, reach=minutes <= limit, sites=k)
    assert plan.proven
    assert plan.objective == pytest.approx(
        solved(MCLP.from_cost_matrix(minutes, people, limit, k)), rel=CLOSE
    )


@pytest.mark.parametrize(("seed", "n", "m", "k"), PROBLEMS)
def test_covering_beside_sites_that_are_there_is_spopt_s(seed: int, n: int, m: int, k: int) -> None:
    people, minutes = region(seed, n, m)
    there = np.zeros(m, dtype=int)
    there[[1, 5]] = 1
    peer = MCLP.from_cost_matrix(minutes, people, 6.0, k + 2, predefined_facilities_arr=there)
    plan = cover(weights=people, reach=minutes <= 6.0, sites=k, locked=[1, 5])
    assert plan.objective == pytest.approx(solved(peer), rel=CLOSE)


@pytest.mark.parametrize(("seed", "n", "m", "k"), PROBLEMS)
def test_the_median_is_spopt_s(seed: int, n: int, m: int, k: int) -> None:
    people, minutes = region(seed, n, m)
    plan = p_median(weights=people, minutes=minutes, sites=k)
    assert plan.proven
    assert plan.objective == pytest.approx(
        solved(PMedian.from_cost_matrix(minutes, people, p_facilities=k)), rel=CLOSE
    )


@pytest.mark.parametrize(("seed", "n", "m", "k"), PROBLEMS)
def test_the_median_beside_sites_that_are_there_is_spopt_s(seed: int, n: int, m: int, k: int) -> None:
    people, minutes = region(seed, n, m)
    there = np.zeros(m, dtype=int)
    there[[0, 3]] = 1
    peer = PMedian.from_cost_matrix(minutes, people, p_facilities=k + 2, predefined_facilities_arr=there)
    plan = p_median(weights=people, minutes=minutes, sites=k, locked=[0, 3])
    assert plan.objective == pytest.approx(solved(peer), rel=CLOSE)
