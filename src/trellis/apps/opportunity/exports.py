"""An answer as files: CSV, XLSX, GeoJSON, JSON. What is not known is an empty cell, never zero.

The columns are the same in all of them and keep their English names, so that others can rely on them. Every
file says which question it answers, its sources and when it was computed.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from trellis.apps.opportunity import notes
from trellis.apps.opportunity.answers import HUNDRED, summary
from trellis.apps.opportunity.question import in_words

if TYPE_CHECKING:
    from trellis.apps.opportunity.reading import Reading, Row

STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
Value = str | float | int | bool | None

PLACE_FIELDS: Final = (
    "place",
    "name",
    "county",
    "latitude",
    "longitude",
    "young_people",
    "young_people_margin",
    "left_out",
    "seats_per_100",
    "seats_in_reach",
    "nearest_minutes",
    "desert",
)
GROUP_FIELDS: Final = (
    "group",
    "ages",
    "young_people",
    "seats_per_100",
    "seats_per_100_low",
    "seats_per_100_high",
    "share_little",
    "share_none",
    "share_none_low",
    "share_none_high",
)
SITE_FIELDS: Final = (
    "name",
    "latitude",
    "longitude",
    "seats",
    "young_people_in_reach",
    "seats_per_competing_young_person",
    "brings_young_people",
    "sessions",
    "programs",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of an answer."""

    title: str
    fields: tuple[str, ...]
    rows: list[Row]


def sheets(reading: Reading) -> tuple[Sheet, ...]:
    """Return the tables of an answer: neighborhoods, groups, sites."""
    return (
        Sheet(_("Neighborhoods"), PLACE_FIELDS, places(reading)),
        Sheet(_("Groups"), GROUP_FIELDS, groups(reading)),
        Sheet(_("Sites"), SITE_FIELDS, sites(reading)),
    )


def places(reading: Reading) -> list[Row]:
    """Return a row for each neighborhood."""
    table = reading.table
    positions = zip(table.latitude.tolist(), table.longitude.tolist(), strict=True)
    return [
        {
            "place": row["id"],
            "name": row["name"],
            "county": row["county"],
            "latitude": round(latitude, 5),
            "longitude": round(longitude, 5),
            "young_people": row["people"],
            "young_people_margin": row["margin"],
            "left_out": None if row["people"] is None else row["people"] * row["left_out"],
            "seats_per_100": row["access"] * HUNDRED,
            "seats_in_reach": row["seats"],
            "nearest_minutes": row["minutes"],
            "desert": row["desert"],
        }
        for row, (latitude, longitude) in zip(reading.rows, positions, strict=True)
    ]


def groups(reading: Reading) -> list[Row]:
    """Return a row for the region and each group."""
    return [
        {
            "group": row["key"],
            "ages": f"{row['ages'][0]}–{row['ages'][1]}",
            "young_people": row["people"],
            **{f"seats_per_100{end}": _hundred(row[f"access{end}"]) for end in ("", "_low", "_high")},
            "share_little": row["little"],
            **{f"share_none{end}": row[f"none{end}"] for end in ("", "_low", "_high")},
        }
        for row in reading.document["groups"]
    ]


def sites(reading: Reading) -> list[Row]:
    """Return a row for each site with seats."""
    return [
        {
            "name": row["name"],
            "latitude": row["latitude"],
            "longitude": row["longitude"],
            "seats": row["seats"],
            "young_people_in_reach": row["reached"],
            "seats_per_competing_young_person": row["crowding"],
            "brings_young_people": row["rides"],
            "sessions": row["sessions"],
            "programs": row["programs"],
        }
        for row in reading.sites
    ]


def csv_text(reading: Reading) -> str:
    """Return the neighborhoods as CSV; every row ends with the question, the sources and the day.

    Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers.
    """
    said = provenance(reading)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*PLACE_FIELDS, *said])
    for row in places(reading):
        writer.writerow([_cell(value) for value in (*(row[name] for name in PLACE_FIELDS), *said.values())])
    return out.getvalue()


def workbook(reading: Reading) -> bytes:
    """Return all tables as XLSX, with what to know in the first: numbers as numbers, text never a formula."""
    from openpyxl import Workbook  # a second to import, and few who look at a map ask for this

    book = Workbook()
    about = book.worksheets[0]
    about.title = _("About")
    for row, (name, value) in enumerate(_about(reading), start=1):
        _write(about.cell(row, 1), name)
        _write(about.cell(row, 2), value)
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 18, 110
    for sheet in sheets(reading):
        _fill(book.create_sheet(sheet.title[:31]), sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def geojson(reading: Reading, shapes: dict[str, Any]) -> dict[str, Any]:
    """Return the neighborhoods as GeoJSON: their outlines, or points where they have none."""
    outlines = {feature["id"]: feature["geometry"] for feature in shapes["features"]}
    features = []
    for row in places(reading):
        point = {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}
        features.append(
            {
                "type": "Feature",
                "id": row["place"],
                "geometry": outlines.get(row["place"], point),
                "properties": {name: _plain(row[name]) for name in PLACE_FIELDS},
            }
        )
    return {"type": "FeatureCollection", **provenance(reading), "features": features}


def as_json(reading: Reading) -> dict[str, Any]:
    """Return the whole answer with its question and sources."""
    return {
        "question": reading.question.as_parameters(),
        "answer": summary(reading.document, reading.question),
        **provenance(reading),
        "inputs": reading.evidence.inputs,
        "notes": notes.notes(reading),
        "result": reading.document,
    }


def provenance(reading: Reading) -> dict[str, str]:
    """Return which question is answered, on what, how and when."""
    evidence = reading.evidence
    sources = "; ".join(
        ", ".join(str(part) for part in (row.get("publisher"), row.get("title"), row.get("vintage")) if part)
        for row in evidence.inputs
    )
    return {
        "question_in_words": in_words(reading.question),
        "neighborhoods": reading.place_set.name,
        "illustrative": "yes" if reading.place_set.is_illustrative else "no",
        "sources": sources,
        "method": f"{evidence.method} {evidence.method_version}",
        "computed_at": evidence.computed_at.isoformat(timespec="seconds"),
    }


def file_name(reading: Reading, extension: str) -> str:
    """Return a name for a file of this answer, such as “opportunity-map-10-14-bus-30-min.csv”."""
    question = reading.question
    return f"opportunity-map-{question.ages}-{question.travel}-{question.minutes}-min.{extension}"


def _about(reading: Reading) -> list[tuple[str, str]]:
    lines = [(_("Answer"), summary(reading.document, reading.question))]
    lines += list(provenance(reading).items())
    return [*lines, *((_("What to know"), note) for note in notes.notes(reading))]


def _fill(page: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Font, PatternFill

    for column, name in enumerate(sheet.fields, start=1):
        head = page.cell(1, column, name)
        head.font = Font(bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", fgColor="0F4A45")
        page.column_dimensions[head.column_letter].width = 32 if name == "name" else 16
    for number, row in enumerate(sheet.rows, start=2):
        for column, name in enumerate(sheet.fields, start=1):
            _write(page.cell(number, column), row[name])
    page.freeze_panes = "A2"
    if sheet.rows:
        page.auto_filter.ref = page.dimensions


def _write(cell: Any, value: Value) -> None:
    if value is None:
        return
    if isinstance(value, str):
        cell.value = CONTROL.sub("", value)[:32_000]
        cell.data_type = "s"  # else a text that begins with “=” would be run
    else:
        cell.value = _plain(value)


def _cell(value: Value) -> Value:
    if isinstance(value, str):
        clean = CONTROL.sub("", value)
        return f"'{clean}" if clean.startswith(STARTS_A_FORMULA) else clean
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _plain(value)


def _plain(value: Value) -> Value:
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, 4)
    return value


def _hundred(value: float | None) -> float | None:
    return None if value is None else value * HUNDRED
