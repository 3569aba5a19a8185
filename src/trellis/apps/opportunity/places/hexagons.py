"""Illustrative neighborhoods: hexagons over real counties, with young people drawn from a fixed seed.

For demonstrations, where no census table is at hand. Nothing about the counts is published or real; a set
made of them says so wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from trellis.apps.opportunity.places.building import Draft, draft
from trellis.apps.opportunity.places.table import EVERYBODY, PlaceTable
from trellis.sources.places import PeopleGroup

Floats = NDArray[np.float64]

RESOLUTION: Final = 7
SEED: Final = 20260601
KM_IN_DEGREE: Final = 111.2
FEWEST: Final = 4.0
"""Hexagons with fewer young people than this are taken for empty land."""

BANDS: Final = ((5, 9, 0.39), (10, 14, 0.39), (15, 17, 0.22))
GROUPS: Final = (
    ("race:white_not_hispanic", "White, not Hispanic or Latino", "race"),
    ("race:black", "Black or African American", "race"),
    ("race:american_indian", "American Indian or Alaska Native", "race"),
    ("race:hispanic", "Hispanic or Latino", "race"),
    ("poverty:below", "Below the poverty level", "poverty"),
)


@dataclass(frozen=True, slots=True)
class Town:
    """Where young people of a demonstration live: a middle, how many, how far they spread."""

    latitude: float
    longitude: float
    people: float
    spread_km: float = 6.0


def draw(
    shapes: Mapping[str, Any], *, towns: Sequence[Town], names: Mapping[str, str], seed: int = SEED
) -> Draft:
    """Return a set of hexagons over counties.

    shapes: GeoJSON geometries by county FIPS. towns: where young people live; without any, the middle of each
    county. names: counties' names by FIPS. The same arguments give the same hexagons and counts.
    """
    cells, county, latitude, longitude, outlines = _hexagons(shapes)
    rng = np.random.default_rng(seed)
    towns = towns or _one_town_each(shapes)
    weight = np.zeros(len(cells))
    for town in towns:
        far = _distance_km(latitude, longitude, town.latitude, town.longitude)
        near = np.exp(-0.5 * (far / town.spread_km) ** 2) + 0.04 * np.exp(-far / (4 * town.spread_km))
        weight += town.people * near / max(near.sum(), 1e-9)
    people = np.round(weight * rng.lognormal(0.0, 0.45, len(cells)))
    kept = people >= FEWEST
    cells = [cell for cell, stays in zip(cells, kept.tolist(), strict=True) if stays]
    latitude, longitude, county, people = latitude[kept], longitude[kept], county[kept], people[kept]
    counts, groups = _groups(people, latitude, longitude, towns[0], rng)
    numbers = _numbered(county, names)
    columns = PlaceTable(
        ids=np.array(cells, dtype=object),
        names=np.array(numbers, dtype=object),
        county=county,
        latitude=latitude,
        longitude=longitude,
        groups=groups,
        people=counts,
        # Margins as wide as those of a survey of about one household in twelve.
        margins={
            key: np.round(1.645 * np.sqrt(12 * np.maximum(values, 1))) for key, values in counts.items()
        },
    )
    return draft(
        columns,
        outlines,
        level="hexagon",
        vintage=_("illustrative"),
        sources=[
            {
                "publisher": "Trellis",
                "title": _("Illustrative young people, drawn from a fixed seed"),
                "vintage": str(seed),
            },
            {"publisher": "U.S. Census Bureau", "title": _("Outlines of counties"), "vintage": ""},
        ],
        is_illustrative=True,
    )


def _hexagons(shapes: Mapping[str, Any]) -> tuple[list[str], Any, Floats, Floats, dict[str, Any]]:
    import h3  # type: ignore[import-untyped]

    found: dict[str, str] = {}
    for fips, geometry in shapes.items():
        for cell in h3.geo_to_cells(geometry, RESOLUTION):
            found.setdefault(cell, fips)
    cells = sorted(found)
    middles = np.array([h3.cell_to_latlng(cell) for cell in cells]).reshape(-1, 2)
    outlines = {cell: _outline(h3.cell_to_boundary(cell)) for cell in cells}
    county = np.array([found[cell] for cell in cells], dtype=object)
    return cells, county, middles[:, 0], middles[:, 1], outlines


def _outline(corners: Sequence[tuple[float, float]]) -> dict[str, Any]:
    ring = [[longitude, latitude] for latitude, longitude in (*corners, corners[0])]
    return {"type": "Polygon", "coordinates": [ring]}


def _one_town_each(shapes: Mapping[str, Any]) -> list[Town]:
    from shapely.geometry import shape

    middles = [shape(geometry).representative_point() for geometry in shapes.values()]
    return [Town(point.y, point.x, 8000.0) for point in middles]


def _groups(
    people: Floats, latitude: Floats, longitude: Floats, largest: Town, rng: np.random.Generator
) -> tuple[dict[str, Floats], tuple[PeopleGroup, ...]]:
    """Return counts by group; poverty and homes without a car thicken to the north of the largest town."""
    far = _distance_km(latitude, longitude, largest.latitude, largest.longitude)
    north = (latitude - largest.latitude) * KM_IN_DEGREE / largest.spread_km
    pressed = np.clip(0.5 + 0.5 * np.tanh(north), 0, 1) * np.exp(-far / (2.5 * largest.spread_km))
    noise = rng.uniform(-0.03, 0.03, (len(people), 3))
    poor = np.clip(0.12 + 0.35 * pressed + noise[:, 0], 0.02, 0.8)
    black = np.clip(0.06 + 0.45 * pressed + noise[:, 1], 0.01, 0.8)
    without_car = np.clip(0.03 + 0.22 * pressed + 0.5 * noise[:, 2], 0.005, 0.6)
    hispanic = np.clip(0.16 + 0.12 * np.exp(-far / largest.spread_km), 0, 0.4)
    native = np.full_like(people, 0.09)
    shares = {
        "race:black": black,
        "race:american_indian": native,
        "race:hispanic": hispanic,
        "race:white_not_hispanic": np.clip(1 - black - native - hispanic, 0.02, 1),
        "poverty:below": poor,
    }
    counts = {EVERYBODY: people}
    made = [PeopleGroup(EVERYBODY, "All young people", "all", 5, 17)]
    for low, high, share in BANDS:
        counts[f"age_{low}_{high}"] = np.round(people * share)
        made.append(PeopleGroup(f"age_{low}_{high}", f"Ages {low} to {high}", "age", low, high))
    for key, label, kind in GROUPS:
        counts[key] = np.round(people * shares[key])
        made.append(PeopleGroup(key, label, kind, 5, 17))  # type: ignore[arg-type]
    counts["no_car"] = np.round(people * without_car)
    made.append(PeopleGroup("no_car", "In households without a car", "vehicles", 5, 17))
    return counts, tuple(made)


def _numbered(county: Any, names: Mapping[str, str]) -> list[str]:
    """Return names such as “Tulsa County 14”, numbered within each county."""
    seen: dict[str, int] = {}
    made = []
    for fips in county.tolist():
        seen[fips] = seen.get(fips, 0) + 1
        made.append(f"{names.get(fips, fips)} {seen[fips]}")
    return made


def _distance_km(latitude: Floats, longitude: Floats, to_latitude: float, to_longitude: float) -> Floats:
    """Return flat distances, near enough for a drawing."""
    north = (latitude - to_latitude) * KM_IN_DEGREE
    east = (longitude - to_longitude) * KM_IN_DEGREE * np.cos(np.radians(to_latitude))
    return np.hypot(north, east)
