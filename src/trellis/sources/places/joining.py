"""People, points and shapes of the same places put together; what doesn't fit is counted."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from trellis.sources.places import groups
from trellis.sources.places.records import (
    LEVEL_NAMES,
    AcsTable,
    Boundaries,
    Geometry,
    Level,
    Mismatches,
    Missing,
    Places,
    PlacesDontFit,
    Points,
)
from trellis.sources.records import Floats, Names, Text

Column = TypeVar("Column", bound=NDArray[Any])
COUNTY: Final = 5  # digits of a county's code, with which its tracts and block groups begin
WITHIN_COUNTIES: Final[tuple[Level, ...]] = ("county", "tract", "block_group")


def join_places(
    *,
    people: AcsTable | Sequence[AcsTable],
    points: Points | None = None,
    shapes: Boundaries | None = None,
    level: Level | None = None,
    counties: Collection[str] | None = None,
) -> Places:
    """Put people, points and shapes together by code, for the counties (FIPS) given, or all that have people.

    A place without a point is put inside its shape; one with neither is left out and counted. PlacesDontFit
    where kinds of place or vintages of people differ, nobody is counted by age, or nothing is left.
    """
    table = combined([people] if isinstance(people, AcsTable) else list(people))
    level = level or table.level
    _check_levels(level, table, points, shapes)
    if points is None and shapes is None:
        raise PlacesDontFit("Nothing says where the places are: give points, or boundaries.")
    table = _within(table, counties)
    cells, without_car = groups.cells_of(table), groups.share_without_car(table)
    found, counts = groups.groups_of(cells, without_car)
    if "all" not in counts:
        raise PlacesDontFit(
            f"The tables given ({', '.join(table.tables)}) don't count young people by age. "
            "Give B01001 (sex by age), or B05003."
        )
    where = {} if points is None else _positions(points)
    geometries = {} if shapes is None else dict(zip(shapes.ids.tolist(), shapes.geometries, strict=True))
    here = set(counties) if counties is not None else {code[:COUNTY] for code in table.ids.tolist()}
    everyone = dict(zip(table.ids.tolist(), counts["all"][0].tolist(), strict=True))
    placed = _placed(everyone, where, geometries)
    keep = np.array([code in placed for code in table.ids.tolist()])
    keep = np.flatnonzero(keep)[np.argsort(table.ids[keep])]
    if not len(keep):
        raise PlacesDontFit(
            f"None of the {len(everyone):,} {LEVEL_NAMES[level]} with people has a point or a shape: "
            "the files may be of different states."
        )
    ids: Text = table.ids[keep]
    position = np.array([placed[code] for code in ids.tolist()])
    return Places(
        level=level,
        ids=_fixed(ids),
        names=_names(table.names[keep], level),
        county=_fixed(np.array([code[:COUNTY] if level in WITHIN_COUNTIES else "" for code in ids.tolist()])),
        latitude=_fixed(position[:, 0].copy()),
        longitude=_fixed(position[:, 1].copy()),
        groups=found,
        people={key: _fixed(estimate[keep]) for key, (estimate, _) in counts.items()},
        margins={key: _fixed(margin[keep]) for key, (_, margin) in counts.items()},
        cells={
            cell: (_fixed(estimate[keep]), _fixed(margin[keep])) for cell, (estimate, margin) in cells.items()
        },
        share_without_car=None
        if without_car is None
        else (_fixed(without_car[0][keep]), _fixed(without_car[1][keep])),
        shapes={code: geometries[code] for code in ids.tolist() if code in geometries},
        vintage=table.vintage,
        sources=(
            *table.sources,
            *(points.sources if points else ()),
            *(shapes.sources if shapes else ()),
        ),
        mismatches=Mismatches(
            left_out=_missing(everyone.keys() - placed.keys(), everyone),
            people_without_point=_missing(everyone.keys() & placed.keys() - where.keys(), everyone)
            if points
            else Missing(),
            people_without_shape=_missing(everyone.keys() - geometries.keys(), everyone)
            if shapes
            else Missing(),
            points_without_people=_missing(_beyond(where, everyone, here, level), {}),
            shapes_without_people=_missing(_beyond(geometries, everyone, here, level), {}),
        ),
    )


def combined(tables: Sequence[AcsTable]) -> AcsTable:
    """Several tables over the same kind of place and of one vintage as one; a place missing in one is NaN."""
    if not tables:
        raise PlacesDontFit("No table of people was given.")
    if len(tables) == 1:
        return tables[0]
    first = tables[0]
    for other in tables[1:]:
        if other.level != first.level:
            raise PlacesDontFit(
                f"{first.sources[0]['file']} is of {LEVEL_NAMES[first.level]}, "
                f"{other.sources[0]['file']} of {LEVEL_NAMES[other.level]}: give one kind of place."
            )
        if other.edition and first.edition and other.edition != first.edition:
            raise PlacesDontFit(
                f"The tables are of different years: {first.vintage} and {other.vintage}. Give one vintage."
            )
    ids = np.unique(np.concatenate([table.ids for table in tables]))
    names = np.full(len(ids), "", dtype=object)
    estimates: dict[str, Floats] = {}
    margins: dict[str, Floats] = {}
    unpublished: dict[str, int] = {}
    for table in tables:
        rows = np.searchsorted(ids, table.ids)
        names[rows] = table.names
        for cell in table.estimates:
            for into, column in ((estimates, table.estimates), (margins, table.margins)):
                into.setdefault(cell, np.full(len(ids), np.nan))[rows] = column[cell]
        for mark, count in table.unpublished.items():
            unpublished[mark] = unpublished.get(mark, 0) + count
    dated = next((table for table in tables if table.edition), first)
    sources = tuple(source for table in tables for source in table.sources)
    return AcsTable(
        ids, names, first.level, estimates, margins, unpublished, dated.vintage, dated.edition, sources
    )


def _check_levels(level: Level, people: AcsTable, points: Points | None, shapes: Boundaries | None) -> None:
    for what, other in (("people", people), ("points", points), ("boundaries", shapes)):
        if other is not None and other.level != level:
            raise PlacesDontFit(f"The {what} are of {LEVEL_NAMES[other.level]}, not of {LEVEL_NAMES[level]}.")


def _within(table: AcsTable, counties: Collection[str] | None) -> AcsTable:
    if counties is None:
        return table
    if table.level not in WITHIN_COUNTIES:
        raise PlacesDontFit(f"{LEVEL_NAMES[table.level].capitalize()} aren't parts of counties.")
    wanted = set(counties)
    keep = np.array([code[:COUNTY] in wanted for code in table.ids.tolist()])
    if not keep.any():
        there = sorted({code[:COUNTY] for code in table.ids.tolist()})
        raise PlacesDontFit(
            f"The people given are of other counties ({', '.join(there[:10])}) "
            f"than those asked for ({', '.join(sorted(wanted)[:10])})."
        )
    return AcsTable(
        table.ids[keep],
        table.names[keep],
        table.level,
        {cell: column[keep] for cell, column in table.estimates.items()},
        {cell: column[keep] for cell, column in table.margins.items()},
        table.unpublished,
        table.vintage,
        table.edition,
        table.sources,
    )


def _positions(points: Points) -> dict[str, tuple[float, float]]:
    degrees = zip(points.latitude.tolist(), points.longitude.tolist(), strict=True)
    return dict(zip(points.ids.tolist(), degrees, strict=True))


def _placed(
    wanted: Iterable[str], where: Mapping[str, tuple[float, float]], geometries: Mapping[str, Geometry]
) -> dict[str, tuple[float, float]]:
    """Latitude and longitude of each place: its own point, else one inside its shape."""
    import shapely

    placed = {}
    for code in wanted:
        if code in where:
            placed[code] = where[code]
        elif code in geometries:
            inside = shapely.geometry.shape(geometries[code]).representative_point()
            placed[code] = (inside.y, inside.x)
    return placed


def _beyond(listed: Iterable[str], people: Mapping[str, float], counties: set[str], level: Level) -> set[str]:
    """Those in the counties asked for that no people are given for."""
    there = {code for code in listed if level not in WITHIN_COUNTIES or code[:COUNTY] in counties}
    return there - people.keys()


def _missing(codes: Iterable[str], people: Mapping[str, float]) -> Missing:
    listed = sorted(codes)
    held = np.array([people.get(code, np.nan) for code in listed]) if people else np.zeros(len(listed))
    return Missing(tuple(listed), float(np.nansum(held)), int(np.isnan(held).sum()))


def _names(names: Names, level: Level) -> Names:
    """The names given; a tract's bare number as "Census Tract 4.02"."""
    if level == "tract":
        named = [
            f"Census Tract {name}" if name.replace(".", "").isdigit() else name for name in names.tolist()
        ]
        names = np.array(named, dtype=object)
    return _fixed(names)


def _fixed(column: Column) -> Column:
    """The column read-only: everyone who asks gets the same one."""
    column.flags.writeable = False
    return column
