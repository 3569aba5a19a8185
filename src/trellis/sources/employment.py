"""Employment by occupation in one area, in several added, or in all of them at once."""

from collections.abc import Sequence

import numpy as np

from trellis.sources.areas import areas_of, refuse_overlaps
from trellis.sources.errors import UnknownArea, UnknownVintage
from trellis.sources.library import Library
from trellis.sources.oews import ALL_OCCUPATIONS, AT_CAP
from trellis.sources.records import AllEmployment, Area, Employment, Floats
from trellis.sources.shelf import Entry

# Nulls become NaN here, so that columns are plain arrays. Level 3 is a detailed occupation.
_FIGURES = f"""
       coalesce(cell.employment, 'nan'::DOUBLE)::DOUBLE AS employment,
       coalesce(cell.rse, 'nan'::DOUBLE)::DOUBLE AS rse,
       coalesce(cell.median_wage, 'nan'::DOUBLE)::DOUBLE AS median_wage,
       cell.wage_note = {AT_CAP} AS wage_capped
FROM read_parquet($cells) AS cell JOIN read_parquet($occupations) AS occupation USING (soc)
WHERE (occupation.level = 3 OR cell.soc = '{ALL_OCCUPATIONS}')
"""
_SOME = f"SELECT cell.area, cell.soc, occupation.title, {_FIGURES} AND cell.area IN $areas ORDER BY 1, 2"
# Codes as numbers: a quarter of a million short texts would cost more than all the rest.
_ALL = (
    f"SELECT cell.area::INTEGER AS area, replace(cell.soc, '-', '')::INTEGER AS soc, {_FIGURES} ORDER BY 1, 2"
)


def employment(library: Library, codes: Sequence[str], *, vintage: str | None = None) -> Employment:
    """Employment in the areas together, from the newest release that covers them all."""
    wanted = tuple(dict.fromkeys(codes))
    if not wanted:
        raise UnknownArea("", ())
    entry, chosen = _release(library, wanted, vintage)
    refuse_overlaps(chosen)
    return library.recent(("employment", entry.path, wanted), lambda: _read(library, entry, chosen))


def all_employment(library: Library, *, vintage: str | None = None) -> AllEmployment:
    """Every area's cells in one go."""
    entries = [entry for entry in library.shelf.entries("employment") if not entry.scope]
    wanted = [entry for entry in entries if vintage in (None, entry.info.vintage, entry.info.edition)]
    if not wanted:
        raise UnknownVintage(f"There is no OEWS release of {vintage}.{_at_hand(entries)}")
    return library.kept(("all employment", wanted[0].path), lambda: _read_all(library, wanted[0]))


def vintages(library: Library) -> tuple[str, ...]:
    """The releases at hand, the newest first ("May 2025")."""
    return tuple(dict.fromkeys(entry.info.vintage for entry in library.shelf.entries("employment")))


def _release(library: Library, codes: tuple[str, ...], vintage: str | None) -> tuple[Entry, tuple[Area, ...]]:
    """The preferred release that covers every area, and the areas in the order asked for."""
    entries = library.shelf.entries("employment")
    known: set[str] = set()
    for entry in entries:
        listed = {area.code: area for area in areas_of(library, _companion(library, "areas", entry))}
        known |= listed.keys()
        if vintage in (None, entry.info.vintage, entry.info.edition) and listed.keys() >= set(codes):
            return entry, tuple(listed[code] for code in codes)
    for code in codes:
        if code not in known:
            raise UnknownArea(code)
    raise UnknownVintage(
        f"No OEWS release{f' of {vintage}' if vintage else ''} covers {', '.join(codes)}.{_at_hand(entries)}"
    )


def _companion(library: Library, table: str, entry: Entry) -> Entry:
    """The table that came with the same release."""
    return next(
        other
        for other in library.shelf.entries(table)
        if (other.info.edition, other.info.origin, other.scope)
        == (entry.info.edition, entry.info.origin, entry.scope)
    )


def _at_hand(entries: Sequence[Entry]) -> str:
    return f" At hand: {', '.join(dict.fromkeys(entry.info.vintage for entry in entries))}."


def _files(library: Library, entry: Entry) -> dict[str, object]:
    return {"cells": str(entry.path), "occupations": str(_companion(library, "occupations", entry).path)}


def _read(library: Library, entry: Entry, chosen: tuple[Area, ...]) -> Employment:
    codes = [area.code for area in chosen]
    cells = library.columns(_SOME, _files(library, entry) | {"areas": codes})
    is_total = cells["soc"] == ALL_OCCUPATIONS
    total = float(cells["employment"][is_total].sum())
    parts = {name: column[~is_total] for name, column in cells.items()}
    soc, first, place = np.unique(parts["soc"], return_index=True, return_inverse=True)
    n = len(soc)

    def summed(values: Floats) -> Floats:
        return np.bincount(place, values, n).astype(np.float64)

    published = ~np.isnan(parts["employment"])
    people = np.where(published, parts["employment"], 0.0)
    n_published, n_there = summed(published.astype(float)), summed(np.ones(len(place)))
    nothing = n_published == 0
    together = summed(people)
    # An error that is not published is not known, and not zero.
    unmeasured = summed((published & np.isnan(parts["rse"])).astype(float)) > 0
    error = np.sqrt(summed(np.nan_to_num(people * parts["rse"]) ** 2))
    paid = published & ~np.isnan(parts["median_wage"])
    weight = np.where(paid, people, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        rse = np.where(nothing | unmeasured, np.nan, error / together)
        median_wage = summed(np.where(paid, weight * parts["median_wage"], 0.0)) / summed(weight)
    alone = len(chosen) == 1
    return Employment(
        soc=soc,
        title=parts["title"][first].astype(np.object_),
        employment=np.where(nothing, np.nan, together),
        rse=rse,
        median_wage=parts["median_wage"][first] if alone else median_wage,
        wage_capped=summed(parts["wage_capped"].astype(float)) > 0,
        partial=(n_published > 0) & (n_published < n_there),
        total=total,
        unpublished_share=max(0.0, 1.0 - float(together.sum()) / total) if total else float("nan"),
        unpublished_occupations=int(nothing.sum()),
        median_wage_is_mean=not alone,
        areas=chosen,
        info=entry.info,
    )


def _read_all(library: Library, entry: Entry) -> AllEmployment:
    cells = library.columns(_ALL, _files(library, entry))
    is_total = cells["soc"] == 0
    totals = dict(zip(cells["area"][is_total].tolist(), cells["employment"][is_total].tolist(), strict=True))
    parts = {name: column[~is_total] for name, column in cells.items()}
    numbers, starts = np.unique(parts["area"], return_index=True)
    socs, place = np.unique(parts["soc"], return_inverse=True)
    by_code = {area.code: area for area in areas_of(library, _companion(library, "areas", entry))}
    return AllEmployment(
        areas=tuple(by_code[f"{number:07d}"] for number in numbers.tolist()),
        starts=np.append(starts, len(parts["area"])).astype(np.int64),
        totals=np.array([totals[number] for number in numbers.tolist()]),
        soc=np.array([f"{number // 10_000:02d}-{number % 10_000:04d}" for number in socs.tolist()])[place],
        employment=parts["employment"],
        rse=parts["rse"],
        median_wage=parts["median_wage"],
        wage_capped=parts["wage_capped"],
        info=entry.info,
    )
