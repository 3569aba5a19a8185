"""Outlines for places of which only a middle is known: all that is nearer to it than to any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


def around_middles(
    ids: Sequence[str],
    latitude: NDArray[np.float64],
    longitude: NDArray[np.float64],
    *,
    within: Mapping[str, Any],
) -> dict[str, dict[str, Any]]:
    """Return a GeoJSON geometry by place: its Thiessen polygon, cut at the outlines it must stay `within`.

    ids: (n,) places. latitude, longitude: (n,) degrees, their middles. within: GeoJSON geometries, such as
    those of the counties; without any, polygons end a little beyond the outermost middles. Places that share
    one middle share one polygon.
    """
    import shapely

    # Degrees of longitude are shorter than those of latitude: measured in like units, "nearer" is true.
    squeeze = float(np.cos(np.radians(latitude.mean())))
    points = shapely.points(longitude * squeeze, latitude)
    region = _region(within, squeeze) or shapely.buffer(shapely.multipoints(points).convex_hull, 0.02)
    cells = np.array(
        shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=region))
    )
    tree = shapely.STRtree(cells)
    place, cell = tree.query(points, predicate="intersects")
    first = dict(zip(place[::-1].tolist(), cell[::-1].tolist(), strict=True))
    cut = shapely.intersection(cells, region)
    found = {}
    for number, name in enumerate(ids):
        geometry = cut[first[number]] if number in first else shapely.buffer(points[number], 0.001)
        if geometry.is_empty:
            geometry = shapely.buffer(points[number], 0.001)
        found[name] = _stretched(geometry, squeeze)
    return found


def _region(within: Mapping[str, Any], squeeze: float) -> Any:
    import shapely

    if not within:
        return None
    whole = shapely.union_all([shapely.geometry.shape(each) for each in within.values()])
    return shapely.transform(whole, lambda at: at * [squeeze, 1.0])


def _stretched(geometry: Any, squeeze: float) -> dict[str, Any]:
    import shapely

    result: dict[str, Any] = shapely.geometry.mapping(
        shapely.transform(geometry, lambda at: at / [squeeze, 1.0])
    )
    return result
