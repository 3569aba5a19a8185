"""Outlines of neighborhoods: light enough to be drawn at once, kept compressed, served as they are kept."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np

DIGITS: Final = 5
"""Decimals of a degree that are kept: about a metre."""

FINEST, COARSEST = 0.00005, 0.0006
"""Degrees by which an outline may be moved when it is simplified: 5 to 60 metres."""


def packed(shapes: Mapping[str, Any], ids: Iterable[str]) -> bytes:
    """Return the outlines of `ids`, simplified, as a GeoJSON FeatureCollection compressed by zlib.

    shapes: GeoJSON geometries by id; those of other ids are left out, ids without a shape too.
    """
    wanted = [place for place in ids if place in shapes]
    geometries = simplified([shapes[place] for place in wanted])
    features = [
        {"type": "Feature", "id": place, "properties": {"id": place}, "geometry": geometry}
        for place, geometry in zip(wanted, geometries, strict=True)
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    return zlib.compress(text.encode(), 9)


def unpacked(content: bytes) -> dict[str, Any]:
    """Return the FeatureCollection that `packed` made."""
    found: dict[str, Any] = json.loads(zlib.decompress(content))
    return found


def simplified(geometries: list[Any]) -> list[Any]:
    """Return GeoJSON geometries with fewer points, their common borders still common.

    How far a border may move grows with how large the places are; a block group keeps more than a county.
    """
    if not geometries:
        return []
    import shapely
    from shapely.geometry import mapping, shape

    drawn = shapely.make_valid(np.array([shape(each) for each in geometries], dtype=object))
    tolerance = float(np.clip(np.sqrt(np.median(shapely.area(drawn))) / 100, FINEST, COARSEST))
    lighter = _simplified_together(drawn, tolerance)
    return [_rounded(mapping(each)) for each in lighter]


def _simplified_together(drawn: Any, tolerance: float) -> Any:
    """Simplify as one coverage, so that neighbors still meet; one by one where they overlap."""
    import shapely

    polygonal = np.isin(shapely.get_type_id(drawn), (3, 6))
    if polygonal.all() and hasattr(shapely, "coverage_simplify"):
        try:
            return shapely.coverage_simplify(drawn, tolerance)
        except shapely.errors.ShapelyError:
            pass
    return shapely.simplify(drawn, tolerance, preserve_topology=True)


def _rounded(geometry: Any) -> dict[str, Any]:
    if geometry["type"] == "GeometryCollection":
        return {"type": "GeometryCollection", "geometries": [_rounded(g) for g in geometry["geometries"]]}
    return {"type": geometry["type"], "coordinates": _round(geometry["coordinates"])}


def _round(value: Any) -> Any:
    if isinstance(value, float | int):
        return round(value, DIGITS)
    return [_round(each) for each in value]
