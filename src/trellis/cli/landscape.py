"""`trellis landscape`: one region's openings and graduates on the terminal, as JSON, CSV or PDF."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from trellis.apps.landscape.parameters import DEFINITIONS, FIELDS, SPLITS, ParameterError, Parameters
from trellis.apps.landscape.region_spec import RegionError, RegionSpec
from trellis.cli.exits import CommandError, Exit
from trellis.cli.output import page, print_json, say

Areas = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="AREA...",
        help='A published area: "Tulsa, OK", OK, US, or an OEWS code. Several are added up.',
    ),
]
Field = Annotated[str, typer.Option(help=f"Which occupations: {', '.join(FIELDS)}.")]
Definition = Annotated[str, typer.Option(help=f"What counts as an opening: {', '.join(DEFINITIONS)}.")]
Split = Annotated[str, typer.Option(help=f"How graduates split over occupations: {', '.join(SPLITS)}.")]
Retention = Annotated[float, typer.Option(help="The share of graduates who stay, above 0 and at most 1.")]
Vintage = Annotated[str | None, typer.Option(help='The release of employment, such as "May 2025".')]
Completions = Annotated[str | None, typer.Option(help='The release of graduates, such as "2024".')]
NationalRates = Annotated[
    bool, typer.Option("--national-rates", help="Don't use the state's own projections.")
]
Counties = Annotated[
    list[str] | None,
    typer.Option(
        "--county", metavar="FIPS", help="A county, such as 40143, whose colleges count. Repeatable."
    ),
]
Added = Annotated[
    list[str] | None, typer.Option("--add-college", metavar="UNITID", help="A college to add. Repeatable.")
]
LeftOut = Annotated[
    list[str] | None,
    typer.Option("--leave-out", metavar="UNITID", help="A college to leave out. Repeatable."),
]
WhatIf = Annotated[
    list[str] | None,
    typer.Option(
        "--what-if", metavar="PROGRAM:+N", help='Such as "207935-15.10-2:+60", or words. Repeatable.'
    ),
]
Rows = Annotated[int, typer.Option(min=1, help="How many occupations to show.")]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print one JSON object (docs/reference/landscape-json.md).")
]
Csv = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write the occupations as CSV; - prints them.")
]
Pdf = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write the four-page brief for the board as PDF.")
]
Offline = Annotated[bool, typer.Option("--offline", help="Don't pull the college directory at first need.")]


def landscape(
    areas: Areas = None,
    field: Field = "stem",
    definition: Definition = "openings",
    split: Split = "proportional",
    retention: Retention = 1.0,
    vintage: Vintage = None,
    completions: Completions = None,
    national_rates: NationalRates = False,
    counties: Counties = None,
    added: Added = None,
    left_out: LeftOut = None,
    what_if: WhatIf = None,
    rows: Rows = 15,
    as_json: AsJson = False,
    csv: Csv = None,
    pdf: Pdf = None,
    offline: Offline = False,
) -> None:
    """Show a region's landscape: openings a year, graduates for them, and what none of them could fill."""
    if as_json and str(csv) == "-":
        raise CommandError("--csv - and --json both print: name a file for one of them.", Exit.USAGE)
    try:
        parameters = Parameters(
            field=field,
            definition=definition,  # type: ignore[arg-type]
            split=split,  # type: ignore[arg-type]
            retention=retention,
            vintage=vintage,
            completions=completions,
            state_projections=not national_rates,
        )
    except ParameterError as error:
        raise CommandError(str(error), Exit.USAGE) from error
    document = compute(
        areas or [],
        parameters,
        counties=counties or [],
        added=added or [],
        left_out=left_out or [],
        what_if=what_if or [],
        offline=offline,
    )
    if csv:
        _write_csv(document, csv)
    if pdf:
        _write_pdf(document, pdf)
    if as_json:
        print_json(document)
    elif not csv and not pdf:
        from trellis.cli.terminal import show

        show(document, page(), rows=rows)


def compute(
    areas: list[str],
    parameters: Parameters,
    *,
    counties: list[str],
    added: list[str],
    left_out: list[str],
    what_if: list[str],
    offline: bool,
) -> dict[str, Any]:
    """Return the landscape document of what the user named; what can't be computed is a `CommandError`."""
    from trellis.apps.landscape.assembly import assemble
    from trellis.cli.data_errors import explained
    from trellis.cli.what_if import changes_of, in_words
    from trellis.methods.alignment import AlignmentError
    from trellis.sources import Store

    with explained():
        store = Store.open()
        try:
            spec = RegionSpec(
                areas=tuple(store.find_area(text).code for text in areas),
                counties=tuple(counties),
                added=tuple(added),
                left_out=tuple(left_out),
            )
            result = assemble(store, spec, parameters)
            if not result.region.known and not offline:
                from trellis.cli.first_need import pull_definitions

                if pull_definitions(store, result.region):
                    result = assemble(store, spec, parameters)
            if what_if:
                before = result.alignment.totals
                changes = changes_of(what_if, result)
                for change in changes:
                    say(f"What if: {in_words(change, result)}.")
                result = result.changed(changes)
                say(_difference(before.unfilled_floor, result.alignment.totals.unfilled_floor))
        except (RegionError, AlignmentError) as error:
            raise CommandError(str(error), Exit.USAGE) from error
    return result.document(computed_at=datetime.now(UTC).isoformat(timespec="seconds"))


def _difference(before: float | None, after: float | None) -> str:
    if before is None or after is None:
        return "The openings that nobody could fill are not known, before or after."
    return f"Openings that no graduate could fill: {before:,.0f} before, {after:,.0f} after."


def _write_csv(document: dict[str, Any], path: Path) -> None:
    from trellis.apps.landscape.exports import csv_text

    text = csv_text(document, "occupations")
    if str(path) == "-":
        print(text, end="")
    else:
        _write(path, text.encode("utf-8-sig"))


def _write_pdf(document: dict[str, Any], path: Path) -> None:
    from trellis.apps.landscape.brief import render_brief

    _write(path, render_brief(document))


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CommandError(f"{path} can't be written: {error.strerror}.", Exit.USAGE) from error
    say(f"Wrote {path} ({len(content):,} bytes).")
