"""Counties, the areas that hold them, and which institutions are in a region."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from math import asin, cos, radians, sin, sqrt

from trellis.sources.areas import areas
from trellis.sources.errors import UnknownArea
from trellis.sources.library import Library
from trellis.sources.programs import institutions
from trellis.sources.records import Area, AreaMatch, County, Institution, Placement
from trellis.sources.shelf import Entry

EARTH_RADIUS_KM = 6371.0088
MAIN_CAMPUS = "Graduates are reported at an institution's main campus, wherever they studied."
PULL_DIRECTORY = (
    "Pull the IPEDS directory (trellis data pull ipeds-directory), or choose the colleges by hand "
    "(on the command line --add-college)."
)
PULL_DEFINITIONS = (
    "Pull the area definitions (trellis data pull area-definitions), or choose counties and colleges by hand "
    "(on the command line --county and --add-college)."
)
PULL_BOTH = (
    "Pull the area definitions and the IPEDS directory (trellis data pull area-definitions ipeds-directory), "
    "or choose the colleges by hand (on the command line --add-college)."
)


def counties(library: Library, state: str | None = None) -> tuple[County, ...]:
    """Counties of a state (postal abbreviation), or of all, by FIPS."""

    def read() -> tuple[County, ...]:
        found = library.columns(
            "SELECT fips, name, state FROM read_parquet(?) ORDER BY fips", library.need("counties").path
        )
        return tuple(County(*map(str, row)) for row in zip(*found.values(), strict=True))

    listed = library.kept("counties", read)
    return listed if state is None else tuple(county for county in listed if county.state == state)


def counties_by_fips(library: Library) -> dict[str, County]:
    """Every county by its FIPS code."""
    return library.kept("counties by fips", lambda: {county.fips: county for county in counties(library)})


def _definitions(library: Library) -> dict[str, tuple[str, ...]]:
    """Area code to county FIPS codes; what is stated lies under what the official definitions say."""

    def read() -> dict[str, tuple[str, ...]]:
        defined: dict[str, tuple[str, ...]] = {}
        for entry in reversed(library.shelf.entries("area_counties")):
            found: dict[str, list[str]] = defaultdict(list)
            columns = library.columns("SELECT area, county FROM read_parquet(?)", entry.path)
            for area, county in zip(columns["area"].tolist(), columns["county"].tolist(), strict=True):
                found[area].append(county)
            defined |= {area: tuple(sorted(listed)) for area, listed in found.items()}
        return defined

    return library.kept("definitions", read)


def area_counties(library: Library, code: str) -> tuple[County, ...] | None:
    """The counties of an area; None where its definition isn't there."""
    area = next((area for area in areas(library) if area.code == code), None)
    if area is None:
        raise UnknownArea(code)
    if area.kind == "state":
        return counties(library, area.states[0])
    if area.kind == "nation":
        return counties(library)
    defined = _definitions(library).get(code)
    if defined is None:
        return None
    known = counties_by_fips(library)
    return tuple(known.get(fips) or County(fips, fips, area.states[0]) for fips in defined)


def areas_of_counties(library: Library, fips: Collection[str]) -> AreaMatch:
    """The metropolitan and nonmetropolitan areas that hold the counties."""
    known = counties_by_fips(library)
    for code in fips:
        if code not in known:
            raise UnknownArea(code)
    wanted = set(fips)
    matched: list[Area] = []
    held: set[str] = set()
    for area in areas(library):
        defined = _definitions(library).get(area.code)
        if defined and wanted & set(defined):
            matched.append(area)
            held |= set(defined)
    return AreaMatch(
        areas=tuple(matched),
        unplaced=tuple(known[code] for code in sorted(wanted - held)),
        beyond=tuple(known[code] for code in sorted(held - wanted) if code in known),
    )


def place_institutions(
    library: Library,
    *,
    area_codes: Sequence[str] = (),
    county_fips: Sequence[str] = (),
    states: Sequence[str] = (),
) -> Placement:
    """The institutions in a region given by its areas, counties or states."""
    by_code = {area.code: area for area in areas(library)}
    directory = library.entry("directory")
    whole_states, wanted = set(states), set(county_fips)
    by_cbsa: set[str] = set()
    for code in area_codes:
        if code not in by_code:
            raise UnknownArea(code)
        area = by_code[code]
        if area.kind == "nation":
            everywhere = tuple(place.unitid for place in institutions(library))
            return _known(everywhere, "Every institution in the United States.")
        if area.kind == "state":
            whole_states |= set(area.states)
            continue
        held = area_counties(library, code)
        if held is not None:
            wanted |= {county.fips for county in held}
        elif there := _of_metropolitan_area(library, area):
            by_cbsa |= there
        else:
            how = f"Which counties make up {area.title} isn't known here yet."
            return Placement(known=False, unitids=(), how=how, how_to_mend=_missing(area, directory))
    if wanted and directory is None and not wanted <= _stated_counties(library):
        how = "Which colleges are in these counties isn't known here yet."
        return Placement(known=False, unitids=(), how=how, how_to_mend=PULL_DIRECTORY)
    found = {place.unitid for place in institutions(library, counties=wanted)} if wanted else set()
    found |= {place.unitid for place in institutions(library, states=whole_states)} if whole_states else set()
    how = _how(library, by_county=bool(wanted), by_state=bool(whole_states), by_cbsa=bool(by_cbsa))
    return _known(sorted(found | by_cbsa), how)


def _missing(area: Area, directory: Entry | None) -> str:
    """The one step that places an area's colleges; the directory is enough for a metropolitan area."""
    if directory:
        return PULL_DEFINITIONS
    return PULL_DIRECTORY if area.kind == "metropolitan" else PULL_BOTH


def _of_metropolitan_area(library: Library, area: Area) -> frozenset[str]:
    """The open institutions that the directory puts in a metropolitan area; none where it doesn't name it.

    OEWS writes the CBSA code 19740 as 0019740. Of an area that the directory never names, its delineation
    may be of another year, so that nothing can be said.
    """

    def read() -> dict[str, frozenset[str]]:
        entry = library.need("directory")
        sql = "SELECT cbsa, unitid FROM read_parquet(?) WHERE active AND cbsa IS NOT NULL"
        found: dict[str, set[str]] = defaultdict(set)
        for cbsa, unitid in zip(*library.columns(sql, entry.path).values(), strict=True):
            found[str(cbsa).zfill(7)].add(str(unitid))
        return {code: frozenset(listed) for code, listed in found.items()}

    if area.kind != "metropolitan" or library.entry("directory") is None:
        return frozenset()
    return library.kept("institutions by metropolitan area", read).get(area.code, frozenset())


def _known(unitids: Sequence[str], how: str) -> Placement:
    return Placement(known=True, unitids=tuple(unitids), how=f"{how} {MAIN_CAMPUS}", how_to_mend="")


def _stated_counties(library: Library) -> set[str]:
    """Counties whose institutions are all stated in the snapshot."""
    entry = next(entry for entry in library.shelf.entries("area_counties") if entry.info.origin == "stated")
    return set(library.columns("SELECT county FROM read_parquet(?)", entry.path)["county"].tolist())


def _how(library: Library, *, by_county: bool, by_state: bool, by_cbsa: bool) -> str:
    ways = []
    entry = library.entry("directory") or library.need("placed_institutions")
    if by_county:
        ways.append(f"by the county of the main campus (IPEDS directory {entry.info.vintage})")
    if by_state:
        ways.append("by the state of the main campus")
    if by_cbsa:
        ways.append(
            f"by the metropolitan area that the IPEDS directory {entry.info.vintage} gives; "
            "its outline can differ from the employment survey's"
        )
    return f"Placed {' and '.join(ways)}." if ways else "No county or state was given."


def nearest(listed: Sequence[Institution], latitude: float, longitude: float) -> tuple[Institution, ...]:
    """Institutions with a position, the nearest first."""
    placed = [place for place in listed if place.latitude is not None and place.longitude is not None]
    return tuple(sorted(placed, key=lambda place: distance_km(place, latitude, longitude)))


def distance_km(place: Institution, latitude: float, longitude: float) -> float:
    """Great-circle distance to an institution that has a position."""
    assert place.latitude is not None
    assert place.longitude is not None
    phi, other = radians(place.latitude), radians(latitude)
    half = (
        sin((other - phi) / 2) ** 2
        + cos(phi) * cos(other) * sin(radians(longitude - place.longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))
