"""Annual rates of openings, the pairs of fields of study and occupations, and the fields of occupations."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from trellis.methods.alignment.ranks import rank_of_entry_education
from trellis.sources.errors import UnknownField
from trellis.sources.library import Library
from trellis.sources.records import Crosswalk, Rates, TableInfo
from trellis.sources.shelf import Entry


def rates(library: Library, states: Sequence[str] = ()) -> Rates:
    """National rates; where `states` is one state whose own projections are there, its rates come first."""
    national = next(entry for entry in library.shelf.entries("rates") if not entry.scope)
    alone = set(states)
    own = next((entry for entry in library.shelf.entries("rates") if alone == {entry.scope}), None)
    return library.kept(
        ("rates", national.path, own and own.path), lambda: _read_rates(library, national, own)
    )


def _read_rates(library: Library, national: Entry, own: Entry | None) -> Rates:
    sql = """
    SELECT soc, coalesce(openings, 'nan'::DOUBLE) AS openings, coalesce(entrants, 'nan'::DOUBLE) AS entrants,
           coalesce(growth, 'nan'::DOUBLE) AS growth, coalesce(entry_education, '') AS entry_education
    FROM read_parquet(?) ORDER BY soc
    """
    rows: dict[str, tuple[object, ...]] = {}
    for entry in (national, *([own] if own else [])):
        for soc, *numbers, education in zip(*library.columns(sql, entry.path).values(), strict=True):
            known = rows.get(str(soc))
            rows[str(soc)] = (*numbers, known[3] if known and known[3] else str(education), entry.info.source)
    ordered = sorted(rows)
    openings, entrants, growth, education, source = zip(*(rows[soc] for soc in ordered), strict=True)
    return Rates(
        soc=np.array(ordered),
        openings=np.array(openings, dtype=np.float64),
        entrants=np.array(entrants, dtype=np.float64),
        growth=np.array(growth, dtype=np.float64),
        entry_education=np.array(education, dtype=np.str_),
        entry_rank=np.array([rank_of_entry_education(str(text)) for text in education], dtype=np.int8),
        source=np.array(source, dtype=np.str_),
        infos=(national.info, *([own.info] if own else [])),
    )


def crosswalk(library: Library) -> Crosswalk:
    """The official crosswalk where it is there, else the stated pairs."""
    entry = library.need("crosswalk")

    def read() -> Crosswalk:
        sql = """
        SELECT DISTINCT cip, coalesce(together.published_as, pair.soc) AS soc
        FROM read_parquet($pairs) AS pair LEFT JOIN read_parquet($together) AS together USING (soc)
        ORDER BY 1, 2
        """
        together = library.need("published_as").path
        found = library.columns(sql, {"pairs": str(entry.path), "together": str(together)})
        whole = entry.info.origin == "official"
        return Crosswalk(
            cip=found["cip"], soc=found["soc"], digits=6 if whole else 4, whole=whole, info=entry.info
        )

    return library.kept(("crosswalk", entry.path), read)


_FIELDS: Final = {
    "stem": ("field_occupations", "field = 'stem'"),
    "stem_health": ("field_occupations", "field = 'stem_health'"),
    "skilled_technical": ("skilled_technical", "true"),
    "all": ("occupations", "level = 3"),
}


def field(library: Library, name: str) -> frozenset[str]:
    """The occupations of a field: "stem", "stem_health", "skilled_technical" or "all"."""
    table, condition = _field(name)

    def read() -> frozenset[str]:
        sql = f"SELECT soc FROM read_parquet(?) WHERE {condition}"  # noqa: S608
        return frozenset(library.columns(sql, library.need(table).path)["soc"].tolist())

    return library.kept(("field", name), read)


def field_info(library: Library, name: str) -> TableInfo:
    """Who defines the field."""
    table, _ = _field(name)
    return library.need(table).info


def _field(name: str) -> tuple[str, str]:
    if name not in _FIELDS:
        raise UnknownField(f"“{name}” is no field of occupations. Choose one of {', '.join(_FIELDS)}.")
    return _FIELDS[name]


def stem_fields(library: Library) -> dict[str, str]:
    """STEM fields of study at four digits: "whole", or "part" when only some six-digit ones count."""

    def read() -> dict[str, str]:
        found = library.columns("SELECT cip, extent FROM read_parquet(?)", library.need("stem_fields").path)
        return dict(zip(found["cip"].tolist(), found["extent"].tolist(), strict=True))

    return library.kept("stem fields", read)
