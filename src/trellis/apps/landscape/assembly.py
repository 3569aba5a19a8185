"""Assembles a region's landscape from the store: published columns in, the alignment and its document out.

No Django here: the command line, notebooks and the pages' evidence all come through `assemble`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from trellis.apps.landscape.inputs import (
    ProgramRows,
    RateRows,
    employment_by_area,
    occupation_columns,
    program_rows,
    rate_rows,
)
from trellis.apps.landscape.parameters import Parameters
from trellis.apps.landscape.region_spec import RegionSpec
from trellis.apps.landscape.resolving import Region, resolve
from trellis.apps.landscape.surroundings import feeding_centers, offers
from trellis.methods import alignment as method

if TYPE_CHECKING:
    from trellis.methods.alignment import Alignment, Change, PreparedCrosswalk, Recommendation
    from trellis.sources import Store
    from trellis.sources.records import Crosswalk, Employment, TableInfo


@dataclass(frozen=True, slots=True)
class Landscape:
    """A region's landscape: what it was computed from, and what came out."""

    store: Store
    region: Region
    parameters: Parameters
    employment: Employment
    rates: RateRows
    crosswalk: Crosswalk
    programs: ProgramRows | None
    alignment: Alignment
    recommendations: tuple[Recommendation, ...]

    def document(self, *, computed_at: str | None = None) -> dict[str, Any]:
        """Return the landscape as JSON-able values in a stable order, None for what is not known."""
        from trellis.apps.landscape.document import document

        return document(self, computed_at=computed_at)

    def changed(self, changes: Iterable[Change]) -> Landscape:
        """Return the landscape as it would be with more, fewer or new graduates."""
        changes = tuple(changes)
        alignment = method.what_if(self.alignment, changes)
        if self.programs is None or alignment.programs is None:
            return replace(self, alignment=alignment)
        new = [each for each in changes if isinstance(each, method.NewProgram)]
        programs = self.programs.with_new(new, self.store.field_titles())
        programs = replace(programs, columns=alignment.programs)
        steps = _recommend(self.store, self.region, self.parameters, programs, alignment)
        return replace(self, programs=programs, alignment=alignment, recommendations=steps)

    @property
    def sources(self) -> tuple[TableInfo, ...]:
        """The tables it was computed from."""
        field = self.store.field_info(self.parameters.field)
        used = [self.employment.info, self.crosswalk.info, field, *self.rates.infos]
        if self.programs is not None:
            used += self.programs.infos
            if self.region.kind not in {"nation", "state"}:
                used += self._placing
        return self.store.sources_used(*used)

    @property
    def _placing(self) -> list[TableInfo]:
        """The tables that say where a college is, and, where that is known, which counties the areas hold."""
        tables = {info.table: info for info in reversed(self.store.tables())}
        directory = tables.get("directory", tables["placed_institutions"])
        return [tables["area_counties"], directory] if self.region.counties else [directory]


def assemble(store: Store, region: RegionSpec, parameters: Parameters | None = None) -> Landscape:
    """Compute a region's landscape from what the store holds."""
    parameters = parameters or Parameters()
    resolved = resolve(store, region)
    employment = store.employment(resolved.area_codes, vintage=parameters.vintage)
    programs = _programs(store, resolved, parameters)
    return _aligned(store, resolved, parameters, employment, programs, recommending=True)


def assemble_many(
    store: Store,
    regions: Iterable[str | RegionSpec],
    parameters: Parameters | None = None,
    *,
    recommending: bool = False,
) -> Iterator[Landscape]:
    """Compute the landscape of each region in turn, for comparisons; without recommendations unless wanted.

    regions: area codes or descriptions. Employment and programs are read once for all of them.
    """
    parameters = parameters or Parameters()
    by_area = employment_by_area(store, parameters.vintage)
    everywhere = program_rows(store.programs(nation=True, vintage=parameters.completions), collapsed=False)
    for each in regions:
        spec = RegionSpec.of_areas(each) if isinstance(each, str) else each
        region = resolve(store, spec)
        employment = by_area.get(spec.areas[0]) if len(spec.areas) == 1 else None
        if employment is None:
            employment = store.employment(region.area_codes, vintage=parameters.vintage)
        programs: ProgramRows | None
        if region.known and not region.is_nation:
            programs = everywhere.of(college.unitid for college in region.institutions)
        else:
            programs = _programs(store, region, parameters)
        yield _aligned(store, region, parameters, employment, programs, recommending=recommending)


def _aligned(
    store: Store,
    region: Region,
    parameters: Parameters,
    employment: Employment,
    programs: ProgramRows | None,
    *,
    recommending: bool,
) -> Landscape:
    states = region.states if parameters.state_projections else ()
    rates = rate_rows(store.rates(states=states), employment.soc, parameters.definition)
    crosswalk = store.crosswalk()
    alignment = method.align(
        occupations=occupation_columns(employment, rates, store.field(parameters.field)),
        programs=None if programs is None else programs.columns,
        crosswalk=_prepared(store, crosswalk),
        retention=parameters.retention,
        split=parameters.split,
    )
    return Landscape(
        store=store,
        region=region,
        parameters=parameters,
        employment=employment,
        rates=rates,
        crosswalk=crosswalk,
        programs=programs,
        alignment=alignment,
        recommendations=_recommend(store, region, parameters, programs, alignment) if recommending else (),
    )


def _prepared(store: Store, crosswalk: Crosswalk) -> PreparedCrosswalk:
    """Return the crosswalk sorted for look-up, made once for as long as the store's tables stay."""

    def prepare() -> PreparedCrosswalk:
        return method.prepare(method.Crosswalk(cip=crosswalk.cip, soc=crosswalk.soc))

    return store.library.kept(("prepared crosswalk", crosswalk.info), prepare)


def _programs(store: Store, region: Region, parameters: Parameters) -> ProgramRows | None:
    """Return the region's programs; None where it is not known which they are."""
    if not region.known:
        return None
    unitids = None if region.is_nation else [each.unitid for each in region.institutions]
    table = store.programs(unitids=unitids, nation=region.is_nation, vintage=parameters.completions)
    return program_rows(table, collapsed=region.is_nation)


def _recommend(
    store: Store, region: Region, parameters: Parameters, programs: ProgramRows | None, alignment: Alignment
) -> tuple[Recommendation, ...]:
    if programs is None or region.is_nation:
        return method.recommend(alignment)
    return method.recommend(
        alignment,
        outside=offers(store, region, programs, parameters.completions),
        feeders=feeding_centers(region, programs),
    )
