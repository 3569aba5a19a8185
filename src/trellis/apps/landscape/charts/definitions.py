"""The same landscape by each definition of openings, beside the graduates who head for them."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import NullTranslations

from trellis.apps.landscape.charts.base import (
    GRADUATES,
    INK,
    LINE,
    SHORT,
    Chart,
    Column,
    Document,
    Row,
    Spec,
    frame,
    rounded,
)
from trellis.apps.landscape.charts.narrow import ROW, names_above, without_names, wrapped
from trellis.apps.landscape.parameters import DEFINITIONS
from trellis.apps.landscape.wording import Words, about


def definitions_chart(
    documents: Sequence[Document],
    *,
    narrow: bool = False,
    width: int | str = "container",
    words: Words | None = None,
) -> Chart:
    """Return a group of bars for each document: its openings, its graduates and those left unfilled.

    documents: landscapes of one region that differ in their definition of openings. narrow: the layout for a
    phone.
    """
    words = words or NullTranslations()
    rows = [row for document in documents for row in _bars(document, words, narrow)]
    sentence = _sentence(documents, words)
    spec = frame(
        layers=_layers(rows, words, narrow),
        values=rows,
        height={"step": ROW if narrow else 24},
        width=width,
        description=sentence,
    )
    columns = (
        Column("definition", words.gettext("Openings counted as"), "text"),
        Column("openings", words.gettext("Openings a year")),
        Column("openings_low", words.gettext("At least")),
        Column("openings_high", words.gettext("At most")),
        Column("supply_expected", words.gettext("Graduates who head here")),
        Column("unfilled_floor", words.gettext("Unfilled whatever graduates choose")),
    )
    table = tuple(
        {"definition": _name(document, words)}
        | {column.key: rounded(document[column.key]) for column in columns[1:]}
        for document in documents
    )
    return Chart(words.gettext("Openings by definition"), spec, sentence, columns, table)


def _name(document: Document, words: Words) -> str:
    name = words.gettext(DEFINITIONS[document["definition"]])
    return name[:1].upper() + name[1:]


def _bars(document: Document, words: Words, narrow: bool) -> list[Row]:
    definition = _name(document, words)
    openings = {"low": rounded(document["openings_low"]), "high": rounded(document["openings_high"])}
    bars = [
        (words.gettext("Openings"), document["openings"], INK, openings),
        (words.gettext("Graduates"), document["supply_expected"], GRADUATES, {}),
        (words.gettext("Unfilled at best"), document["unfilled_floor"], SHORT, {}),
    ]
    heading: Row = {
        "definition": "\n".join(wrapped(definition)) if narrow else definition,
        "what": "",
        "key": f"{document['definition']}|",
        "value": None,
        "low": None,
    }
    return [heading] + [
        {
            "definition": definition,
            "what": what,
            "key": f"{document['definition']}|{what}",
            "colour": colour,
            "value": rounded(value),
            "low": None,
            "high": None,
            **interval,
        }
        for what, value, colour, interval in bars
        if value is not None
    ]


def _layers(rows: list[Row], words: Words, narrow: bool) -> list[Spec]:
    axis = {
        "title": words.gettext("People a year"),
        "orient": "top",
        "gridColor": LINE,
        "domain": False,
        "ticks": False,
        "tickCount": 5,
    }
    x = {"field": "value", "type": "quantitative", "axis": axis, "scale": {"zero": True}}
    y = {
        "field": "key",
        "type": "nominal",
        "sort": [row["key"] for row in rows],
        "axis": {
            "title": None,
            "ticks": False,
            "domain": False,
            "labelColor": INK,
            "labelExpr": "split(datum.label, '|')[1]",
        },
    }
    colour = {"color": {"field": "colour", "type": "nominal", "scale": None}}
    tooltip = [
        {"field": "definition", "type": "nominal", "title": words.gettext("Openings counted as")},
        {"field": "what", "type": "nominal", "title": words.gettext("What")},
        {"field": "value", "type": "quantitative", "format": ",.0f", "title": words.gettext("People a year")},
    ]
    heading: Spec = {
        "transform": [{"filter": "datum.value === null"}],
        "mark": {
            "type": "text",
            "align": "left",
            "fontSize": 12,
            "fontWeight": 600,
            "color": INK,
            "yOffset": 3,
        },
        "encoding": {"y": y, "x": {"value": 0}, "text": {"field": "definition", "type": "nominal"}},
    }
    shown = [{"filter": "datum.value !== null"}]
    marks: list[Spec] = [
        {
            "transform": shown,
            "mark": {"type": "bar", "height": 12},
            "encoding": {"y": y, "x": x, **colour, "tooltip": tooltip},
        },
        {
            "transform": [{"filter": "datum.low !== null"}],
            "mark": {"type": "rule", "strokeWidth": 2, "color": INK, "yOffset": 9, "y2Offset": 9},
            "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
        },
        {
            "transform": shown,
            "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 11, "color": INK},
            "encoding": {
                "y": y,
                "x": x,
                "text": {"field": "value", "type": "quantitative", "format": ",.0f"},
            },
        },
    ]
    if narrow:
        marks = names_above(marks, "what")
        heading["encoding"]["y"] = without_names(y)
        heading["mark"] |= {"baseline": "middle", "lineBreak": "\n"}
    return [{"layer": marks}, heading]


def _sentence(documents: Sequence[Document], words: Words) -> str:
    parts = [
        words.gettext("{openings} if openings are {definition}").format(
            openings=about(document["openings"]),
            definition=words.gettext(DEFINITIONS[document["definition"]]),
        )
        for document in documents
        if document["openings"] is not None
    ]
    return words.gettext("About {parts}.").format(parts="; ".join(parts))
