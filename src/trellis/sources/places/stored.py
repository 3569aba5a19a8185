"""Places out of the store's tables: what was pulled or added, the newest vintage of each."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import Any, Final

import numpy as np

from trellis.sources.errors import UnknownVintage
from trellis.sources.library import Library
from trellis.sources.places.joining import join_places
from trellis.sources.places.records import AcsTable, Boundaries, Level, Places, Points
from trellis.sources.shelf import Entry

DIGITS: Final[Mapping[Level, int]] = {"county": 5, "district": 7, "tract": 11, "block_group": 12}
_WHERE: Final = """length(geoid) = $digits
    AND ($counties IS NULL OR list_contains($counties, geoid[1:5]))"""


def places(
    library: Library, level: Level, counties: Collection[str] | None, vintage: str | None = None
) -> Places:
    """Places with people, points and shapes; UnknownVintage says which of them isn't there."""
    key = ("places", level, None if counties is None else tuple(sorted(counties)), vintage)

    def read() -> Places:
        people = _people(library, level, counties, vintage)
        points = _points(library, level, counties)
        shapes = _shapes(library, level, counties)
        return join_places(people=people, points=points, shapes=shapes, level=level, counties=counties)

    return library.recent(key, read)


def vintages_of_people(library: Library) -> tuple[str, ...]:
    """The vintages of people by place at hand, the newest first."""
    return tuple(dict.fromkeys(entry.info.vintage for entry in library.shelf.entries("people")))


def _rows(
    library: Library, table: str, columns: str, level: Level, counties: Collection[str] | None, entry: Entry
) -> list[tuple[Any, ...]]:
    sql = f"SELECT {columns} FROM read_parquet($path) WHERE {_WHERE}"  # noqa: S608
    given: dict[str, object] = {
        "path": str(entry.path),
        "digits": DIGITS[level],
        "counties": None if counties is None else list(counties),
    }
    return library.rows(sql, given)


def _newest(
    library: Library,
    table: str,
    columns: str,
    level: Level,
    counties: Collection[str] | None,
    vintage: str | None = None,
) -> tuple[list[Entry], list[list[tuple[Any, ...]]]]:
    """The files of the newest edition that has such places, and their rows."""
    used: list[Entry] = []
    found: list[list[tuple[Any, ...]]] = []
    for entry in library.shelf.entries(table):
        if vintage not in (None, entry.info.vintage, entry.info.edition):
            continue
        if used and entry.info.edition != used[0].info.edition:
            break
        rows = _rows(library, table, columns, level, counties, entry)
        if rows:
            used.append(entry)
            found.append(rows)
    return used, found


def _people(
    library: Library, level: Level, counties: Collection[str] | None, vintage: str | None
) -> AcsTable:
    used, found = _newest(library, "people", "geoid, name, cell, estimate, margin", level, counties, vintage)
    if not used:
        where = "" if counties is None else f" in {', '.join(sorted(counties)[:10])}"
        raise UnknownVintage(
            f"No census table of young people by {level.replace('_', ' ')} is here{where}. "
            "Pull it (trellis data pull acs --state OK), or add a file (trellis data add acs FILE)."
        )
    names: dict[str, str] = {}
    values: dict[str, dict[str, tuple[float, float]]] = {}
    for rows in found:
        for geoid, name, cell, estimate, margin in rows:
            names.setdefault(geoid, name)
            values.setdefault(cell, {}).setdefault(
                geoid, (np.nan if estimate is None else estimate, np.nan if margin is None else margin)
            )
    ids = sorted(names)
    unknown = (np.nan, np.nan)
    columns = {
        cell: np.array([by_place.get(code, unknown) for code in ids]) for cell, by_place in values.items()
    }
    info = used[0].info
    return AcsTable(
        ids=np.array(ids, dtype=np.str_),
        names=np.array([names[code] for code in ids], dtype=object),
        level=level,
        estimates={cell: pair[:, 0] for cell, pair in columns.items()},
        margins={cell: pair[:, 1] for cell, pair in columns.items()},
        unpublished={},
        vintage=info.vintage,
        edition=info.edition,
        sources=_sources(used),
    )


def _points(library: Library, level: Level, counties: Collection[str] | None) -> Points | None:
    used, found = _newest(library, "place_points", "geoid, name, kind, latitude, longitude", level, counties)
    if not used:
        return None
    by_id = {row[0]: row for rows in reversed(found) for row in rows}
    ids, names, kinds, latitude, longitude = zip(*by_id.values(), strict=True)
    info = used[0].info
    return Points(
        ids=np.array(ids, dtype=np.str_),
        names=np.array(names, dtype=object),
        level=level,
        latitude=np.array(latitude),
        longitude=np.array(longitude),
        kind=kinds[0],
        vintage=info.vintage,
        edition=info.edition,
        sources=_sources(used),
    )


def _shapes(library: Library, level: Level, counties: Collection[str] | None) -> Boundaries | None:
    import shapely

    used, found = _newest(library, "place_shapes", "geoid, name, geometry", level, counties)
    if not used:
        return None
    by_id = {row[0]: row for rows in reversed(found) for row in rows}
    ids, names, geometries = zip(*by_id.values(), strict=True)
    texts = shapely.to_geojson(shapely.from_wkb(geometries))
    info = used[0].info
    return Boundaries(
        ids=np.array(ids, dtype=np.str_),
        names=np.array(names, dtype=object),
        level=level,
        geometries=tuple(json.loads(text) for text in texts),
        vintage=info.vintage,
        edition=info.edition,
        sources=_sources(used),
    )


def _sources(used: Collection[Entry]) -> tuple[dict[str, Any], ...]:
    """Provenance of what was read, as evidence keeps it."""
    return tuple(asdict(entry.info) | {"key": entry.info.source} for entry in used)
