"""One ladder for three vocabularies of education."""

import pytest

from trellis.methods.alignment import (
    rank_of_awlevel,
    rank_of_entry_education,
    rank_of_scorecard_level,
)


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("No formal educational credential", 0),
        ("High school diploma or equivalent", 0),
        ("Some college, no degree", 1),
        ("Postsecondary nondegree award", 1),
        ("Associate's degree", 2),
        ("Bachelor's degree", 3),
        ("Master's degree", 4),
        ("Doctoral or professional degree", 5),
    ],
)
def test_every_entry_education_of_the_bls_has_its_rank(text: str, rank: int) -> None:
    assert rank_of_entry_education(text) == rank


def test_a_curly_apostrophe_and_stray_spaces_are_read_all_the_same() -> None:
    assert rank_of_entry_education(" bachelor\u2019s  degree ") == 3


@pytest.mark.parametrize("text", ["", "\u2014", "Bachelors"])
def test_another_text_is_not_known(text: str) -> None:
    assert rank_of_entry_education(text) == -1


def test_the_scorecard_s_credential_levels_have_their_ranks() -> None:
    assert [rank_of_scorecard_level(level) for level in range(10)] == [-1, 1, 2, 3, 3, 4, 5, 5, 4, -1]


@pytest.mark.parametrize(
    ("levels", "rank"),
    [
        ((1, 2, 4, 20, 21), 1),
        ((3,), 2),
        ((5, 6), 3),
        ((7, 8, 11), 4),
        ((9, 10, 17, 18, 19), 5),
        ((0, 12, 13), -1),
    ],
)
def test_the_award_levels_of_ipeds_have_their_ranks(levels: tuple[int, ...], rank: int) -> None:
    assert {rank_of_awlevel(level) for level in levels} == {rank}
