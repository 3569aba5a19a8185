"""Where ZIP codes are, counties' shapes, and which county a position lies in."""

import re
from collections.abc import Collection
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trellis.sources.errors import UnknownArea
from trellis.sources.library import Library
from trellis.sources.records import Flags, Text, ZipPlace, Zips

COAST: Final = 0.05  # degrees, about five kilometers: how far the simplified coast may be off
_ZIP: Final = re.compile(r"^([0-9]{5})(?:-[0-9]{4})?$")


def zip_position(library: Library, text: str) -> ZipPlace | None:
    """Where a ZIP code is ("74106" or "74106-1234"); None where it is none, or isn't known."""
    code = _ZIP.match(text.strip())
    return library.kept("zip places", lambda: _zip_places(library)).get(code[1]) if code else None


def _zip_places(library: Library) -> dict[str, ZipPlace]:
    names = "zip, city, state, county, kind, active, latitude, longitude"
    found = library.columns(f"SELECT {names} FROM read_parquet(?)", library.need("zip_positions").path)  # noqa: S608
    rows = zip(*(column.tolist() for column in found.values()), strict=True)
    return {row[0]: ZipPlace(*row) for row in rows}


def zips(library: Library) -> Zips:
    """Every ZIP code with a position."""

    def read() -> Zips:
        entry = library.need("zip_positions")
        found = library.columns(
            "SELECT zip, city, state, county, latitude, longitude FROM read_parquet(?) ORDER BY zip",
            entry.path,
        )
        return Zips(**{**found, "city": found["city"].astype(object)}, info=entry.info)

    return library.kept("zips", read)


def county_shapes(library: Library, fips: Collection[str] | None) -> dict[str, Any]:
    """A GeoJSON feature collection of counties, the feature's id being the FIPS code; UnknownArea."""
    shapes = _shapes(library)
    wanted = list(shapes) if fips is None else sorted(set(fips))
    for code in wanted:
        if code not in shapes:
            raise UnknownArea(code)
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {"name": shapes[code][0]},
            "geometry": _geojson(shapes[code][1]),
        }
        for code in wanted
    ]
    return {"type": "FeatureCollection", "features": features}


def _geojson(wkb: bytes) -> dict[str, Any]:
    import shapely

    return dict(shapely.geometry.mapping(shapely.from_wkb(wkb)))


def _shapes(library: Library) -> dict[str, tuple[str, bytes]]:
    """Name and shape (WKB) of every county by FIPS code."""

    def read() -> dict[str, tuple[str, bytes]]:
        rows = library.rows(
            "SELECT fips, name, geometry FROM read_parquet(?) ORDER BY fips",
            library.need("county_shapes").path,
        )
        return {fips: (name, geometry) for fips, name, geometry in rows}

    return library.kept("county shapes", read)


def county_at(library: Library, latitude: ArrayLike, longitude: ArrayLike) -> Text:
    """The county (FIPS) each position lies in, shape (n,); "" in the sea, abroad, and where it is unknown.

    The shapes are simplified: near a border it may be the neighbor. A position up to five kilometers off the
    coast counts to the nearest county.
    """
    import shapely

    tree, codes = library.kept("county tree", lambda: _tree(library))
    north, east = np.broadcast_arrays(np.atleast_1d(latitude), np.atleast_1d(longitude))
    found = np.full(len(north), "", dtype="<U5")
    known = np.flatnonzero(np.isfinite(north) & np.isfinite(east))
    points = shapely.points(east[known], north[known])
    which, county = tree.query(points, predicate="intersects")
    # Of two counties that share a border point the first stands.
    found[known[which[::-1]]] = codes[county[::-1]]
    left = np.flatnonzero(found[known] == "")
    which, county = tree.query_nearest(points[left], max_distance=COAST, all_matches=False)
    found[known[left[which]]] = codes[county]
    return found


def in_united_states(library: Library, latitude: ArrayLike, longitude: ArrayLike) -> Flags:
    """Whether each position lies in a state or territory, up to five kilometers off the coast; shape (n,)."""
    return np.asarray(county_at(library, latitude, longitude) != "", dtype=np.bool_)


def _tree(library: Library) -> tuple[Any, NDArray[np.str_]]:
    """The counties' shapes in a search tree, and their codes in its order."""
    import shapely

    shapes = _shapes(library)
    polygons = shapely.from_wkb([geometry for _, geometry in shapes.values()])
    shapely.prepare(polygons)
    return shapely.STRtree(polygons), np.array(list(shapes), dtype=np.str_)
