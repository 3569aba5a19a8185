"""What the store hands out: frozen records and columns (numpy arrays of one length)."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Text = NDArray[np.str_]
Names = NDArray[np.object_]  # str; long and repeated, so not of fixed width
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ranks = NDArray[np.int8]

AreaKind = Literal["nation", "state", "metropolitan", "nonmetropolitan"]
Origin = Literal["snapshot", "official", "stated"]


@dataclass(frozen=True, slots=True)
class TableInfo:
    """Where one table at hand comes from.

    `vintage` is for reading ("May 2025"), `edition` sorts ("2025-05"); `origin` tells the package's snapshot,
    an official file that was pulled or added, and facts stated in the package.
    """

    source: str
    table: str
    title: str
    publisher: str
    vintage: str
    edition: str
    retrieved: str
    licence: str
    url: str
    rows: int
    checksum: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Area:
    """An area that OEWS publishes. `states` are postal abbreviations, the primary one first."""

    code: str
    title: str
    kind: AreaKind
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory: FIPS ("40"), postal abbreviation ("OK"), name."""

    fips: str
    abbreviation: str
    name: str


@dataclass(frozen=True, slots=True)
class County:
    """A county: five-digit FIPS, name without "County", postal abbreviation of its state."""

    fips: str
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class AreaMatch:
    """Which published areas hold some counties.

    `unplaced` are counties whose area isn't known (the area definitions aren't there); `beyond` are counties
    that the areas also hold and that weren't asked for.
    """

    areas: tuple[Area, ...]
    unplaced: tuple[County, ...]
    beyond: tuple[County, ...]


@dataclass(frozen=True, slots=True)
class Employment:
    """Employment by occupation in one area or several added, shape (n_occupations,), sorted by SOC.

    employment: people, NaN where nothing is published; rse: percent, NaN likewise; median_wage: dollars a
    year, over several areas the mean of their medians weighted by employment (`median_wage_is_mean`);
    wage_capped: the median is at or above the highest wage published; partial: some of the areas added don't
    publish it. `total` counts all occupations; `unpublished_share` is the part of it in no published detailed
    occupation.
    """

    soc: Text
    title: Names
    employment: Floats
    rse: Floats
    median_wage: Floats
    wage_capped: Flags
    partial: Flags
    total: float
    unpublished_share: float
    unpublished_occupations: int
    median_wage_is_mean: bool
    areas: tuple[Area, ...]
    info: TableInfo


@dataclass(frozen=True, slots=True)
class AllEmployment:
    """Every area's cells at once, sorted by area then SOC: area i is rows starts[i] to starts[i + 1].

    Shapes: areas (n_areas,), starts (n_areas + 1,), totals (n_areas,), the rest (n_cells,). Units as in
    Employment.
    """

    areas: tuple[Area, ...]
    starts: NDArray[np.int64]
    totals: Floats
    soc: Text
    employment: Floats
    rse: Floats
    median_wage: Floats
    wage_capped: Flags
    info: TableInfo


@dataclass(frozen=True, slots=True)
class Rates:
    """Annual rates per person employed, shape (n_occupations,), sorted by SOC; NaN where not published.

    openings = growth + labour-force exits + transfers; entrants = growth + exits; growth may be negative.
    entry_rank: 0 to 5, -1 unknown. source: key of the publication each row's rates are from.
    """

    soc: Text
    openings: Floats
    entrants: Floats
    growth: Floats
    entry_education: Text
    entry_rank: Ranks
    source: Text
    infos: tuple[TableInfo, ...]


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Pairs of a field of study and an occupation, shape (n_pairs,), sorted.

    cip: "15.1001", or "15.10" when only the stated pairs are there (`digits` says which, 6 or 4); soc: as
    OEWS publishes it ("13-1020" for 13-1021 to 13-1023). `whole` is False for the stated pairs: they cover
    only fields of study that lead to a STEM, health or skilled technical occupation.
    """

    cip: Text
    soc: Text
    digits: int
    whole: bool
    info: TableInfo


@dataclass(frozen=True, slots=True)
class ProgramTable:
    """Programs with graduates a year, shape (n_programs,), sorted by unitid, cip, credential.

    cip: four digits ("15.10") with Scorecard or the stated crosswalk, else six. credential: College
    Scorecard's level (1 certificate … 8 graduate certificate); rank: METHODS 1's, 0 to 5. completers: people
    a year, averaged over `years`, first majors; NaN where the institution offers the program and no count is
    published.
    """

    unitid: Text
    institution: Names
    state: Text
    cip: Text
    cip_title: Names
    credential: Ranks
    credential_title: Names
    rank: Ranks
    completers: Floats
    years: tuple[str, ...]
    infos: tuple[TableInfo, ...]


@dataclass(frozen=True, slots=True)
class Institution:
    """A college or career-tech center; county and position are None until the IPEDS directory is there."""

    unitid: str
    name: str
    state: str
    county_fips: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class ZipPlace:
    """Where a ZIP code is: town, state, county (FIPS, "" where unknown), degrees north and east.

    kind: "standard", "box" (post office boxes) or "unique" (one organization's); `active` says that mail is
    delivered to it today.
    """

    zip: str
    city: str
    state: str
    county_fips: str
    kind: str
    active: bool
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Zips:
    """Every ZIP code with a position, shape (n_zips,), sorted; columns as in ZipPlace."""

    zip: Text
    city: Names
    state: Text
    county: Text
    latitude: Floats
    longitude: Floats
    info: TableInfo


@dataclass(frozen=True, slots=True)
class Placement:
    """Which institutions are in a region; where that isn't `known` yet, `how_to_mend` says the one step."""

    known: bool
    unitids: tuple[str, ...]
    how: str
    how_to_mend: str
