"""How texts and job titles become words."""

import pytest

from trellis.methods.retrieval.job_words import JOB_TITLES
from trellis.methods.retrieval.words import PLAIN, singular


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("welders", "welder"),
        ("batteries", "battery"),
        ("coaches", "coach"),
        ("processes", "process"),
        ("physics", "physic"),
        ("bus", "bus"),
        ("analysis", "analysis"),
        ("glass", "glass"),
        ("gas", "gas"),
    ],
)
def test_a_plural_and_its_singular_are_one_word(word: str, one: str) -> None:
    assert singular(word) == one


def test_accents_case_apostrophes_and_punctuation_are_no_matter() -> None:
    assert PLAIN.terms("¡El Niño's CAFÉ — «Robótica»!") == ["el", "nino", "cafe", "robotica"]
    assert PLAIN.terms("The driver’s seat of a C++ bus") == ["driver", "seat", "c++", "bus"]


@pytest.mark.parametrize(
    ("title", "terms"),
    [
        ("RN", ["registered", "nurse"]),
        ("HVAC tech", ["hvac", "heating", "air", "conditioning", "technician"]),
        ("CNC machinist II", ["cnc", "machinist"]),
        ("Sr. software eng", ["software", "engineer"]),
        ("Maint. mech - 2nd shift, $24.50/hr", ["maintenance", "mechanical"]),
        ("URGENT! Part-time Warehouse Associates needed", ["warehouse", "associate"]),
        ("Accountant (Level 3)", ["accountant"]),
        ("Técnico de soldadura", ["tecnico", "soldadura"]),
        ("K-5 Teacher", ["k", "5", "teacher"]),
    ],
)
def test_abbreviations_are_written_out_and_levels_hours_and_pay_left_aside(
    title: str, terms: list[str]
) -> None:
    assert JOB_TITLES.terms(title) == terms


@pytest.mark.parametrize("title", ["Senior", "Night shift", "Now hiring"])
def test_what_would_be_left_aside_counts_where_there_is_nothing_else(title: str) -> None:
    assert JOB_TITLES.terms(title)


@pytest.mark.parametrize("title", ["", "   ", "!!!", "…", "🤖"])
def test_a_text_without_words_has_none(title: str) -> None:
    assert JOB_TITLES.terms(title) == []
