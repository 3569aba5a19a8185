"""Enters the numbers of units in a ledger, with everything that a reader can add up or subtract."""

from __future__ import annotations

from collections.abc import Iterable

from trellis.apps.landscape.pipeline.groups import PARTITIONS, TOTAL
from trellis.apps.landscape.pipeline.layout import DISTRICT, REGION, SCHOOL, STATE, Layout, Unit, part_of
from trellis.apps.landscape.pipeline.ledger import EXTRA, NOT_SHOWN, Key, Ledger


def ledger_of(layout: Layout, units: Iterable[Unit]) -> Ledger:
    """Return the ledger of everything that is published of units; each after those it consists of."""
    entering = _Entering(layout)
    for unit in units:
        entering.enter(unit)
    return entering.ledger


class _Entering:
    """Goes through units, parts before the whole."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.ledger = Ledger()

    def enter(self, unit: Unit) -> None:
        """Enter the numbers of a unit whose parts were entered before."""
        for group in unit.groups:
            self._algebra(unit, group)
            self._published(unit, self.layout.high(unit, group))
            for name in self.layout.numbers.courses:
                self._course(unit, name, group)

    def _algebra(self, unit: Unit, group: str) -> None:
        """Eighth-graders, those in algebra I by grade 8, of groups in grade 8 alone, and the others."""
        layout = self.layout
        whole = layout.eighth(unit, group)
        if whole is not None:
            self._published(unit, whole)
        if unit.kind != SCHOOL:
            self._with_rest(whole, self._published(unit, layout.algebra(unit, group)))
        if group == TOTAL:
            both = self._published(unit, layout.by_eighth(unit))
            if both is not None:
                parts = [self._cell(part) for part in layout.parts_of_by_eighth(both)]
                self.ledger.relate(self._cell(both), parts)
                self._with_rest(whole, both)

    def _course(self, unit: Unit, name: str, group: str) -> None:
        """High-school students who take a course, and those who could.

        How many of a group could is shown of the state and the region alone, where it can be: schools that
        differ by one course tell of a few students; and in a district with a school or two it says no more
        than which of them offer it.
        """
        layout = self.layout
        everybody = layout.high(unit, group)
        if group == TOTAL or unit.kind in (STATE, REGION):
            worth = None if group == TOTAL else EXTRA
            self._with_rest(everybody, self._published(unit, layout.offered(unit, name, group), worth))
        self._with_rest(everybody, self._published(unit, layout.taking(unit, name, group)))

    def _published(self, unit: Unit, key: Key | None, worth: float | None = None) -> Key | None:
        """Enter a number that is shown of a unit, with what it is the sum of."""
        if key is None:
            return None
        cell = self.ledger.add(key, self.layout.value(key), worth or unit.worth(key[0], key[1]))
        if unit.kind == SCHOOL:
            return key
        if unit.children and key[1] in unit.children[0].groups:
            self._sum(cell, key, unit)
        if key[0] == "high" and unit.kind == DISTRICT:
            self._in_alike_parts(cell, key)
        if key[1] == TOTAL and key[0] != "by_eighth":
            self._by_group(cell, key)
        return key

    def _sum(self, cell: int, key: Key, unit: Unit) -> None:
        """A number of a unit is the sum of those of the units it consists of."""
        cells = []
        for child in unit.children:
            part = part_of(key, child.schools)
            if part is not None:
                cells.append(self._cell(part))
                if child.kind == DISTRICT and part[0] == "high" and part[1] != TOTAL:
                    self._in_alike_parts(cells[-1], part)
        self.ledger.relate(cell, cells)

    def _in_alike_parts(self, cell: int, key: Key) -> None:
        """What no sum of published numbers gives by itself may be a sum of several such."""
        parts = self.layout.alike(key)
        self.ledger.relate(cell, [self._cell(part) for part in parts])
        for part in parts:
            if key[1] == TOTAL and len(parts) > 1:
                self._by_group(self._cell(part), part)

    def _by_group(self, cell: int, key: Key) -> None:
        """Everybody, by race and by sex; a few may be told of neither."""
        for number, partition in enumerate(PARTITIONS):
            parts = [self.layout.of_group(key, group) for group in partition]
            known = [part for part in parts if part is not None]
            untold = self.layout.value(key) - sum(self.layout.value(part) for part in known)
            cells = [self._cell(part) for part in known]
            if untold or not known or any(part[2] != key[2] for part in known):
                cells.append(self.ledger.add((f"{key[0]} untold {number}", TOTAL, key[2]), untold))
            self.ledger.relate(cell, cells)

    def _with_rest(self, whole: Key | None, part: Key | None) -> None:
        """Students, those of them who take a course, and those who don't."""
        if whole is None or part is None or whole == part:
            return
        left = self.layout.value(whole) - self.layout.value(part)
        if left < 0:
            return  # some take algebra I early at schools that have no grade 8
        name = f"{whole[0]} but {part[0]} at {len(part[2])}"
        rest = self.ledger.add((name, whole[1], whole[2] + (-1,) + part[2]), left)
        self.ledger.relate(self._cell(whole), (self._cell(part), rest))

    def _cell(self, key: Key) -> int:
        """Enter a number that stands in a sum, whether or not it is shown itself."""
        return self.ledger.add(key, self.layout.value(key), NOT_SHOWN)
