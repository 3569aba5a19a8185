"""Documents ranked by words and meaning."""

import numpy as np
import pytest

from trellis.methods.retrieval import Field, Ranker, RetrievalError
from trellis.methods.retrieval.fusion import best_first, reciprocal_ranks

TEXTS = (
    "Build and race a small solar car",
    "Program a robot to find its way",
    "Plant a school garden and measure the soil",
    "Write a grant proposal for a foundation",
    "Coaching notes for robotics mentors",
)
IDS = ("car", "robot", "garden", "grant", "notes")


@pytest.fixture(scope="module")
def ranker() -> Ranker:
    return Ranker.of(TEXTS, IDS)


def test_the_document_with_the_words_comes_first_and_says_which(ranker: Ranker) -> None:
    first = ranker.search("solar cars")[0]
    assert (first.id, first.rank, first.score) == ("car", 1, 1.0)
    assert first.why.matched == (("solar", "solar"), ("cars", "car"))
    assert first.why.near == ()


def test_a_near_word_is_found_and_named(ranker: Ranker) -> None:
    hits = {hit.id: hit for hit in ranker.search("robot")}
    assert next(iter(hits)) == "robot"
    assert hits["notes"].why.near == (("robot", "robotics"),)


def test_a_slip_of_the_pen_is_mended_and_named(ranker: Ranker) -> None:
    first = ranker.search("fundation grnat")[0]
    assert first.id == "grant"
    assert ("fundation", "foundation") in first.why.near


def test_the_mask_comes_first(ranker: Ranker) -> None:
    without = np.array([each != "robot" for each in IDS])
    assert next(hit.id for hit in ranker.search("robot", mask=without)) == "notes"
    assert ranker.search("robot", mask=np.zeros(5, bool)) == []


@pytest.mark.parametrize("query", ["", "  ", "?!", "the of and", "asdf qwrtz", "xqzv"])
def test_an_empty_or_senseless_question_finds_nothing(ranker: Ranker, query: str) -> None:
    assert ranker.search(query) == []


def test_words_that_are_not_known_are_named(ranker: Ranker) -> None:
    asked = ranker.understand("asdf robot")
    assert (asked.unknown, asked.terms) == (("asdf",), (("robot", "robot"),))


def test_of_a_very_long_question_the_beginning_is_asked(ranker: Ranker) -> None:
    assert ranker.search("robot " + "zzyzx " * 100_000)[0].id == "robot"
    assert ranker.understand("zzyzx " * 300 + "robot").terms == ()


def test_k_cuts_and_equals_stay_in_the_order_they_came_in() -> None:
    ranker = Ranker.of(["bridge", "bridge", "bridge", "tower"], [3, 1, 2, 0])
    assert [hit.id for hit in ranker.search("bridge")] == [3, 1, 2]
    assert [hit.id for hit in ranker.search("bridge", 2)] == [3, 1]


def test_a_match_in_a_weightier_field_counts_for_more() -> None:
    texts = ["rockets and more", "math and more"]
    titles = ["A toolkit for math", "A toolkit for rockets"]
    heavy = Ranker.of(texts, ["a", "b"], fields={"title": Field(titles, 5.0)})
    light = Ranker.of(texts, ["a", "b"], fields={"title": Field(titles, 0.1)})
    assert heavy.search("rockets")[0].id == "b"
    assert light.search("rockets")[0].id == "a"


def test_nothing_to_search_in_finds_nothing() -> None:
    assert Ranker.of([], []).search("robot") == []
    assert Ranker.of(["", "…"], ["a", "b"]).search("robot") == []


def test_a_malformed_input_is_named(ranker: Ranker) -> None:
    with pytest.raises(RetrievalError, match="twice"):
        Ranker.of(["a", "b"], ["x", "x"])
    with pytest.raises(RetrievalError, match="“title” has 1 texts for 2 ids"):
        Ranker.of(["a", "b"], ["x", "y"], fields={"title": Field(["t"])})
    with pytest.raises(RetrievalError, match=r"“title” is -1"):
        Ranker.of(["a"], ["x"], fields={"title": Field(["t"], -1)})
    with pytest.raises(RetrievalError, match="5 times true or false"):
        ranker.search("robot", mask=[True])
    with pytest.raises(RetrievalError, match="5 times true or false"):
        ranker.search("robot", mask=[1, 0, 1, 0, 1])


def test_reciprocal_ranks_by_hand() -> None:
    # Ranks: first 1 and 2; second 2 and 1; third in one list only. Best possible is 2 ÷ 61.
    fused = reciprocal_ranks([np.array([9.0, 5.0, 0.0]), np.array([0.2, 0.3, 0.1])])
    both = (1 / 61 + 1 / 62) * 61 / 2
    np.testing.assert_allclose(fused, [both, both, 61 / 63 / 2])


def test_of_many_equals_at_the_edge_the_first_ones_are_taken() -> None:
    assert best_first(np.array([1.0, 2.0, 1.0, 1.0, 0.0]), 2).tolist() == [1, 0]
    assert best_first(np.array([0.0, -1.0])).tolist() == []
