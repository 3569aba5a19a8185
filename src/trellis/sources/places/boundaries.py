"""Shapes of places: GeoJSON, or a shapefile in its zip."""

import io
import struct
from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np

from trellis.sources.errors import Truncated, Unreadable
from trellis.sources.places.content import Content, Given, content_of
from trellis.sources.places.ids import Identified, geoid_of
from trellis.sources.places.points import check_position, year_of
from trellis.sources.places.records import Boundaries, Geometry
from trellis.sources.places.tables import ID_COLUMNS, NAME_COLUMNS, dbf
from trellis.sources.reading import DOWNLOAD_AGAIN

DECIMALS: Final = 6  # a tenth of a meter
_DEGREES: Final = ("CRS84", "EPSG::4326", "EPSG:4326", "EPSG::4269", "EPSG:4269")
_ZIP: Final = "Give the zip as the publisher offers it."
Feature = tuple[int, Mapping[str, Any], Geometry | None]  # number in the file, properties, geometry


def read_boundaries(
    given: Given, *, name: str = "", vintage: str | None = None, id_property: str = ""
) -> Boundaries:
    """Read places' shapes, from a path or the bytes of an upload.

    `id_property` names the property that identifies areas of one's own; without it a census code (GEOID) is
    looked for. Coordinates are degrees, rounded to a tenth of a meter. Raises Unreadable with file, feature
    and property.
    """
    content = content_of(given, name=name, wanted=(r"\.shp$", r"\.geojson$", r"\.json$"))
    features = _geojson(content) if content.is_json else _shapefile(content)
    identified = Identified(content.name, one_level=not id_property)
    names: list[str] = []
    geometries: list[Geometry] = []
    for row, properties, geometry in features:
        identified.add(_code(properties, id_property, content.name, row), row)
        named = next((properties[key] for key in NAME_COLUMNS if properties.get(key)), "")
        names.append(str(named))
        geometries.append(_checked(geometry, content.name, row))
    year = vintage or year_of(content.name)
    return Boundaries(
        ids=identified.ids(),
        names=np.array(names, dtype=object),
        level=identified.level(),
        geometries=tuple(geometries),
        vintage=year,
        edition=year,
        sources=(
            {
                "key": "boundaries",
                "title": f"Boundaries ({content.name})" if id_property else "Cartographic boundaries",
                "publisher": "as given with the file" if id_property else "U.S. Census Bureau",
                "vintage": year,
                "url": "" if id_property else "https://www.census.gov/geographies/mapping-files.html",
                "licence": "" if id_property else "Public domain (work of the U.S. government)",
                "file": content.name,
                "rows": len(names),
                "checksum": content.checksum,
            },
        ),
    )


def _geojson(content: Content) -> Iterator[Feature]:
    found = content.json()
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list):
        kind = found.get("type", "an object") if isinstance(found, dict) else "a list"
        raise Unreadable(f"it is JSON, but no GeoJSON feature collection: it is {kind}.", file=content.name)
    crs = str(found.get("crs") or "")
    if crs and not any(name in crs for name in _DEGREES):
        raise Unreadable(
            f"its coordinates are not degrees (WGS 84), but {crs[:80]}.",
            file=content.name,
            remedy="Export it again as GeoJSON in WGS 84.",
        )
    for row, feature in enumerate(features, start=1):
        if not isinstance(feature, dict):
            raise Unreadable("it isn't a feature.", file=content.name, row=row)
        properties = dict(feature.get("properties") or {})
        if "id" in feature and str(feature["id"]).isdigit():
            properties.setdefault("id", feature["id"])
        yield row, properties, feature.get("geometry")


def _shapefile(content: Content) -> Iterator[Feature]:
    import shapefile

    if not content.is_shp:
        raise Unreadable("it is neither GeoJSON nor a shapefile.", file=content.name, remedy=_ZIP)
    if ".dbf" not in content.beside:
        raise Unreadable(
            "the .dbf beside it, which says which place each shape is, is missing.",
            file=content.name,
            remedy=_ZIP,
        )
    (words,) = struct.unpack(">i", content.data[24:28])
    if words * 2 > len(content.data):
        raise Truncated(
            f"it says it has {words * 2:,} bytes and breaks off after {len(content.data):,}.",
            file=content.name,
            remedy=DOWNLOAD_AGAIN,
        )
    table = dbf(content.beside[".dbf"], content.name)
    try:
        shapes = shapefile.Reader(shp=io.BytesIO(content.data)).iterShapes()
        for (row, cells), shape in zip(table.rows, shapes, strict=True):
            properties = dict(zip(table.header, cells, strict=True))
            yield row, properties, None if shape.shapeType == shapefile.NULL else shape.__geo_interface__
    except (shapefile.ShapefileException, struct.error) as error:
        raise Unreadable(f"its shapes can't be read: {error}.", file=content.name) from error
    except ValueError as error:
        raise Unreadable(
            "its shapes and its table have different numbers of rows.", file=content.name, remedy=_ZIP
        ) from error


def _code(properties: Mapping[str, Any], id_property: str, file: str, row: int) -> str:
    if id_property:
        code = str(properties.get(id_property) or "").strip()
        if not code:
            raise _no_id(properties, file, row, f"the property “{id_property}” is missing or empty")
        return code
    key = next((key for key in (*ID_COLUMNS, "id") if properties.get(key)), None)
    if key is None:
        raise _no_id(properties, file, row, "no property of it is a census code (GEOID)")
    return geoid_of(properties[key], file=file, row=row, column=key)


def _no_id(properties: Mapping[str, Any], file: str, row: int, problem: str) -> Unreadable:
    listed = ", ".join(map(str, properties)) or "none"
    return Unreadable(
        f"{problem}. Properties found: {listed}.",
        file=file,
        row=row,
        remedy="Say which property identifies an area.",
    )


def _checked(geometry: Any, file: str, row: int) -> Geometry:
    """The geometry in degrees, rounded; only areas are wanted."""
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise Unreadable(
            f"its geometry is {kind or 'missing'}, not an area (Polygon or MultiPolygon).", file=file, row=row
        )
    import shapely

    try:
        rounded = {"type": kind, "coordinates": _rounded(geometry["coordinates"])}
        west, south, east, north = shapely.geometry.shape(rounded).bounds
    except (IndexError, KeyError, TypeError, ValueError, shapely.GEOSException) as error:
        raise Unreadable("its geometry isn't made of positions.", file=file, row=row) from error
    for corner in ((south, west), (north, east)):
        check_position(*corner, file=file, row=row, column="geometry")
    return rounded


def _rounded(part: Any) -> Any:
    """Positions of two numbers; a height is dropped."""
    if isinstance(part[0], int | float):
        return [round(part[0], DECIMALS), round(part[1], DECIMALS)]
    return [_rounded(inner) for inner in part]
