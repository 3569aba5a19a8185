"""The catalogue: every publication that can be pulled or added, with where it is and how it is read."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Protocol

from rapidfuzz import process

from trellis.sources import (
    area_definitions,
    ccd,
    census,
    census_files,
    crdc,
    crosswalk,
    ipeds,
    oews_series,
    oews_workbook,
    onet,
    projections,
    scorecard,
    state_projections,
)
from trellis.sources.errors import UnknownSource, Unreadable
from trellis.sources.reading import Parsed
from trellis.sources.remote import RemoteFile

PUBLIC_DOMAIN: Final = "Public domain (work of the U.S. government)"


class Parser(Protocol):
    """Reads a publisher's file, or a folder of them."""

    def __call__(self, path: Path, *, vintage: str | None = None) -> Parsed: ...


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication: who publishes it, where, under which licence, and into which tables it is read.

    `files` are read each by itself, or together as one folder (`together`). One that comes by state has
    `of_state` instead, which gives a state's files by its FIPS code. Without either it can only be added.
    `subject` says which part of Trellis reads it.
    """

    key: str
    title: str
    publisher: str
    page: str
    licence: str
    tables: tuple[str, ...]
    parse: Parser
    files: tuple[RemoteFile, ...] = ()
    together: bool = False
    of_state: Callable[[str], tuple[RemoteFile, ...]] | None = None
    subject: Literal["labor", "places", "schools"] = "labor"

    @property
    def pulled(self) -> bool:
        """Whether it can be pulled."""
        return bool(self.files or self.of_state)


def _oews(path: Path, *, vintage: str | None = None) -> Parsed:
    """OEWS in whichever layout it comes: a folder of flat files, one of them, or a workbook."""
    if path.is_dir():
        return oews_series.parse(path, vintage=vintage)
    if path.name.startswith("oe."):
        return oews_series.parse(path.parent, vintage=vintage)
    return oews_workbook.parse(path, vintage=vintage)


_ZIP, _XLSX = b"PK", b"PK"
_SERIES: Final = "https://download.bls.gov/pub/time.series/oe"
_NCES: Final = "https://nces.ed.gov/ipeds"
_CCD: Final = "https://nces.ed.gov/ccd"
_ONET: Final = "https://www.onetcenter.org"
_EDGE: Final = "https://nces.ed.gov/programs/edge"

PUBLICATIONS: Final = (
    Publication(
        key="oews",
        title="Occupational Employment and Wage Statistics",
        publisher="U.S. Bureau of Labor Statistics",
        page="https://www.bls.gov/oes/tables.htm",
        licence=PUBLIC_DOMAIN,
        tables=("employment", "areas", "occupations"),
        parse=_oews,
        files=(
            RemoteFile(f"{_SERIES}/oe.area", 22_000, b"state_code"),
            RemoteFile(f"{_SERIES}/oe.occupation", 263_000, b"occupation_code"),
            RemoteFile(f"{_SERIES}/oe.footnote", 900, b"footnote_code"),
            RemoteFile(f"{_SERIES}/oe.data.0.Current", 331_500_000, b"series_id"),
        ),
        together=True,
    ),
    Publication(
        key="area-definitions",
        title="Counties of OEWS areas",
        publisher="U.S. Bureau of Labor Statistics",
        page="https://www.bls.gov/oes/current/msa_def.htm",
        licence=PUBLIC_DOMAIN,
        tables=("area_counties",),
        parse=area_definitions.parse,
        files=(RemoteFile("https://www.bls.gov/oes/area_definitions_m2025.xlsx", 200_000, _XLSX),),
    ),
    Publication(
        key="projections",
        title="Employment Projections by occupation",
        publisher="U.S. Bureau of Labor Statistics, Employment Projections",
        page="https://www.bls.gov/emp/tables.htm",
        licence=PUBLIC_DOMAIN,
        tables=("rates",),
        parse=projections.parse,
        files=(RemoteFile("https://www.bls.gov/emp/ind-occ-matrix/occupation.xlsx", 410_000, _XLSX),),
    ),
    Publication(
        key="projections-ca",
        title="California long-term occupational projections",
        publisher="California Employment Development Department",
        page="https://labormarketinfo.edd.ca.gov/data/employment-projections.html",
        licence="Public record of the State of California; cite the publisher",
        tables=("rates",),
        parse=state_projections.parse_california,
    ),
    Publication(
        key="crosswalk",
        title="CIP 2020 to SOC 2018 crosswalk",
        publisher="National Center for Education Statistics and U.S. Bureau of Labor Statistics",
        page=f"{_NCES}/cipcode/resources.aspx?y=56",
        licence=PUBLIC_DOMAIN,
        tables=("crosswalk", "field_titles"),
        parse=crosswalk.parse,
        files=(RemoteFile(f"{_NCES}/cipcode/Files/CIP2020_SOC2018_Crosswalk.xlsx", 430_000, _XLSX),),
    ),
    Publication(
        key="onet",
        title="O*NET database: job titles, occupations, job zones",
        publisher="U.S. Department of Labor, Employment and Training Administration",
        page=f"{_ONET}/database.html",
        licence="CC BY 4.0",
        tables=("job_titles", "onet_occupations"),
        parse=onet.parse,
        files=(RemoteFile(f"{_ONET}/dl_files/database/db_31_0_text.zip", 12_000_000, _ZIP),),
    ),
    Publication(
        key="scorecard",
        title="College Scorecard, field of study",
        publisher="U.S. Department of Education",
        page="https://collegescorecard.ed.gov/data/",
        licence=PUBLIC_DOMAIN,
        tables=("field_of_study", "institutions", "field_titles"),
        parse=scorecard.parse,
        files=(
            RemoteFile(
                "https://ed-public-download.scorecard.network/downloads/"
                "Most-Recent-Cohorts-Field-of-Study_06102026.zip",
                17_000_000,
                _ZIP,
            ),
        ),
    ),
    Publication(
        key="ipeds-directory",
        title="IPEDS institutional directory (HD)",
        publisher="National Center for Education Statistics",
        page=f"{_NCES}/datacenter/DataFiles.aspx",
        licence=PUBLIC_DOMAIN,
        tables=("directory",),
        parse=ipeds.parse_directory,
        files=(RemoteFile(f"{_NCES}/datacenter/data/HD2024.zip", 1_000_000, _ZIP),),
    ),
    Publication(
        key="ipeds-completions",
        title="IPEDS completions (C_A)",
        publisher="National Center for Education Statistics",
        page=f"{_NCES}/datacenter/DataFiles.aspx",
        licence=PUBLIC_DOMAIN,
        tables=("completions",),
        parse=ipeds.parse_completions,
        files=tuple(
            RemoteFile(f"{_NCES}/datacenter/data/C{year}_A.zip", 4_000_000, _ZIP)
            for year in (2022, 2023, 2024)
        ),
    ),
    Publication(
        key="acs",
        title="American Community Survey: young people by age, sex, race, poverty and cars",
        publisher="U.S. Census Bureau",
        page="https://data.census.gov/",
        licence=PUBLIC_DOMAIN,
        tables=("people",),
        parse=census.parse_people,
        of_state=census_files.people,
        subject="places",
    ),
    Publication(
        key="points",
        title="Centers of population, or internal points, of tracts and block groups",
        publisher="U.S. Census Bureau",
        page="https://www.census.gov/geographies/mapping-files/time-series/geo/centers-population.html",
        licence=PUBLIC_DOMAIN,
        tables=("place_points",),
        parse=census.parse_points,
        of_state=census_files.points,
        subject="places",
    ),
    Publication(
        key="boundaries",
        title="Cartographic boundaries of tracts, block groups and school districts",
        publisher="U.S. Census Bureau",
        page="https://www.census.gov/geographies/mapping-files/time-series/geo/cartographic-boundary.html",
        licence=PUBLIC_DOMAIN,
        tables=("place_shapes",),
        parse=census.parse_shapes,
        of_state=census_files.boundaries,
        subject="places",
    ),
    Publication(
        key="districts",
        title="School district boundaries (EDGE)",
        publisher="National Center for Education Statistics, EDGE",
        page=f"{_EDGE}/Geographic/DistrictBoundaries",
        licence=PUBLIC_DOMAIN,
        tables=("place_shapes",),
        parse=census.parse_shapes,
        subject="places",
    ),
    Publication(
        key="crdc",
        title="Civil Rights Data Collection, schools",
        publisher="U.S. Department of Education, Office for Civil Rights",
        page="https://civilrightsdata.ed.gov/data",
        licence=PUBLIC_DOMAIN,
        tables=("crdc_schools", "crdc_courses", "crdc_counts", "crdc_staff"),
        parse=crdc.parse,
        subject="schools",
        files=(
            RemoteFile(
                "https://civilrightsdata.ed.gov/assets/ocr/docs/2021-22-crdc-data.zip", 60_000_000, _ZIP
            ),
        ),
    ),
    Publication(
        key="ccd-schools",
        title="Common Core of Data: public schools",
        publisher="National Center for Education Statistics",
        page=f"{_CCD}/files.asp",
        licence=PUBLIC_DOMAIN,
        tables=("ccd_schools",),
        parse=ccd.parse_schools,
        subject="schools",
        files=(RemoteFile(f"{_CCD}/Data/zip/ccd_sch_029_2223_w_1a_083023.zip", 14_000_000, _ZIP),),
    ),
    Publication(
        key="ccd-membership",
        title="Common Core of Data: students by grade, race and sex",
        publisher="National Center for Education Statistics",
        page=f"{_CCD}/files.asp",
        licence=PUBLIC_DOMAIN,
        tables=("ccd_membership",),
        parse=ccd.parse_membership,
        subject="schools",
        files=(RemoteFile(f"{_CCD}/Data/zip/ccd_sch_052_2223_l_1a_083023.zip", 90_000_000, _ZIP),),
    ),
    Publication(
        key="school-positions",
        title="Positions of public schools (EDGE)",
        publisher="National Center for Education Statistics, EDGE",
        page=f"{_EDGE}/Geographic/SchoolLocations",
        licence=PUBLIC_DOMAIN,
        tables=("school_positions",),
        parse=ccd.parse_positions,
        subject="schools",
        files=(RemoteFile(f"{_EDGE}/data/EDGE_GEOCODE_PUBLICSCH_2223.zip", 30_000_000, _ZIP),),
    ),
)
_BY_KEY: Final = {publication.key: publication for publication in PUBLICATIONS}


def publication(key: str) -> Publication:
    """The publication of that key; UnknownSource names the nearest."""
    if key not in _BY_KEY:
        near = process.extractOne(key, list(_BY_KEY), score_cutoff=60)
        hint = f" Did you mean “{near[0]}”?" if near else ""
        raise UnknownSource(f"There is no source “{key}”.{hint} Sources: {', '.join(_BY_KEY)}.")
    return _BY_KEY[key]


def read(chosen: Publication, path: Path, *, vintage: str | None = None) -> Parsed:
    """Parse a file of the publication; whatever a parser trips over becomes an error that names it."""
    if not path.exists():
        raise Unreadable("there is no such file.", file=str(path))
    try:
        return chosen.parse(path, vintage=vintage)
    except (ValueError, IndexError, KeyError, TypeError) as error:
        raise Unreadable(
            f"it isn't laid out as {chosen.title} is ({type(error).__name__}: {error}).",
            file=path.name,
            remedy=f"Compare it with {chosen.page}.",
        ) from error
