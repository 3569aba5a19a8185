"""At which schools what is counted, and how the numbers of units are called in the ledger."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trellis.apps.landscape.pipeline.groups import GROUPS, TOTAL, at
from trellis.apps.landscape.pipeline.ledger import Key
from trellis.apps.landscape.pipeline.schools import SchoolNumbers

Set = frozenset[int]
STATE: Final = "state"
REGION: Final = "region"
DISTRICT: Final = "district"
SCHOOL: Final = "school"
ELSEWHERE: Final = "elsewhere"
"""The part of a state that isn't shown."""

# What is worth more is hidden last: the state's and the region's numbers, then everybody's of a district.
WORTH: Final = {STATE: 1e12, REGION: 1e12, DISTRICT: 1e4, SCHOOL: 20.0}
WHOLE: Final = 1e3
WHOLE_OF_GROUP: Final = 3.0
"""Without how many there are, no share can be shown."""

WORTH_OF_GROUP: Final = {STATE: 1e8, REGION: 1e8, DISTRICT: 1.0}


@dataclass(frozen=True, slots=True)
class Unit:
    """Schools that are shown together, and the units it consists of."""

    key: str
    kind: str
    name: str
    schools: Set
    children: tuple[Unit, ...] = ()

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of which it shows numbers: of a school only everybody together."""
        return (TOTAL,) if self.kind == SCHOOL else GROUPS

    def worth(self, quantity: str, group: str) -> float:
        """Return how much a number of it is worth to readers."""
        base = quantity in ("high", "eighth")
        if group == TOTAL:
            return WORTH[self.kind] * (WHOLE if base else 1.0)
        return WORTH_OF_GROUP[self.kind] * (WHOLE_OF_GROUP if base else 1.0)


class Layout:
    """Knows the numbers of a state's schools.

    Quantities: "eighth" for eighth-graders, "high" for high-school students, those in "algebra" in grade 8,
    "early" in grade 7, "by_eighth" in either, and each course by its name. A school that doesn't offer a
    course has no number of those who take it: that nobody does says nothing about anybody.
    """

    def __init__(self, numbers: SchoolNumbers) -> None:
        self.numbers = numbers
        self._values: dict[str, NDArray[np.float64]] = {
            "eighth": numbers.eighth,
            "algebra": numbers.algebra,
            "high": numbers.high,
            **{name: course.students for name, course in numbers.courses.items()},
        }

    # ---- the keys of a unit's numbers; None where there are no such schools

    def eighth(self, unit: Unit, group: str = TOTAL) -> Key | None:
        """Eighth-graders of schools that say who of them takes algebra I."""
        return _key("eighth", group, unit.schools & self._eighth[group])

    def algebra(self, unit: Unit, group: str = TOTAL) -> Key | None:
        """Those who take it in grade 8."""
        return _key("algebra", group, unit.schools & self._eighth[group] & self._offers_eighth)

    def early(self, unit: Unit) -> Key | None:
        """Those who take it in grade 7."""
        return _key("early", TOTAL, unit.schools & self._offers_early)

    def by_eighth(self, unit: Unit) -> Key | None:
        """Those who take it in either."""
        offering = (self._eighth[TOTAL] & self._offers_eighth) | self._offers_early
        return _key("by_eighth", TOTAL, unit.schools & offering)

    def high(self, unit: Unit, group: str = TOTAL) -> Key | None:
        """High-school students."""
        return _key("high", group, unit.schools & self._high[group])

    def offered(self, unit: Unit, name: str, group: str = TOTAL) -> Key | None:
        """Students of high schools that offer a course."""
        return _key("high", group, unit.schools & self._offered[name, group])

    def taking(self, unit: Unit, name: str, group: str = TOTAL) -> Key | None:
        """Students who take it."""
        return _key(name, group, unit.schools & self._offered[name, group])

    # ---- the same students in parts

    def of_group(self, key: Key, group: str) -> Key | None:
        """Return the number that a group has in one of everybody."""
        quantity, _total, schools = key
        if quantity == "high":
            where = self._high[group]
        elif quantity in ("eighth", "algebra"):
            where = self._eighth[group]
        else:
            where = self._offered[quantity, group]
        return _key(quantity, group, where.intersection(schools))

    def alike(self, key: Key) -> list[Key]:
        """Return high-school students in parts, of schools that offer the same: sets are sums of them."""
        quantity, group, schools = key
        parts = (_key(quantity, group, pattern.intersection(schools)) for pattern in self._patterns)
        return [part for part in parts if part is not None]

    def value(self, key: Key) -> int:
        """Return a number itself, hidden or not."""
        quantity, group, schools = key
        at_schools = list(schools)
        if quantity == "by_eighth":
            return sum(self.value(part) for part in self.parts_of_by_eighth(key))
        column = self.numbers.early if quantity == "early" else self._values[quantity][:, at(group)]
        return int(column[at_schools].sum())

    def parts_of_by_eighth(self, key: Key) -> list[Key]:
        """Return those in grade 8 and those in grade 7, where there are any."""
        schools = frozenset(key[2])
        parts = (
            _key("algebra", TOTAL, schools & self._eighth[TOTAL] & self._offers_eighth),
            _key("early", TOTAL, schools & self._offers_early),
        )
        return [part for part in parts if part is not None]

    # ---- at which schools

    @cached_property
    def _high(self) -> dict[str, Set]:
        known = np.isfinite(self.numbers.high)
        return {group: _set(self.numbers.is_high & known[:, at(group)]) for group in GROUPS}

    @cached_property
    def _eighth(self) -> dict[str, Set]:
        known = np.isfinite(self.numbers.eighth) & np.isfinite(self.numbers.algebra)
        return {group: _set(self.numbers.asked_eighth & known[:, at(group)]) for group in GROUPS}

    @cached_property
    def _offers_eighth(self) -> Set:
        return _set(self.numbers.offers_eighth)

    @cached_property
    def _offers_early(self) -> Set:
        return _set(self.numbers.offers_early & np.isfinite(self.numbers.early))

    @cached_property
    def _offered(self) -> dict[tuple[str, str], Set]:
        return {
            (name, group): self._high[group]
            & _set(course.offered & np.isfinite(course.students[:, at(group)]))
            for name, course in self.numbers.courses.items()
            for group in GROUPS
        }

    @cached_property
    def _patterns(self) -> list[Set]:
        columns = [np.isfinite(self.numbers.high).all(axis=1)]
        for course in self.numbers.courses.values():
            columns += [course.offered, *np.isfinite(course.students).T]
        table = np.column_stack(columns)
        alike: dict[bytes, list[int]] = defaultdict(list)
        for school in np.flatnonzero(self.numbers.is_high):
            alike[table[school].tobytes()].append(int(school))
        return [frozenset(schools) for schools in alike.values()]


def part_of(key: Key, schools: Set) -> Key | None:
    """Return a number as far as it is of some schools."""
    return _key(key[0], key[1], schools.intersection(key[2]))


def _set(flags: NDArray[np.bool_]) -> Set:
    return frozenset(np.flatnonzero(flags).tolist())


def _key(quantity: str, group: str, schools: Set) -> Key | None:
    return (quantity, group, tuple(sorted(schools))) if schools else None
