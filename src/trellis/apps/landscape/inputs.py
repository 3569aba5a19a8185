"""The store's columns as the alignment method wants them: rates beside employment, programs with an id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from trellis.methods.alignment import NewProgram, Occupations, Programs
from trellis.sources.records import Employment

if TYPE_CHECKING:
    from trellis.sources import Store
    from trellis.sources.records import ProgramTable, Rates, TableInfo


@dataclass(frozen=True, slots=True)
class RateRows:
    """What the rates' table says of each occupation employed in the region, shape (n_occupations,)."""

    rate: Any
    entry_rank: Any
    entry_education: Any
    source: Any
    infos: tuple[TableInfo, ...]


@dataclass(frozen=True, slots=True)
class ProgramRows:
    """Programs as the method wants them, and what they are called: columns of shape (n_programs,).

    An institution is "" where institutions are taken together. unpublished: institutions' programs without a
    published number of graduates; institution_count: how many institutions offer any program.
    """

    columns: Programs
    unitid: Any
    institution: Any
    title: Any
    credential: Any
    unpublished: int
    institution_count: int
    infos: tuple[TableInfo, ...]

    def of(self, unitids: Iterable[str]) -> ProgramRows:
        """Return the rows of some colleges; the rows have to be sorted by unitid."""
        names = np.array(sorted(unitids), dtype=self.unitid.dtype)
        starts = np.searchsorted(self.unitid, names).tolist()
        stops = np.searchsorted(self.unitid, names, side="right").tolist()
        rows = np.concatenate(
            [np.zeros(0, np.int64), *(np.arange(*ends) for ends in zip(starts, stops, strict=True))]
        )
        completers = self.columns.completers[rows]
        return replace(
            self,
            columns=Programs(
                id=self.columns.id[rows],
                cip=self.columns.cip[rows],
                rank=self.columns.rank[rows],
                completers=completers,
            ),
            unitid=self.unitid[rows],
            institution=self.institution[rows],
            title=self.title[rows],
            credential=self.credential[rows],
            unpublished=int(np.count_nonzero(np.isnan(completers))),
            institution_count=sum(start < stop for start, stop in zip(starts, stops, strict=True)),
        )

    def with_new(self, added: list[NewProgram], titles: dict[str, str]) -> ProgramRows:
        """Return the rows with programs at the end that nobody offers yet."""
        names = [titles.get(each.cip) or titles.get(each.cip[:5], each.cip) for each in added]
        none = np.array([""] * len(added), dtype=np.str_)
        return replace(
            self,
            unitid=np.concatenate([self.unitid, none]),
            institution=np.concatenate([self.institution, none]),
            title=np.concatenate([self.title, np.array(names, dtype=np.object_)]),
            credential=np.concatenate([self.credential, np.array(["New program"] * len(added))]),
        )


def employment_by_area(store: Store, vintage: str | None) -> dict[str, Employment]:
    """Return every area's employment as `store.employment` gives it for one, read once for all."""
    everything = store.all_employment(vintage=vintage)
    nation = store.employment([next(area.code for area in everything.areas if area.kind == "nation")])
    titles = dict(zip(nation.soc.tolist(), nation.title.tolist(), strict=True))
    starts = everything.starts.tolist()
    found = {}
    for place, area in enumerate(everything.areas):
        rows = slice(starts[place], starts[place + 1])
        soc, employment = everything.soc[rows], everything.employment[rows]
        total = float(everything.totals[place])
        found[area.code] = Employment(
            soc=soc,
            title=np.array([titles.get(code, code) for code in soc.tolist()], dtype=np.str_),
            employment=employment,
            rse=everything.rse[rows],
            median_wage=everything.median_wage[rows],
            wage_capped=everything.wage_capped[rows],
            partial=np.zeros(soc.size, dtype=np.bool_),
            total=total,
            unpublished_share=max(0.0, 1.0 - float(np.nansum(employment)) / total) if total else float("nan"),
            unpublished_occupations=int(np.count_nonzero(np.isnan(employment))),
            median_wage_is_mean=False,
            areas=(area,),
            info=everything.info,
        )
    return found


def rate_rows(rates: Rates, soc: Any, definition: str) -> RateRows:
    """Return the rates of the occupations in `soc`; NaN, -1 and "" where the table hasn't got one."""
    place = np.minimum(np.searchsorted(rates.soc, soc), rates.soc.size - 1)
    found = rates.soc[place] == soc
    return RateRows(
        rate=np.where(found, getattr(rates, definition)[place], np.nan),
        entry_rank=np.where(found, rates.entry_rank[place], np.int8(-1)),
        entry_education=np.where(found, rates.entry_education[place], ""),
        source=np.where(found, rates.source[place], ""),
        infos=rates.infos,
    )


def occupation_columns(employment: Employment, rates: RateRows, field: frozenset[str]) -> Occupations:
    """Return every occupation of the region, those of the field marked."""
    return Occupations(
        soc=employment.soc,
        employment=employment.employment,
        rse=employment.rse,
        rate=rates.rate,
        entry_rank=rates.entry_rank,
        focal=np.isin(employment.soc, sorted(field)),
        median_wage=employment.median_wage,
    )


def program_rows(table: ProgramTable, *, collapsed: bool) -> ProgramRows:
    """Return programs with ids such as "207935-15.10-2" (college, field of study, credential level).

    collapsed: all institutions' programs of one field and credential are one, with ids such as "US-15.10-2".
    """
    unpublished = int(np.count_nonzero(np.isnan(table.completers)))
    institutions = int(np.unique(table.unitid).size)
    if not collapsed:
        names = zip(table.unitid.tolist(), table.cip.tolist(), table.credential.tolist(), strict=True)
        ids = np.array([f"{unitid}-{cip}-{level}" for unitid, cip, level in names], dtype=np.str_)
        columns = Programs(id=ids, cip=table.cip, rank=table.rank, completers=table.completers)
        return ProgramRows(
            columns,
            table.unitid,
            table.institution,
            table.cip_title,
            table.credential_title,
            unpublished,
            institutions,
            table.infos,
        )
    fields, field = np.unique(table.cip, return_inverse=True)
    kinds, first, kind = np.unique(field * 16 + table.credential, return_index=True, return_inverse=True)
    published = ~np.isnan(table.completers)
    graduates = np.bincount(kind, np.where(published, table.completers, 0.0), kinds.size)
    any_published = np.bincount(kind, published, kinds.size) > 0
    collapsed_names = zip(fields[kinds // 16].tolist(), (kinds % 16).tolist(), strict=True)
    none = np.full(kinds.size, "")
    return ProgramRows(
        Programs(
            id=np.array([f"US-{cip}-{level}" for cip, level in collapsed_names], dtype=np.str_),
            cip=fields[kinds // 16],
            rank=table.rank[first],
            completers=np.where(any_published, graduates, np.nan),
        ),
        none,
        none,
        table.cip_title[first],
        table.credential_title[first],
        unpublished,
        institutions,
        table.infos,
    )
