"""A landscape on a terminal: the answer, three figures, where it is short, what to do, the sources."""

from __future__ import annotations

from typing import Any

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from trellis.apps.landscape import prose
from trellis.apps.landscape.parameters import DEFINITIONS
from trellis.apps.landscape.wording import Sentence

SHORT = "dark_orange"
QUIET = "bright_black"
STRONG = "bold"
UNKNOWN = "not known"
MARGIN = (0, 0, 0, 2)
WIDE = 116  # columns of a terminal
AROUND = 6  # columns that margins take
MOST_REASONS = 2


def show(document: dict[str, Any], console: Console, *, rows: int) -> None:
    """Write the landscape; `rows` occupations and as many bottleneck groups at most."""
    parts: list[RenderableType] = [_title(document), "", _answer(document), "", _figures(document)]
    parts += _section("Where it is short", _occupations(document, rows, console.width))
    if document["bottlenecks"]:
        parts += _section("Bottlenecks: no choice of any graduate could fill these", _bottlenecks(document))
    if document["recommendations"]:
        parts += _section("What to do", _recommendations(document))
    parts += _section("Good to know", _notes(document))
    parts += _section("Sources", _sources(document))
    console.print(Padding(Group(*parts), (1, 1)), soft_wrap=False)


def _section(title: str, *body: RenderableType) -> list[RenderableType]:
    return ["", Text(title, style=STRONG), *body]


def _title(document: dict[str, Any]) -> Text:
    label = document["field_label"]
    line = f"{document['region']['name']} · {label[:1].upper()}{label[1:]} · {document['vintage']}"
    return Text(line, style=QUIET)


def _answer(document: dict[str, Any]) -> Text:
    text = Text()
    for each in prose.headline(document):
        for part, number in each.parts():
            text.append(part, style=STRONG if number else "")
        text.append(" ")
    mend = document["region"]["institutions"]["how_to_mend"]
    if document["supply_expected"] is None and mend:
        text.append(mend)
    return text


def _figures(document: dict[str, Any]) -> RenderableType:
    known = document["supply_expected"] is not None
    openings = _figure(
        document["openings"],
        "openings a year",
        f"90 %: {_interval(document['openings_low'], document['openings_high'])}"
        if document["openings_low"] is not None
        else "error not all published",
    )
    graduates = _figure(
        document["supply_expected"],
        "graduates for them",
        f"of {_number(document['completers'])} who could" if known else "colleges not placed yet",
    )
    floor = _figure(document["unfilled_floor"], "can't be filled", "whatever graduates choose", style=SHORT)
    row = Table.grid(padding=(0, 1, 0, 0))
    row.add_row(openings, graduates, floor)
    return row


def _figure(value: float | None, label: str, remark: str, *, style: str = STRONG) -> Panel:
    body = Text(_number(value), style=f"{STRONG} {style}" if value is not None else QUIET)
    body.append(f"\n{label}\n", style="default not bold")
    body.append(remark, style=f"{QUIET} not bold")
    return Panel(body, box=box.ROUNDED, border_style=QUIET, padding=(0, 1))


def _occupations(document: dict[str, Any], rows: int, width: int) -> RenderableType:
    wide = width >= WIDE
    shown = document["occupations"][:rows]
    columns = {
        "Openings": [_number(row["openings"]) for row in shown],
        "90 %": [_interval(row["openings_low"], row["openings_high"]) for row in shown],
        "Graduates": [_number(row["supply_expected"]) for row in shown],
        "Gap": [_number(row["gap"]) for row in shown],
        "Between": [_interval(row["gap_low"], row["gap_high"]) for row in shown],
        "Median pay": [_wage(row["median_wage"], row["wage_capped"]) for row in shown],
    }
    if not wide:
        del columns["90 %"]
    gutter = 2 if wide else 1
    widths = {name: max(map(len, (name, *cells))) for name, cells in columns.items()}
    # Figures are never cut: titles give way.
    left = width - AROUND - sum(widths.values()) - gutter * len(columns)
    table = Table(box=None, header_style=QUIET, padding=(0, gutter, 0, 0), pad_edge=False)
    table.add_column("Occupation", max_width=min(48, max(12, left)), overflow="ellipsis", no_wrap=True)
    for name, narrowest in widths.items():
        style = {"Gap": SHORT, "90 %": QUIET, "Between": QUIET}.get(name, "")
        table.add_column(name, justify="right", no_wrap=True, min_width=narrowest, style=style)
    for row, figures in zip(shown, zip(*columns.values(), strict=True), strict=True):
        table.add_row(Text(("≈ " if row["imprecise"] else "") + row["title"]), *figures)
    rest = len(document["occupations"]) - len(shown)
    remarks = ["Between: what graduates' choices and sampling error leave open."]
    if any(row["imprecise"] for row in shown):
        remarks.append("≈: the sampling error is above 30 % or not published.")
    if rest > 0:
        remarks.append(f"{rest} more: --rows {len(document['occupations'])}, or --csv FILE.")
    return Group(Padding(table, MARGIN), Padding(Text(" ".join(remarks), style=QUIET), MARGIN))


def _bottlenecks(document: dict[str, Any], most: int = 6) -> RenderableType:
    lines = []
    for bottleneck in document["bottlenecks"][:most]:
        lines.append(Text("• ").append_text(_marked(prose.bottleneck_sentence(bottleneck, document))))
    rest = document["bottlenecks"][most:]
    if rest:
        short = sum(each["short"] for each in rest)
        lines.append(Text(f"• and {len(rest)} smaller groups, together {_number(short)} short.", style=QUIET))
    return Padding(Group(*lines), MARGIN)


def _marked(sentence: Sentence) -> Text:
    text = Text()
    for part, number in sentence.parts():
        text.append(part, style=STRONG if number else "")
    return text


def _recommendations(document: dict[str, Any], most: int = 6) -> RenderableType:
    lines: list[RenderableType] = []
    for place, each in enumerate(document["recommendations"][:most], start=1):
        lines.append(Text(f"{place}. ").append(each["headline"], style=STRONG))
        lines += [Padding(Text(line), (0, 0, 0, 3)) for line in each["why"][:MOST_REASONS]]
        lines.append(Padding(Text(f"Confidence: {each['confidence']}.", style=QUIET), (0, 0, 0, 3)))
    rest = len(document["recommendations"]) - most
    if rest > 0:
        lines.append(Text(f"{rest} more, with all their reasons: --json.", style=QUIET))
    return Padding(Group(*lines), MARGIN)


def _notes(document: dict[str, Any]) -> RenderableType:
    lines = [f"• Openings count {DEFINITIONS[document['definition']]}."]
    lines += [f"• {note['message']}" for note in document["notes"]]
    return Padding(Group(*(Text(line) for line in lines)), MARGIN)


def _sources(document: dict[str, Any]) -> RenderableType:
    lines = [
        Text(f"• {row['publisher']}, {row['title']}, {row['vintage']} ({row['origin']}; {row['licence']})")
        for row in document["sources"]
    ]
    method = document["method"]
    lines.append(Text(f"• Method: {method['name']} {method['version']}", style=QUIET))
    return Padding(Group(*lines), MARGIN)


def _number(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:,.0f}"


def _interval(low: float | None, high: float | None) -> str:
    return UNKNOWN if low is None or high is None else f"{low:,.0f} to {high:,.0f}"


def _wage(value: float | None, capped: bool) -> str:
    if value is None:
        return UNKNOWN
    return f"${value:,.0f}{'+' if capped else ''}"
