"""The units that are shown: a state's schools and districts, the state, and the region within it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trellis.apps.landscape.pipeline.groups import GROUPS, TOTAL
from trellis.apps.landscape.pipeline.ledger import ALWAYS

if TYPE_CHECKING:
    from trellis.sources.pipeline import SchoolPipeline


Set = frozenset[int]
STATE: Final = "state"
REGION: Final = "region"
DISTRICT: Final = "district"
SCHOOL: Final = "school"
ELSEWHERE: Final = "elsewhere"
"""The part of a state that isn't shown."""

# What is worth more is hidden last: the state's and the region's numbers, then everybody's of a district.
_WORTH: Final = {STATE: 1e14, REGION: 1e14, DISTRICT: 1e4, SCHOOL: 20.0}
_WORTH_OF_GROUP: Final = {STATE: 1e8, REGION: 1e8, DISTRICT: 1.0}


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

    def worth(self, group: str, *, is_whole: bool) -> float:
        """Return how much a number of it is worth to readers.

        is_whole: how many there are, without which no share can be shown. Of everybody it is always shown:
        no school is counted that has few, so that whatever is hidden is open enough within it.
        """
        if group == TOTAL:
            return ALWAYS if is_whole else _WORTH[self.kind]
        return _WORTH_OF_GROUP[self.kind] * (3.0 if is_whole else 1.0)


@dataclass(frozen=True, slots=True)
class Units:
    """The region's districts and schools, the region, and the state; both are one where it holds them all."""

    state: Unit
    region: Unit

    @property
    def districts(self) -> tuple[Unit, ...]:
        """The region's districts."""
        return self.region.children

    @property
    def in_order(self) -> list[Unit]:
        """Every unit, after those it consists of."""
        schools = [school for district in self.districts for school in district.children]
        whole = [self.state] if self.region is self.state else [self.region, self.state]
        return [*schools, *self.districts, *whole]


def units_of(pipeline: SchoolPipeline, *, leaids: Collection[str] = ()) -> Units:
    """Return a state's units. leaids: the districts of the region; all where none are named."""
    of_district: dict[str, list[int]] = defaultdict(list)
    for position, leaid in enumerate(pipeline.leaid.tolist()):
        of_district[leaid].append(position)
    districts = tuple(_district(pipeline, leaid, schools) for leaid, schools in sorted(of_district.items()))
    states = ", ".join(sorted(set(pipeline.state.tolist())))
    mine = tuple(each for each in districts if each.key in set(leaids))
    if not mine or len(mine) == len(districts):
        state = _together(STATE, states, districts)
        return Units(state, state)
    region = _together(REGION, REGION, mine)
    others = _together(ELSEWHERE, ELSEWHERE, tuple(each for each in districts if each not in mine))
    return Units(_together(STATE, states, (region, others)), region)


def _district(pipeline: SchoolPipeline, leaid: str, positions: list[int]) -> Unit:
    schools = tuple(
        Unit(str(pipeline.combokey[each]), SCHOOL, str(pipeline.name[each]), frozenset([each]))
        for each in positions
    )
    return Unit(leaid, DISTRICT, str(pipeline.district[positions[0]]), frozenset(positions), schools)


def _together(kind: str, key: str, parts: tuple[Unit, ...]) -> Unit:
    schools = frozenset(school for part in parts for school in part.schools)
    return Unit(key, kind, key, schools, parts)
