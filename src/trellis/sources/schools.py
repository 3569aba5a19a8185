"""Public schools with their addresses and positions: CCD's directory and EDGE's geocodes together."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from trellis.sources.errors import UnknownVintage
from trellis.sources.library import Library
from trellis.sources.records import Flags, Floats, Names, TableInfo, Text


@dataclass(frozen=True, slots=True)
class Schools:
    """Public schools, shape (n,), sorted by NCESSCH (twelve digits, the district's seven first).

    county: FIPS, "" unknown; latitude, longitude: degrees, NaN where EDGE's positions aren't there or don't
    have the school (`unplaced` counts those).
    """

    ncessch: Text
    leaid: Text
    name: Names
    district: Names
    state: Text
    kind: Text
    level: Text
    lowest_grade: Text
    highest_grade: Text
    charter: Flags
    street: Names
    city: Names
    zip: Text
    county: Text
    latitude: Floats
    longitude: Floats
    unplaced: int
    infos: tuple[TableInfo, ...]


def schools(
    library: Library,
    *,
    states: Collection[str] | None = None,
    counties: Collection[str] | None = None,
    leaids: Collection[str] | None = None,
) -> Schools:
    """Open public schools of states, counties or districts; UnknownVintage where the directory isn't here."""
    key = ("schools", *(None if part is None else tuple(sorted(part)) for part in (states, counties, leaids)))
    return library.recent(key, lambda: _read(library, states, counties, leaids))


def _read(
    library: Library,
    states: Collection[str] | None,
    counties: Collection[str] | None,
    leaids: Collection[str] | None,
) -> Schools:
    directory, positions = library.entry("ccd_schools"), library.entry("school_positions")
    if directory is None:
        raise UnknownVintage(
            "No directory of public schools is here. Pull it (trellis data pull ccd-schools), or add the "
            "file (trellis data add ccd-schools FILE)."
        )
    if counties is not None and positions is None:
        raise UnknownVintage(
            "Which county a school is in isn't here. Pull the positions (trellis data pull "
            "school-positions), or add the file (trellis data add school-positions FILE)."
        )
    # Without positions the directory is joined with none of itself.
    placed = (
        "read_parquet($positions)"
        if positions
        else "(SELECT NULL::VARCHAR ncessch, '' county, NULL::DOUBLE latitude, NULL::DOUBLE longitude)"
    )
    given: dict[str, object] = {
        "path": str(directory.path),
        "states": None if states is None else list(states),
        "counties": None if counties is None else list(counties),
        "leaids": None if leaids is None else list(leaids),
    }
    if positions:
        given["positions"] = str(positions.path)
    found = library.columns(
        f"""SELECT s.ncessch, leaid, name, district, state, kind, level, lowest_grade, highest_grade,
            coalesce(charter, false) charter, street, city, zip, coalesce(county, '') county,
            coalesce(latitude, 'nan'::DOUBLE) latitude, coalesce(longitude, 'nan'::DOUBLE) longitude
        FROM read_parquet($path) s LEFT JOIN {placed} p USING (ncessch)
        WHERE open AND ($states IS NULL OR list_contains($states, state))
            AND ($counties IS NULL OR list_contains($counties, county))
            AND ($leaids IS NULL OR list_contains($leaids, leaid))
        ORDER BY 1""",  # noqa: S608
        given,
    )
    for name in ("name", "district", "street", "city"):
        found[name] = found[name].astype(object)
    infos = (directory.info, positions.info) if positions else (directory.info,)
    return Schools(**found, unplaced=int(np.isnan(found["latitude"]).sum()), infos=infos)
