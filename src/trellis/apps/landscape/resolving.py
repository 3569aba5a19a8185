"""From what was asked for to what is there: the areas, counties and colleges behind a region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trellis.apps.landscape.region_spec import RegionError, RegionSpec

if TYPE_CHECKING:
    from trellis.sources import Store
    from trellis.sources.records import Area, County, Institution, Placement

CHOSEN_BY_HAND: Final = "Chosen by hand."


@dataclass(frozen=True, slots=True)
class Region:
    """A region with everything looked up.

    known: whether it is known which colleges belong to it; how: by what; how_to_mend: what would make it so.
    institutions: the colleges whose graduates count, added and left out applied; empty for the nation.
    beyond: counties that the areas also hold and the region doesn't; unplaced: counties in no known area.
    """

    spec: RegionSpec
    name: str
    kind: str
    areas: tuple[Area, ...]
    states: tuple[str, ...]
    counties: tuple[County, ...]
    known: bool
    how: str
    how_to_mend: str
    institutions: tuple[Institution, ...]
    beyond: tuple[County, ...] = ()
    unplaced: tuple[County, ...] = ()

    @property
    def area_codes(self) -> tuple[str, ...]:
        """The OEWS areas whose employment counts."""
        return tuple(area.code for area in self.areas)

    @property
    def is_nation(self) -> bool:
        """Whether every program of the nation counts, institutions taken together."""
        return self.kind == "nation"


def resolve(store: Store, spec: RegionSpec) -> Region:
    """Look up a region's areas, counties and colleges; a code that doesn't exist is a `RegionError`."""
    asked = _counties(store, spec.counties)
    areas, beyond, unplaced = _areas(store, spec, asked)
    kind = _kind(spec, areas)
    placement = _place(store, spec)
    # Colleges ticked by hand make a region known where nothing else does.
    known = placement.known or bool(spec.added)
    return Region(
        spec=spec,
        name=spec.name or _name(spec, areas, asked),
        kind=kind,
        areas=areas,
        states=() if kind == "nation" else tuple(sorted({state for area in areas for state in area.states})),
        counties=asked or _counties_of(store, areas),
        known=known,
        how=placement.how if placement.known or not known else CHOSEN_BY_HAND,
        how_to_mend="" if known else placement.how_to_mend,
        institutions=_institutions(store, spec, placement) if known and kind != "nation" else (),
        beyond=beyond,
        unplaced=unplaced,
    )


def _counties(store: Store, fips: tuple[str, ...]) -> tuple[County, ...]:
    known = {county.fips: county for county in store.counties()} if fips else {}
    for code in fips:
        if code not in known:
            raise RegionError(f"There is no county with the FIPS code {code}.")
    return tuple(known[code] for code in fips)


def _areas(
    store: Store, spec: RegionSpec, asked: tuple[County, ...]
) -> tuple[tuple[Area, ...], tuple[County, ...], tuple[County, ...]]:
    """Return the areas whose employment counts, what they hold beyond the counties, and counties in none."""
    if spec.areas:
        areas = tuple(store.find_area(code) for code in spec.areas)
        held = {county.fips: county for county in _counties_of(store, areas)} if asked else {}
        wanted = set(spec.counties)
        return areas, tuple(county for fips, county in held.items() if fips not in wanted), ()
    match = store.areas_of_counties(spec.counties)
    if not match.areas:
        names = ", ".join(f"{county.name}, {county.state}" for county in asked)
        raise RegionError(
            f"Which published areas hold {names} is not known here. Name the areas as well, "
            "or run: trellis data pull area-definitions"
        )
    return match.areas, match.beyond, match.unplaced


def _counties_of(store: Store, areas: tuple[Area, ...]) -> tuple[County, ...]:
    """Return the areas' counties where their definitions are there; none for states and the nation."""
    if any(area.kind in {"nation", "state"} for area in areas):
        return ()
    return tuple(county for area in areas for county in store.area_counties(area.code) or ())


def _kind(spec: RegionSpec, areas: tuple[Area, ...]) -> str:
    if spec.counties and not spec.areas:
        return "counties"
    return areas[0].kind if len(areas) == 1 else "areas"


def _name(spec: RegionSpec, areas: tuple[Area, ...], asked: tuple[County, ...]) -> str:
    if spec.areas:
        return " and ".join(area.title for area in areas)
    names = [f"{county.name}, {county.state}" for county in asked[:3]]
    more = f" and {len(asked) - 3} more counties" if len(asked) > 3 else ""
    return "; ".join(names) + more


def _place(store: Store, spec: RegionSpec) -> Placement:
    if spec.counties:
        return store.place_institutions(counties=spec.counties)
    return store.place_institutions(area_codes=spec.areas)


def _institutions(store: Store, spec: RegionSpec, placement: Placement) -> tuple[Institution, ...]:
    """Return the region's colleges by name; one added by hand that doesn't exist is a `RegionError`."""
    wanted = (set(placement.unitids) | set(spec.added)) - set(spec.left_out)
    known = store.library.kept("colleges by id", lambda: {each.unitid: each for each in store.institutions()})
    missing = sorted(set(spec.added) - known.keys())
    if missing:
        raise RegionError(f"There is no college with the unit ID {missing[0]} in the data at hand.")
    return tuple(sorted((known[unitid] for unitid in wanted), key=lambda each: (each.name, each.unitid)))
