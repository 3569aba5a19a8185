"""Job titles coded to occupations."""

import math

import pytest

from trellis.methods.retrieval import RetrievalError, TitleCoder, ndcg_at, success_at

NAMES = {
    "29-1141": "Registered Nurses",
    "25-1072": "Nursing Instructors and Teachers, Postsecondary",
    "51-4041": "Machinists",
    "51-9162": "Computer Numerically Controlled Tool Programmers",
    "15-1252": "Software Developers",
}
LISTED = (
    ("29-1141", "Registered Nurses"),
    ("29-1141", "Emergency Room RN"),
    ("25-1072", "Registered Nurse Teacher"),
    ("51-4041", "Machinists"),
    ("51-4041", "CNC Machinist"),
    ("51-9162", "CNC Machinist"),
    ("51-9162", "CNC Programmer"),
    ("15-1252", "Software Engineer"),
    ("15-1252", "Application Developer"),
)


@pytest.fixture(scope="module")
def coder() -> TitleCoder:
    return TitleCoder.of([soc for soc, _ in LISTED], [title for _, title in LISTED], NAMES)


@pytest.mark.parametrize(
    ("title", "soc"),
    [
        ("RN", "29-1141"),
        ("registered nurses (part-time)", "29-1141"),
        ("Sr. software eng", "15-1252"),
        ("machinst III", "51-4041"),
        ("CNC progammer", "51-9162"),
        ("nursing teacher", "25-1072"),
    ],
)
def test_an_employers_own_words_are_coded(coder: TitleCoder, title: str, soc: str) -> None:
    assert coder.code(title).candidates[0].soc == soc


def test_occupations_that_list_the_very_title_come_first_equals_by_code(coder: TitleCoder) -> None:
    found = coder.code("CNC machinist II").candidates
    assert {each.soc for each in found if each.listed} == {"51-4041", "51-9162"}
    assert [each.listed for each in found] == sorted((each.listed for each in found), reverse=True)
    assert [each.rank for each in found] == list(range(1, len(found) + 1))


def test_a_candidate_shows_the_titles_it_was_found_by(coder: TitleCoder) -> None:
    first = coder.code("RN").candidates[0]
    assert (first.title, first.listed) == ("Registered Nurses", True)
    assert first.matches[0].title == "Registered Nurses"
    assert first.matches[0].why.matched == (("rn", "registered"), ("rn", "nurses"))


@pytest.mark.parametrize("title", ["", " ", "???", "asdf qwrtz", "12345", "🤖🤖"])
def test_an_empty_or_senseless_title_gets_no_code(coder: TitleCoder, title: str) -> None:
    coding = coder.code(title)
    assert coding.candidates == ()
    assert not coding.asked.understood


def test_words_not_understood_are_named_so_that_a_page_can_say_so(coder: TitleCoder) -> None:
    assert coder.code("asdf").asked.unknown == ("asdf",)
    assert coder.code("").asked.unknown == ()


def test_no_more_than_k_candidates_and_none_twice(coder: TitleCoder) -> None:
    socs = [each.soc for each in coder.code("nurse machinist software", 3).candidates]
    assert len(socs) == len(set(socs)) == 3


def test_the_same_title_gives_the_same_answer(coder: TitleCoder) -> None:
    again = TitleCoder.of([soc for soc, _ in LISTED], [title for _, title in LISTED], NAMES)
    for title in ("nurse", "CNC", "software machinist"):
        assert coder.code(title).candidates == again.code(title).candidates


def test_a_malformed_list_is_named() -> None:
    with pytest.raises(RetrievalError, match="2 titles for 1 codes"):
        TitleCoder.of(["29-1141"], ["a", "b"], NAMES)
    with pytest.raises(RetrievalError, match="99-0000 has no name"):
        TitleCoder.of(["99-0000"], ["a"], NAMES)


def test_without_titles_nothing_is_coded() -> None:
    assert TitleCoder.of([], [], {}).code("RN").candidates == ()


def test_gain_by_hand() -> None:
    # Gains 3 and 1 found second and third: (3/log2(3) + 1/log2(4)) over the best, 3 + 1/log2(3).
    found = ndcg_at(["x", "a", "b"], {"a": 3.0, "b": 1.0})
    assert found == pytest.approx((3 / math.log2(3) + 0.5) / (3 + 1 / math.log2(3)))
    assert ndcg_at(["a", "a", "b"], {"a": 3.0, "b": 1.0}) == 1.0
    assert ndcg_at(["x"], {"a": 1.0}) == 0.0
    assert ndcg_at([], {"a": 1.0}) == 0.0
    assert math.isnan(ndcg_at(["a"], {}))


def test_success_is_a_right_answer_among_the_first() -> None:
    assert success_at(["a", "b"], {"b"}, 2)
    assert not success_at(["a", "b"], {"b"}, 1)
    assert not success_at([], {"b"}, 5)
