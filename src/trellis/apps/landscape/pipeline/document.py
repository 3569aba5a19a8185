"""The pipeline as JSON-able values: for each unit what is offered, who takes it, who teaches.

A number of students is whole, `HIDDEN`, or None where it isn't known. What is hidden because it is small
looks like what is hidden to protect that: else the difference would tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from trellis.apps.landscape.pipeline.groups import GROUPS, TOTAL
from trellis.apps.landscape.pipeline.layout import Layout, is_part
from trellis.apps.landscape.pipeline.units import REGION, SCHOOL, STATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trellis.apps.landscape.pipeline.ledger import Key, Shown
    from trellis.apps.landscape.pipeline.units import Unit, Units

SCHEMA_VERSION: Final = "1"
HIDDEN: Final = "hidden"

Count = int | str | None
Share = float | str | None
Row = dict[str, Any]


def document(layout: Layout, units: Units, shown: Shown, *, threshold: int) -> dict[str, Any]:
    """Return everything that is shown, and how much is hidden or left out."""
    numbers = layout.numbers
    writer = _Writer(layout, shown, threshold)
    pipeline = numbers.pipeline
    schools = [school for district in units.districts for school in district.children]
    mine = np.zeros(len(pipeline), dtype=np.bool_)
    mine[sorted(units.region.schools)] = True
    return {
        "schema": SCHEMA_VERSION,
        "vintage": pipeline.vintage,
        "states": sorted(set(pipeline.state.tolist())),
        "is_whole_state": units.region is units.state,
        "threshold": threshold,
        "grade8_from": pipeline.grade8_from,
        "courses": list(numbers.courses),
        "groups": list(GROUPS),
        "numbers": shown.published,
        "hidden": shown.hidden,
        "left_out": int((numbers.left_out & mine).sum()),
        "not_asked": int((pipeline.serves("08") & ~numbers.asked_eighth & mine).sum()),
        "estimated": int((numbers.high_estimated & numbers.is_high & mine).sum()),
        "state": writer.row(units.state),
        "region": writer.row(units.region),
        "districts": [writer.row(each) for each in units.districts],
        "schools": [writer.row(each) for each in schools],
    }


@dataclass(frozen=True, slots=True)
class _Writer:
    layout: Layout
    shown: Shown
    threshold: int

    def row(self, unit: Unit) -> Row:
        """Return all that is shown of a unit."""
        numbers = self.layout.numbers
        positions = sorted(unit.schools)
        row: Row = {
            "key": unit.key,
            "kind": unit.kind,
            "name": unit.name,
            "schools": len(positions),
            "eighth_schools": int(numbers.asked_eighth[positions].sum()),
            "high_schools": int(numbers.is_high[positions].sum()),
            "algebra": self._algebra(unit, positions),
            "high": self._count(self.layout.high(unit)),
            "courses": {name: self._course(unit, name, positions) for name in numbers.courses},
            "teachers": self._teachers(positions),
        }
        if unit.kind == SCHOOL:
            row |= self._of_school(positions[0])
        else:
            row["high_by_group"] = {group: self._count(self.layout.high(unit, group)) for group in GROUPS}
        return row

    def _of_school(self, school: int) -> Row:
        pipeline = self.layout.numbers.pipeline
        return {
            "district": str(pipeline.leaid[school]),
            "district_name": str(pipeline.district[school]),
            "grades": str(pipeline.grades[school]),
            "charter": bool(pipeline.charter[school] == 1),
            "latitude": _number(float(pipeline.latitude[school])),
            "longitude": _number(float(pipeline.longitude[school])),
        }

    def _algebra(self, unit: Unit, positions: list[int]) -> Row:
        """Everybody who takes it by grade 8; groups in grade 8 alone: of grade 7 none are published."""
        layout, numbers = self.layout, self.layout.numbers
        offering = (numbers.offers_eighth | numbers.offers_early)[positions]
        found: Row = {"offering": int((offering & numbers.asked_eighth[positions]).sum())}
        whole = layout.eighth(unit)
        found |= self._part_of(whole, layout.by_eighth(unit), names=("eighth", "taking", "share"))
        if unit.kind != SCHOOL:
            found["groups"] = {
                group: self._part_of(
                    layout.eighth(unit, group),
                    layout.algebra(unit, group),
                    names=("eighth", "taking", "share"),
                )
                for group in GROUPS
            }
        return found

    def _course(self, unit: Unit, name: str, positions: list[int]) -> Row:
        layout, course = self.layout, self.layout.numbers.courses[name]
        offering = course.offered[positions] & layout.numbers.is_high[positions]
        found: Row = {
            "offering": int(offering.sum()),
            **self._part_of(
                layout.high(unit), layout.offered(unit, name), names=("", "could", "could_share")
            ),
            **self._part_of(layout.high(unit), layout.taking(unit, name), names=("", "taking", "share")),
        }
        if unit.kind != SCHOOL:
            found["groups"] = {group: self._course_of(unit, name, group) for group in GROUPS}
        return found

    def _course_of(self, unit: Unit, name: str, group: str) -> Row:
        layout = self.layout
        found = self._part_of(
            layout.high(unit, group), layout.taking(unit, name, group), names=("", "taking", "share")
        )
        if unit.kind in (STATE, REGION) or group == TOTAL:
            found |= self._part_of(
                layout.high(unit, group),
                layout.offered(unit, name, group),
                names=("", "could", "could_share"),
            )
        return found

    def _part_of(self, whole: Key | None, part: Key | None, *, names: tuple[str, str, str]) -> Row:
        """Return a number of students, those of them who do something, and their share; "" leaves one out."""
        values: tuple[Count, Count, Share] = (
            self._count(whole),
            self._count(part) if part is not None or whole is None else 0,
            self._share(whole, part),
        )
        return {name: value for name, value in zip(names, values, strict=True) if name}

    def _count(self, key: Key | None) -> Count:
        if key is None:
            return None
        found = self.shown.count(key)
        return HIDDEN if found is None else found

    def _share(self, whole: Key | None, part: Key | None) -> Share:
        """Hidden where either is, or where too few are left: who they are could be told from it."""
        if whole is None:
            return None
        if part is None:
            return 0.0
        if whole == part:
            return 1.0
        of, taking = self._count(whole), self._count(part)
        if not isinstance(of, int) or not isinstance(taking, int):
            return HIDDEN
        if taking > of:
            return None
        few_left = of - taking < self.threshold and is_part(part, whole)
        return HIDDEN if few_left else round(taking / of, 6)

    def _teachers(self, positions: list[int]) -> Row:
        """Full-time equivalents. Teachers' work is public: nothing of it is hidden."""
        staff = self.layout.numbers.pipeline.staff
        total = _sum(staff["fte_total"], positions)
        new = [_sum(staff[name], positions) for name in ("fte_first_year", "fte_second_year")]
        first_two = None if None in new else sum(each for each in new if each is not None)
        return {
            "fte": total,
            "certified_share": _ratio(_sum(staff["fte_certified"], positions), total),
            "new_share": _ratio(first_two, total),
        }


def _sum(values: NDArray[np.float64], positions: list[int]) -> float | None:
    known = values[positions]
    known = known[np.isfinite(known)]
    return round(float(known.sum()), 2) if known.size else None


def _ratio(part: float | None, whole: float | None) -> float | None:
    return round(part / whole, 6) if part is not None and whole else None


def _number(value: float) -> float | None:
    return round(value, 5) if np.isfinite(value) else None
