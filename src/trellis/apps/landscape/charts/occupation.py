"""One occupation: its openings, the graduates who head for it, and the programs they come from."""

from __future__ import annotations

from gettext import NullTranslations

from trellis.apps.landscape.charts.base import (
    GRADUATES,
    GRADUATES_LIGHT,
    INK,
    LINE,
    UNKNOWN,
    Chart,
    Column,
    Document,
    Link,
    Row,
    Spec,
    frame,
    linked,
    rounded,
    whole_row,
)
from trellis.apps.landscape.charts.narrow import ROW, names_above, without_names
from trellis.apps.landscape.published import published
from trellis.apps.landscape.wording import Words, about, plain_title

MOST_FEEDERS = 8
ROW_NARROW = ROW + 6
"""The interval stands under its bar and wants a little more."""


def occupation_chart(
    document: Document,
    soc: str,
    *,
    narrow: bool = False,
    width: int | str = "container",
    link: Link | None = None,
    words: Words | None = None,
) -> Chart:
    """Return openings against graduates for one occupation, the graduates built up program by program.

    narrow: the layout for a phone. link: from a program's id to the address of its page.
    """
    words = words or NullTranslations()
    row = next(row for row in document["occupations"] if row["soc"] == soc)
    programs = {program["id"]: program for program in document["programs"]}
    rows = [_total(row, "openings", words.gettext("Openings a year"), INK)]
    if row["supply_expected"] is not None:
        graduates = words.gettext("Graduates who head here")
        rows += [_total(row, "supply", graduates, GRADUATES), *_feeders(row, programs, link, words)]
    sentence = _sentence(row, programs, words)
    spec = frame(
        layers=_layers(words, link is not None, narrow),
        values=rows,
        height={"step": ROW_NARROW if narrow else 34},
        width=width,
        description=sentence,
    )
    columns = (
        Column("name", words.gettext("What"), "text"),
        Column("value", words.gettext("People a year")),
        Column("low", words.gettext("At least")),
        Column("high", words.gettext("At most")),
    )
    names = ("name", "value", "low", "high", "url")
    table = tuple({name: each[name] for name in names if name in each} for each in rows)
    return Chart(plain_title(row["title"]).capitalize(), spec, sentence, columns, table)


def _total(row: Row, what: str, name: str, colour: str) -> Row:
    middle = "openings" if what == "openings" else "supply_expected"
    low, high, value = rounded(row[f"{what}_low"]), rounded(row[f"{what}_high"]), rounded(row[middle])
    return {
        "name": name,
        "start": 0,
        "end": value,
        "value": value,
        "low": low,
        "high": high,
        "colour": colour,
    }


def _feeders(row: Row, programs: dict[str, Row], link: Link | None, words: Words) -> list[Row]:
    """Return the programs that feed the occupation, each starting where the one before it ended."""
    feeders = _known_feeders(row)
    shown, rest = feeders[:MOST_FEEDERS], feeders[MOST_FEEDERS:]
    names = _names([programs[feeder["program"]] for feeder in shown], words)
    rows, start = [], 0.0
    for feeder, name in zip(shown, names, strict=True):
        rows.append(linked(_part(name, start, feeder["expected"], GRADUATES_LIGHT), feeder["program"], link))
        start += feeder["expected"]
    if rest:
        name = words.ngettext("{n} more program", "{n} more programs", len(rest)).format(n=len(rest))
        rows.append(_part(name, start, sum(feeder["expected"] for feeder in rest), UNKNOWN))
    return rows


def _names(programs: list[Row], words: Words) -> list[str]:
    """Name each program, with its credential where two would bear one name and share a row."""
    names = [_listed(program["title"], program["institution"]) for program in programs]
    return [
        _listed(program["title"], published(program["credential"], words).lower(), program["institution"])
        if names.count(name) > 1
        else name
        for program, name in zip(programs, names, strict=True)
    ]


def _listed(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _known_feeders(row: Row) -> list[Row]:
    """Return the feeders whose graduates are published, the largest first."""
    return sorted(
        (feeder for feeder in row["feeders"] if feeder["expected"] is not None),
        key=lambda feeder: -feeder["expected"],
    )


def _part(name: str, start: float, value: float, colour: str) -> Row:
    ends = {"start": rounded(start), "end": rounded(start + value), "value": rounded(value)}
    return {"name": name, **ends, "low": None, "high": None, "colour": colour}


def _layers(words: Words, has_pages: bool, narrow: bool) -> list[Spec]:
    axis = {
        "title": words.gettext("People a year"),
        "orient": "top",
        "gridColor": LINE,
        "domain": False,
        "ticks": False,
        "tickCount": 5,
    }
    x = {"field": "start", "type": "quantitative", "axis": axis, "scale": {"zero": True}}
    y = {
        "field": "name",
        "type": "nominal",
        "sort": None,
        "axis": {"title": None, "labelLimit": 260, "labelColor": INK, "ticks": False, "domain": False},
    }
    colour = {"color": {"field": "colour", "type": "nominal", "scale": None}}
    tooltip = [
        {"field": "name", "type": "nominal", "title": words.gettext("What")},
        {"field": "value", "type": "quantitative", "format": ",.1f", "title": words.gettext("People a year")},
    ]
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "height": 16, "cornerRadius": 1},
            "encoding": {
                "y": y,
                "x": x,
                "x2": {"field": "end"},
                **colour,
            },
        },
        {
            "transform": [{"filter": "datum.low !== null"}],
            "mark": {"type": "rule", "strokeWidth": 2, "color": INK, "yOffset": 12, "y2Offset": 12},
            "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 11, "color": INK},
            "encoding": {
                "y": y,
                "x": {**x, "field": "end"},
                "text": {"field": "value", "type": "quantitative", "format": ",.0f"},
            },
        },
    ]
    if narrow:
        layers, y = names_above(layers, "name"), without_names(y)
    return [{"layer": layers}, whole_row(y, tooltip=tooltip, name="name", has_pages=has_pages)]


def _sentence(row: Row, programs: dict[str, Row], words: Words) -> str:
    title = plain_title(row["title"])
    if row["openings"] is None:
        said = words.gettext("How many jobs open a year for {title} is not published here.")
        return said.format(title=title)
    openings = about(row["openings"])
    if row["supply_expected"] is None:
        said = words.gettext("About {openings} openings a year for {title}. Graduates are not known yet.")
        return said.format(openings=openings, title=title)
    feeders = _known_feeders(row)
    if not feeders:
        said = words.gettext("About {openings} openings a year for {title}, and no program here leads there.")
        return said.format(openings=openings, title=title)
    said = words.gettext(
        "About {openings} openings a year for {title}, and about {graduates} graduates who head "
        "for them, most of all from {program}."
    )
    return said.format(
        openings=openings,
        title=title,
        graduates=about(row["supply_expected"]),
        program=programs[feeders[0]["program"]]["title"],
    )
