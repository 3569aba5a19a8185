"""The examples of docs/methods/siting.md, small enough to work by hand.

Covering. Five places with 10, 20, 30, 15 and 25 young people; four places for a site:
  A reaches places 1 and 2: 30        B reaches 2 and 3: 50
  C reaches 4 and 5: 40               D reaches 3 and 4: 45
One site: B, 50. Two: B and C, 90 of 100 (A C 70, A D 75, B D 65, C D 70, A B 60).
Place 1 is all of one group. With an extra weight of 3 it counts 10 + 3 × 10 = 40: A and D are worth
40 + 20 + 30 + 15 = 105, A C 100, B C 90. They reach 75 young people instead of 90, but all ten of the group.
With costs of 30, 50, 40 and 10 thousand dollars and a budget of 60: A and D, 75, for 40 (C and D 70).
With B full at 35: B and C take 35 + 40 = 75; A and C 70, A and D 75, C and D 70.

p-median. Four places along a road, ten minutes apart, with 2, 3, 3 and 5 young people; a site can be at each.
One site at the third: 2 × 20 + 3 × 10 + 5 × 10 = 120 (second 150, fourth 150, first 240).
Two at the second and fourth: 2 × 10 + 3 × 10 = 50 (first and fourth 60).
With a site at the first already (240), the best new one is the fourth: 3 × 10 + 3 × 10 = 60.
"""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from trellis.methods.access.siting import compare, cover, equity_weights, p_median, who_gains

PEOPLE = np.array([10.0, 20.0, 30.0, 15.0, 25.0])
GROUP = np.array([10.0, 0.0, 0.0, 0.0, 0.0])
A, B, C, D = range(4)
REACH = np.zeros((5, 4), dtype=np.bool_)
for site, reached in {A: [0, 1], B: [1, 2], C: [3, 4], D: [2, 3]}.items():
    REACH[reached, site] = True
COSTS = np.array([30.0, 50.0, 40.0, 10.0])
FULL = np.array([np.inf, 35.0, np.inf, np.inf])
ROAD = np.abs(np.subtract.outer(np.arange(4), np.arange(4))) * 10.0
ALONG = np.array([2.0, 3.0, 3.0, 5.0])
DOCS = Path(__file__).parents[3] / "docs" / "methods" / "siting.md"


def test_one_site_goes_where_it_reaches_the_most() -> None:
    plan = cover(weights=PEOPLE, reach=REACH, sites=1)
    assert (plan.chosen.tolist(), plan.objective, plan.how) == ([B], 50.0, "exact")


def test_two_sites_reach_ninety_of_a_hundred() -> None:
    plan = cover(weights=PEOPLE, reach=REACH, sites=2)
    assert (plan.chosen.tolist(), plan.objective) == ([B, C], 90.0)
    assert plan.assigned.tolist() == [-1, B, B, C, C]
    assert plan.gained.tolist() == [50.0, 40.0]


def test_an_equity_weight_moves_sites_toward_the_group() -> None:
    weights = equity_weights(people=PEOPLE, groups={"group": GROUP}, extra={"group": 3.0})
    assert weights[0] == 40.0
    plan = cover(weights=weights, reach=REACH, sites=2)
    assert (sorted(plan.chosen.tolist()), plan.objective) == ([A, D], 105.0)


def test_a_comparison_says_who_gains_more_by_which_plan() -> None:
    groups = {"all": PEOPLE, "group": GROUP}
    plain = cover(weights=PEOPLE, reach=REACH, sites=2)
    weights = equity_weights(people=PEOPLE, groups=groups, extra={"group": 3.0})
    leaning = cover(weights=weights, reach=REACH, sites=2)
    both = compare(plain, leaning, groups)
    assert both.served.tolist() == [-15.0, 10.0]
    assert both.gains_more == ("first", "second")
    assert both.second.share.tolist() == [0.75, 1.0]


def test_each_new_site_says_whom_it_serves() -> None:
    gains = who_gains(cover(weights=PEOPLE, reach=REACH, sites=2), {"all": PEOPLE, "group": GROUP})
    assert gains.people.tolist() == [[50.0, 0.0], [40.0, 0.0]]
    assert gains.served_before.tolist() == [0.0, 0.0]


def test_a_budget_buys_the_best_that_it_can() -> None:
    plan = cover(weights=PEOPLE, reach=REACH, costs=COSTS, budget=60.0)
    assert (sorted(plan.chosen.tolist()), plan.objective, plan.cost) == ([A, D], 75.0, 40.0)


def test_a_full_site_takes_no_more() -> None:
    plan = cover(weights=PEOPLE, reach=REACH, sites=2, capacities=FULL)
    assert plan.objective == pytest.approx(75.0)


def test_the_median_site_makes_the_way_shortest() -> None:
    plan = p_median(weights=ALONG, minutes=ROAD, sites=1)
    assert (plan.chosen.tolist(), plan.objective) == ([2], 120.0)
    assert plan.minutes.tolist() == [20.0, 10.0, 0.0, 10.0]


def test_two_median_sites_share_the_road() -> None:
    plan = p_median(weights=ALONG, minutes=ROAD, sites=2)
    assert (sorted(plan.chosen.tolist()), plan.objective, plan.how) == ([1, 3], 50.0, "exact")


def test_a_site_that_is_there_changes_where_the_next_one_goes() -> None:
    plan = p_median(weights=ALONG, minutes=ROAD, sites=1, locked=[0])
    assert (plan.chosen.tolist(), plan.before, plan.objective) == ([3], 240.0, 60.0)


@pytest.mark.parametrize(
    "pair", list(combinations(range(4), 2)), ids=lambda pair: "".join("ABCD"[s] for s in pair)
)
def test_the_docs_show_what_each_pair_does(pair: tuple[int, int]) -> None:
    """Rows of the docs page such as `| A and D | 75 | 105 | 40 | 75 |`; only the pair may be chosen."""
    only = REACH.copy()
    only[:, np.setdiff1d(np.arange(4), pair)] = False
    leaning = equity_weights(people=PEOPLE, groups={"group": GROUP}, extra={"group": 3.0})
    figures = (
        cover(weights=PEOPLE, reach=only, sites=2).objective,
        cover(weights=leaning, reach=only, sites=2).objective,
        COSTS[list(pair)].sum(),
        cover(weights=PEOPLE, reach=only, sites=2, capacities=FULL).objective,
    )
    first, second = ("ABCD"[site] for site in pair)
    row = f"| {first} and {second} | {' | '.join(f'{figure:.0f}' for figure in figures)} |"
    assert row in DOCS.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("sites", "minutes"), [([2], 120), ([1], 150), ([3], 150), ([0], 240), ([1, 3], 50), ([0, 3], 60)]
)
def test_the_docs_show_all_trips(sites: list[int], minutes: int) -> None:
    plan = p_median(weights=ALONG, minutes=ROAD, sites=0, locked=sites)
    where = " and ".join(("first", "second", "third", "fourth")[site] for site in sites)
    rows = DOCS.read_text(encoding="utf-8").splitlines()
    assert plan.objective == minutes
    assert any(row.startswith(f"| at the {where} |") and row.endswith(f"= {minutes} |") for row in rows)
