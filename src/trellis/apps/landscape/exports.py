"""A landscape as files: CSV, a sheet at a time, and XLSX with all of them.

The columns of the CSV are the document's own field names, so that others can rely on them; what is not known
is an empty cell, never zero. Every file says its sources and their vintages.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from io import StringIO
from typing import Any, Final

from trellis.apps.landscape.notes import notes_in_words
from trellis.apps.landscape.parameters import DEFINITIONS, FIELDS, SPLITS
from trellis.apps.landscape.prose import ENGLISH
from trellis.apps.landscape.wording import Words

SHEETS: Final = ("summary", "occupations", "programs", "bottlenecks", "recommendations", "sources")
STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

Value = str | float | int | bool | None
Kind = str
"""How a column is written in a spreadsheet: "text", "wide", "people", "dollars", "percent", "share"."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: the document's name for it, its label, how it is written."""

    key: str
    label: str
    kind: Kind = "people"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a landscape."""

    key: str
    title: str
    fields: tuple[Field, ...]
    rows: tuple[dict[str, Value], ...]


def sheet(document: dict[str, Any], key: str, *, words: Words | None = None, notice: str = "") -> Sheet:
    """Return one of `SHEETS` as a table, the summary with a notice first; KeyError for another name."""
    words = words or ENGLISH
    table = _BUILDERS[key](document, words)
    if not notice or key != "summary":
        return table
    first: dict[str, Value] = {"what": words.gettext("What to know"), "value": None, "note": notice}
    return replace(table, rows=(first, *table.rows))


def csv_text(document: dict[str, Any], key: str, *, words: Words | None = None, notice: str = "") -> str:
    """Return a sheet as CSV; every row ends with the region, the definition, the vintages and the sources.

    Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers.
    notice: what every row says of the whole file as well, such as that its alliance is a demonstration.
    """
    provenance = _provenance(document) | ({"notice": notice} if notice else {})
    return csv_of(sheet(document, key, words=words), provenance)


def csv_of(table: Sheet, provenance: dict[str, Value]) -> str:
    """Return a sheet as CSV whose rows each end with the same provenance."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*(field.key for field in table.fields), *provenance])
    for row in table.rows:
        values = [row[field.key] for field in table.fields]
        writer.writerow([_cell(value) for value in (*values, *provenance.values())])
    return out.getvalue()


def file_name(document: dict[str, Any], extension: str, *, key: str | None = None) -> str:
    """Return a name for a file of this landscape, such as “landscape-tulsa-ok-stem-2025-05.xlsx”."""
    parts = ["landscape", document["region"]["name"], document["field"], str(document["vintage"]), key or ""]
    name = "-".join(re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-") for part in parts if part)
    return f"{name[:120]}.{extension}"


def _provenance(document: dict[str, Any]) -> dict[str, Value]:
    sources = "; ".join(
        f"{row['publisher']}, {row['title']}, {row['vintage']}" for row in document["sources"]
    )
    return {
        "region": document["region"]["name"],
        "field": document["field"],
        "definition": document["definition"],
        "employment_vintage": document["vintage"],
        "sources": sources,
        "method": f"{document['method']['name']} {document['method']['version']}",
        "computed_at": document["computed_at"],
    }


def _cell(value: Value) -> Value:
    if isinstance(value, str):
        clean = CONTROL.sub("", value)
        return f"'{clean}" if clean.startswith(STARTS_A_FORMULA) else clean
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, 4)
    return value


def _rows(fields: Iterable[Field], rows: Iterable[dict[str, Any]]) -> tuple[dict[str, Value], ...]:
    keys = [field.key for field in fields]
    return tuple({key: row.get(key) for key in keys} for row in rows)


def _summary(document: dict[str, Any], words: Words) -> Sheet:
    _ = words.gettext
    fields = (Field("what", _("What"), "wide"), Field("value", _("Value")), Field("note", _("Note"), "wide"))
    unknown = _("not known yet") if document["completers"] is None else ""
    percent = document["unpublished_employment_share"]
    facts: list[tuple[str, Value, str]] = [
        (_("Region"), document["region"]["name"], ""),
        (_("Field"), _(FIELDS[document["field"]]), ""),
        (_("Openings counted as"), _(DEFINITIONS[document["definition"]]), ""),
        (_("Graduates split"), _(SPLITS[document["split"]]), ""),
        (_("Share of graduates who stay"), document["retention"], _("1 is everyone")),
        (_("Employment in the field"), document["employment"], ""),
        (_("All employment"), document["employment_total"], ""),
        (_("Share of employment not published"), percent, _("0.03 is 3 %")),
        (_("Openings a year"), document["openings"], ""),
        (_("Openings a year, at least"), document["openings_low"], _("90 % interval")),
        (_("Openings a year, at most"), document["openings_high"], _("90 % interval")),
        (_("Graduates of programs that lead there"), document["completers"], unknown),
        (_("Graduates who head there"), document["supply_expected"], unknown),
        (_("Openings no choice of any graduate could fill"), document["unfilled_floor"], unknown),
        (_("Gap: openings less graduates who head there"), document["gap"], unknown),
        (_("Gap, at least"), document["gap_low"], unknown),
        (_("Gap, at most"), document["gap_high"], unknown),
        (_("Employment and wages of"), document["vintage"], ""),
        (_("Method"), f"{document['method']['name']} {document['method']['version']}", ""),
        (_("Computed"), document["computed_at"], ""),
        (_("Empty cells"), _("not known, never zero"), ""),
    ]
    facts += [(_("What to know"), None, note) for note in notes_in_words(document, words)]
    rows = tuple({"what": what, "value": value, "note": note} for what, value, note in facts)
    return Sheet("summary", _("Summary"), fields, rows)


def _occupations(document: dict[str, Any], words: Words) -> Sheet:
    _ = words.gettext
    fields = (
        Field("soc", _("SOC code"), "text"),
        Field("title", _("Occupation"), "wide"),
        Field("employment", _("Employment")),
        Field("rse", _("Relative standard error, %"), "percent"),
        Field("rate", _("Openings a year per person employed"), "share"),
        Field("openings", _("Openings a year")),
        Field("openings_low", _("Openings, at least")),
        Field("openings_high", _("Openings, at most")),
        Field("supply_expected", _("Graduates who head there")),
        Field("supply_low", _("Graduates, at least")),
        Field("supply_high", _("Graduates, at most")),
        Field("gap", _("Gap")),
        Field("gap_low", _("Gap, at least")),
        Field("gap_high", _("Gap, at most")),
        Field("median_wage", _("Median pay"), "dollars"),
        Field("wage_capped", _("Pay is at least this"), "text"),
        Field("entry_education", _("Usual entry education"), "text"),
        Field("rate_source", _("Rate from"), "text"),
        Field("imprecise", _("Too imprecise to act on"), "text"),
    )
    return Sheet("occupations", _("Occupations"), fields, _rows(fields, document["occupations"]))


def _programs(document: dict[str, Any], words: Words) -> Sheet:
    _ = words.gettext
    fields = (
        Field("id", _("Program"), "text"),
        Field("institution", _("Institution"), "wide"),
        Field("cip", _("CIP code"), "text"),
        Field("title", _("Field of study"), "wide"),
        Field("credential", _("Credential"), "text"),
        Field("completers", _("Graduates a year")),
        Field("expected_in_field", _("Head for jobs in the field")),
        Field("expected_elsewhere", _("Head elsewhere")),
        Field("goes_to", _("Leads to"), "wide"),
    )
    rows = [
        {**row, "goes_to": "; ".join(to["title"] for to in row["goes_to"] if to["focal"])}
        for row in document["programs"]
    ]
    return Sheet("programs", _("Programs"), fields, _rows(fields, rows))


def _bottlenecks(document: dict[str, Any], words: Words) -> Sheet:
    _ = words.gettext
    fields = (
        Field("group", _("Group")),
        Field("occupations", _("Occupations"), "wide"),
        Field("programs", _("Programs that lead there"), "wide"),
        Field("openings", _("Openings a year")),
        Field("completers", _("Graduates a year")),
        Field("short", _("Short")),
    )
    titles = {row["soc"]: row["title"] for row in document["occupations"]}
    names = {row["id"]: _program_name(row) for row in document["programs"]}
    rows = [
        {
            **group,
            "group": number,
            "occupations": "; ".join(titles[soc] for soc in group["occupations"]),
            "programs": "; ".join(names[key] for key in group["programs"]),
        }
        for number, group in enumerate(document["bottlenecks"], start=1)
    ]
    return Sheet("bottlenecks", _("Bottlenecks"), fields, _rows(fields, rows))


def _recommendations(document: dict[str, Any], words: Words) -> Sheet:
    _ = words.gettext
    fields = (
        Field("rank", _("Rank")),
        Field("kind", _("Kind"), "text"),
        Field("headline", _("What to do"), "wide"),
        Field("why", _("Why"), "wide"),
        Field("institution", _("Institution"), "wide"),
        Field("added_completers", _("More graduates a year")),
        Field("floor_fall", _("More openings that can be filled")),
        Field("gap_fall", _("Fall in the expected gap")),
        Field("median_wage", _("Median pay"), "dollars"),
        Field("confidence", _("How sure"), "text"),
        Field("key", _("Key"), "text"),
    )
    rows = [
        {**row, "rank": number, "why": " ".join(row["why"])}
        for number, row in enumerate(document["recommendations"], start=1)
    ]
    return Sheet("recommendations", _("Recommendations"), fields, _rows(fields, rows))


def _sources(document: dict[str, Any], words: Words) -> Sheet:
    _ = words.gettext
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
    return Sheet("sources", _("Sources"), fields, _rows(fields, document["sources"]))


def _program_name(program: dict[str, Any]) -> str:
    return ", ".join(
        part for part in (program["title"], program["credential"], program["institution"]) if part
    )


_BUILDERS: Final[dict[str, Callable[[dict[str, Any], Words], Sheet]]] = {
    "summary": _summary,
    "occupations": _occupations,
    "programs": _programs,
    "bottlenecks": _bottlenecks,
    "recommendations": _recommendations,
    "sources": _sources,
}
