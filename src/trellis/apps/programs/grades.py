"""Grades and ages of the United States' schools, and how one is told from the other.

A child starts kindergarten in the fall at age 5: in most states at 5 on or about September 1 (NCES, State
Education Practices, table 1.3). So somebody in grade g is g + 5 when the school year starts and turns g + 6
in its course; somebody aged a is most likely in grade a - 5. That is a convention, not a fact about a child:
where a program states ages, they win.
"""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext as _

PRE_KINDERGARTEN: Final = -1
KINDERGARTEN: Final = 0
AFTER_HIGH_SCHOOL: Final = 13
YEARS_AHEAD: Final = 5
"""Age less grade when a school year starts."""

_WORDS: Final = {
    "pre-k": PRE_KINDERGARTEN,
    "prek": PRE_KINDERGARTEN,
    "pk": PRE_KINDERGARTEN,
    "pre-kindergarten": PRE_KINDERGARTEN,
    "prekindergarten": PRE_KINDERGARTEN,
    "k": KINDERGARTEN,
    "kg": KINDERGARTEN,
    "kindergarten": KINDERGARTEN,
    "freshman": 9,
    "sophomore": 10,
    "junior": 11,
    "senior": 12,
}
_NUMBER: Final = re.compile(r"(?:grade\s*)?(-?\d{1,2})(?:\.0+)?(?:st|nd|rd|th)?(?:\s*grade)?")


def grade_at(age: int) -> int:
    """The grade that somebody of `age` is most likely in, from pre-kindergarten to after high school."""
    return min(max(age - YEARS_AHEAD, PRE_KINDERGARTEN), AFTER_HIGH_SCHOOL)


def ages_in(grade: int) -> tuple[int, int]:
    """The ages in `grade` over a school year, youngest and oldest."""
    return grade + YEARS_AHEAD, grade + YEARS_AHEAD + 1


def ages_of_grades(grade_min: int | None, grade_max: int | None) -> tuple[int | None, int | None]:
    """The ages that a range of grades stands for; an end that isn't stated stays None."""
    youngest = None if grade_min is None else ages_in(grade_min)[0]
    oldest = None if grade_max is None or grade_max >= AFTER_HIGH_SCHOOL else ages_in(grade_max)[1]
    return youngest, oldest


def grade_in(text: str) -> int | None:
    """The grade that a text names ("K", "6th", "Grade 6", "PK"); None where it names none."""
    word = " ".join(text.strip().lower().split())
    if word in _WORDS:
        return _WORDS[word]
    match = _NUMBER.fullmatch(word)
    if match is None:
        return None
    grade = int(match[1])
    return grade if PRE_KINDERGARTEN <= grade <= AFTER_HIGH_SCHOOL else None


def grade_name(grade: int) -> str:
    """A grade as a reader sees it: "kindergarten", "grade 6"."""
    if grade <= PRE_KINDERGARTEN:
        return _("pre-kindergarten")
    if grade == KINDERGARTEN:
        return _("kindergarten")
    if grade >= AFTER_HIGH_SCHOOL:
        return _("after high school")
    return _("grade %(number)d") % {"number": grade}


def grades_in_words(grade_min: int | None, grade_max: int | None) -> str:
    """A range of grades: "grades 6 to 8", "from grade 9", ""."""
    if grade_min is None and grade_max is None:
        return ""
    if grade_max is None:
        return _("from %(grade)s") % {"grade": grade_name(grade_min or 0)}
    if grade_min is None:
        return _("up to %(grade)s") % {"grade": grade_name(grade_max)}
    if grade_min == grade_max:
        return grade_name(grade_min)
    if grade_min > KINDERGARTEN and grade_max < AFTER_HIGH_SCHOOL:
        return _("grades %(first)d to %(last)d") % {"first": grade_min, "last": grade_max}
    return _("%(first)s to %(last)s") % {"first": grade_name(grade_min), "last": grade_name(grade_max)}


def ages_in_words(age_min: int | None, age_max: int | None) -> str:
    """A range of ages: "ages 10 to 14", "age 10 and up", ""."""
    if age_min is None and age_max is None:
        return ""
    if age_max is None:
        return _("age %(age)d and up") % {"age": age_min}
    if age_min is None:
        return _("up to age %(age)d") % {"age": age_max}
    if age_min == age_max:
        return _("age %(age)d") % {"age": age_min}
    return _("ages %(first)d to %(last)d") % {"first": age_min, "last": age_max}
