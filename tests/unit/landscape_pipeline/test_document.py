"""What the document says of a few schools, by hand, and what it hides."""

from typing import Any

import pytest
from tests.unit.landscape_pipeline.made import HIGH, MIDDLE, School, pipeline

from trellis.apps.landscape.pipeline.compute import compute
from trellis.apps.landscape.pipeline.document import HIDDEN


def people(black: int, white: int, each_other: int) -> tuple[int, ...]:
    """So many Black and white students, and so many of each of the four other groups."""
    return (black, white, each_other, each_other, each_other, each_other)


LARGE = {
    "4000001": [
        School(people(120, 180, 75), MIDDLE, {"algebra": people(15, 35, 12)}, 20, (20, 18, 2, 1)),
        School(
            people(200, 300, 50),
            HIGH,
            {"calculus": people(30, 60, 10), "physics": people(40, 70, 20)},
            teachers=(40, 36, 4, 4),
        ),
    ],
    "4000002": [
        School(people(90, 210, 60), MIDDLE, {"algebra": people(11, 29, 10)}, 12, (20, 20, 0, 0)),
        School(people(100, 300, 50), HIGH, {"physics": people(20, 50, 15)}, teachers=(20, 18, 1, 1)),
    ],
}


@pytest.fixture(scope="module")
def large() -> dict[str, Any]:
    """Two districts in which no number is small."""
    return compute(pipeline(LARGE))


def district(found: dict[str, Any], leaid: str) -> dict[str, Any]:
    return next(row for row in found["districts"] if row["key"] == leaid)


def test_algebra_by_grade_8_counts_grade_7_too(large: dict[str, Any]) -> None:
    """A third of 600 and of 540 in grade 8: 98 + 20 of 200 and 80 + 12 of 180; together 210 of 380."""
    assert district(large, "4000001")["algebra"]["share"] == pytest.approx(118 / 200)
    assert district(large, "4000002")["algebra"]["share"] == pytest.approx(92 / 180, abs=1e-6)
    region = large["region"]["algebra"]
    assert (region["eighth"], region["taking"], region["share"]) == (
        380,
        210,
        pytest.approx(210 / 380, abs=1e-6),
    )


def test_groups_are_compared_by_grade_8_alone(large: dict[str, Any]) -> None:
    """15 of 40 Black, 35 of 60 white, 98 of 200 in all."""
    groups = district(large, "4000001")["algebra"]["groups"]
    assert groups["bl"]["share"] == pytest.approx(15 / 40)
    assert groups["wh"]["share"] == pytest.approx(35 / 60)
    assert groups["total"]["share"] == pytest.approx(98 / 200)


def test_access_is_the_share_of_students_whose_school_offers_a_course(large: dict[str, Any]) -> None:
    """Calculus at the school of 700 of 1,300; 200 of 300 Black and 300 of 600 white students go there."""
    calculus = large["region"]["courses"]["calculus"]
    assert (calculus["offering"], calculus["could"]) == (1, 700)
    assert calculus["could_share"] == pytest.approx(700 / 1300, abs=1e-6)
    assert calculus["groups"]["bl"]["could_share"] == pytest.approx(200 / 300, abs=1e-6)
    assert calculus["groups"]["wh"]["could_share"] == pytest.approx(0.5)


def test_a_course_that_is_not_offered_is_taken_by_nobody_and_nothing_is_hidden(large: dict[str, Any]) -> None:
    calculus = district(large, "4000002")["courses"]["calculus"]
    assert (calculus["offering"], calculus["taking"], calculus["share"]) == (0, 0, 0.0)
    assert calculus["could_share"] == 0.0


def test_teachers_are_counted_in_full_time_equivalents(large: dict[str, Any]) -> None:
    """18 + 36 of 60 are certified; 2 + 1 + 4 + 4 are in their first or second year."""
    teachers = district(large, "4000001")["teachers"]
    assert teachers["certified_share"] == pytest.approx(0.9)
    assert teachers["new_share"] == pytest.approx(11 / 60, abs=1e-6)


def test_the_state_goes_beyond_the_region() -> None:
    found = compute(pipeline(LARGE), leaids=["4000001"])
    assert [row["key"] for row in found["districts"]] == ["4000001"]
    assert found["region"]["algebra"]["share"] == pytest.approx(118 / 200)
    assert found["state"]["algebra"]["share"] == pytest.approx(210 / 380, abs=1e-6)
    assert not found["is_whole_state"]


def test_a_small_number_is_hidden_with_its_share() -> None:
    """7 of 500 take calculus: hidden at the school, in the district, and in the state that is no larger."""
    found = compute(pipeline({"4000001": [School((200, 300), HIGH, {"calculus": (3, 4)})]}))
    for row in (found["state"], found["districts"][0], found["schools"][0]):
        assert row["courses"]["calculus"]["taking"] == HIDDEN
        assert row["courses"]["calculus"]["share"] == HIDDEN


def test_a_share_is_hidden_where_few_are_left() -> None:
    """Of 100 eighth-graders 95 take it: who doesn't is one of five."""
    found = compute(pipeline({"4000001": [School((100, 200), MIDDLE, {"algebra": (32, 63)})]}))
    assert found["schools"][0]["algebra"]["share"] == HIDDEN


def test_a_small_number_takes_another_with_it_where_a_sum_would_tell() -> None:
    """Three schools of a district of three: 4, 40 and 60 make 104; one of the two large ones goes too."""
    takes = [(2, 2), (20, 20), (30, 30)]
    schools = [School((200, 300), HIGH, {"calculus": each}) for each in takes]
    found = compute(pipeline({"4000001": schools}))
    shown = [row["courses"]["calculus"]["taking"] for row in found["schools"]]
    assert found["districts"][0]["courses"]["calculus"]["taking"] == 104
    assert shown == [HIDDEN, HIDDEN, 60]


def test_another_threshold_hides_other_numbers() -> None:
    schools = {"4000001": [School((200, 300), HIGH, {"calculus": (12, 13)})]}
    assert compute(pipeline(schools), threshold=10)["state"]["courses"]["calculus"]["taking"] == 25
    assert compute(pipeline(schools), threshold=30)["state"]["courses"]["calculus"]["taking"] == HIDDEN


def test_schools_without_grade_8_have_no_share() -> None:
    found = compute(pipeline({"4000001": [School((200, 300), HIGH, {"calculus": (30, 60)})]}))
    assert found["districts"][0]["algebra"]["eighth"] is None
    assert found["districts"][0]["algebra"]["share"] is None
