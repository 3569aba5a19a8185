"""The pipeline as files: CSV a sheet at a time, XLSX with all of them, JSON.

A number that is hidden says "hidden"; one that isn't known is an empty cell, never zero.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from trellis.apps.landscape.exports import Field, Sheet, Value, csv_of
from trellis.apps.landscape.pipeline import prose, words
from trellis.apps.landscape.pipeline.groups import GROUPS
from trellis.apps.landscape.workbook import book

if TYPE_CHECKING:
    from trellis.apps.landscape.pipeline.reading import Reading, Row

SHEETS: Final = ("summary", "districts", "schools", "groups", "sources")
SCHEMA: Final = "pipeline-1"


def sheet(reading: Reading, key: str, *, notice: str = "", rows: Sequence[Row] | None = None) -> Sheet:
    """Return one of `SHEETS`; rows: only these districts."""
    if key == "districts":
        return _districts(reading, reading.document["districts"] if rows is None else rows)
    return _BUILDERS[key](reading, notice)


def csv_text(reading: Reading, key: str, *, notice: str = "", rows: Sequence[Row] | None = None) -> str:
    """Return a sheet as CSV; every row ends with what it is of and where it is from."""
    evidence = reading.evidence
    provenance: dict[str, Value] = {
        "region": reading.region.name,
        "vintage": reading.document["vintage"],
        "hidden_below": reading.threshold,
        "sources": "; ".join(
            f"{row['publisher']}, {row['title']}, {row['vintage']}" for row in evidence.inputs
        ),
        "method": f"{evidence.method} {evidence.method_version}",
        "computed_at": evidence.computed_at.isoformat(timespec="seconds"),
    }
    if notice:
        provenance["notice"] = notice
    return csv_of(sheet(reading, key, rows=rows), provenance)


def workbook(reading: Reading, *, notice: str = "", rows: Sequence[Row] | None = None) -> bytes:
    """Return all sheets as an XLSX file."""
    sheets = [sheet(reading, key, notice=notice, rows=rows) for key in SHEETS]
    return book(reading.region.name, sheets)


def as_json(reading: Reading, *, notice: str = "") -> dict[str, Any]:
    """Return everything that is shown, with where it is from."""
    evidence = reading.evidence
    found = {
        "schema": SCHEMA,
        "region_name": reading.region.name,
        "target": reading.target,
        "method": {"name": evidence.method, "version": evidence.method_version},
        "computed_at": evidence.computed_at.isoformat(timespec="seconds"),
        "sources": [{name: row[name] for name in SOURCE if name in row} for row in evidence.inputs],
        "notes": prose.notes(reading),
        "pipeline": reading.document,
    }
    return {**found, "notice": notice} if notice else found


SOURCE: Final = ("publisher", "title", "vintage", "url", "licence", "retrieved", "rows", "origin")


def file_name(reading: Reading, extension: str, *, key: str = "") -> str:
    """Return a name such as “pipeline-tulsa-area-2017-18-districts.csv”."""
    parts = ["pipeline", reading.region.name, reading.document["vintage"], key]
    name = "-".join(re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-") for part in parts if part)
    return f"{name[:120]}.{extension}"


def _districts(reading: Reading, rows: Sequence[Row]) -> Sheet:
    fields = (
        Field("leaid", _("District id"), "text"),
        Field("name", _("District"), "wide"),
        *_numbers(reading),
    )
    made = tuple({"leaid": row["key"], "name": row["name"], **_of_unit(reading, row)} for row in rows)
    return Sheet("districts", _("Districts"), fields, made)


def _schools(reading: Reading, _notice: str) -> Sheet:
    fields = (
        Field("combokey", _("School id"), "text"),
        Field("name", _("School"), "wide"),
        Field("leaid", _("District id"), "text"),
        Field("district", _("District"), "wide"),
        Field("grades", _("Grades"), "text"),
        Field("charter", _("Charter"), "text"),
        *_numbers(reading),
    )
    rows = tuple(
        {
            "combokey": row["key"],
            "name": row["name"],
            "leaid": row["district"],
            "district": row["district_name"],
            "grades": row["grades"],
            "charter": row["charter"],
            **_of_unit(reading, row),
        }
        for row in reading.document["schools"]
        if reading.has_grade_8(row) or reading.is_high(row)
    )
    return Sheet("schools", _("Schools"), fields, rows)


def _numbers(reading: Reading) -> tuple[Field, ...]:
    fields = [
        Field("eighth", _("Eighth-graders")),
        Field("taking", _("In algebra I by grade 8")),
        Field("share", _("Share in algebra I"), "share"),
        Field("high", _("High-school students")),
        Field("high_schools", _("High schools")),
    ]
    for key in reading.courses:
        name = words.course(key)
        fields += [
            Field(f"{key}_schools", _("%(course)s: high schools that offer it") % {"course": name}),
            Field(f"{key}_could", _("%(course)s: students whose school offers it") % {"course": name}),
            Field(f"{key}_could_share", _("%(course)s: their share") % {"course": name}, "share"),
            Field(f"{key}_taking", _("%(course)s: students who take it") % {"course": name}),
            Field(f"{key}_share", _("%(course)s: share who take it") % {"course": name}, "share"),
        ]
    return (
        *fields,
        Field("fte", _("Teachers, full-time equivalents")),
        Field("certified_share", _("Certified teachers"), "share"),
        Field("new_share", _("Teachers in their first or second year"), "share"),
    )


def _of_unit(reading: Reading, row: Row) -> dict[str, Value]:
    found: dict[str, Value] = {name: row["algebra"][name] for name in ("eighth", "taking", "share")}
    found |= {"high": row["high"], "high_schools": row["high_schools"]}
    for key in reading.courses:
        course = row["courses"][key]
        found |= {f"{key}_{name}": course[name] for name in ("could", "could_share", "taking", "share")}
        found[f"{key}_schools"] = course["offering"]
    return found | row["teachers"]


def _groups(reading: Reading, _notice: str) -> Sheet:
    fields = [
        Field("unit", _("Of"), "text"),
        Field("key", _("Id"), "text"),
        Field("name", _("Name"), "wide"),
        Field("group", _("Group"), "wide"),
        Field("eighth", _("Eighth-graders")),
        Field("algebra", _("In algebra I in grade 8")),
        Field("algebra_share", _("Share in algebra I in grade 8"), "share"),
        Field("high", _("High-school students")),
    ]
    for key in reading.courses:
        name = words.course(key)
        fields += [
            Field(f"{key}_could", _("%(course)s: students whose school offers it") % {"course": name}),
            Field(f"{key}_could_share", _("%(course)s: their share") % {"course": name}, "share"),
            Field(f"{key}_taking", _("%(course)s: students who take it") % {"course": name}),
            Field(f"{key}_share", _("%(course)s: share who take it") % {"course": name}, "share"),
        ]
    document = reading.document
    whole = [] if document["is_whole_state"] else [(document["region"], reading.region.name)]
    units = [
        (document["state"], document["state"]["name"]),
        *whole,
        *((row, row["name"]) for row in document["districts"]),
    ]
    rows = tuple(_of_group(reading, unit, name, group) for unit, name in units for group in GROUPS)
    return Sheet("groups", _("Groups"), tuple(fields), rows)


def _of_group(reading: Reading, unit: Row, name: str, group: str) -> dict[str, Value]:
    kinds = {"state": _("state"), "region": _("region"), "district": _("district")}
    algebra = unit["algebra"]["groups"][group]
    found: dict[str, Value] = {
        "unit": kinds[unit["kind"]],
        "key": unit["key"],
        "name": name,
        "group": words.group(group),
        "eighth": algebra["eighth"],
        "algebra": algebra["taking"],
        "algebra_share": algebra["share"],
        "high": unit["high_by_group"][group],
    }
    for key in reading.courses:
        course = unit["courses"][key]["groups"][group]
        found |= {f"{key}_{each}": course.get(each) for each in ("could", "could_share", "taking", "share")}
    return found


def _summary(reading: Reading, notice: str) -> Sheet:
    fields = (Field("what", _("What"), "wide"), Field("value", _("Value")), Field("note", _("Note"), "wide"))
    whole, state = reading.whole["algebra"], reading.document["state"]["algebra"]
    facts: list[tuple[str, Value, str]] = [(_("What to know"), None, notice)] if notice else []
    facts += [
        (_("Region"), reading.region.name, ", ".join(reading.document["states"])),
        (_("School year"), reading.document["vintage"], ""),
        (_("Eighth-graders"), whole["eighth"], ""),
        (_("In algebra I by grade 8"), whole["taking"], ""),
        (_("Share in algebra I"), whole["share"], _("0.31 is 31 %")),
        (_("Share in algebra I, state"), state["share"], ""),
        (_("Target"), reading.target, ""),
        (_("High-school students"), reading.whole["high"], ""),
    ]
    for key in reading.courses:
        course = reading.whole["courses"][key]
        label = _("%(course)s: students whose school offers it") % {"course": words.course(key)}
        facts.append((label, course["could"], ""))
    facts.append((_("“hidden”"), None, words.why_hidden(reading.threshold).removeprefix("* ")))
    facts.append((_("Empty cells"), None, _("not known, or nothing to count; never zero")))
    facts.append((_("Computed"), reading.evidence.computed_at.isoformat(timespec="seconds"), ""))
    facts += [(_("What to know"), None, note) for note in prose.notes(reading)[:-1]]
    rows = tuple({"what": what, "value": value, "note": note} for what, value, note in facts)
    return Sheet("summary", _("Summary"), fields, rows)


def _sources(reading: Reading, _notice: str) -> Sheet:
    fields = (
        Field("publisher", _("Publisher"), "wide"),
        Field("title", _("Title"), "wide"),
        Field("vintage", _("Vintage"), "text"),
        Field("retrieved", _("Retrieved"), "text"),
        Field("licence", _("License"), "text"),
        Field("url", _("Link"), "wide"),
        Field("origin", _("Copy used"), "text"),
        Field("rows", _("Rows")),
    )
    keys = [field.key for field in fields]
    rows = tuple({key: row.get(key) for key in keys} for row in reading.evidence.inputs)
    return Sheet("sources", _("Sources"), fields, rows)


_BUILDERS: Final[dict[str, Callable[[Reading, str], Sheet]]] = {
    "summary": _summary,
    "schools": _schools,
    "groups": _groups,
    "sources": _sources,
}
