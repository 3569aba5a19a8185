"""The examples of docs/methods/equity.md, small enough to work by hand.

Four places with 100 young people each; of a group, 60, 20, 10 and 10 live there.
  place   seats per young person   people   group   share in poverty   town or rest
  1               0                  100      60          .4                town
  2               .1                 100      20          .3                town
  3               .2                 100      10          .2                rest
  4               .4                 100      10          .1                rest
Region: mean (0 + .1 + .2 + .4) / 4 = .175, half of it .0875; below it lives place 1, 25 %, all with none.
Group: mean (2 + 2 + 4) / 100 = .08, .095 less than the region; 60 % low, 60 % none.
Gini: all differences .1 + .2 + .4 + .1 + .3 + .2 = 1.3, both ways 2.6, over 2 × 4² × .175 = 5.6: .4643.
Theil: shares of access 0, 1/7, 2/7, 4/7 of a quarter of the people each:
  1/7 ln 4/7 + 2/7 ln 8/7 + 4/7 ln 16/7 = .4306
  between: town has 1/7, the rest 6/7: 1/7 ln 2/7 + 6/7 ln 12/7 = .2830
  within: town 1/7 ln 2 = .0990, rest 6/7 (1/3 ln 2/3 + 2/3 ln 4/3) = .0485
Concentration against poverty: the poorer the place the less it has, so it is the Gini with a minus.
Interval: only place 1 has a margin, 16.45, so an error of 10; the group's mean is 8 / (40 + people there).
  With 60 ± 16.45 that runs from 8 / 116.45 = .0687 to 8 / 83.55 = .0957.
"""

from pathlib import Path

import numpy as np
import pytest

from trellis.methods.access.deserts import deserts
from trellis.methods.access.equity import Equity, group_equity
from trellis.methods.access.inequality import concentration_index, gini, theil

ACCESS = np.array([0.0, 0.1, 0.2, 0.4])
PEOPLE = {"all": np.full(4, 100.0), "group": np.array([60.0, 20.0, 10.0, 10.0])}
MARGINS = {"all": np.zeros(4), "group": np.array([16.45, 0.0, 0.0, 0.0])}
DOCS = Path(__file__).parents[3] / "docs" / "methods" / "equity.md"
DRAWN = 0.003  # a thousand draws find the ends of an interval of .027 to about a tenth


@pytest.fixture(scope="module")
def found() -> Equity:
    return group_equity(access=ACCESS, people=PEOPLE, margins=MARGINS, reference="all")


def test_the_region_s_mean_is_over_its_young_people(found: Equity) -> None:
    assert found.row("all").mean.value == pytest.approx(0.175)
    assert found.low_below == pytest.approx(0.0875)


def test_a_group_s_mean_and_shares_are_over_its_own_young_people(found: Equity) -> None:
    group = found.row("group")
    assert group.people == 100.0
    assert group.mean.value == pytest.approx(0.08)
    assert group.share_low.value == pytest.approx(0.6)
    assert group.share_none.value == pytest.approx(0.6)
    assert group.difference.value == pytest.approx(-0.095)


def test_the_interval_follows_from_the_margin_of_error(found: Equity) -> None:
    mean = found.row("group").mean
    assert mean.low == pytest.approx(8 / 116.45, abs=DRAWN)
    assert mean.high == pytest.approx(8 / 83.55, abs=DRAWN)


def test_gini_is_half_the_mean_difference_over_the_mean() -> None:
    assert gini(ACCESS, PEOPLE["all"]) == pytest.approx(2.6 / 5.6)


def test_theil_splits_into_within_and_between() -> None:
    parts = theil(ACCESS, PEOPLE["all"], np.array(["town", "town", "rest", "rest"]))
    assert parts.total == pytest.approx(0.4306, abs=5e-5)
    assert parts.between == pytest.approx(0.2830, abs=5e-5)
    assert dict(zip(parts.groups, parts.within_by_group.round(4), strict=True)) == {
        "town": 0.0990,
        "rest": 0.0485,
    }


def test_where_the_poorest_have_least_the_concentration_index_is_the_gini_with_a_minus() -> None:
    poverty = np.array([0.4, 0.3, 0.2, 0.1])
    assert concentration_index(ACCESS, PEOPLE["all"], poverty) == pytest.approx(-2.6 / 5.6)


def test_deserts_are_in_the_lowest_fifth_by_access_and_the_upper_half_by_people() -> None:
    """Ten places: the lowest fifth are a and b, the upper half by people b, d, f, h and j: so b."""
    access = np.array([0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
    people = np.array([10.0, 90.0, 20.0, 80.0, 30.0, 70.0, 40.0, 60.0, 45.0, 55.0])
    found = deserts(access=access, people=people)
    assert np.flatnonzero(found.mask).tolist() == [1]
    assert (found.access_at_most, found.people_at_least, found.people) == (0.1, 55.0, 90.0)
    assert found.people_share == pytest.approx(90 / 500)


def test_the_docs_show_these_groups(found: Equity) -> None:
    """Rows of the docs page such as `| the group | 100 | .0800 | .6000 | .6000 | −.0950 |`."""
    text = DOCS.read_text(encoding="utf-8")
    for name, row in zip(("all", "the group"), found.rows, strict=True):
        figures = (row.mean, row.share_low, row.share_none, row.difference)
        cells = [f"{each.value:.4f}".replace("0.", ".").replace("-", "−") for each in figures]
        assert f"| {name} | {row.people:.0f} | {' | '.join(cells)} |" in text


@pytest.mark.parametrize(
    "stated",
    [
        "= .175",
        ".0875",
        "from 8 / 116.45 = .0687 to 8 / 83.55 = .0957",
        "= 5.6:\n.4643",
        "a minus: −.4643",
        "= .4306",
        "= .2830",
        "ln 2 = .0990",
        "= .0485",
        "b, d, f, h and j",
        "90 of 500",
    ],
)
def test_the_docs_say_the_same(stated: str) -> None:
    assert stated in DOCS.read_text(encoding="utf-8")
