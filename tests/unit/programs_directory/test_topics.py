"""Topics: their names, and the guess from a program's own words."""

import pytest

from trellis.apps.programs import topics


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Build and code LEGO robots after school", ("robotics",)),
        ("Learn Python programming and computer science", ("computing",)),
        ("STEM Academy: chemistry and physics experiments", ("science", "chemistry", "physics")),
        ("Data science for teens", ("data",)),
        ("Basketball and soccer league", ("sports",)),
        ("Martial arts", ("sports",)),
        ("Campamento de robótica", ("robotics",)),
        ("Come as you are", ()),
    ],
)
def test_words_give_topics_away(text: str, found: tuple[str, ...]) -> None:
    assert topics.topics_in(text) == found


@pytest.mark.parametrize(
    "text", ["Participants start with a smart party", "Mathilda's", "Follow the dress code"]
)
def test_a_word_inside_another_gives_nothing_away(text: str) -> None:
    assert topics.topics_in(text) == ()


def test_stem_is_told_from_other_interests() -> None:
    assert topics.is_stem(["sports", "robotics"])
    assert not topics.is_stem(["sports", "arts"])
    assert not topics.is_stem([])


def test_every_topic_is_found_by_its_code_and_its_label() -> None:
    for code, label in topics.TOPICS.items():
        assert topics.code_of(code) == code
        assert topics.code_of(f"  {str(label).upper()} ") == code
    assert topics.code_of("basket weaving") is None


def test_labels_come_in_one_order_and_keep_what_is_not_ours() -> None:
    assert topics.labels(["sports", "basketry", "math"]) == ["Mathematics", "Sports and fitness", "basketry"]
