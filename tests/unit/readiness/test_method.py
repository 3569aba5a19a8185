"""Level, spread and agreement by hand and by publication; what must be hidden so that nothing can be told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.apps.readiness import method
from trellis.apps.readiness.disclosure import shown_groups

COUNTS = st.lists(st.integers(0, 12), min_size=3, max_size=5).filter(any)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        # the example of the R package agrmt, which its author checked against van der Eijk (2001)
        ([30, 40, 210, 130, 530, 50, 10], 0.6113333),
        # the definition's three corners
        ([0, 5, 0, 0], 1.0),
        ([4, 4, 4, 4], 0.0),
        ([5, 0, 0, 5], -1.0),
        # by hand: layer 1 1 0 0 with A = 1 − 1/3 and weight 2/3, layer 1 0 0 0 with A = 1 and weight 1/3
        ([2, 1, 0, 0], 7 / 9),
    ],
)
def test_agreement_is_van_der_eijks(counts: list[int], expected: float) -> None:
    assert method.agreement(counts) == pytest.approx(expected, abs=1e-7)


@given(COUNTS)
def test_agreement_lies_between_minus_one_and_one_and_reads_the_same_backward(counts: list[int]) -> None:
    found = method.agreement(counts)
    assert found is not None
    assert -1 - 1e-9 <= found <= 1 + 1e-9
    assert method.agreement(counts[::-1]) == pytest.approx(found)


@given(COUNTS, st.integers(2, 5))
def test_agreement_does_not_depend_on_how_many_answered(counts: list[int], times: int) -> None:
    assert method.agreement([count * times for count in counts]) == pytest.approx(method.agreement(counts))


def test_quartiles_are_those_of_numpy() -> None:
    import numpy as np

    counts = [3, 0, 4, 2]
    answers = np.repeat([1, 2, 3, 4], counts)
    for share in (0.25, 0.5, 0.75):
        assert method.quantile(counts, share) == pytest.approx(np.quantile(answers, share))
    assert method.mean(counts) == pytest.approx(answers.mean())


def test_without_answers_nothing_is_known() -> None:
    assert (method.level([0, 0, 0]), method.mean([0, 0, 0]), method.agreement([0, 0, 0])) == (None,) * 3


def test_a_group_of_two_is_hidden_and_takes_the_smallest_other_with_it() -> None:
    assert shown_groups({"a": 6, "b": 3, "c": 2}, 3) == {"a"}


def test_two_small_groups_that_are_enough_together_hide_no_other() -> None:
    assert shown_groups({"a": 6, "b": 2, "c": 2}, 3) == {"a"}


def test_where_all_are_large_enough_all_are_shown() -> None:
    assert shown_groups({"a": 3, "b": 4, "c": 0}, 3) == {"a", "b"}


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 9)), st.integers(3, 6))
def test_what_is_hidden_is_never_one_group_nor_fewer_people_than_the_fewest(
    sizes: dict[str, int], fewest: int
) -> None:
    shown = shown_groups(sizes, fewest)
    hidden = [size for group, size in sizes.items() if size and group not in shown]
    assert all(sizes[group] >= fewest for group in shown)
    assert not shown or not hidden or (len(hidden) > 1 and sum(hidden) >= fewest)
