"""Whole students of each school: by hand."""

import numpy as np
import pytest
from tests.unit.landscape_pipeline.made import HIGH, MIDDLE, School, pipeline

from trellis.apps.landscape.pipeline.groups import at
from trellis.apps.landscape.pipeline.schools import SchoolNumbers, school_numbers
from trellis.apps.landscape.pipeline.spreading import spread


def numbers(*schools: School) -> SchoolNumbers:
    return school_numbers(pipeline({"4000001": schools}), threshold=10)


def test_enrollment_is_spread_evenly_over_grades_where_grade_8_is_not_counted() -> None:
    """100 students in grades 6 to 8: a third of each group, to whole students, the larger remainder up."""
    found = numbers(School((40, 60), MIDDLE, {"algebra": (5, 9)}))
    eighth = found.eighth[0]
    assert eighth[at("total")] == 33
    assert (eighth[at("bl")], eighth[at("wh")]) == (13, 20)


def test_a_grade_has_at_least_those_who_take_the_course() -> None:
    """30 in three grades are 10 in grade 8, but 8 in grade 8 and 7 in grade 7 take algebra I."""
    found = numbers(School((15, 15), MIDDLE, {"algebra": (1, 7)}, early=7))
    eighth = found.eighth[0]
    assert eighth[at("total")] == 15
    assert eighth[at("wh")] >= 7
    assert eighth[at("bl")] + eighth[at("wh")] == 15


def test_of_a_school_with_lower_grades_its_share_of_high_grades_counts() -> None:
    """70 students in grades 6 to 12: four of seven grades, 40 students."""
    found = numbers(School((30, 40), "06 07 08 09 10 11 12", {"calculus": (1, 12)}))
    assert found.high[0, at("total")] == 40
    assert found.high_estimated[0]


def test_a_high_school_that_does_not_tell_of_a_course_is_left_out_of_all() -> None:
    found = numbers(
        School((50, 50), HIGH, {"calculus": (5, 20), "physics": (9, 9)}),
        School((50, 50), HIGH, {"calculus": (5, 20), "physics": None}),
    )
    assert found.is_high.tolist() == [True, False]
    assert found.left_out.tolist() == [False, True]


def test_a_course_that_few_high_schools_tell_of_is_left_out() -> None:
    found = numbers(
        School((50, 50), HIGH, {"calculus": (5, 20), "physics": None}),
        School((50, 50), HIGH, {"calculus": (5, 20), "physics": None}),
        School((50, 50), HIGH, {"calculus": (5, 20), "physics": (12, 12)}),
    )
    assert list(found.courses) == ["calculus"]
    assert found.is_high.all()


def test_high_schools_of_a_few_students_are_left_out() -> None:
    found = numbers(School((50, 50)), School((4, 5)))
    assert found.is_high.tolist() == [True, False]


def test_schools_of_a_few_eighth_graders_are_left_out() -> None:
    """27 in three grades are 9 in grade 8; 30 are 10."""
    found = numbers(School((14, 13), MIDDLE), School((15, 15), MIDDLE))
    assert found.asked_eighth.tolist() == [False, True]


def test_grade_7_counts_where_grade_8_does_or_is_at_another_school() -> None:
    """The second school has grade 8 but is too small; the third has none: its students go on to another."""
    found = numbers(
        School((60, 60), MIDDLE, early=12), School((9, 9), MIDDLE, early=3), School((9, 9), "06 07", early=3)
    )
    assert found.offers_early.tolist() == [True, False, True]


def test_groups_of_eighth_graders_are_not_counted_where_high_grades_would_tell_them() -> None:
    """Of 90 and 60 in five grades 18 and 12 are in each: 72 in high grades tell of 18 eighth-graders."""
    found = numbers(School((90, 60), "08 09 10 11 12", {"algebra": (5, 5), "calculus": (10, 10)}))
    assert found.eighth[0, at("total")] == 30
    assert np.isnan(found.eighth[0, at("bl")])
    assert found.high[0, at("bl")] == 72


def test_races_and_sexes_add_up_to_everybody() -> None:
    rng = np.random.default_rng(8)
    schools = [
        School((int(a), int(b)), MIDDLE if number % 2 else HIGH, {"algebra": (1, 1)})
        for number, (a, b) in enumerate(rng.integers(9, 400, (30, 2)))
    ]
    found = numbers(*schools)
    for table, where in ((found.eighth, found.asked_eighth), (found.high, found.is_high)):
        rows = table[where]
        assert np.array_equal(rows[:, at("total")], rows[:, at("bl")] + rows[:, at("wh")])
        assert np.array_equal(rows[:, at("total")], rows[:, at("f")] + rows[:, at("m")])


def test_what_is_left_over_goes_to_the_largest_remainders() -> None:
    """10 over weights 1, 2, 3.5 of 6.5: 1.54, 3.08, 5.38; one is left over after 1, 3, 5."""
    assert spread(10, (1, 2, 3.5), (0, 0, 0)).tolist() == [2, 3, 5]


def test_parts_never_fall_below_their_least() -> None:
    assert spread(10, (9, 1, 0), (0, 4, 1)).tolist() == [5, 4, 1]
    with pytest.raises(ValueError, match="more than the total"):
        spread(4, (1, 1), (3, 3))
