"""Recommendations in words, made from the method's codes and numbers."""

from __future__ import annotations

from typing import Any

import pytest

from trellis.apps.landscape.steps import plain_field, step_headline, step_reasons

DOCUMENT: dict[str, Any] = {
    "occupations": [
        {
            "soc": "17-3022",
            "title": "Civil Engineering Technologists and Technicians",
            "openings": 60.2,
            "supply_expected": 11.6,
            "supply_high": 12.0,
        },
        {
            "soc": "17-2051",
            "title": "Civil Engineers",
            "openings": 56.0,
            "supply_expected": 0.0,
            "supply_high": 0.0,
        },
        {"soc": "17-2081", "title": "Environmental Engineers", "openings": None, "supply_high": None},
    ]
}


def step(kind: str, **changes: Any) -> dict[str, Any]:
    made = {
        "kind": kind,
        "occupations": ["17-3022"],
        "program_institution": "Tulsa Community College",
        "institution": "Tulsa Community College",
        "cip": "15.02",
        "cip_title": "Civil Engineering Technologies/Technicians.",
        "rank": 2,
        "added_completers": 40.0,
        "floor_fall": 38.2,
        "gap_fall": 40.0,
        "median_wage": 61_234.0,
        "reasons": ["largest_of_its_kind"],
        "numbers": {"completers_now": 12.0},
    }
    return made | changes


@pytest.mark.parametrize(
    ("made", "headline"),
    [
        (
            step("expand"),
            "Graduate 40 more with an associate degree in civil engineering technologies/technicians "
            "at Tulsa Community College",
        ),
        (
            step("expand", institution=None, rank=3),
            "Graduate 40 more with a bachelor's degree in civil engineering technologies/technicians",
        ),
        (
            step("extend", rank=1),
            "Start a certificate in civil engineering technologies/technicians at Tulsa Community College",
        ),
        (
            step("partner", institution="Prairie State", rank=4),
            "Work with Prairie State, outside the region, whose graduates have a master's degree "
            "in civil engineering technologies/technicians",
        ),
        (
            step("pathway", institution="Green Country Technology Center"),
            "Lead students of Green Country Technology Center on to an associate degree "
            "in civil engineering technologies/technicians at Tulsa Community College",
        ),
        (
            step("retain", rank=5),
            "Keep 40 more who graduate with a doctorate in civil engineering technologies/technicians "
            "at Tulsa Community College",
        ),
        (
            step("watch", occupations=["17-2051"]),
            "Ask employers how many civil engineers they need",
        ),
    ],
)
def test_a_step_is_an_instruction(made: dict[str, Any], headline: str) -> None:
    assert step_headline(made, DOCUMENT) == headline


def test_reasons_say_what_it_answers_builds_on_changes_and_pays() -> None:
    assert step_reasons(step("expand"), DOCUMENT) == [
        "Civil engineering technologists and technicians: 60 openings a year, "
        "12 graduates can go there, 12 are expected to.",
        "It is the largest such program here, with 12 graduates a year.",
        "40 more a year would fill 38 of the openings that nobody can fill today.",
        "The median pay is about $61,200 a year.",
    ]


def test_where_the_floor_does_not_fall_the_gap_is_named() -> None:
    lines = step_reasons(step("expand", floor_fall=0.0, gap_fall=4.4), DOCUMENT)
    assert "40 more a year would close the expected gap by 4." in lines


def test_what_nobody_graduates_and_what_is_not_known_are_told_apart() -> None:
    lines = step_reasons(step("extend", occupations=["17-2051", "17-2081"]), DOCUMENT)
    assert lines[0] == "Civil engineers: 56 openings a year, and no graduate can go there."
    assert lines[1] == "Environmental engineers: how many jobs open is not known."


@pytest.mark.parametrize(
    ("reason", "numbers", "line"),
    [
        (
            "graduates_leave",
            {"completers_now": 80.0, "leaving": 24.0},
            "Of its 80 graduates a year, 24 leave the region.",
        ),
        (
            "same_field_other_credential",
            {"completers_there": 9.0, "nearest_rank": 2.0},
            "It graduates 9 a year in the same field with an associate degree, "
            "and nobody here offers this one.",
        ),
        (
            "nearest_outside",
            {"completers_now": 58.0, "distance_km": 100.0},
            "It graduates 58 a year, 62 miles away.",
        ),
        ("error_above_30", {"rse": 34.0}, "The sampling error is 34 %: too wide to act on."),
        ("error_unknown", {}, "The sampling error is not published."),
        ("employment_unpublished", {}, "Employment is not published here."),
        ("rate_unknown", {}, "No openings rate is at hand."),
        (
            "largest_of_its_kind",
            {"completers_now": 0.0},
            "It is offered here; how many graduate now is not published, or none.",
        ),
    ],
)
def test_each_code_of_the_method_has_its_line(reason: str, numbers: dict[str, float], line: str) -> None:
    assert line in step_reasons(step("expand", reasons=[reason], numbers=numbers), DOCUMENT)


def test_fields_of_study_lose_their_full_stop_and_generality() -> None:
    assert plain_field("Computer and Information Sciences, General.") == "computer and information sciences"
