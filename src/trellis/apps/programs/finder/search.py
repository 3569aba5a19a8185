"""Which programs answer a question: those that do, those that may, nearest first.

Every condition answers YES, NO or UNKNOWN for each session; a session answers with the least of them, a
program with the best of its sessions. So a program that doesn't say its price is never shown as free, and
never hidden for it either.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trellis.apps.programs import grades
from trellis.apps.programs.finder.index import (
    NO,
    NOWHERE,
    ONLINE,
    UNKNOWN,
    YES,
    Answers,
    Dates,
    Floats,
    Index,
    Integers,
    fold,
)
from trellis.apps.programs.finder.question import Question
from trellis.apps.programs.freshness import Limits

Flags = NDArray[np.bool_]

EARTH_KM: Final = 6371.0088
KM_PER_MILE: Final = 1.609344
HALF: Final = 0.5

RELAXABLE: Final[tuple[str, ...]] = (
    "when",
    "cost",
    "topic",
    "language",
    "transport",
    "open",
    "dates",
    "words",
)


@dataclass(frozen=True, slots=True)
class Found:
    """The answer. Programs (m,) are positions in the index, those that fit first, each group nearest first.

    `session` (m,) is the best session of each, `miles` (m,) how far it is (nan: online or not known).
    `fitting` is how many of them fit for sure, `free` how many of those have a free session that fits.
    `unknown` says for each condition which programs (m,) don't tell. `sessions_that_match` (n,) are all
    sessions that fit or may. `relaxed` counts the programs that would fit without one of the conditions.
    """

    program: Integers
    session: Integers
    miles: Floats
    fitting: int
    free: int
    unknown: dict[str, Flags]
    sessions_that_match: Flags
    relaxed: dict[str, int]

    def __len__(self) -> int:
        return len(self.program)


def search(
    index: Index,
    question: Question,
    *,
    position: tuple[float, float] | None,
    limits: Limits,
    today: date,
) -> Found:
    """Answer a question. `position` is (latitude, longitude) of the family, None where it isn't known."""
    miles = _miles(index, position)
    base = _on_offer(index, question, limits, today)
    asked = _conditions(index, question)
    if position is not None:
        asked["distance"] = _near_enough(index, question, miles)
    answer = base.copy()
    for each in asked.values():
        np.minimum(answer, each, out=answer)
    program, session = _best_sessions(index, answer, miles)
    fits = answer[session] == YES
    unknown = {name: each[session] == UNKNOWN for name, each in asked.items()}
    return Found(
        program=program,
        session=session,
        miles=miles[session],
        fitting=int(fits.sum()),
        free=_programs(index, (answer == YES) & (index.price == 0)),
        unknown=unknown,
        sessions_that_match=answer > NO,
        relaxed=_relaxed(index, question, base, asked, miles),
    )


def distances(index: Index, position: tuple[float, float]) -> Floats:
    """Great-circle miles from `position` (latitude, longitude) to each site (s,); nan where not located."""
    latitude, longitude = np.radians(index.latitude), np.radians(index.longitude)
    here_latitude, here_longitude = np.radians(position[0]), np.radians(position[1])
    half = (
        np.sin((latitude - here_latitude) / 2) ** 2
        + np.cos(latitude) * np.cos(here_latitude) * np.sin((longitude - here_longitude) / 2) ** 2
    )
    found: Floats = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))) / KM_PER_MILE
    return found


def _miles(index: Index, position: tuple[float, float] | None) -> Floats:
    """Miles from the family to each session (n,); nan where either place isn't known."""
    if position is None:
        return np.full(len(index.site), np.nan)
    of_sites = np.append(distances(index, position), np.nan)  # the last is for sessions without a site
    return of_sites[index.site]


def _on_offer(index: Index, question: Question, limits: Limits, today: date) -> Answers:
    """What is shown at all: confirmed lately enough, and not over unless past sessions are asked for."""
    age = (np.datetime64(today, "D") - index.confirmed_on).astype(np.int64)
    shown: Flags = (age <= limits.hidden_after_days)[index.program]
    if not question.past:
        shown &= ~(index.ends_on < np.datetime64(today, "D"))
    if question.site:
        shown &= index.site == index.site_key.get(question.site, NOWHERE - 1)
    return np.where(shown, YES, NO).astype(np.int8)


def _conditions(index: Index, question: Question) -> dict[str, Answers]:
    """What is asked, by name, and each session's answer (n,)."""
    asked: dict[str, Answers] = {}
    if question.age is not None or question.grade is not None:
        asked["age"] = _takes(index, question)
    if question.when:
        asked["when"] = _at_time(index, question.when)
    if question.starting or question.ending:
        asked["dates"] = _in_dates(index, question.starting, question.ending)
    if question.limit is not None:
        asked["cost"] = _told(index.price <= float(question.limit), np.isnan(index.price))
    if question.transport:
        asked["transport"] = index.transport
    if question.open:
        asked["open"] = _told(index.seats_open > 0, np.isnan(index.seats_open))
    if question.topic:
        asked["topic"] = _of_program(index, index.topics.get(question.topic))
    if question.language:
        spoken = _of_program(index, index.languages.get(question.language))
        asked["language"] = np.where(index.says_languages[index.program], spoken, UNKNOWN).astype(np.int8)
    if question.q:
        words = fold(question.q).split()
        found = np.fromiter(
            (all(word in text for word in words) for text in index.text), np.bool_, len(index.text)
        )
        asked["words"] = _of_program(index, found)
    return asked


def _takes(index: Index, question: Question) -> Answers:
    """Whether it takes somebody of this age or grade: by ages where it states any, else by grades."""
    age, grade = question.age, question.grade
    youngest = oldest = age
    if grade is not None and age is None:
        youngest, oldest = grades.ages_in(grade)
    elif age is not None:
        grade = grades.grade_at(age)
    says_ages = ~(np.isnan(index.age_min) & np.isnan(index.age_max))
    says_grades = ~(np.isnan(index.grade_min) & np.isnan(index.grade_max))
    by_age = ~(index.age_min > float(oldest or 0)) & ~(index.age_max < float(youngest or 0))
    by_grade = ~(index.grade_min > float(grade or 0)) & ~(index.grade_max < float(grade or 0))
    # A family that gave a grade is answered by grade where one is stated; one that gave an age, by age.
    first, then = (says_grades, by_grade), (says_ages, by_age)
    if question.age is not None:
        first, then = then, first
    takes = np.where(first[0], first[1], then[1])
    return _told(takes, ~(says_ages | says_grades))


def _at_time(index: Index, when: str) -> Answers:
    if when == "summer":
        return _told(index.summer >= HALF, np.isnan(index.summer))
    return {"weekend": index.weekend, "after_school": index.after_school, "evening": index.evening}[when]


def _in_dates(index: Index, starting: date | None, ending: date | None) -> Answers:
    """Whether some of it lies between two days; a session with no last day goes on as far as it says."""
    inside = np.ones(len(index.program), dtype=np.bool_)
    if ending is not None:
        inside &= ~(index.starts_on > np.datetime64(ending, "D"))
    if starting is not None:
        inside &= ~(index.ends_on < np.datetime64(starting, "D"))
    return _told(inside, np.isnat(index.starts_on) & np.isnat(index.ends_on))


def _near_enough(index: Index, question: Question, miles: Floats) -> Answers:
    reach = np.inf if question.within is None else float(question.within)
    answer = _told(miles <= reach, np.isnan(miles))
    if question.online:
        return np.where(index.mode >= ONLINE, YES, answer).astype(np.int8)
    return np.where(index.mode == ONLINE, NO, answer).astype(np.int8)


def _told(yes: Flags, unknown: Flags) -> Answers:
    return np.where(unknown, UNKNOWN, np.where(yes, YES, NO)).astype(np.int8)


def _of_program(index: Index, flags: Flags | None) -> Answers:
    if flags is None:
        return np.zeros(len(index.program), dtype=np.int8)
    return np.where(flags[index.program], YES, NO).astype(np.int8)


def _best_sessions(index: Index, answer: Answers, miles: Floats) -> tuple[Integers, Integers]:
    """The programs in their order, each with its best session: what fits first, then near, then soon."""
    candidates = np.flatnonzero(answer > NO)
    far = np.where(np.isnan(miles), np.inf, np.round(miles, 1))[candidates]
    soon = _sortable(index.starts_on)[candidates]
    order = np.lexsort((index.session_id[candidates], soon, far, -answer[candidates]))
    sessions = candidates[order]
    _programs_found, first = np.unique(index.program[sessions], return_index=True)
    chosen = sessions[np.sort(first)]
    return index.program[chosen], chosen


def _sortable(days: Dates) -> Integers:
    """Days as numbers, those not known last."""
    found: Integers = np.where(np.isnat(days), np.iinfo(np.int64).max, days.astype(np.int64))
    return found


def _programs(index: Index, sessions: Flags) -> int:
    """How many programs some of the sessions belong to."""
    return int(np.unique(index.program[sessions]).size)


def _relaxed(
    index: Index, question: Question, base: Answers, asked: dict[str, Answers], miles: Floats
) -> dict[str, int]:
    """How many programs would fit if one condition were dropped; of distance, if it were wider or online."""
    fits = {name: each == YES for name, each in asked.items()}
    shown = base == YES

    def without(name: str) -> Flags:
        left = shown.copy()
        for other, each in fits.items():
            if other != name:
                left &= each
        return left

    counts: dict[str, int] = {name: _programs(index, without(name)) for name in RELAXABLE if name in asked}
    if "distance" in asked:
        elsewhere = without("distance")
        counts["anywhere"] = _programs(index, elsewhere & (index.mode != ONLINE))
        if not question.online:
            counts["online"] = _programs(index, elsewhere & ((index.mode >= ONLINE) | fits["distance"]))
        for wider in (25, 50):
            if question.within is not None and wider > question.within:
                near = elsewhere & (miles <= wider) & (index.mode != ONLINE)
                counts[f"within_{wider}"] = _programs(index, near)
    return counts
