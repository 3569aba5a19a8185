"""Grades and ages: five years apart when a school year starts (kindergarten at 5)."""

import pytest

from trellis.apps.programs import grades


@pytest.mark.parametrize(("age", "grade"), [(5, 0), (10, 5), (17, 12), (3, -1), (30, 13)])
def test_an_age_is_most_likely_in_the_grade_five_below(age: int, grade: int) -> None:
    assert grades.grade_at(age) == grade


def test_a_grade_has_two_ages_over_a_school_year() -> None:
    assert grades.ages_in(6) == (11, 12)


def test_ages_of_grades_reach_from_the_first_childs_to_the_last_ones() -> None:
    assert grades.ages_of_grades(6, 8) == (11, 14)
    assert grades.ages_of_grades(None, 2) == (None, 8)
    assert grades.ages_of_grades(9, None) == (14, None)


@pytest.mark.parametrize(
    ("text", "grade"),
    [("K", 0), ("pre-K", -1), ("6th", 6), ("Grade 12", 12), ("11.0", 11), (" 3rd grade ", 3), ("Senior", 12)],
)
def test_grades_are_read_as_people_write_them(text: str, grade: int) -> None:
    assert grades.grade_in(text) == grade


@pytest.mark.parametrize("text", ["", "14", "-2", "sixth-ish", "6-8"])
def test_what_is_no_grade_is_not_guessed(text: str) -> None:
    assert grades.grade_in(text) is None


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (6, 8, "grades 6 to 8"),
        (0, 5, "kindergarten to grade 5"),
        (9, None, "from grade 9"),
        (None, 2, "up to grade 2"),
        (12, 12, "grade 12"),
        (None, None, ""),
    ],
)
def test_a_range_of_grades_reads_as_words(first: int | None, last: int | None, words: str) -> None:
    assert grades.grades_in_words(first, last) == words


def test_a_range_of_ages_reads_as_words() -> None:
    assert grades.ages_in_words(10, 14) == "ages 10 to 14"
    assert grades.ages_in_words(16, None) == "age 16 and up"
    assert grades.ages_in_words(None, 5) == "up to age 5"
