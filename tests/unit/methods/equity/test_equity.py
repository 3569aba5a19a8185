"""What is unknown about groups stays unknown, and draws can be repeated."""

import numpy as np
import pytest

from trellis.methods.access.deserts import deserts
from trellis.methods.access.equity import Equity, group_equity
from trellis.methods.access.errors import InvalidInput
from trellis.methods.access.inequality import concentration_index, gini, theil

ACCESS = np.array([0.0, 0.1, 0.2, 0.4])
ALL = np.array([100.0, 80.0, 60.0, 40.0])
GIRLS = np.array([50.0, 41.0, 33.0, 19.0])
MARGINS = {"all": np.full(4, 20.0), "girls": np.full(4, 15.0)}


def asked(**changed: object) -> Equity:
    question: dict[str, object] = {
        "access": ACCESS,
        "people": {"all": ALL, "girls": GIRLS},
        "margins": MARGINS,
        "reference": "all",
        "draws": 200,
    }
    return group_equity(**(question | changed))  # type: ignore[arg-type]


def test_a_margin_that_is_not_known_leaves_the_interval_unknown_and_is_counted() -> None:
    row = asked(margins=MARGINS | {"girls": np.array([15.0, np.nan, 15.0, 15.0])}).row("girls")
    assert row.unknown_margins == 1
    assert row.mean.value > 0.0
    assert np.isnan([row.mean.low, row.share_low.high, row.difference.low]).all()


def test_a_group_without_margins_has_no_interval() -> None:
    assert np.isnan(asked(margins={"all": MARGINS["all"]}).row("girls").mean.low)


def test_places_whose_people_are_not_known_are_left_out_and_counted() -> None:
    row = asked(people={"all": ALL, "girls": np.array([np.nan, 41.0, 33.0, 19.0])}).row("girls")
    assert (row.unknown_people, row.people) == (1, 93.0)
    assert row.share_none.value == 0.0


def test_a_group_that_nobody_belongs_to_has_no_mean() -> None:
    assert np.isnan(asked(people={"all": ALL, "girls": np.zeros(4)}).row("girls").mean.value)


def test_the_region_does_not_differ_from_itself() -> None:
    difference = asked().row("all").difference
    assert (difference.value, difference.low, difference.high) == (0.0, 0.0, 0.0)


def test_the_same_seed_draws_the_same() -> None:
    assert asked(seed=5) == asked(seed=5)
    assert asked(seed=5) != asked(seed=6)


def test_a_group_s_interval_does_not_depend_on_which_others_are_asked_about() -> None:
    alone = asked(people={"all": ALL}).row("all")
    assert asked().row("all") == alone


def test_no_error_means_no_width() -> None:
    row = asked(margins={"all": np.zeros(4), "girls": np.zeros(4)}).row("girls")
    assert row.mean.low == pytest.approx(row.mean.value)
    assert row.mean.high == pytest.approx(row.mean.value)


def test_a_place_can_hold_young_people_with_and_without_a_seat_in_reach() -> None:
    row = asked(none=[1.0, 0.5, 0.0, 0.0]).row("all")
    assert row.share_none.value == pytest.approx((100 + 40) / 280)


def test_more_places_than_a_block_give_the_same_as_their_sums_would() -> None:
    n = 1_300
    found = asked(
        access=np.tile([0.1, 0.3], n // 2),
        people={"all": np.full(n, 200.0)},
        margins={"all": np.full(n, 16.45)},
        draws=1_000,
    ).row("all")
    # Drawn people sum to normals of error 10 √650 in either half: the mean's error is .1 × 10 / (200 √n).
    assert found.mean.value == pytest.approx(0.2)
    assert found.mean.high - found.mean.low == pytest.approx(
        2 * 1.645 * 0.1 * 10 / (200 * np.sqrt(n)), rel=0.1
    )


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"reference": "boys"}, "reference 'boys'"),
        ({"access": [0.0, np.nan, 0.2, 0.4]}, "access, row 1"),
        ({"people": {"all": [1.0, -2.0, 3.0, 4.0]}}, "people 'all', row 1"),
        ({"people": {"all": [1.0]}}, "for 4 places"),
        ({"none": [0.0, 2.0, 0.0, 0.0]}, "share from 0 to 1"),
        ({"draws": 10}, "too few"),
    ],
)
def test_what_can_not_be_used_is_refused_by_name(changed: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        asked(**changed)


def test_where_no_one_has_any_inequality_is_not_known() -> None:
    assert np.isnan(gini([0.0, 0.0], [5.0, 5.0]))
    assert np.isnan(concentration_index([1.0], [0.0], [1.0]))
    assert np.isnan(theil([0.0], [1.0], ["a"]).total)


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(InvalidInput, match="lengths"):
        gini([1.0, 2.0], [1.0])


def test_where_everyone_has_the_same_there_is_no_desert() -> None:
    assert deserts(access=np.full(10, 0.3), people=np.arange(10.0)).places == 0


def test_where_nobody_has_any_the_upper_half_are_deserts() -> None:
    assert deserts(access=np.zeros(10), people=np.arange(1.0, 11.0)).places == 5


def test_places_with_the_same_access_are_deserts_together() -> None:
    access = np.array([0.0, 0.0, 0.0, 0.0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5])
    assert deserts(access=access, people=np.full(10, 7.0)).mask.tolist() == [True] * 4 + [False] * 6


def test_places_where_no_young_people_live_neither_are_deserts_nor_move_the_limits() -> None:
    access, people = np.array([0.1, 0.2, 0.3, 0.4, 0.5]), np.array([9.0, 8.0, 7.0, 6.0, 5.0])
    alone = deserts(access=access, people=people)
    among = deserts(access=np.append(access, np.zeros(20)), people=np.append(people, np.zeros(20)))
    assert among.mask[:5].tolist() == alone.mask.tolist()
    assert not among.mask[5:].any()
    assert deserts(access=[0.0], people=[0.0]).places == 0
