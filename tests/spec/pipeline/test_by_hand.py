"""The example of docs/methods/pipeline.md, worked by hand there."""

from pathlib import Path
from typing import Any

import pytest
from tests.unit.landscape_pipeline.made import HIGH, MIDDLE, School, pipeline

from trellis.apps.landscape.pipeline.compute import compute

DOCS = Path(__file__).parents[3] / "docs/methods/pipeline.md"

SCHOOLS = [
    School((240, 300), MIDDLE, {"algebra": (25, 35)}, early=21, teachers=(30, 30, 0, 0)),
    School((180, 220), HIGH, {"calculus": (16, 20), "physics": (22, 28)}, teachers=(30, 27, 2, 1)),
    School((90, 110), HIGH, {"physics": (3, 3)}, teachers=(15, 15, 0, 0)),
]


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return compute(pipeline({"4000001": SCHOOLS}), threshold=10)


def test_81_of_180_take_algebra_by_grade_8(document: dict[str, Any]) -> None:
    algebra = document["districts"][0]["algebra"]
    assert (algebra["eighth"], algebra["taking"], algebra["share"]) == (540 / 3, 60 + 21, 0.45)


def test_two_thirds_could_take_calculus_and_6_percent_do(document: dict[str, Any]) -> None:
    calculus = document["districts"][0]["courses"]["calculus"]
    assert calculus["could_share"] == pytest.approx(400 / 600, abs=1e-6)
    assert calculus["share"] == pytest.approx(36 / 600)


def test_a_small_number_is_hidden_with_the_one_that_would_tell_it(document: dict[str, Any]) -> None:
    physics = [row["courses"]["physics"]["taking"] for row in document["schools"]]
    assert physics[1:] == ["hidden", "hidden"]
    assert document["districts"][0]["courses"]["physics"]["taking"] == 56


def test_teachers_are_90_percent_certified_and_10_percent_new(document: dict[str, Any]) -> None:
    teachers = document["schools"][1]["teachers"]
    assert (teachers["certified_share"], teachers["new_share"]) == (0.9, 0.1)


def test_the_documentation_shows_these_numbers(document: dict[str, Any]) -> None:
    """Rows of the docs page such as `| North High | 400 | 400 | 36 | hidden |`."""
    text = DOCS.read_text(encoding="utf-8")
    _middle, north, south = document["schools"]
    district = document["districts"][0]
    for name, row in (("North High", north), ("South High", south), ("district", district)):
        calculus, physics = row["courses"]["calculus"], row["courses"]["physics"]
        cells = (row["high"], calculus["could"], calculus["taking"], physics["taking"])
        assert f"| {name} | {' | '.join(map(str, cells))} |" in text
    calculus, physics = district["courses"]["calculus"], district["courses"]["physics"]
    shares = (calculus["could_share"], calculus["share"], physics["share"])
    assert f"| share | | {' | '.join(f'{100 * share:.1f} %' for share in shares)} |" in text
