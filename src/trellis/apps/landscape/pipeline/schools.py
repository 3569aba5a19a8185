"""What is counted at each school, in whole students: eighth-graders, high-school students, who takes what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from trellis.apps.landscape.pipeline.groups import GROUPS, PARTITIONS, SOME, TOTAL, at, by_group
from trellis.apps.landscape.pipeline.spreading import half_up, spread

if TYPE_CHECKING:
    from trellis.sources.pipeline import SchoolPipeline

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

HIGH_GRADES: Final = ("09", "10", "11", "12")
COURSES: Final = (
    "calculus",
    "physics",
    "chemistry",
    "computer_science",
    "ap_any",
    "ap_math",
    "ap_science",
    "ap_computer_science",
    "dual_enrollment",
)
WITHIN: Final = {"ap_math": "ap_any", "ap_science": "ap_any", "ap_computer_science": "ap_any"}
"""Whoever takes the one takes the other."""

OFTEN_KNOWN: Final = 0.5
"""A course that fewer of the high schools tell of is left out."""

EARLY: Final = "algebra1_g7"
EIGHTH: Final = "algebra1_g8"


@dataclass(frozen=True, slots=True)
class CourseNumbers:
    """A course over n schools: those of the high schools that offer it, and who takes it.

    students (n, g): by `GROUPS`, NaN unknown.
    """

    offered: Flags
    students: Floats


@dataclass(frozen=True, slots=True)
class SchoolNumbers:
    """Whole students over n schools by `GROUPS` (n, g), NaN unknown.

    eighth: eighth-graders of schools that say who takes algebra I in grade 8 and aren't too small
    (`asked_eighth`); early (n,): who takes it in grade 7; algebra (n, g): in grade 8; high (n, g):
    high-school students of `is_high`, the schools of which all courses are known and that aren't too small;
    left_out: the others; high_estimated: where the number was spread over a school's grades.

    Where eighth-graders and high-school students of a school are both spread from its enrollment, groups of
    eighth-graders aren't counted: one that is too small to be shown could be told from those in high grades.
    """

    pipeline: SchoolPipeline
    asked_eighth: Flags
    offers_eighth: Flags
    offers_early: Flags
    early: Floats
    algebra: Floats
    eighth: Floats
    is_high: Flags
    left_out: Flags
    high: Floats
    high_estimated: Flags
    courses: Mapping[str, CourseNumbers]


def school_numbers(pipeline: SchoolPipeline, *, threshold: int) -> SchoolNumbers:
    """Count whole students at each school; never fewer in a grade than are known to take a course there.

    Schools of fewer than `threshold` such students are left out: which courses a high school offers would
    tell how many they are, whatever else is hidden; and a few eighth-graders can be told from its enrollment.
    """
    algebra = _students(pipeline, EIGHTH)
    early = _students(pipeline, EARLY)[:, at(TOTAL)]
    eighth = _eighth_graders(pipeline, algebra, np.nan_to_num(early))
    asked_eighth = _large_enough(eighth, threshold)
    counts_early = asked_eighth | ~pipeline.serves("08")
    courses, tells_all = _courses(pipeline)
    high = _high_school_students(pipeline, tells_all, courses)
    is_high = _large_enough(high, threshold)
    has_high = pipeline.serves(*HIGH_GRADES)
    if pipeline.grade8_from == "spread evenly":
        of_groups = np.arange(len(GROUPS)) != at(TOTAL)
        eighth[np.ix_(asked_eighth & is_high, of_groups)] = np.nan
    return SchoolNumbers(
        pipeline=pipeline,
        asked_eighth=asked_eighth,
        offers_eighth=_offered(pipeline, EIGHTH),
        offers_early=_offered(pipeline, EARLY) & np.isfinite(early) & counts_early,
        early=early,
        algebra=algebra,
        eighth=eighth,
        is_high=is_high,
        left_out=has_high & ~is_high,
        high=high,
        high_estimated=is_high & (_share_high(pipeline) < 1),
        courses=courses,
    )


def _eighth_graders(pipeline: SchoolPipeline, algebra: Floats, early: Floats) -> Floats:
    """(n, g) eighth-graders of schools that say who takes algebra I in grade 8."""
    in_grade = by_group(pipeline, pipeline.grade8)
    found = np.full(in_grade.shape, np.nan)
    for school in np.flatnonzero(pipeline.serves("08") & np.isfinite(algebra[:, at(TOTAL)])):
        least = int(early[school] + algebra[school, at(TOTAL)])
        found[school] = _whole(in_grade[school], algebra[school], least)
    return found


def _high_school_students(
    pipeline: SchoolPipeline, schools: Flags, courses: Mapping[str, CourseNumbers]
) -> Floats:
    """(n, g) high-school students of some schools: of all grades' students, the share of high grades."""
    enrolled = by_group(pipeline, pipeline.enrollment)
    expected = enrolled * _share_high(pipeline)[:, None]
    taking = np.array([np.nan_to_num(each.students) for each in courses.values()])
    least = taking.reshape(-1, *enrolled.shape).max(axis=0, initial=0.0)
    found = np.full(enrolled.shape, np.nan)
    for school in np.flatnonzero(schools):
        found[school] = _whole(expected[school], least[school], int(least[school, at(TOTAL)]))
    return found


def _large_enough(students: Floats, threshold: int) -> Flags:
    return np.asarray(np.nan_to_num(students[:, at(TOTAL)]) >= threshold)


def _whole(numbers: Floats, least: Floats, least_together: int) -> Floats:
    """(g,) whole students by group: the parts of each partition add up to the total."""
    made = np.full(len(GROUPS), np.nan)
    if not np.isfinite(numbers[at(TOTAL)]):
        return made
    floor = np.nan_to_num(least).astype(np.int64)
    partitions = [[at(group) for group in groups] for groups in PARTITIONS]
    total = max(half_up(float(numbers[at(TOTAL)])), least_together)
    total = max(total, *(int(floor[parts].sum()) for parts in partitions))
    made[at(TOTAL)] = total
    for parts in partitions:
        if np.isfinite(numbers[parts]).all():
            untold = max(float(numbers[at(TOTAL)] - numbers[parts].sum()), 0.0)
            weights = [*numbers[parts].tolist(), untold if untold > 1e-6 else 0.0]
            made[parts] = spread(total, weights, [*floor[parts].tolist(), 0])[:-1]
    for group in SOME:
        value = float(numbers[at(group)])
        if np.isfinite(value):
            made[at(group)] = min(max(half_up(value), int(floor[at(group)])), total)
    return made


def _courses(pipeline: SchoolPipeline) -> tuple[dict[str, CourseNumbers], Flags]:
    """The courses that most high schools tell of, and the high schools that tell of all of these.

    One set of schools for all courses: else the differences between sets would tell of a few students.
    """
    has_high = pipeline.serves(*HIGH_GRADES)
    found, tells_all = {}, has_high.copy()
    for key in COURSES:
        if key not in pipeline.courses:
            continue
        offered, students = pipeline.courses[key].offered, _students(pipeline, key)
        known = (offered >= 0) & np.isfinite(students[:, at(TOTAL)])
        if has_high.any() and (known & has_high).sum() >= OFTEN_KNOWN * has_high.sum():
            found[key] = CourseNumbers(offered=has_high & (offered == 1), students=students)
            tells_all &= known
    return found, tells_all if found else np.zeros_like(has_high)


def _students(pipeline: SchoolPipeline, key: str) -> Floats:
    if key not in pipeline.courses:
        return np.full((len(pipeline), len(GROUPS)), np.nan)
    return by_group(pipeline, pipeline.courses[key].students)


def _offered(pipeline: SchoolPipeline, key: str) -> Flags:
    """Whether a school offers a course, or somebody there takes it."""
    if key not in pipeline.courses:
        return np.zeros(len(pipeline), dtype=np.bool_)
    offered = pipeline.courses[key].offered == 1
    return np.asarray(offered | (np.nan_to_num(_students(pipeline, key)[:, at(TOTAL)]) > 0))


def _share_high(pipeline: SchoolPipeline) -> Floats:
    """(n,) the share of a school's grades that are high-school grades."""
    shares = []
    for served in pipeline.grades:
        grades = [grade for grade in served.split() if grade != "UG"]
        shares.append(sum(grade in HIGH_GRADES for grade in grades) / len(grades) if grades else 0.0)
    return np.array(shares)
