"""A set of neighborhoods as columns, and as the Parquet file that its row keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from trellis.sources.places import PeopleGroup

Floats = NDArray[np.float64]
Names = NDArray[np.object_]

PEOPLE, MARGIN = "people:", "moe:"
EVERYBODY: Final = "all"


@dataclass(frozen=True)
class PlaceTable:
    """n neighborhoods with the young people in each.

    ids, names, county: (n,) texts; latitude, longitude: (n,) degrees; people, margins: by group's key (n,)
    counts and their 90 % margins, NaN where not published. A group without margins isn't in `margins`.
    """

    ids: Names
    names: Names
    county: Names
    latitude: Floats
    longitude: Floats
    groups: tuple[PeopleGroup, ...]
    people: Mapping[str, Floats]
    margins: Mapping[str, Floats]

    def __len__(self) -> int:
        return int(self.ids.size)

    @cached_property
    def row_of(self) -> dict[str, int]:
        """The row of each place, by id."""
        return {place: row for row, place in enumerate(self.ids.tolist())}

    def group(self, key: str) -> PeopleGroup | None:
        """What a group is called; None where this set doesn't count it."""
        return next((each for each in self.groups if each.key == key), None)

    def of_kind(self, *kinds: str) -> tuple[PeopleGroup, ...]:
        """The groups of these kinds, in the order in which the set has them."""
        return tuple(each for each in self.groups if each.kind in kinds)

    @cached_property
    def without_car(self) -> Floats:
        """The share of each place's young people whose household has no car (n,); NaN where not known."""
        without, everybody = self.people.get("no_car"), self.people.get(EVERYBODY)
        if without is None or everybody is None:
            return np.full(len(self), np.nan)
        known = np.isfinite(without) & (everybody > 0)
        share = np.divide(without, everybody, out=np.full(len(self), np.nan), where=known)
        return np.clip(share, 0.0, 1.0)


def packed(table: PlaceTable) -> bytes:
    """Return the table as a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns: dict[str, Any] = {
        "place": table.ids,
        "name": table.names,
        "county": table.county,
        "latitude": table.latitude,
        "longitude": table.longitude,
    }
    columns |= {PEOPLE + key: values for key, values in table.people.items()}
    columns |= {MARGIN + key: values for key, values in table.margins.items()}
    out = BytesIO()
    pq.write_table(pa.table(columns), out, compression="zstd")
    return out.getvalue()


def unpacked(content: bytes, groups: list[dict[str, Any]]) -> PlaceTable:
    """Return the table that a Parquet file of `packed` holds; groups: as `described` wrote them."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from trellis.sources.places import PeopleGroup

    read = pq.read_table(pa.BufferReader(content))
    columns = {name: read.column(name).to_numpy(zero_copy_only=False) for name in read.column_names}
    return PlaceTable(
        ids=columns["place"],
        names=columns["name"],
        county=columns["county"],
        latitude=columns["latitude"],
        longitude=columns["longitude"],
        groups=tuple(PeopleGroup(**each) for each in groups),
        people=_prefixed(columns, PEOPLE),
        margins=_prefixed(columns, MARGIN),
    )


def described(groups: tuple[PeopleGroup, ...]) -> list[dict[str, Any]]:
    """Return the groups as a set of neighborhoods keeps them."""
    return [
        {
            "key": each.key,
            "label": each.label,
            "kind": each.kind,
            "age_min": each.age_min,
            "age_max": each.age_max,
        }
        for each in groups
    ]


def _prefixed(columns: dict[str, Any], prefix: str) -> dict[str, Floats]:
    return {
        name.removeprefix(prefix): values.astype(np.float64)
        for name, values in columns.items()
        if name.startswith(prefix)
    }
