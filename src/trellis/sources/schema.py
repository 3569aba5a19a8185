"""The store's own tables: their columns, types and sort order. Every parser ends in one of these."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

_TEXT = pa.string()

SCHEMAS: dict[str, pa.Schema] = {
    # A cell of OEWS: one occupation in one area. Notes: see `oews.NOTES`.
    "employment": pa.schema(
        {
            "area": _TEXT,
            "soc": _TEXT,
            "employment": pa.int32(),
            "rse": pa.float32(),  # percent
            "mean_wage": pa.int32(),  # dollars a year
            "median_wage": pa.int32(),
            "location_quotient": pa.float32(),
            "employment_note": pa.int8(),
            "wage_note": pa.int8(),
        }
    ),
    "areas": pa.schema({"area": _TEXT, "title": _TEXT, "kind": _TEXT, "states": _TEXT}),
    "occupations": pa.schema({"soc": _TEXT, "title": _TEXT, "level": pa.int8()}),
    "area_counties": pa.schema({"area": _TEXT, "county": _TEXT}),
    "rates": pa.schema(
        {
            "soc": _TEXT,
            "openings": pa.float64(),  # a year per person employed
            "entrants": pa.float64(),
            "growth": pa.float64(),
            "entry_education": _TEXT,
        }
    ),
    "crosswalk": pa.schema({"cip": _TEXT, "soc": _TEXT}),
    "field_of_study": pa.schema(
        {
            "unitid": _TEXT,
            "cip": _TEXT,
            "credential": pa.int8(),
            "completers": pa.int32(),
            "earnings": pa.int32(),  # median dollars a year
            "earnings_years": pa.int8(),  # years after completion
        }
    ),
    "institutions": pa.schema(
        {"unitid": _TEXT, "opeid6": _TEXT, "name": _TEXT, "state": _TEXT, "control": _TEXT}
    ),
    "field_titles": pa.schema({"cip": _TEXT, "title": _TEXT}),
    "directory": pa.schema(
        {
            "unitid": _TEXT,
            "opeid": _TEXT,
            "name": _TEXT,
            "state": _TEXT,
            "city": _TEXT,
            "county": _TEXT,
            "cbsa": _TEXT,
            "sector": pa.int8(),
            "active": pa.bool_(),
            "latitude": pa.float64(),
            "longitude": pa.float64(),
        }
    ),
    "completions": pa.schema(
        {
            "unitid": _TEXT,
            "cip": _TEXT,
            "award_level": pa.int8(),
            "total": pa.int32(),
            "men": pa.int32(),
            "women": pa.int32(),
            "american_indian": pa.int32(),
            "asian": pa.int32(),
            "black": pa.int32(),
            "hispanic": pa.int32(),
            "pacific_islander": pa.int32(),
            "white": pa.int32(),
            "two_or_more": pa.int32(),
            "unknown": pa.int32(),
            "nonresident": pa.int32(),
        }
    ),
    "field_occupations": pa.schema({"field": _TEXT, "soc": _TEXT}),
    "skilled_technical": pa.schema({"soc": _TEXT}),
    "stem_fields": pa.schema({"cip": _TEXT, "extent": _TEXT}),
    "published_as": pa.schema({"soc": _TEXT, "published_as": _TEXT}),
    "states": pa.schema({"fips": _TEXT, "abbreviation": _TEXT, "name": _TEXT}),
    "counties": pa.schema({"fips": _TEXT, "name": _TEXT, "state": _TEXT}),
    "placed_institutions": pa.schema({"unitid": _TEXT, "name": _TEXT, "state": _TEXT, "county": _TEXT}),
    # O*NET. `soc` is the occupation of the SOC that an O*NET-SOC occupation is, or is a part of.
    "job_titles": pa.schema({"onet_soc": _TEXT, "soc": _TEXT, "title": _TEXT, "short": _TEXT}),
    "onet_occupations": pa.schema(
        {"onet_soc": _TEXT, "soc": _TEXT, "title": _TEXT, "description": _TEXT, "job_zone": pa.int8()}
    ),
    # Civil Rights Data Collection. `reserve` says why there is no number: `crdc_layout.RESERVES`.
    "crdc_schools": pa.schema(
        {
            "combokey": _TEXT,  # LEAID and school, as CCD's NCESSCH
            "leaid": _TEXT,
            "schid": _TEXT,
            "state": _TEXT,
            "district": _TEXT,
            "name": _TEXT,
            "lowest_grade": _TEXT,  # PS, KG, 01 to 12
            "highest_grade": _TEXT,
            "grades": _TEXT,  # every grade served, and UG, with spaces
            "charter": pa.bool_(),
            "magnet": pa.bool_(),
            "alternative": pa.bool_(),
            "special_education": pa.bool_(),
            "juvenile_justice": pa.bool_(),
        }
    ),
    "crdc_courses": pa.schema(
        {
            "combokey": _TEXT,
            "course": _TEXT,
            "classes": pa.int32(),
            "classes_certified": pa.int32(),  # taught by a teacher certified in the subject
            "offered": pa.bool_(),
            "reserve": pa.int8(),
        }
    ),
    "crdc_counts": pa.schema(
        {
            "combokey": _TEXT,
            "measure": _TEXT,  # "enrollment", or a course
            "group": _TEXT,
            "count": pa.int32(),
            "reserve": pa.int8(),
        }
    ),
    "crdc_staff": pa.schema(
        {
            "combokey": _TEXT,
            "fte_total": pa.float64(),
            "fte_certified": pa.float64(),
            "fte_not_certified": pa.float64(),
            "fte_first_year": pa.float64(),
            "fte_second_year": pa.float64(),
            "counselors": pa.float64(),
            "reserve": pa.int8(),
        }
    ),
    "ccd_schools": pa.schema(
        {
            "ncessch": _TEXT,
            "leaid": _TEXT,
            "name": _TEXT,
            "district": _TEXT,
            "state": _TEXT,
            "kind": _TEXT,  # regular, special education, career and technical, alternative
            "level": _TEXT,
            "lowest_grade": _TEXT,
            "highest_grade": _TEXT,
            "charter": pa.bool_(),
            "open": pa.bool_(),
            "street": _TEXT,
            "city": _TEXT,
            "zip": _TEXT,
        }
    ),
    "ccd_membership": pa.schema(
        {"ncessch": _TEXT, "grade": _TEXT, "group": _TEXT, "count": pa.int32()}  # groups as in crdc_counts
    ),
    "school_positions": pa.schema(
        {
            "ncessch": _TEXT,
            "county": _TEXT,
            "locale": _TEXT,
            "latitude": pa.float64(),
            "longitude": pa.float64(),
        }
    ),
    # Young people by place: a cell of a census table, its estimate and 90 % margin of error.
    "people": pa.schema(
        {
            "geoid": _TEXT,
            "name": _TEXT,
            "cell": _TEXT,
            "estimate": pa.float64(),
            "margin": pa.float64(),
        }
    ),
    "place_points": pa.schema(
        {"geoid": _TEXT, "name": _TEXT, "kind": _TEXT, "latitude": pa.float64(), "longitude": pa.float64()}
    ),
    "place_shapes": pa.schema({"geoid": _TEXT, "name": _TEXT, "geometry": pa.binary()}),  # WKB
    "county_shapes": pa.schema({"fips": _TEXT, "name": _TEXT, "geometry": pa.binary()}),  # WKB
    "zip_positions": pa.schema(
        {
            "zip": _TEXT,
            "city": _TEXT,
            "state": _TEXT,
            "county": _TEXT,  # FIPS, "" where unknown
            "kind": _TEXT,  # standard, box, unique
            "active": pa.bool_(),
            "latitude": pa.float64(),
            "longitude": pa.float64(),
        }
    ),
}

SORTED_BY: dict[str, tuple[str, ...]] = {
    "employment": ("area", "soc"),
    "areas": ("area",),
    "occupations": ("soc",),
    "area_counties": ("area", "county"),
    "rates": ("soc",),
    "crosswalk": ("cip", "soc"),
    "field_of_study": ("unitid", "cip", "credential"),
    "institutions": ("unitid",),
    "field_titles": ("cip",),
    "directory": ("unitid",),
    "completions": ("unitid", "cip", "award_level"),
    "field_occupations": ("field", "soc"),
    "skilled_technical": ("soc",),
    "stem_fields": ("cip",),
    "published_as": ("soc",),
    "states": ("fips",),
    "counties": ("fips",),
    "placed_institutions": ("unitid",),
    "crdc_schools": ("combokey",),
    "crdc_courses": ("combokey", "course"),
    "crdc_counts": ("measure", "combokey", "group"),
    "crdc_staff": ("combokey",),
    "job_titles": ("onet_soc", "title"),
    "onet_occupations": ("onet_soc",),
    "ccd_schools": ("ncessch",),
    "ccd_membership": ("ncessch", "grade", "group"),
    "school_positions": ("ncessch",),
    "people": ("geoid", "cell"),
    "place_points": ("geoid",),
    "place_shapes": ("geoid",),
    "county_shapes": ("fips",),
    "zip_positions": ("zip",),
}


def table_of(name: str, columns: Mapping[str, Sequence[Any]]) -> pa.Table:
    """The columns as the named table: its types, its sort order."""
    table = pa.table({field.name: pa.array(columns[field.name], field.type) for field in SCHEMAS[name]})
    return table.sort_by([(column, "ascending") for column in SORTED_BY[name]])


def write(table: pa.Table, path: Path) -> None:
    """Write a table as the store keeps it; the same rows give the same bytes."""
    pq.write_table(
        table, path, compression="zstd", compression_level=15, row_group_size=16_384, store_schema=False
    )
