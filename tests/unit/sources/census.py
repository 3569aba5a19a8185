"""Small files as the Census Bureau lays them out, made up."""

import csv
import io
import json
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Counts = Mapping[int, tuple[Any, Any]]
SEX_BY_AGE = {0: 10, 1: 20, 2: 30, 3: 40}


def table(
    name: str,
    codes: Sequence[str],
    counts: Counts,
    *,
    first: Counts | None = None,
    labels: bool = True,
    codes_row: bool = True,
) -> bytes:
    """A table of data.census.gov: each place has the counts (line: estimate, margin)."""
    lines = sorted(counts)
    header = ["GEO_ID", "NAME", *(f"{name}_{line:03d}{kind}" for line in lines for kind in "EM"), ""]
    labelled = ["Geography", "Geographic Area Name"]
    labelled += [f"{kind}!!Line {line}" for line in lines for kind in ("Estimate", "Margin of Error")] + [""]
    rows = [
        [f"1{len(code)}0000US{code}", f"Place {code}"]
        + [cell for line in lines for cell in ({**counts, **(first or {})} if i == 0 else counts)[line]]
        + [""]
        for i, code in enumerate(codes)
    ]
    given = [*([header] if codes_row else []), *([labelled] if labels else []), *rows]
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(given)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def b01001(
    codes: Sequence[str],
    *,
    table: str = "B01001",
    female: int = 27,
    counts: Counts | None = None,
    first: Counts | None = None,
) -> bytes:
    """Sex by age: of each sex 10, 20, 30 and 40 in the bands from 5 to 19, every margin 3."""
    usual = {start + 1 + band: (count, 3) for start in (3, female) for band, count in SEX_BY_AGE.items()}
    return globals()["table"](table, codes, {1: (500, 9)} | usual | dict(counts or {}), first=first)


def api(rows: Iterable[Mapping[str, Any]], *, objects: bool = False) -> bytes:
    """An answer of the Census API, a list of rows or of objects."""
    listed = [dict(row) for row in rows]
    return json.dumps(
        listed if objects else [list(listed[0]), *(list(row.values()) for row in listed)]
    ).encode()


def gazetteer(codes: Iterable[str], *, delimiter: str = "\t") -> bytes:
    """A gazetteer file with internal points along 36 degrees north."""
    header = ["USPS", "GEOID", "ALAND", "AWATER", "INTPTLAT", "INTPTLONG          "]
    rows = [["OK", code, "1", "0", "36.1", f"{-95 - i / 10:.6f}   "] for i, code in enumerate(codes)]
    return "\n".join(delimiter.join(row) for row in [header, *rows]).encode()


def square(west: float, south: float, size: float = 0.05) -> dict[str, Any]:
    """A square as a GeoJSON geometry."""
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def features(listed: Iterable[tuple[Mapping[str, Any], Any]]) -> bytes:
    """A GeoJSON feature collection of properties and geometries."""
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": dict(properties), "geometry": geometry}
                for properties, geometry in listed
            ],
        }
    ).encode()


def squares(codes: Iterable[str]) -> bytes:
    """Boundaries: a square for each code."""
    return features(
        ({"GEOID": code, "NAME": code[-6:]}, square(-96 + i / 10, 36.0)) for i, code in enumerate(codes)
    )


def shapefile_zip(codes: Sequence[str], *, leave_out: str = "") -> bytes:
    """The same squares as a zipped shapefile."""
    import shapefile

    parts = {suffix: io.BytesIO() for suffix in ("shp", "shx", "dbf")}
    with shapefile.Writer(**parts) as writer:
        for field, width in (("GEOID", 12), ("NAMELSAD", 40), ("INTPTLAT", 11), ("INTPTLON", 12)):
            writer.field(field, "C", width)
        for i, code in enumerate(codes):
            writer.poly([square(-96 + i / 10, 36.0)["coordinates"][0][::-1]])
            writer.record(code, f"Census Tract {i}", "+36.0250000", f"{-95.975 + i / 10:+.7f}")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for suffix, part in parts.items():
            if suffix != leave_out:
                archive.writestr(f"tl_2023_40_tract.{suffix}", part.getvalue())
    return packed.getvalue()


def dbf(codes: Sequence[str]) -> bytes:
    """The table of that shapefile by itself."""
    with zipfile.ZipFile(io.BytesIO(shapefile_zip(codes))) as archive:
        return archive.read("tl_2023_40_tract.dbf")


def cut_dbf(codes: Sequence[str], rows: int) -> bytes:
    """A table that breaks off after so many rows."""
    content = dbf(codes)
    header, width = struct.unpack("<HH", content[8:12])
    return content[: header + rows * width]


MARKS = {"*****", "**", "-", "N", "(X)", -555555555, "-666666666", "-222222222"} | {
    "-666666666.0",
    "-222222222.0",
}
