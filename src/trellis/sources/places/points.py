"""Where places are: internal points of TIGER and the gazetteers, centers of population.

TIGER's .dbf (alone or in its zip) has INTPTLAT and INTPTLON as "+40.1440140"; a gazetteer is text with tabs
or bars between its columns, the last called INTPTLONG with spaces behind it; the centers of population are a
CSV with the code in parts.
"""

import re
from typing import Final

import numpy as np

from trellis.sources.errors import Unreadable
from trellis.sources.places.content import Given, content_of
from trellis.sources.places.ids import Identified
from trellis.sources.places.records import PointKind, Points
from trellis.sources.places.tables import NAME_COLUMNS, code_in, code_places, table_in

_LATITUDE: Final = ("INTPTLAT", "INTPTLAT20", "INTPTLAT10", "LATITUDE", "LAT")
_LONGITUDE: Final = ("INTPTLON", "INTPTLON20", "INTPTLON10", "INTPTLONG", "LONGITUDE", "LON")
_YEAR: Final = re.compile(r"(?:tl_|cb_|cenpop|gaz_?)(\d{4})|(\d{4})_gaz", re.IGNORECASE)


def read_points(given: Given, *, name: str = "", vintage: str | None = None) -> Points:
    """Read places' points, from a path or the bytes of an upload.

    Raises Unreadable with file, row and column, also where latitude and longitude are swapped.
    """
    content = content_of(given, name=name, wanted=(r"\.dbf$", r"\.txt$", r"\.csv$"))
    if content.is_json:
        raise Unreadable(
            "it is JSON; points are read from a .dbf, a gazetteer or a CSV.",
            file=content.name,
            remedy="Boundaries alone are enough: a point inside each shape is taken then.",
        )
    table = table_in(content)
    code, named = code_places(table), table.place(*NAME_COLUMNS)
    at = table.need(*_LATITUDE), table.need(*_LONGITUDE)
    kind: PointKind = "center of population" if "POPULATION" in table.header else "internal point"
    identified = Identified(table.file)
    names, latitude, longitude = [], [], []
    for row, cells in table.rows:
        identified.add(code_in(table, code, row, cells), row)
        names.append("" if named is None else cells[named])
        north, east = (_degrees(cells[place], table.file, row, table.header[place]) for place in at)
        check_position(north, east, file=table.file, row=row, column=table.header[at[0]])
        latitude.append(north)
        longitude.append(east)
    year = vintage or year_of(content.name)
    return Points(
        ids=identified.ids(),
        names=np.array(names, dtype=object),
        level=identified.level(),
        latitude=np.array(latitude),
        longitude=np.array(longitude),
        kind=kind,
        vintage=year,
        edition=year,
        sources=(
            {
                "key": "points",
                "title": "Centers of population" if kind == "center of population" else "Internal points",
                "publisher": "U.S. Census Bureau",
                "vintage": year,
                "url": "https://www.census.gov/geographies/mapping-files.html",
                "licence": "Public domain (work of the U.S. government)",
                "file": content.name,
                "rows": len(names),
                "checksum": content.checksum,
            },
        ),
    )


def year_of(file: str) -> str:
    """The year that a map file's name tells, or ""."""
    found = _YEAR.search(file)
    return (found[1] or found[2]) if found else ""


def _degrees(text: str, file: str, row: int, column: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise Unreadable(
            f"“{text}” isn't a position in degrees.", file=file, row=row, column=column
        ) from None


def near_the_states(latitude: float, longitude: float) -> bool:
    """Whether a position lies within the rectangle of the states and territories, Guam and Samoa included."""
    return -15 <= latitude <= 72 and (-180 <= longitude <= -64 or 144 <= longitude <= 180)


def check_position(latitude: float, longitude: float, *, file: str, row: int, column: str) -> None:
    """Refuse a position outside the United States; say so where the two are swapped."""
    if near_the_states(latitude, longitude):
        return
    if near_the_states(longitude, latitude):
        problem = f"latitude {latitude:g} and longitude {longitude:g} are swapped."
    elif not (abs(latitude) <= 90 and abs(longitude) <= 180):
        problem = f"{latitude:g}, {longitude:g} are not degrees: the file may be in another projection."
    else:
        problem = f"{latitude:g}, {longitude:g} is not in the United States."
    raise Unreadable(problem, file=file, row=row, column=column)
