"""Programs with their graduates, and the institutions that offer them.

IPEDS completions come before College Scorecard's counts wherever they are there.
"""

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np

from trellis.methods.alignment.ranks import rank_of_awlevel, rank_of_scorecard_level
from trellis.sources.errors import UnknownVintage
from trellis.sources.library import Columns, Library
from trellis.sources.rates import crosswalk
from trellis.sources.records import Institution, ProgramTable
from trellis.sources.shelf import Entry

YEARS_AVERAGED: Final = 3

CREDENTIALS: Final = {
    1: "Undergraduate certificate",
    2: "Associate's degree",
    3: "Bachelor's degree",
    4: "Post-baccalaureate certificate",
    5: "Master's degree",
    6: "Doctoral degree",
    7: "First professional degree",
    8: "Graduate certificate",
}
# IPEDS award levels as College Scorecard's credential levels: a program keeps its name from one to the other.
CREDENTIAL_OF_AWARD: Final = {
    1: 1, 2: 1, 4: 1, 20: 1, 21: 1,
    3: 2, 5: 3, 6: 4, 7: 5,
    8: 8, 11: 8,
    9: 6, 17: 6, 19: 6,
    10: 7, 18: 7,
}  # fmt: skip


def programs(
    library: Library,
    *,
    unitids: Collection[str] | None = None,
    states: Collection[str] | None = None,
    nation: bool = False,
    vintage: str | None = None,
) -> ProgramTable:
    """Programs of the institutions given, of the states given, or of the nation."""
    if unitids is None and states is not None:
        unitids = [place.unitid for place in institutions(library, states=states)]
    elif unitids is None and not nation:
        unitids = []
    only = None if unitids is None else tuple(sorted(set(unitids)))
    completions = _years(library, vintage)
    if completions:
        return library.recent(
            ("completions", completions, only), lambda: _from_ipeds(library, completions, only)
        )
    entry = library.entry("field_of_study", vintage=vintage)
    if entry is None:
        raise UnknownVintage(
            f"No completions of {vintage} are at hand. Pull or add them, or leave the vintage out."
        )
    return library.recent(("field of study", entry.path, only), lambda: _from_scorecard(library, entry, only))


def _years(library: Library, vintage: str | None) -> tuple[Entry, ...]:
    entries = library.shelf.entries("completions")
    if vintage is not None:
        return tuple(entry for entry in entries if vintage in (entry.info.vintage, entry.info.edition))
    return entries[:YEARS_AVERAGED]


def _from_scorecard(library: Library, entry: Entry, only: Sequence[str] | None) -> ProgramTable:
    sql = f"""
    SELECT unitid, cip, credential, coalesce(completers, 'nan'::DOUBLE)::DOUBLE AS completers
    FROM read_parquet($programs) {_chosen(only)} ORDER BY unitid, cip, credential
    """  # noqa: S608
    found = library.columns(sql, {"programs": str(entry.path)} | _parameters(only))
    rank = np.array([rank_of_scorecard_level(level) for level in found["credential"].tolist()], dtype=np.int8)
    return _table(library, found, found["credential"].astype(np.int8), rank, (entry.info.vintage,), (entry,))


def _from_ipeds(library: Library, entries: tuple[Entry, ...], only: Sequence[str] | None) -> ProgramTable:
    """Completers averaged over the years in which the institution reported anything."""
    digits = 7 if crosswalk(library).digits == 6 else 5
    credential = " ".join(f"WHEN {award} THEN {level}" for award, level in CREDENTIAL_OF_AWARD.items())
    years = " UNION ALL ".join(
        f"SELECT '{entry.info.edition}' AS year, * FROM read_parquet($year{i})"  # noqa: S608
        for i, entry in enumerate(entries)
    )
    sql = f"""
    WITH report AS (SELECT * FROM ({years}) {_chosen(only)}),
         reporting AS (SELECT unitid, count(DISTINCT year) AS years FROM report GROUP BY unitid)
    SELECT unitid, substr(cip, 1, {digits}) AS cip, CASE award_level {credential} END AS credential,
           min(award_level) AS award, sum(total)::DOUBLE / any_value(reporting.years) AS completers
    FROM report JOIN reporting USING (unitid)
    WHERE award_level IN ({", ".join(map(str, CREDENTIAL_OF_AWARD))})
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    """  # noqa: S608
    files = {f"year{i}": str(entry.path) for i, entry in enumerate(entries)}
    found = library.columns(sql, {**files, **_parameters(only)})
    rank = np.array([rank_of_awlevel(award) for award in found["award"].tolist()], dtype=np.int8)
    years_given = tuple(sorted(entry.info.edition for entry in entries))
    return _table(library, found, found["credential"].astype(np.int8), rank, years_given, entries)


def _chosen(only: Sequence[str] | None) -> str:
    return "" if only is None else "WHERE unitid IN $unitids"


def _parameters(only: Sequence[str] | None) -> dict[str, object]:
    return {} if only is None else {"unitids": list(only)}


def _table(
    library: Library,
    found: Columns,
    credential: np.ndarray[tuple[int], np.dtype[np.int8]],
    rank: np.ndarray[tuple[int], np.dtype[np.int8]],
    years: tuple[str, ...],
    entries: tuple[Entry, ...],
) -> ProgramTable:
    places = {place.unitid: place for place in institutions(library)}
    titles = field_titles(library)
    listed = [
        places.get(unitid) or Institution(unitid, f"Institution {unitid}", "")
        for unitid in found["unitid"].tolist()
    ]
    return ProgramTable(
        unitid=found["unitid"],
        institution=np.array([place.name for place in listed], dtype=np.object_),
        state=np.array([place.state for place in listed], dtype=np.str_),
        cip=found["cip"],
        cip_title=np.array(
            [titles.get(cip) or titles.get(cip[:5], cip) for cip in found["cip"].tolist()], dtype=np.object_
        ),
        credential=credential,
        credential_title=np.array([CREDENTIALS[level] for level in credential.tolist()], dtype=np.object_),
        rank=rank,
        completers=found["completers"],
        years=years,
        infos=tuple(entry.info for entry in entries),
    )


def field_titles(library: Library) -> dict[str, str]:
    """Titles of fields of study: four digits always, six with the official crosswalk."""

    def read() -> dict[str, str]:
        titles: dict[str, str] = {}
        for entry in reversed(library.shelf.entries("field_titles")):
            found = library.columns("SELECT cip, title FROM read_parquet(?)", entry.path)
            titles |= dict(zip(found["cip"].tolist(), found["title"].tolist(), strict=True))
        return titles

    return library.kept("field titles", read)


def institutions(
    library: Library,
    *,
    states: Collection[str] | None = None,
    counties: Collection[str] | None = None,
    unitids: Collection[str] | None = None,
) -> tuple[Institution, ...]:
    """Institutions by name, of the states, counties or ids given."""
    listed = library.kept("institutions", lambda: _institutions(library))
    return tuple(
        place
        for place in listed
        if (states is None or place.state in states)
        and (counties is None or place.county_fips in counties)
        and (unitids is None or place.unitid in unitids)
    )


def _institutions(library: Library) -> tuple[Institution, ...]:
    """Scorecard's institutions, what is stated about their counties, then what the IPEDS directory says."""
    places: dict[str, Institution] = {}
    for entry in reversed(library.shelf.entries("institutions")):
        sql = "SELECT unitid, name, state FROM read_parquet(?)"
        for row in zip(*library.columns(sql, entry.path).values(), strict=True):
            unitid, name, state = map(str, row)
            known = places.get(unitid)
            places[unitid] = Institution(unitid, name, state or (known.state if known else ""))
    sql = "SELECT unitid, name, state, county FROM read_parquet(?)"
    for row in zip(*library.columns(sql, library.need("placed_institutions").path).values(), strict=True):
        unitid, name, state, county = map(str, row)
        places[unitid] = Institution(unitid, name, state, county)
    if directory := library.entry("directory"):
        sql = """
        SELECT unitid, name, state, coalesce(county, '') AS county,
               coalesce(latitude, 'nan'::DOUBLE) AS latitude, coalesce(longitude, 'nan'::DOUBLE) AS longitude
        FROM read_parquet(?) WHERE active
        """
        for unitid, name, state, county, *position in zip(
            *library.columns(sql, directory.path).values(), strict=True
        ):
            latitude, longitude = (None if np.isnan(number) else float(number) for number in position)
            places[str(unitid)] = Institution(
                str(unitid), str(name), str(state), str(county) or None, latitude, longitude
            )
    return tuple(sorted(places.values(), key=lambda place: (place.name, place.unitid)))
