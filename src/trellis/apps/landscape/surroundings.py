"""What could be built on around a region: programs of colleges nearby, and career-tech centers inside."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from trellis.apps.landscape.inputs import ProgramRows, program_rows
from trellis.methods.alignment import FeederInstitutions, OutsidePrograms
from trellis.sources.regions import distance_km

if TYPE_CHECKING:
    from trellis.apps.landscape.resolving import Region
    from trellis.sources import Store
    from trellis.sources.records import Institution

CERTIFICATE: Final = 1
TECHNICAL_FAMILIES: Final = ("11", "15", "46", "47", "48")
"""Fields of study: computing, engineering technology, construction, repair, precision production."""
FEWEST_TECHNICAL_FIELDS: Final = 3


def offers(store: Store, region: Region, programs: ProgramRows, completions: str | None) -> OutsidePrograms:
    """Return the region's programs and those of colleges elsewhere in its states, with their distance.

    Around a whole state nothing is looked for: who studies in the next one seldom comes back.
    """
    inside = _rows(programs, programs.unitid != "")
    if region.kind == "state":
        return _offers(inside, distance_km=np.zeros(inside["id"].size), in_region=True)
    rows = program_rows(store.programs(states=region.states, vintage=completions), collapsed=False)
    outside = _rows(rows, ~np.isin(rows.unitid, [each.unitid for each in region.institutions]))
    distance_km = np.concatenate(
        [np.zeros(inside["id"].size), _distances(store, region, outside["institution"])]
    )
    in_region = np.repeat([True, False], [inside["id"].size, outside["id"].size])
    both = {name: np.concatenate([inside[name], outside[name]]) for name in inside}
    return _offers(both, distance_km=distance_km, in_region=in_region)


def feeding_centers(region: Region, programs: ProgramRows) -> FeederInstitutions:
    """Return the region's career-tech centers: colleges with certificates alone, in several technical fields.

    Where their position isn't known, only the one with most graduates: the nearest can't be told.
    """
    columns = programs.columns
    technical = np.isin([cip[:2] for cip in columns.cip.tolist()], TECHNICAL_FAMILIES)
    graduates: dict[str, float] = {}
    for unitid in np.unique(programs.unitid).tolist():
        own = programs.unitid == unitid
        fields = {cip[:5] for cip in columns.cip[own & technical].tolist()}
        if columns.rank[own].max() <= CERTIFICATE and len(fields) >= FEWEST_TECHNICAL_FIELDS:
            graduates[unitid] = float(np.nansum(columns.completers[own & technical]))
    centers = {each.unitid: each for each in region.institutions if each.unitid in graduates}
    middle = _middle(region.institutions)
    if middle is None or any(each.latitude is None for each in centers.values()):
        largest = sorted(centers, key=lambda unitid: (-graduates[unitid], unitid))[:1]
        return FeederInstitutions(
            id=np.array(largest, dtype=np.str_), distance_km=np.full(len(largest), np.nan)
        )
    return FeederInstitutions(
        id=np.array(list(centers), dtype=np.str_),
        distance_km=np.array([_distance_km(each, middle) for each in centers.values()], dtype=np.float64),
    )


def _rows(rows: ProgramRows, wanted: Any) -> dict[str, Any]:
    columns = rows.columns
    named = {
        "id": columns.id,
        "institution": rows.unitid,
        "cip": columns.cip,
        "rank": columns.rank,
        "completers": columns.completers,
    }
    return {name: column[wanted] for name, column in named.items()}


def _offers(rows: dict[str, Any], *, distance_km: Any, in_region: Any) -> OutsidePrograms:
    flags = np.broadcast_to(np.asarray(in_region, dtype=np.bool_), rows["id"].shape)
    return OutsidePrograms(**rows, distance_km=distance_km, in_region=flags)


def _distances(store: Store, region: Region, unitids: Any) -> Any:
    """Return each college's distance from the middle of the region in km; NaN where not known."""
    middle = _middle(region.institutions)
    if middle is None:
        return np.full(unitids.size, np.nan)
    names, place = np.unique(unitids, return_inverse=True)
    known = {each.unitid: each for each in store.institutions(unitids=set(names.tolist()))}
    found = [_distance_km(known[name], middle) if name in known else math.nan for name in names.tolist()]
    return np.array(found, dtype=np.float64)[place]


def _middle(institutions: tuple[Institution, ...]) -> tuple[float, float] | None:
    """Return the mean position of the region's colleges in degrees; None where none is known."""
    placed = [
        (each.latitude, each.longitude)
        for each in institutions
        if each.latitude is not None and each.longitude is not None
    ]
    if not placed:
        return None
    return sum(row[0] for row in placed) / len(placed), sum(row[1] for row in placed) / len(placed)


def _distance_km(place: Institution, middle: tuple[float, float]) -> float:
    if place.latitude is None or place.longitude is None:
        return math.nan
    return distance_km(place, *middle)
