"""At which schools what is counted, and how the numbers of units are called in the ledger."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trellis.apps.landscape.pipeline.groups import GROUPS, TOTAL, at
from trellis.apps.landscape.pipeline.ledger import Key
from trellis.apps.landscape.pipeline.schools import SchoolNumbers
from trellis.apps.landscape.pipeline.units import Set, Unit

HIGH: Final = "high"
EIGHTH: Final = "eighth"
ALGEBRA: Final = "algebra"
EARLY: Final = "early"
BY_EIGHTH: Final = "by_eighth"


class Layout:
    """Knows the numbers of a state's schools.

    Quantities: `HIGH` for high-school students, `EIGHTH` for eighth-graders, those in algebra I in grade 8
    (`ALGEBRA`), in grade 7 (`EARLY`), in either (`BY_EIGHTH`), and each course by its name. A school that
    doesn't offer a course has no number of those who take it: that nobody does says nothing about anybody.
    """

    def __init__(self, numbers: SchoolNumbers) -> None:
        self.numbers = numbers
        self._values: dict[str, NDArray[np.float64]] = {
            EIGHTH: numbers.eighth,
            ALGEBRA: numbers.algebra,
            HIGH: numbers.high,
            **{name: course.students for name, course in numbers.courses.items()},
        }

    # ---- the keys of a unit's numbers; None where there are no such schools

    def eighth(self, unit: Unit, group: str = TOTAL) -> Key | None:
        """Eighth-graders of schools that say who of them takes algebra I."""
        return _key(EIGHTH, group, unit.schools & self._eighth[group])

    def algebra(self, unit: Unit, group: str = TOTAL) -> Key | None:
        """Those who take it in grade 8."""
        return _key(ALGEBRA, group, unit.schools & self._eighth[group] & self._offers_eighth)

    def by_eighth(self, unit: Unit) -> Key | None:
        """Those who take it in either: where nobody could in one of them, those in the other."""
        return self._by_eighth(unit.schools)

    def high(self, unit: Unit, group: str = TOTAL) -> Key | None:
        """High-school students."""
        return _key(HIGH, group, unit.schools & self._high[group])

    def offered(self, unit: Unit, name: str, group: str = TOTAL) -> Key | None:
        """Students of high schools that offer a course."""
        return _key(HIGH, group, unit.schools & self._offered[name, group])

    def taking(self, unit: Unit, name: str, group: str = TOTAL) -> Key | None:
        """Students who take it."""
        return _key(name, group, unit.schools & self._offered[name, group])

    # ---- the same students in parts

    def of_group(self, key: Key, group: str) -> Key | None:
        """Return the number that a group has in one of everybody."""
        quantity, _total, schools = key
        if quantity == HIGH:
            where = self._high[group]
        elif quantity in (EIGHTH, ALGEBRA):
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
        if quantity == BY_EIGHTH:
            return sum(self.value(part) for part in self.parts_of_by_eighth(key))
        column = self.numbers.early if quantity == EARLY else self._values[quantity][:, at(group)]
        return int(column[at_schools].sum())

    def part_of(self, key: Key, schools: Set) -> Key | None:
        """Return a number as far as it is of some schools."""
        within = schools.intersection(key[2])
        return self._by_eighth(within) if key[0] == BY_EIGHTH else _key(key[0], key[1], within)

    def parts_of_by_eighth(self, key: Key) -> list[Key]:
        """Return those in grade 8 and those in grade 7, where there are any."""
        return self._in_either(frozenset(key[2]))

    def _by_eighth(self, schools: Set) -> Key | None:
        parts = self._in_either(schools)
        if len(parts) < 2:
            return parts[0] if parts else None
        return _key(BY_EIGHTH, TOTAL, frozenset(school for part in parts for school in part[2]))

    def _in_either(self, schools: Set) -> list[Key]:
        parts = (
            _key(ALGEBRA, TOTAL, schools & self._eighth[TOTAL] & self._offers_eighth),
            _key(EARLY, TOTAL, schools & self._offers_early),
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
        return _set(self.numbers.offers_early)

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


def is_part(part: Key, whole: Key) -> bool:
    """Whether all of one number are among the other: some take algebra I early where there is no grade 8."""
    return set(part[2]) <= set(whole[2])


def _set(flags: NDArray[np.bool_]) -> Set:
    return frozenset(np.flatnonzero(flags).tolist())


def _key(quantity: str, group: str, schools: Set) -> Key | None:
    return (quantity, group, tuple(sorted(schools))) if schools else None
