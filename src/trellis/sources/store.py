"""The store: published data as the rest of Trellis asks for it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from numpy.typing import ArrayLike

from trellis.sources import areas, employment, geography, pipeline, programs, rates, regions, schools, titles
from trellis.sources.library import Library
from trellis.sources.pipeline import SchoolPipeline
from trellis.sources.places import stored
from trellis.sources.places.records import Level, Places
from trellis.sources.records import (
    AllEmployment,
    Area,
    AreaMatch,
    County,
    Crosswalk,
    Employment,
    Flags,
    Institution,
    Placement,
    ProgramTable,
    Rates,
    State,
    TableInfo,
    Text,
    ZipPlace,
    Zips,
)
from trellis.sources.schools import Schools
from trellis.sources.titles import JobTitles

if TYPE_CHECKING:
    from trellis.methods.retrieval import TitleCoder


class Store:
    """Published tables: official files where they were pulled or added, the package's snapshot underneath.

    Cheap to open, safe to share between threads; sees what another process pulled or added. Newest vintages
    are the default. Columns handed out are shared and read-only.
    """

    def __init__(self, library: Library) -> None:
        self.library = library

    @classmethod
    def open(cls, data_dir: Path | str | None = None) -> Self:
        """Open the data folder: the one given, else TRELLIS_DATA, else the user's own."""
        return cls(Library(data_dir))

    @property
    def data_dir(self) -> Path:
        """The folder that holds what was pulled and added."""
        return self.library.shelf.data_dir

    def tables(self) -> tuple[TableInfo, ...]:
        """Every table at hand with its provenance; of one table the preferred edition first."""
        return self.library.infos()

    def areas(self) -> tuple[Area, ...]:
        """Every published area: nation, states, metropolitan and nonmetropolitan areas, by title."""
        return areas.areas(self.library)

    def find_area(self, text: str) -> Area:
        """The area that a name, an abbreviation or a code means; its errors say what else fits."""
        return areas.find_area(self.library, text)

    def states(self) -> tuple[State, ...]:
        """States and territories, by FIPS."""
        return areas.states(self.library)

    def counties(self, state: str | None = None) -> tuple[County, ...]:
        """Counties of a state (postal abbreviation), or of all, by FIPS."""
        return regions.counties(self.library, state)

    def area_counties(self, code: str) -> tuple[County, ...] | None:
        """The counties of an area; None where its definition isn't there."""
        return regions.area_counties(self.library, code)

    def areas_of_counties(self, fips: Collection[str]) -> AreaMatch:
        """The published areas that hold the counties, and what they hold beyond."""
        return regions.areas_of_counties(self.library, fips)

    def employment(self, area_codes: Sequence[str], *, vintage: str | None = None) -> Employment:
        """Employment by detailed occupation in the areas together; areas that overlap are refused."""
        return employment.employment(self.library, area_codes, vintage=vintage)

    def all_employment(self, *, vintage: str | None = None) -> AllEmployment:
        """Every area's employment at once, for comparisons over all of them."""
        return employment.all_employment(self.library, vintage=vintage)

    def vintages(self) -> tuple[str, ...]:
        """The releases of employment at hand, the newest first ("May 2025")."""
        return employment.vintages(self.library)

    def rates(self, *, states: Sequence[str] = ()) -> Rates:
        """Annual rates and entry education; one state's own projections come before the national ones."""
        return rates.rates(self.library, states)

    def crosswalk(self) -> Crosswalk:
        """Pairs of a field of study and an occupation."""
        return rates.crosswalk(self.library)

    def field(self, name: str) -> frozenset[str]:
        """The occupations of "stem", "stem_health", "skilled_technical" or "all"."""
        return rates.field(self.library, name)

    def field_info(self, name: str) -> TableInfo:
        """Who defines the field, and where."""
        return rates.field_info(self.library, name)

    def stem_fields(self) -> dict[str, str]:
        """STEM fields of study at four digits, each "whole" or in "part"."""
        return rates.stem_fields(self.library)

    def field_titles(self) -> dict[str, str]:
        """Titles of fields of study by code."""
        return programs.field_titles(self.library)

    def programs(
        self,
        *,
        unitids: Collection[str] | None = None,
        states: Collection[str] | None = None,
        nation: bool = False,
        vintage: str | None = None,
    ) -> ProgramTable:
        """Programs with their graduates, of the institutions, the states, or the nation."""
        return programs.programs(self.library, unitids=unitids, states=states, nation=nation, vintage=vintage)

    def institutions(
        self,
        *,
        states: Collection[str] | None = None,
        counties: Collection[str] | None = None,
        unitids: Collection[str] | None = None,
        near: tuple[float, float] | None = None,
    ) -> tuple[Institution, ...]:
        """Institutions by name; with `near` (latitude, longitude) those with a position, nearest first."""
        found = programs.institutions(self.library, states=states, counties=counties, unitids=unitids)
        return found if near is None else regions.nearest(found, *near)

    def place_institutions(
        self,
        *,
        area_codes: Sequence[str] = (),
        counties: Sequence[str] = (),
        states: Sequence[str] = (),
    ) -> Placement:
        """Which institutions are in a region, how that is known, or the one step that would make it known."""
        return regions.place_institutions(
            self.library, area_codes=area_codes, county_fips=counties, states=states
        )

    def job_titles(self) -> JobTitles:
        """Job titles with the occupation of each: O*NET's where they are at hand, else occupations' names."""
        return titles.job_titles(self.library)

    def title_coder(self) -> TitleCoder:
        """Codes job titles in employers' own words to occupations; ready in a few seconds, then kept."""
        return titles.title_coder(self.library)

    def zip_position(self, text: str) -> ZipPlace | None:
        """Where a ZIP code is; None where it is none, or isn't known."""
        return geography.zip_position(self.library, text)

    def zips(self) -> Zips:
        """Every ZIP code with a position, as columns."""
        return geography.zips(self.library)

    def county_shapes(self, fips: Collection[str] | None = None) -> dict[str, Any]:
        """Counties' simplified shapes as a GeoJSON feature collection, ids being FIPS; None: all."""
        return geography.county_shapes(self.library, fips)

    def county_at(self, latitude: ArrayLike, longitude: ArrayLike) -> Text:
        """The county (FIPS) each position lies in, shape (n,); "" in the sea and abroad."""
        return geography.county_at(self.library, latitude, longitude)

    def in_united_states(self, latitude: ArrayLike, longitude: ArrayLike) -> Flags:
        """Whether each position lies in a state or territory, or just off its coast; shape (n,)."""
        return geography.in_united_states(self.library, latitude, longitude)

    def places(
        self, level: Level = "tract", *, counties: Collection[str] | None = None, vintage: str | None = None
    ) -> Places:
        """Places with the young people who live there, from the tables pulled or added; newest vintages."""
        return stored.places(self.library, level, counties, vintage)

    def vintages_of_people(self) -> tuple[str, ...]:
        """The vintages of young people by place at hand, the newest first ("2018–22")."""
        return stored.vintages_of_people(self.library)

    def schools(
        self,
        *,
        states: Collection[str] | None = None,
        counties: Collection[str] | None = None,
        leaids: Collection[str] | None = None,
    ) -> Schools:
        """Open public schools with address and position (CCD and EDGE)."""
        return schools.schools(self.library, states=states, counties=counties, leaids=leaids)

    def school_pipeline(
        self,
        *,
        states: Collection[str] | None = None,
        leaids: Collection[str] | None = None,
        vintage: str | None = None,
    ) -> SchoolPipeline:
        """Schools with courses, students by group and staff (Civil Rights Data Collection)."""
        return pipeline.school_pipeline(self.library, states=states, leaids=leaids, vintage=vintage)

    def sources_used(self, *infos: TableInfo) -> tuple[TableInfo, ...]:
        """The provenance of what was read, each once, in a steady order."""
        return tuple(sorted(set(infos), key=lambda info: (info.source, info.table, info.edition)))
