"""Places and the young people who live there: reading the census's files and putting them together.

Works on files as given, by path or as uploaded bytes; knows no store. `Store.places` does the same from
tables that were pulled or added.
"""

from trellis.sources.places.acs import read_acs
from trellis.sources.places.boundaries import read_boundaries
from trellis.sources.places.joining import combined, join_places
from trellis.sources.places.points import read_points
from trellis.sources.places.records import (
    AcsTable,
    Boundaries,
    Cell,
    Geometry,
    Level,
    Mismatches,
    Missing,
    PeopleGroup,
    Places,
    PlacesDontFit,
    Points,
    UnalignedAges,
)

__all__ = [
    "AcsTable",
    "Boundaries",
    "Cell",
    "Geometry",
    "Level",
    "Mismatches",
    "Missing",
    "PeopleGroup",
    "Places",
    "PlacesDontFit",
    "Points",
    "UnalignedAges",
    "combined",
    "join_places",
    "read_acs",
    "read_boundaries",
    "read_points",
]
