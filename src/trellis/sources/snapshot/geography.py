"""The snapshot's maps: where ZIP codes are (PyPI `zipcodes`), and counties' shapes (npm `us-atlas`)."""

import importlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely

from trellis.sources.errors import SourceError

ATLAS: Final = Path(__file__).parents[4] / "node_modules" / "us-atlas"
DECIMALS: Final = 4  # the atlas is rounded to a three-hundredth of a degree
_KINDS: Final = {"STANDARD": "standard", "PO BOX": "box", "UNIQUE": "unique"}
_SUFFIX: Final = re.compile(
    r" (county|parish|borough|census area|municipality|city and borough|municipio|planning region)$"
)
CORNERS: Final = 3
Columns = dict[str, Sequence[Any]]


def county_shapes(atlas: Path = ATLAS) -> tuple[Columns, dict[str, Any]]:
    """Counties' shapes decoded from TopoJSON, and their provenance."""
    if not atlas.exists():
        raise SourceError(f"us-atlas isn't in {atlas.parent}. Run make build first; npm puts it there.")
    package = json.loads((atlas / "package.json").read_text("utf-8"))
    topology = json.loads((atlas / "counties-10m.json").read_text("utf-8"))
    arcs = _arcs(topology)
    counties = topology["objects"]["counties"]["geometries"]
    shapes = [_shape(county, arcs) for county in counties]
    columns: Columns = {
        "fips": [county["id"] for county in counties],
        "name": [county["properties"]["name"] for county in counties],
        "geometry": shapely.to_wkb(shapes, include_srid=False).tolist(),
    }
    return columns, {
        "source": "county-shapes",
        "table": "county_shapes",
        "title": f"Counties' shapes, simplified (us-atlas {package['version']})",
        "publisher": "U.S. Census Bureau, cartographic boundaries; compiled by us-atlas",
        "vintage": "2017",
        "edition": "2017",
        "retrieved": "2026-11-23",
        "licence": "ISC; public domain (work of the U.S. government)",
        "url": "https://github.com/topojson/us-atlas",
        "origin": "snapshot",
    }


def _arcs(topology: Mapping[str, Any]) -> list[Any]:
    """Arcs in degrees: each position is stored as the step from the one before, in the grid's units."""
    scale, translate = (np.array(topology["transform"][part]) for part in ("scale", "translate"))
    return [np.cumsum(np.array(arc), axis=0) * scale + translate for arc in topology["arcs"]]


def _shape(county: Mapping[str, Any], arcs: Sequence[Any]) -> shapely.Geometry:
    """A county of TopoJSON as a valid shape with rounded coordinates."""
    polygons = county["arcs"] if county["type"] == "MultiPolygon" else [county["arcs"]]
    rings = [[_ring(ring, arcs) for ring in polygon] for polygon in polygons]
    # Simplified to two corners, a small island or hole is no area any more.
    parts = [
        shapely.Polygon(outer, [hole for hole in holes if len(hole) > CORNERS])
        for outer, *holes in rings
        if len(outer) > CORNERS
    ]
    shape = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
    rounded = shapely.transform(shape, lambda degrees: np.round(degrees, DECIMALS))
    valid = rounded if rounded.is_valid else shapely.make_valid(rounded)
    return shapely.normalize(valid)


def _ring(numbers: Sequence[int], arcs: Sequence[Any]) -> Any:
    """A ring out of its arcs; ~n is arc n backwards; each begins where the one before ended."""
    parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def zip_positions(
    shapes: Columns, counties: Sequence[tuple[str, str, str]]
) -> tuple[Columns, dict[str, Any]]:
    """ZIP codes with town, county and position, and their provenance. `counties`: FIPS, name, state.

    A county is found by its name; where that is missing or spelt otherwise, by the position.
    """
    named = {(_plain(name), state): fips for fips, name, state in counties}
    state_of = {fips: state for fips, _, state in counties}
    listed: list[dict[str, Any]] = importlib.import_module("zipcodes").list_all()
    found = [place for place in listed if place["country"] == "US" and _position(place)]
    positions = np.array([_position(place) for place in found])
    inside = _inside(shapes, positions)
    rows = [
        (
            place["zip_code"],
            place["city"],
            place["state"],
            named.get((_plain(place["county"]), place["state"]))
            or (there if state_of.get(there) == place["state"] else ""),
            _KINDS[place["zip_code_type"]],
            bool(place["active"]),
            latitude,
            longitude,
        )
        for place, there, (latitude, longitude) in zip(found, inside, positions.tolist(), strict=True)
        if place["zip_code_type"] in _KINDS
    ]
    names = ("zip", "city", "state", "county", "kind", "active", "latitude", "longitude")
    columns: Columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    return columns, {
        "source": "zip-positions",
        "table": "zip_positions",
        "title": f"Where ZIP codes are (zipcodes {version('zipcodes')})",
        "publisher": "U.S. Postal Service, GeoNames and unitedstateszipcodes.org; compiled by zipcodes",
        "vintage": "2026",
        "edition": "2026",
        "retrieved": "2026-11-23",
        "licence": "CC BY 4.0 (positions: GeoNames); public domain; compiled under MIT",
        "url": "https://github.com/seanpianka/zipcodes",
        "origin": "snapshot",
    }


def _position(place: Mapping[str, Any]) -> tuple[float, float] | None:
    """Latitude and longitude; None where there is none, or 0, 0."""
    try:
        latitude, longitude = float(place["lat"]), float(place["long"])
    except (TypeError, ValueError):
        return None
    return (latitude, longitude) if latitude or longitude else None


def _plain(name: str) -> str:
    """A county's name without accents, spaces, points and the word for "county"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z]", "", _SUFFIX.sub("", plain))


def _inside(shapes: Columns, positions: Any) -> list[str]:
    """The county each position lies in, or ""."""
    tree = shapely.STRtree(shapely.from_wkb(shapes["geometry"]))
    points, hit = tree.query(shapely.points(positions[:, ::-1]), predicate="intersects")
    found = [""] * len(positions)
    for point, county in zip(points[::-1].tolist(), hit[::-1].tolist(), strict=True):
        found[point] = shapes["fips"][county]
    return found
