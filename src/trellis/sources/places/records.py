"""What the readers of places hand out: frozen records and columns (numpy arrays of one length)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from trellis.sources.errors import SourceError
from trellis.sources.records import Floats, Names, Text

Level = Literal["state", "county", "district", "tract", "block_group", "other"]
GroupKind = Literal["all", "age", "sex", "race", "poverty", "vehicles"]
PointKind = Literal["internal point", "center of population", "inside the shape"]
Geometry = Mapping[str, Any]  # a GeoJSON geometry, longitude before latitude
Source = dict[str, Any]

LEVEL_OF_LENGTH: Mapping[int, Level] = {
    2: "state",
    5: "county",
    7: "district",
    11: "tract",
    12: "block_group",
}
LEVEL_NAMES: Mapping[Level, str] = {
    "state": "states",
    "county": "counties",
    "district": "school districts",
    "tract": "census tracts",
    "block_group": "block groups",
    "other": "areas of their own",
}


class PlacesDontFit(SourceError):
    """Files about places that can't be put together; the message says which and why."""


class UnalignedAges(SourceError):
    """Ages that the tables' bands don't make up; the message names the bands there are."""


@dataclass(frozen=True, slots=True)
class AcsTable:
    """Census tables over places, shape (n,), in the file's order.

    ids: GEOIDs; estimates: by cell ("B01001_004"), NaN unknown; margins: 90 % margins of error likewise,
    0 for an estimate controlled to an official count, NaN where none is published. `unpublished` counts the
    cells that carried a mark instead of a number, by its meaning. `vintage` is "2018–22", or "" where neither
    the file nor its name says it.
    """

    ids: Text
    names: Names
    level: Level
    estimates: Mapping[str, Floats]
    margins: Mapping[str, Floats]
    unpublished: Mapping[str, int]
    vintage: str
    edition: str
    sources: tuple[Source, ...]

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables whose cells are in it: "B01001"."""
        return tuple(dict.fromkeys(cell.rpartition("_")[0] for cell in self.estimates))


@dataclass(frozen=True, slots=True)
class Points:
    """Where places are, shape (n,): degrees north and east."""

    ids: Text
    names: Names
    level: Level
    latitude: Floats
    longitude: Floats
    kind: PointKind
    vintage: str
    edition: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Shapes of places: ids (n,), names (n,), and a GeoJSON geometry for each."""

    ids: Text
    names: Names
    level: Level
    geometries: tuple[Geometry, ...]
    vintage: str
    edition: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A count that no other overlaps within its split: ages (both included), sex, and the split it is of.

    sex: "female", "male" or "" for both; split: "" everyone, "race:black" and so on, "poverty:below".
    """

    split: str
    age_min: int
    age_max: int
    sex: str


@dataclass(frozen=True, slots=True)
class PeopleGroup:
    """A group of young people: its key in `Places.people`, an English label, its ages (both included)."""

    key: str
    label: str
    kind: GroupKind
    age_min: int
    age_max: int


@dataclass(frozen=True, slots=True)
class Missing:
    """Places that one file has and another hasn't: all their ids, and the young people they hold.

    `unknown_people` of them have no published number of young people.
    """

    ids: tuple[str, ...] = ()
    people: float = 0.0
    unknown_people: int = 0

    @property
    def count(self) -> int:
        """How many places."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Mismatches:
    """What doesn't fit between people, points and shapes of the counties asked for.

    `left_out` have people but neither a point nor a shape, so that they are in no result. Those
    `people_without_point` were placed inside their shape.
    """

    left_out: Missing = Missing()
    people_without_point: Missing = Missing()
    people_without_shape: Missing = Missing()
    points_without_people: Missing = Missing()
    shapes_without_people: Missing = Missing()

    @property
    def any(self) -> bool:
        """Whether anything doesn't fit."""
        parts = (
            self.left_out,
            self.people_without_point,
            self.people_without_shape,
            self.points_without_people,
            self.shapes_without_people,
        )
        return any(part.count for part in parts)


@dataclass(frozen=True, slots=True)
class Places:
    """Where young people live, sorted by id: ids, names, county (FIPS), latitude, longitude (n,).

    people: by the key of its group, NaN where unknown; margins: 90 % margins of error, NaN where none is
    known. `cells` are the disjoint counts the groups are added from; `share_without_car` is the share of
    households without a vehicle with its margin, where a table gives it. `shapes` has the geometries there
    are, by id. vintage: of the people; sources: provenance, a dictionary for each file or table.
    """

    level: Level
    ids: Text
    names: Names
    county: Text
    latitude: Floats
    longitude: Floats
    groups: tuple[PeopleGroup, ...]
    people: Mapping[str, Floats]
    margins: Mapping[str, Floats]
    cells: Mapping[Cell, tuple[Floats, Floats]]
    share_without_car: tuple[Floats, Floats] | None
    shapes: Mapping[str, Geometry]
    vintage: str
    sources: tuple[Source, ...]
    mismatches: Mismatches

    def __len__(self) -> int:
        return len(self.ids)

    def group(self, key: str) -> PeopleGroup:
        """The group of that key; KeyError where there is none."""
        for group in self.groups:
            if group.key == key:
                return group
        raise KeyError(key)

    @property
    def bands(self) -> tuple[tuple[int, int], ...]:
        """The age bands (both ends included) that unions can be made of."""
        from trellis.sources.places.groups import bands_in

        return bands_in(self.cells)

    def young_people(self, age_min: int, age_max: int, *, split: str = "") -> tuple[Floats, Floats]:
        """Young people of these ages (both included) and their margin, shape (n,) each.

        split: "" all of them, "female", "male", "race:black" and so on, "poverty:below". UnalignedAges where
        the tables' bands don't add up to the ages asked for.
        """
        from trellis.sources.places.groups import young_people

        return young_people(self.cells, age_min, age_max, split)

    def total(self, key: str = "all") -> float:
        """Young people of a group over all places, those unknown left out."""
        return float(np.nansum(self.people[key]))
