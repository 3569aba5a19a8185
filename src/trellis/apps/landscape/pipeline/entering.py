"""Enters the numbers of units in a ledger, with everything that a reader can add up or subtract."""

from __future__ import annotations

from collections.abc import Iterable

from trellis.apps.landscape.pipeline.groups import PARTITIONS, SOME, TOTAL
from trellis.apps.landscape.pipeline.layout import BY_EIGHTH, EARLY, EIGHTH, HIGH, Layout, is_part
from trellis.apps.landscape.pipeline.ledger import EXTRA, NOT_SHOWN, Key, Ledger
from trellis.apps.landscape.pipeline.schools import WITHIN
from trellis.apps.landscape.pipeline.units import DISTRICT, REGION, SCHOOL, STATE, Unit


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

    # ---- what is shown of a unit

    def _algebra(self, unit: Unit, group: str) -> None:
        """Eighth-graders, those in algebra I by grade 8, of groups in grade 8 alone, and the others."""
        layout = self.layout
        whole = self._published(unit, layout.eighth(unit, group))
        if unit.kind != SCHOOL:
            self._with_rest(whole, self._published(unit, layout.algebra(unit, group)))
        if group == TOTAL:
            both = self._published(unit, layout.by_eighth(unit))
            if both is not None and both[0] == BY_EIGHTH:
                self.ledger.relate(self._cell(both), map(self._cell, layout.parts_of_by_eighth(both)))
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
        taking = self._published(unit, layout.taking(unit, name, group))
        self._with_rest(everybody, taking)
        if WITHIN.get(name) in layout.numbers.courses:
            self._with_rest(layout.taking(unit, WITHIN[name], group), taking)

    def _published(self, unit: Unit, key: Key | None, worth: float | None = None) -> Key | None:
        """Enter a number that is shown of a unit, with what it is the sum of."""
        if key is None:
            return None
        quantity, group, _schools = key
        worth = worth or unit.worth(group, is_whole=quantity in (HIGH, EIGHTH))
        cell = self.ledger.add(key, self.layout.value(key), worth)
        if unit.kind == SCHOOL:
            return key
        if unit.children and group in unit.children[0].groups:
            self._of_children(cell, key, unit)
        if quantity == HIGH and unit.kind == DISTRICT:
            self._in_alike_parts(cell, key)
        if group == TOTAL and quantity not in (BY_EIGHTH, EARLY):
            self._by_group(cell, key)
        return key

    # ---- what it is the sum of

    def _of_children(self, cell: int, key: Key, unit: Unit) -> None:
        """A number of a unit is the sum of those of the units it consists of."""
        cells = []
        for child in unit.children:
            part = self.layout.part_of(key, child.schools)
            if part is not None:
                cells.append(self._cell(part))
                if child.kind == DISTRICT and part[0] == HIGH and part[1] != TOTAL:
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
        """Everybody is of one race and one sex, but for those of whom groups aren't counted."""
        quantity, _total, schools = key
        for number, partition in enumerate(PARTITIONS):
            parts = self._known(self.layout.of_group(key, group) for group in partition)
            if not parts:
                continue
            counted = set[int]().union(*(part[2] for part in parts))
            uncounted = (
                self.layout.part_of(key, frozenset([each])) for each in schools if each not in counted
            )
            cells = [self._cell(part) for part in (*parts, *self._known(uncounted))]
            untold = self.ledger.counts[cell] - sum(self.ledger.counts[each] for each in cells)
            if untold or any(set(part[2]) != counted for part in parts):
                cells.append(self.ledger.add((f"{quantity} untold {number}", TOTAL, schools), untold))
            self.ledger.relate(cell, cells)
        for part in self._known(self.layout.of_group(key, group) for group in SOME):
            if part[2] == schools:
                others = self.ledger.counts[cell] - self.layout.value(part)
                rest = self.ledger.add((f"{quantity} but {part[1]}", TOTAL, schools), others)
                self.ledger.relate(cell, [self._cell(part), rest])

    def _with_rest(self, whole: Key | None, part: Key | None) -> None:
        """Students, those of them who take a course, and those who don't."""
        if whole is None or part is None or whole == part or not is_part(part, whole):
            return
        left = self.layout.value(whole) - self.layout.value(part)
        if left < 0:
            return  # a few schools count more students in AP science than in any AP course
        name = f"{whole[0]} but {part[0]} at {len(part[2])}"
        rest = self.ledger.add((name, whole[1], whole[2] + (-1,) + part[2]), left)
        self.ledger.relate(self._cell(whole), (self._cell(part), rest))

    def _cell(self, key: Key) -> int:
        """Enter a number that stands in a sum, whether or not it is shown itself."""
        return self.ledger.add(key, self.layout.value(key), NOT_SHOWN)

    @staticmethod
    def _known(keys: Iterable[Key | None]) -> list[Key]:
        return [key for key in keys if key is not None]
