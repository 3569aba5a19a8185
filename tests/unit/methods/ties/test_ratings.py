"""Scores from ratings: whose count, how many it takes, what is hidden."""

import math

import pytest

from trellis.methods.ties import ITEMS, InvalidInput, Scores, UnknownId, scores

IDS = ["a", "b", "c", "d", "e"]
Rating = tuple[str, str, str, float]


def found(*ratings: Rating) -> Scores:
    rater, rated, item, value = ([rating[k] for rating in ratings] for k in range(4))
    return scores(ids=IDS, rater=rater, rated=rated, item=item, value=value)  # type: ignore[arg-type]


def on_all_items(rated: str, **by: float) -> list[Rating]:
    return [(rater, rated, item, value) for rater, value in by.items() for item in ITEMS]


def test_a_score_is_the_mean_of_what_others_gave() -> None:
    one = found(*on_all_items("a", b=4, c=3, d=3))
    assert one.trust[0] == pytest.approx(10 / 3)
    assert one.value[0] == pytest.approx(10 / 3)
    assert one.raters.tolist() == [3, 0, 0, 0, 0]


def test_trust_and_value_are_means_of_their_parts() -> None:
    ratings = [
        (rater, "a", item, 4 if item in ("reliability", "power") else 1) for rater in "bcd" for item in ITEMS
    ]
    one = found(*ratings)
    assert one.parts["reliability"][0] == 4
    assert one.trust[0] == pytest.approx((4 + 1 + 1) / 3)
    assert one.value[0] == pytest.approx((4 + 1 + 1) / 3)


def test_under_three_raters_nothing_is_shown_but_how_many_there_were() -> None:
    one = found(*on_all_items("a", b=4, c=3))
    assert math.isnan(one.trust[0])
    assert all(math.isnan(part[0]) for part in one.parts.values())
    assert one.raters[0] == 2
    assert math.isnan(one.trust_mean)


def test_ones_own_rating_never_counts_and_is_no_third_rater() -> None:
    one = found(*on_all_items("a", a=4, b=2, c=2))
    assert math.isnan(one.trust[0])
    assert one.own == len(ITEMS)
    assert found(*on_all_items("a", a=4, b=2, c=2, d=2)).trust[0] == pytest.approx(2)


def test_a_total_of_which_a_part_is_hidden_is_hidden_too() -> None:
    most = [rating for rating in on_all_items("a", b=4, c=3, d=2) if rating[2] != "mission"]
    one = found(*most, ("b", "a", "mission", 1), ("c", "a", "mission", 1))
    assert one.parts["reliability"][0] == pytest.approx(3)
    assert math.isnan(one.parts["mission"][0])
    assert math.isnan(one.trust[0])
    assert one.value[0] == pytest.approx(3)


def test_the_whole_mean_is_over_organizations_that_are_shown() -> None:
    one = found(*on_all_items("a", b=4, c=4, d=4), *on_all_items("b", a=1, c=1))
    assert one.trust_mean == pytest.approx(4)


def test_raters_may_be_others_than_those_rated() -> None:
    one = scores(ids=["a"], rater=list("xyz"), rated=["a"] * 3, item=["power"] * 3, value=[1, 2, 3])
    assert one.parts["power"][0] == pytest.approx(2)


@pytest.mark.parametrize(
    ("rating", "message"),
    [
        (("b", "a", "charm", 3), "'charm' is none of reliability"),
        (("b", "a", "power", 5), "5.0 is not on the scale from 1 to 4"),
        (("b", "a", "power", float("nan")), "nan is not on the scale"),
    ],
)
def test_what_is_no_rating_is_refused(rating: Rating, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        found(rating)


def test_a_rating_that_is_there_twice_is_refused_by_name() -> None:
    with pytest.raises(InvalidInput, match="'b' rated 'a' on 'power' twice"):
        found(("b", "a", "power", 3), ("b", "a", "power", 3))


def test_an_organization_that_is_not_among_those_rated_is_refused_by_name() -> None:
    with pytest.raises(UnknownId, match="'b' rated 'z'"):
        found(("b", "z", "power", 3))


def test_columns_of_other_lengths_are_refused() -> None:
    with pytest.raises(InvalidInput, match="different lengths"):
        scores(ids=IDS, rater=["a"], rated=["b", "c"], item=["power"], value=[1])
