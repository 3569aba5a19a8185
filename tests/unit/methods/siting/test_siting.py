"""Questions that have no ordinary answer, and what is said about plans."""

import subprocess
import sys

import numpy as np
import pytest
from scipy import sparse

from trellis.methods.access.errors import InvalidInput
from trellis.methods.access.siting import (
    NothingFits,
    Pairs,
    TooManyPairs,
    cover,
    equity_weights,
    p_median,
    who_gains,
)
from trellis.methods.access.siting import capacitated as capacitated_module
from trellis.methods.access.siting import proof as proof_module

PEOPLE = np.array([10.0, 20.0, 30.0])
REACH = np.array([[1, 0, 0], [1, 1, 0], [0, 1, 0]], dtype=np.bool_)
MINUTES = np.array([[5.0, 15.0, 40.0], [10.0, 5.0, 40.0], [30.0, 12.0, 40.0]])


def hard(n: int = 400, m: int = 150) -> tuple[np.ndarray, np.ndarray]:
    """Weights and minutes of a region whose covering has a gap that has to be searched."""
    rng = np.random.default_rng(4)
    places, sites = rng.random((n, 2)) * 60, rng.random((m, 2)) * 60
    return rng.random(n), np.hypot(*(places[:, None] - sites[None]).transpose(2, 0, 1))


def test_importing_loads_neither_compiler_nor_solver() -> None:
    code = (
        "import sys, trellis.methods.access.siting, trellis.methods.access.equity; "
        "sys.exit(bool({'numba', 'highspy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_site_that_reaches_nobody_new_is_not_chosen() -> None:
    plan = cover(weights=PEOPLE, reach=REACH, sites=3)
    assert sorted(plan.chosen.tolist()) == [0, 1]
    assert plan.proven


def test_a_site_that_two_others_make_needless_is_not_chosen() -> None:
    """Site 0 reaches most by itself, 12 of 20; but who goes there can go to site 1 or 2."""
    weights = np.array([3.0, 3.0, 3.0, 3.0, 4.0, 4.0])
    reach = np.array([[1, 1, 0], [1, 1, 0], [1, 0, 1], [1, 0, 1], [0, 1, 0], [0, 0, 1]], dtype=np.bool_)
    plan = cover(weights=weights, reach=reach, sites=3)
    assert sorted(plan.chosen.tolist()) == [1, 2]
    assert (plan.objective, plan.gained.tolist()) == (20.0, [10.0, 10.0])


def test_a_no_that_a_sparse_matrix_holds_is_not_a_yes() -> None:
    held = sparse.csr_array(REACH)
    held.data[0] = False
    assert cover(weights=PEOPLE, reach=held, sites=3).objective == 50.0


def test_the_matrix_that_was_given_stays_as_it_was() -> None:
    given = sparse.csr_array((np.array([2.0, 1.0]), np.array([1, 0]), np.array([0, 2])), shape=(1, 2))
    p_median(weights=[1.0], minutes=given, sites=1, beyond=9.0)
    assert given.indices.tolist() == [1, 0]


def test_no_sites_is_an_answer_too() -> None:
    plan = cover(weights=PEOPLE, reach=REACH, sites=0, locked=[0])
    assert (plan.chosen.size, plan.before, plan.objective) == (0, 30.0, 30.0)


def test_a_locked_site_keeps_the_places_it_reaches() -> None:
    plan = cover(weights=PEOPLE, reach=REACH, sites=1, locked=[0])
    assert plan.chosen.tolist() == [1]
    assert plan.assigned.tolist() == [0, 0, 1]
    assert plan.gained.tolist() == [30.0]


def test_sparse_dense_and_pairs_are_the_same_question() -> None:
    answers = [
        cover(weights=PEOPLE, reach=reach, sites=1).objective
        for reach in (REACH, sparse.csr_array(REACH), Pairs.of(REACH), REACH.astype(int) > 0)
    ]
    assert answers == [50.0] * 4


def test_a_place_beyond_every_site_counts_the_limit_and_goes_nowhere() -> None:
    plan = p_median(weights=PEOPLE, minutes=MINUTES, sites=1, beyond=12.0)
    assert plan.chosen.tolist() == [1]
    assert plan.assigned.tolist() == [-1, 1, -1]
    assert plan.objective == 10 * 12 + 20 * 5 + 30 * 12
    assert np.isnan(plan.minutes[[0, 2]]).all()


def test_the_same_question_has_the_same_answer() -> None:
    weights, minutes = hard()
    first, second = (cover(weights=weights, reach=minutes <= 9, sites=10) for _ in range(2))
    assert first.chosen.tolist() == second.chosen.tolist()
    assert first.objective == second.objective


def test_a_plan_that_is_not_proven_says_how_far_off_it_may_be() -> None:
    weights, minutes = hard()
    reach = minutes <= 9
    quick = cover(weights=weights, reach=reach, sites=10, time_limit=0.0)
    proven = cover(weights=weights, reach=reach, sites=10)
    assert quick.how == "interchange"
    assert 0.0 < quick.gap < 0.02
    assert quick.objective <= proven.objective <= quick.bound


def test_a_question_too_large_to_prove_still_has_a_plan_and_a_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(proof_module, "TOO_LARGE_TO_PROVE", 10)
    weights, minutes = hard()
    plan = cover(weights=weights, reach=minutes <= 9, sites=10)
    assert plan.how == "interchange"
    assert plan.bound > plan.objective


def test_capacities_leave_people_over_who_count_the_limit() -> None:
    plan = p_median(weights=PEOPLE, minutes=MINUTES, sites=1, beyond=60.0, capacities=[np.inf, 45.0, np.inf])
    # Site 1 has seats for 20 at 5 minutes and 25 of the 30 at 12; 5 and the 10 at 15 stay out.
    # Site 0 takes everyone: 10 × 5 + 20 × 10 + 30 × 30 = 1150 is less.
    assert plan.chosen.tolist() == [0]
    assert plan.objective == pytest.approx(1150.0)


def test_everyone_has_to_have_a_seat_unless_there_is_a_limit() -> None:
    with pytest.raises(NothingFits, match="seat for everyone"):
        p_median(weights=PEOPLE, minutes=MINUTES, sites=1, capacities=[50.0, 50.0, 50.0])


def test_with_two_full_sites_everyone_finds_a_seat() -> None:
    plan = p_median(weights=PEOPLE, minutes=MINUTES, sites=2, capacities=[30.0, 30.0, 0.0])
    assert plan.objective == pytest.approx(10 * 5 + 20 * 10 + 30 * 12)
    assert plan.before == np.inf


def test_capacities_are_in_people_where_weights_lean_toward_a_group() -> None:
    plan = cover(weights=PEOPLE * 3, people=PEOPLE, reach=REACH, sites=1, capacities=[30.0, 40.0, 0.0])
    assert plan.objective == pytest.approx(120.0)


def test_too_many_pairs_with_capacities_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capacitated_module, "MOST_PAIRS", 2)
    with pytest.raises(TooManyPairs, match="fewer candidates"):
        cover(weights=PEOPLE, reach=REACH, sites=1, capacities=[1.0, 1.0, 1.0])


def test_ways_get_shorter_for_whom_they_do() -> None:
    plan = p_median(weights=PEOPLE, minutes=MINUTES, sites=1, locked=[0])
    gains = who_gains(plan, {"all": PEOPLE, "third": [0.0, 0.0, 30.0]})
    assert plan.chosen.tolist() == [1]
    assert gains.minutes_before.tolist() == [pytest.approx((50 + 200 + 900) / 60), 30.0]
    assert gains.minutes.tolist() == [pytest.approx((50 + 100 + 360) / 60), 12.0]


def test_places_without_people_are_served_but_gain_nobody() -> None:
    plan = cover(weights=np.zeros(3), reach=REACH, sites=2)
    assert (plan.objective, plan.gap, plan.chosen.size) == (0.0, 0.0, 0)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"sites": None}, "Say how many sites"),
        ({"sites": -1}, "can't be chosen"),
        ({"weights": [1.0, 2.0]}, "there are 3 places"),
        ({"weights": [1.0, -2.0, 3.0]}, "weights, row 1"),
        ({"locked": [3]}, "outside 0 to 2"),
        ({"locked": [True, False, False]}, "by their number"),
        ({"reach": MINUTES}, "minutes <= limit"),
        ({"costs": [1.0, 2.0, 3.0]}, "together"),
        ({"costs": [1.0, 2.0], "budget": 5.0}, "costs has shape .* there are 3 sites"),
        ({"costs": [1.0, np.inf, 3.0], "budget": 5.0}, "costs, row 1"),
        ({"costs": [1.0, 2.0, 3.0], "budget": -5.0}, "budget is at least 0"),
        ({"capacities": [1.0]}, "capacities has shape .* there are 3 sites"),
        ({"capacities": [1.0, 2.0, np.nan]}, "capacities, row 2"),
        ({"reach": [True, False]}, "row for each place"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(changed: dict[str, object], message: str) -> None:
    question: dict[str, object] = {"weights": PEOPLE, "reach": REACH, "sites": 1}
    with pytest.raises(InvalidInput, match=message):
        cover(**(question | changed))  # type: ignore[arg-type]


def test_pairs_without_minutes_need_a_limit() -> None:
    minutes = np.where(MINUTES > 30, np.inf, MINUTES)
    with pytest.raises(InvalidInput, match="beyond"):
        p_median(weights=PEOPLE, minutes=minutes, sites=1)


def test_nobody_can_go_to_no_site() -> None:
    with pytest.raises(NothingFits, match="nobody could go"):
        p_median(weights=PEOPLE, minutes=MINUTES, sites=0)


def test_negative_minutes_are_refused() -> None:
    with pytest.raises(InvalidInput, match="at least 0"):
        p_median(weights=PEOPLE, minutes=-MINUTES, sites=1)


@pytest.mark.parametrize("sites", [[1, 0], [1, 1]])
def test_pairs_that_are_out_of_order_or_there_twice_are_refused(sites: list[int]) -> None:
    with pytest.raises(InvalidInput, match="rising order, each once"):
        Pairs(np.array([0, 2]), np.array(sites, dtype=np.int32), np.zeros(2), n_sites=2)


def test_groups_that_are_not_counted_everywhere_are_refused_by_name() -> None:
    plan = cover(weights=PEOPLE, reach=REACH, sites=1)
    with pytest.raises(InvalidInput, match="group 'girls', row 2"):
        who_gains(plan, {"girls": [1.0, 2.0, np.nan]})
    with pytest.raises(InvalidInput, match="no group 'boys'"):
        equity_weights(people=PEOPLE, groups={"girls": PEOPLE}, extra={"boys": 1.0})
