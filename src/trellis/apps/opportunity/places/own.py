"""Neighborhoods of the alliance's own: a GeoJSON file of areas, with how many young people live in each."""

from __future__ import annotations

import json
import math
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.opportunity.places.building import Draft, draft
from trellis.apps.opportunity.places.table import EVERYBODY, PlaceTable
from trellis.sources.places import PeopleGroup

NAMES_TRIED: Final = ("name", "NAME", "Name", "community", "neighborhood", "label")
IDS_TRIED: Final = ("id", "ID", "GEOID", "geoid")
MOST_AREAS: Final = 10_000
FEWEST_SHOWN: Final = 10
"""A count below this would describe single young people; it is not kept."""


class CantRead(ValueError):
    """A file that can't be read as areas; the message says what is wrong and what to do."""


def read_areas(
    content: bytes, *, people_field: str, name_field: str = "", vintage: str, source: str
) -> Draft:
    """Return a set of neighborhoods from GeoJSON areas.

    people_field: the property that counts young people (ages 5 to 17). name_field: the property with the
    area's name; where it is empty the usual ones are tried. source: who drew the areas and counted. Counts
    from 1 to 9 are taken as not known, so that nothing about so few is ever shown.
    Raises CantRead.
    """
    features = _features(content)
    properties = [feature.get("properties") or {} for feature in features]
    there = sorted({name for each in properties for name in each})
    if people_field not in there:
        raise CantRead(
            _("No area has a property “%(name)s”. The file has: %(there)s.")
            % {"name": people_field, "there": ", ".join(there) or _("none")}
        )
    names_from = name_field or next((name for name in NAMES_TRIED if name in there), "")
    if name_field and name_field not in there:
        raise CantRead(
            _("No area has a property “%(name)s”. The file has: %(there)s.")
            % {"name": name_field, "there": ", ".join(there)}
        )
    ids = _ids(features, properties)
    people = np.array([_count(each.get(people_field), row) for row, each in enumerate(properties, start=1)])
    small = (people > 0) & (people < FEWEST_SHOWN)
    people[small] = math.nan
    latitude, longitude = _middles(features)
    columns = PlaceTable(
        ids=np.array(ids, dtype=object),
        names=np.array(
            [str(each.get(names_from) or place)[:200] for each, place in zip(properties, ids, strict=True)],
            dtype=object,
        ),
        county=np.array([""] * len(ids), dtype=object),
        latitude=latitude,
        longitude=longitude,
        groups=(PeopleGroup(EVERYBODY, "All young people", "all", 5, 17),),
        people={EVERYBODY: people},
        margins={},
    )
    return draft(
        columns,
        {place: feature["geometry"] for place, feature in zip(ids, features, strict=True)},
        level="own",
        vintage=vintage,
        sources=[{"publisher": source, "title": _("Neighborhoods of its own"), "vintage": vintage}],
        mismatches={"small": {"count": int(small.sum()), "people": 0}} if small.any() else {},
    )


def _features(content: bytes) -> list[dict[str, Any]]:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError) as error:
        raise CantRead(_("That is not a GeoJSON file: it can't be read as JSON.")) from error
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or not features:
        raise CantRead(_("That JSON file holds no areas: it needs “features”, each with a “geometry”."))
    if len(features) > MOST_AREAS:
        raise CantRead(
            _("The file has %(n)d areas; %(most)d fit.") % {"n": len(features), "most": MOST_AREAS}
        )
    for number, feature in enumerate(features, start=1):
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
            raise CantRead(
                _("Area %(number)d is not a Polygon or MultiPolygon. Leave it out of the file, or draw it.")
                % {"number": number}
            )
    return features


def _ids(features: list[dict[str, Any]], properties: list[dict[str, Any]]) -> list[str]:
    field = next((name for name in IDS_TRIED if all(each.get(name) is not None for each in properties)), "")
    if all(feature.get("id") is not None for feature in features):
        ids = [str(feature["id"]) for feature in features]
    elif field:
        ids = [str(each[field]) for each in properties]
    else:
        ids = [f"area-{number}" for number in range(1, len(features) + 1)]
    twice = sorted({each for each in ids if ids.count(each) > 1}) if len(set(ids)) < len(ids) else []
    if twice:
        raise CantRead(
            ngettext(
                "The id %(ids)s stands for more than one area. Give each area an id of its own.",
                "The ids %(ids)s each stand for more than one area. Give each area an id of its own.",
                len(twice),
            )
            % {"ids": ", ".join(twice[:5])}
        )
    return [each.replace("/", "-")[:80] for each in ids]


def _count(value: Any, row: int) -> float:
    if value is None or value == "":
        return math.nan
    try:
        found = float(str(value).replace(",", ""))
    except ValueError:
        found = math.nan
    if not (math.isfinite(found) and found >= 0):
        raise CantRead(
            _(
                "Area %(row)d counts “%(value)s” young people: write a number that is not negative, or leave "
                "it empty where it isn't known."
            )
            % {"row": row, "value": str(value)[:40]}
        )
    return found


def _middles(features: list[dict[str, Any]]) -> tuple[Any, Any]:
    import shapely
    from shapely.geometry import shape

    try:
        drawn = np.array([shape(feature["geometry"]) for feature in features], dtype=object)
    except (ValueError, TypeError, IndexError, shapely.errors.ShapelyError) as error:
        raise CantRead(
            _("The outline of an area can't be read: %(why)s") % {"why": str(error)[:200]}
        ) from error
    points = shapely.point_on_surface(shapely.make_valid(drawn))
    longitude, latitude = shapely.get_x(points), shapely.get_y(points)
    wrong = np.flatnonzero(~((np.abs(latitude) <= 90) & (np.abs(longitude) <= 180)))
    if wrong.size:
        raise CantRead(
            _(
                "Area %(number)d is not on the globe. Coordinates must be longitude, then latitude, "
                "in degrees "
                "(WGS 84); the file may use another projection."
            )
            % {"number": int(wrong[0]) + 1}
        )
    return latitude, longitude
