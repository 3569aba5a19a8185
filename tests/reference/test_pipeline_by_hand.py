"""The pipeline of Virginia's 1,982 schools against sums of the official files, by the csv module alone."""

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.unit.landscape_pipeline.reader import read

from trellis.apps.landscape.pipeline.compute import compute
from trellis.apps.landscape.pipeline.entering import ledger_of
from trellis.apps.landscape.pipeline.layout import Layout
from trellis.apps.landscape.pipeline.ledger import NOT_SHOWN
from trellis.apps.landscape.pipeline.protecting import protect
from trellis.apps.landscape.pipeline.schools import school_numbers
from trellis.apps.landscape.pipeline.units import units_of
from trellis.methods.disclosure import Cells, Relation, attack
from trellis.sources import Store
from trellis.sources.pipeline import SchoolPipeline
from trellis.sources.pull import add

PUBLIC = os.environ.get("TRELLIS_PUBLIC_DATA")
pytestmark = pytest.mark.skipif(not PUBLIC, reason="TRELLIS_PUBLIC_DATA names no folder of official files")
SCHOOLS = Path(PUBLIC or ".") / "schools"
THRESHOLD = 10
GRADES = ("PS", "KG", *(f"G{grade:02d}" for grade in range(1, 13)))
HIGH = ("G09", "G10", "G11", "G12")
# The files at hand have no chemistry, computer science or dual enrollment.
COURSES = {
    "calculus": ("Calculus", "TOT_MATHENR_CALC", "SCH_MATHCLASSES_CALC"),
    "physics": ("Physics", "TOT_SCIENR_PHYS", "SCH_SCICLASSES_PHYS"),
    "ap_any": ("Advanced Placement", "TOT_APENR", "SCH_APENR_IND"),
    "ap_math": ("Advanced Placement", "TOT_APMATHENR", "SCH_APMATHENR_IND"),
    "ap_science": ("Advanced Placement", "TOT_APSCIENR", "SCH_APSCIENR_IND"),
}

Row = dict[str, str]


@dataclass(frozen=True)
class HighSchool:
    """A school with any of grades 9 to 12: its students, None where a course isn't told of."""

    key: str
    students: int | None
    taking: dict[str, int | None]
    offers: dict[str, bool]


@dataclass(frozen=True)
class MiddleSchool:
    """A school with grade 8: who takes algebra I there, None where it isn't told."""

    key: str
    eighth: int
    taking: int | None


# ---- the official files


@cache
def rows_of(module: str) -> dict[str, Row]:
    with (SCHOOLS / f"{module}.csv").open(encoding="utf-8", newline="") as file:
        return {row["COMBOKEY"]: row for row in csv.DictReader(file)}


def number(text: str) -> float | None:
    return None if text == "NA" else float(text)


def both_sexes(row: Row, column: str) -> int | None:
    found = [number(row[f"{column}_{sex}"]) for sex in "MF"]
    return None if None in found else round(sum(each for each in found if each is not None))


def grades_of(key: str) -> list[str]:
    row = rows_of("School Characteristics")[key]
    return [grade for grade in GRADES if row[f"SCH_GRADE_{grade}"] == "Yes"]


def share_of_enrollment(key: str, grades: int) -> int:
    """Enrollment spread evenly over the grades served, to the nearest whole student."""
    enrolled, served = both_sexes(rows_of("Enrollment")[key], "TOT_ENR"), len(grades_of(key))
    return 0 if enrolled is None or not served else (2 * enrolled * grades + served) // (2 * served)


def offered_and_taken(key: str, course: str) -> tuple[bool | None, int | None]:
    """Whether a school says that it offers a course, and how many take it: nobody where it isn't offered."""
    module, column, told_by = COURSES[course]
    row = rows_of(module)[key]
    if module == "Advanced Placement":
        said = "No" if row["SCH_APENR_IND"] == "No" else row[told_by]
        offers = {"Yes": True, "No": False}.get(said)
    else:
        classes = number(row[told_by])
        offers = None if classes is None else classes > 0
    taking = both_sexes(row, column)
    return offers, 0 if taking is None and offers is False else taking


@cache
def high_schools() -> tuple[HighSchool, ...]:
    return tuple(_high_schools())


def _high_schools() -> Iterator[HighSchool]:
    for key in rows_of("School Characteristics"):
        grades = sum(grade in HIGH for grade in grades_of(key))
        if not grades:
            continue
        told = {course: offered_and_taken(key, course) for course in COURSES}
        taking = {course: taken for course, (_offers, taken) in told.items()}
        known = [taken for taken in taking.values() if taken is not None]
        is_told = len(known) == len(COURSES) and all(offers is not None for offers, _taken in told.values())
        students = max([share_of_enrollment(key, grades), *known]) if is_told else None
        yield HighSchool(
            key, students, taking, {course: bool(offers) for course, (offers, _) in told.items()}
        )


@cache
def middle_schools() -> tuple[MiddleSchool, ...]:
    found = []
    for key, row in rows_of("Algebra I").items():
        if "G08" not in grades_of(key):
            continue
        taking = both_sexes(row, "TOT_ALGENR_G08")
        if taking is None and row["SCH_ALGENR_G08_IND"] == "No":
            taking = 0
        least = (taking or 0) + round(number(row["SCH_ALGENR_G07"]) or 0)
        found.append(MiddleSchool(key, max(share_of_enrollment(key, 1), least), taking))
    return tuple(found)


def counted_high_schools() -> list[HighSchool]:
    return [each for each in high_schools() if (each.students or 0) >= THRESHOLD]


def counted_middle_schools() -> list[MiddleSchool]:
    return [each for each in middle_schools() if each.taking is not None and each.eighth >= THRESHOLD]


# ---- what Trellis makes of them


@pytest.fixture(scope="module")
def virginia(tmp_path_factory: pytest.TempPathFactory) -> SchoolPipeline:
    store = Store.open(tmp_path_factory.mktemp("virginia"))
    add(store, "crdc", SCHOOLS)
    return store.school_pipeline(states=["VA"])


@pytest.fixture(scope="module")
def document(virginia: SchoolPipeline) -> dict[str, Any]:
    return compute(virginia, threshold=THRESHOLD)


def test_algebra_by_grade_8_adds_up(document: dict[str, Any]) -> None:
    """Grade 7 counts at schools that are counted, and at those that have no grade 8."""
    counted = counted_middle_schools()
    with_grade_8 = {each.key for each in middle_schools()} - {each.key for each in counted}
    in_grade_7 = sum(
        round(number(row["SCH_ALGENR_G07"]) or 0)
        for key, row in rows_of("Algebra I").items()
        if key not in with_grade_8
    )
    algebra = document["state"]["algebra"]
    in_grade_8 = sum(each.taking or 0 for each in counted)
    eighth = sum(each.eighth for each in counted)
    assert algebra["eighth"] == eighth
    assert algebra["groups"]["total"]["taking"] == in_grade_8
    assert algebra["taking"] == in_grade_8 + in_grade_7
    assert algebra["share"] == pytest.approx((in_grade_8 + in_grade_7) / eighth, abs=1e-6)


@pytest.mark.parametrize("course", COURSES)
def test_who_could_take_a_course_and_who_does_add_up(document: dict[str, Any], course: str) -> None:
    counted = counted_high_schools()
    found = document["state"]["courses"][course]
    assert document["state"]["high"] == sum(each.students or 0 for each in counted)
    assert found["offering"] == sum(each.offers[course] for each in counted)
    assert found["could"] == sum(each.students or 0 for each in counted if each.offers[course])
    assert found["taking"] == sum(each.taking[course] or 0 for each in counted)


def test_a_groups_students_in_a_course_add_up(document: dict[str, Any]) -> None:
    rows = [rows_of("Calculus")[each.key] for each in counted_high_schools() if each.offers["calculus"]]
    for group in ("bl", "hi", "wh", "lep"):
        columns = [f"SCH_MATHENR_CALC_{group.upper()}_{sex}" for sex in "MF"]
        by_hand = sum(number(row[column]) or 0 for row in rows for column in columns)
        assert document["state"]["courses"]["calculus"]["groups"][group]["taking"] == by_hand


def test_teachers_add_up(document: dict[str, Any]) -> None:
    rows = rows_of("School Support").values()

    def summed(*columns: str) -> float:
        return sum(number(row[column]) or 0.0 for row in rows for column in columns)

    teachers, everybody = document["state"]["teachers"], summed("SCH_FTETEACH_TOT")
    assert teachers["fte"] == pytest.approx(everybody, abs=0.01)
    assert teachers["certified_share"] == pytest.approx(summed("SCH_FTETEACH_CERT") / everybody, abs=1e-6)
    new = summed("SCH_FTETEACH_FY", "SCH_FTETEACH_SY")
    assert teachers["new_share"] == pytest.approx(new / everybody, abs=1e-6)


def test_schools_that_are_left_out_are_counted(document: dict[str, Any]) -> None:
    """Of 446 high schools 24 don't tell of all courses, 8 are too small; of 449 with grade 8 64 are out."""
    assert (len(high_schools()), len(counted_high_schools())) == (446, 414)
    assert document["left_out"] == 446 - 414
    assert document["not_asked"] == len(middle_schools()) - len(counted_middle_schools()) == 64
    assert document["state"]["high_schools"] == 414
    assert document["state"]["eighth_schools"] == len(counted_middle_schools())


def test_no_total_of_the_state_or_of_how_many_there_are_is_hidden(document: dict[str, Any]) -> None:
    state, districts = document["state"], document["districts"]
    assert "hidden" not in _values(state)
    assert all(row["high"] != "hidden" and row["algebra"]["eighth"] != "hidden" for row in districts)
    takes = [row["courses"][course]["taking"] for row in districts for course in COURSES]
    assert sum(each == "hidden" for each in takes) < 0.15 * len(takes)


def _values(row: dict[str, Any]) -> list[Any]:
    found: list[Any] = []
    for value in row.values():
        found += _values(value) if isinstance(value, dict) else [value]
    return found


# ---- what a reader can make of it


@pytest.mark.parametrize(("first", "beyond"), [(0, 10), (20, 30), (60, 64)])
def test_no_hidden_number_of_some_districts_is_told(
    virginia: SchoolPipeline, first: int, beyond: int
) -> None:
    leaids = sorted(set(virginia.leaid.tolist()))[first:beyond]
    found = compute(virginia, leaids=leaids, threshold=THRESHOLD)
    assert read(found).known_too_well(THRESHOLD) == []


def test_no_hidden_number_of_the_whole_state_is_told(virginia: SchoolPipeline) -> None:
    layout = Layout(school_numbers(virginia, threshold=THRESHOLD))
    ledger = ledger_of(layout, units_of(virginia).in_order)
    shown = protect(ledger, threshold=THRESHOLD).shown
    cells = Cells.of(ledger.counts, [Relation(total, parts) for total, parts in ledger.sums])
    bounds = attack(cells, shown, enough=THRESHOLD, seed=11)
    protected = (np.array(ledger.worth) > NOT_SHOWN) | (cells.counts < THRESHOLD)
    assert bounds.width[protected[bounds.cells]].min() >= THRESHOLD - 1e-6
