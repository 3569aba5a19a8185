"""What somebody who reads a whole document can work out, and that it isn't a hidden number."""

from typing import Any

import numpy as np
import pytest
from tests.unit.landscape_pipeline.made import HIGH, MIDDLE, RACES, School, pipeline
from tests.unit.landscape_pipeline.reader import read

from trellis.apps.landscape.pipeline.compute import compute

COURSES = ("calculus", "physics", "ap_any", "ap_math")
BOTH = "08 09 10 11 12"


def drawn(seed: int, *, districts: int) -> dict[str, list[School]]:
    """Districts of a few schools, of all sizes, with groups that are often small and courses few take."""
    draw = np.random.default_rng(seed)
    return {
        f"40000{number:02d}": [_school(draw) for _school_number in range(int(draw.integers(1, 5)))]
        for number in range(districts)
    }


def _school(draw: np.random.Generator) -> School:
    people = draw.integers(0, draw.choice([12, 60, 250], len(RACES)) + 1)
    grades = str(draw.choice([MIDDLE, HIGH, HIGH, BOTH]))
    courses = {}
    if "09" in grades:
        offered = [name for name in COURSES if draw.random() < 0.7]
        courses = {name: draw.binomial(people, 0.3 * draw.random()) for name in offered}
        if "ap_math" in courses:
            courses["ap_any"] = courses["ap_math"] + draw.binomial(people - courses["ap_math"], 0.1)
    if "08" in grades and draw.random() < 0.8:
        courses["algebra"] = draw.binomial(people // len(grades.split()), draw.random())
    early = int(draw.integers(0, 15)) if "08" in grades else 0
    return School(
        [int(each) for each in people],
        grades,
        {name: [int(each) for each in taking] for name, taking in courses.items()},
        early=early,
    )


@pytest.mark.parametrize("threshold", [5, 10])
@pytest.mark.parametrize("seed", range(4))
def test_no_hidden_number_is_told_by_a_whole_state(seed: int, threshold: int) -> None:
    found = compute(pipeline(drawn(seed, districts=5), courses=COURSES), threshold=threshold)
    reader = read(found)
    assert len(reader.hidden) > 20
    assert reader.known_too_well(threshold) == []


@pytest.mark.parametrize("seed", range(4))
def test_no_hidden_number_is_told_by_a_region_and_its_state(seed: int) -> None:
    schools = drawn(seed, districts=7)
    found = compute(pipeline(schools, courses=COURSES), leaids=sorted(schools)[:3])
    assert read(found).known_too_well(10) == []


def test_the_reader_tells_what_only_small_numbers_are_hidden_of() -> None:
    """7 of 47 students of the district are at the other school."""
    district = {
        "4000001": [
            School((200, 300), HIGH, {"calculus": (20, 20)}),
            School((200, 300), HIGH, {"calculus": (3, 4)}),
        ]
    }
    found = compute(pipeline(district, courses=["calculus"]))
    small, large = found["schools"][1], found["schools"][0]
    large["courses"]["calculus"]["taking"] = 40
    assert _told(found)
    assert small["courses"]["calculus"]["taking"] == "hidden"


def test_the_reader_tells_eighth_graders_from_the_high_school_students_of_the_same_school() -> None:
    """48 in four high grades: 12 in each of five, where eighth-graders are enrollment spread over grades."""
    found = compute(pipeline({"4000001": [School((24, 36), BOTH, {"algebra": (1, 2), "calculus": (3, 8)})]}))
    for row in (found["schools"][0], found["districts"][0], found["state"]):
        row["algebra"]["eighth"] = "hidden"
    assert _told(found)


def _told(document: dict[str, Any]) -> bool:
    return bool(read(document).known_too_well(10))
