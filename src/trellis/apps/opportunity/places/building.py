"""Turns published places, or files of the alliance's own, into what a set of neighborhoods keeps."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from trellis.apps.core.store import store
from trellis.apps.opportunity.places import shapes, table
from trellis.apps.opportunity.places.nearest_outlines import around_middles

if TYPE_CHECKING:
    from trellis.apps.opportunity.places.table import PlaceTable
    from trellis.sources.places import Mismatches, Places


@dataclass(frozen=True, slots=True)
class Draft:
    """A set of neighborhoods before it is kept: the fields of its row."""

    level: str
    vintage: str
    place_count: int
    groups: list[dict[str, Any]]
    table: bytes
    shapes: bytes
    sha256: str
    sources: list[dict[str, Any]]
    mismatches: dict[str, Any]
    is_illustrative: bool = False

    def fields(self) -> dict[str, Any]:
        """Return the draft as keyword arguments of the model."""
        return asdict(self)


def draft(
    columns: PlaceTable,
    outlines: Mapping[str, Any],
    *,
    level: str,
    vintage: str,
    sources: list[dict[str, Any]],
    mismatches: dict[str, Any] | None = None,
    is_illustrative: bool = False,
) -> Draft:
    """Return the row of a set; outlines: GeoJSON geometries by place, which are simplified here."""
    packed_table = table.packed(columns)
    packed_shapes = shapes.packed(outlines, columns.ids.tolist())
    return Draft(
        level=level,
        vintage=vintage,
        place_count=len(columns),
        groups=table.described(columns.groups),
        table=packed_table,
        shapes=packed_shapes,
        sha256=hashlib.sha256(packed_table + packed_shapes).hexdigest(),
        sources=sources,
        mismatches=mismatches or {},
        is_illustrative=is_illustrative,
    )


def of_places(places: Places) -> Draft:
    """Return the row of published places, with what didn't fit counted.

    Where there is no outline of any of them, they are drawn around their middles, and counted as such.
    """
    columns = table.PlaceTable(
        ids=places.ids.astype(object),
        names=np.array([short_name(name) for name in places.names.tolist()], dtype=object),
        county=places.county.astype(object),
        latitude=places.latitude,
        longitude=places.longitude,
        groups=places.groups,
        people=places.people,
        margins={key: values for key, values in places.margins.items() if np.isfinite(values).any()},
    )
    outlines, didnt_fit = places.shapes, _counted(places.mismatches)
    if not outlines and len(places):
        outlines = around_middles(
            places.ids.tolist(), places.latitude, places.longitude, within=_counties(places.county)
        )
        didnt_fit["drawn_around_middles"] = {"count": len(outlines), "people": 0}
    return draft(
        columns,
        outlines,
        level=places.level,
        vintage=places.vintage,
        sources=[dict(each) for each in places.sources],
        mismatches=didnt_fit,
    )


def short_name(published: str) -> str:
    """Return a census place's name without what its table says beside it: "Tract 101, group 1, Cook"."""
    parts = [part.strip() for part in re.split("[;,]", published)]
    words = {part.rpartition(" ")[0]: part.rpartition(" ")[2] for part in parts}
    if "Census Tract" not in words:
        return published
    county = next((part for part in parts if part.endswith((" County", " Parish"))), "")
    found = [f"Tract {words['Census Tract']}"]
    found += [f"group {words['Block Group']}"] if "Block Group" in words else []
    found += [county.rpartition(" ")[0]] if county else []
    return ", ".join(found)


def _counties(codes: Iterable[str]) -> dict[str, Any]:
    """Return the outlines of counties, GeoJSON geometries by code."""
    found = store().county_shapes(sorted(set(codes)))
    return {feature["id"]: feature["geometry"] for feature in found["features"]}


def _counted(found: Mismatches) -> dict[str, Any]:
    """Return what didn't fit as a row keeps it: counts, the young people they hold, a few ids."""
    parts = asdict(found)
    return {
        name: {
            "count": len(part["ids"]),
            "people": round(float(part["people"])),
            "unknown_people": int(part["unknown_people"]),
            "ids": list(part["ids"])[:20],
        }
        for name, part in parts.items()
        if part["ids"]
    }
