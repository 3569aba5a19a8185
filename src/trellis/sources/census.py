"""Census files as the store's tables: people by place, points, shapes."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import numpy as np

from trellis.sources.errors import WrongVintage
from trellis.sources.places import AcsTable, Boundaries, Points, read_acs, read_boundaries, read_points
from trellis.sources.reading import Parsed

FEW_COUNTIES: Final = 4
FEW_STATES: Final = 5


def parse_people(path: Path, *, vintage: str | None = None) -> Parsed:
    """A census table, the cells that groups of young people are made of."""
    table = read_acs(path, vintage=vintage)
    _dated(table, path)
    cells = sorted(table.estimates)
    columns = {
        "geoid": np.tile(table.ids.astype(object), len(cells)),
        "name": np.tile(table.names, len(cells)),
        "cell": np.repeat(np.array(cells, dtype=object), len(table.ids)),
        "estimate": _nullable(np.concatenate([table.estimates[cell] for cell in cells])),
        "margin": _nullable(np.concatenate([table.margins[cell] for cell in cells])),
    }
    scope = "-".join((*table.tables, _extent(table)))
    return Parsed({"people": columns}, vintage=table.vintage, edition=table.edition, scope=scope)


def parse_points(path: Path, *, vintage: str | None = None) -> Parsed:
    """Internal points, or centers of population."""
    points = read_points(path, vintage=vintage)
    _dated(points, path)
    columns = {
        "geoid": points.ids.tolist(),
        "name": points.names.tolist(),
        "kind": [points.kind] * len(points.ids),
        "latitude": points.latitude,
        "longitude": points.longitude,
    }
    return Parsed({"place_points": columns}, points.vintage, points.edition, scope=_extent(points))


def parse_shapes(path: Path, *, vintage: str | None = None) -> Parsed:
    """Cartographic boundaries of tracts, block groups, school districts or counties."""
    import shapely

    shapes = read_boundaries(path, vintage=vintage)
    _dated(shapes, path)
    geometries = [shapely.geometry.shape(geometry) for geometry in shapes.geometries]
    columns = {
        "geoid": shapes.ids.tolist(),
        "name": shapes.names.tolist(),
        "geometry": shapely.to_wkb(geometries).tolist(),
    }
    return Parsed({"place_shapes": columns}, shapes.vintage, shapes.edition, scope=_extent(shapes))


def _dated(found: AcsTable | Points | Boundaries, path: Path) -> None:
    if not found.edition:
        raise WrongVintage(
            "its year can't be told: neither the file nor its name says it.",
            file=path.name,
            remedy='Say it: --vintage 2023 (of a table of five years, its years: --vintage "2019–23").',
        )


def _extent(found: AcsTable | Points | Boundaries) -> str:
    """Which places: their kind, and their counties or states where they are few. Two files of the same extent
    are the same file in two vintages or twice; others are kept beside each other."""
    codes = found.ids.tolist()
    level = found.level.replace("_", "")
    counties = _begin(codes, 5) if level in ("county", "tract", "blockgroup") else []
    parts = counties if 0 < len(counties) <= FEW_COUNTIES else _begin(codes, 2)
    return "-".join((level, *parts)) if len(parts) <= FEW_STATES else level


def _begin(codes: Iterable[str], digits: int) -> list[str]:
    return sorted({code[:digits] for code in codes})


def _nullable(values: Any) -> Any:
    """NaN as no value."""
    return np.ma.masked_invalid(values)
