"""The gap chart: one row per occupation, how far openings and graduates are apart and how sure that is."""

from __future__ import annotations

from gettext import NullTranslations

from trellis.apps.landscape.charts.base import (
    BARELY,
    INK,
    Chart,
    Column,
    Document,
    Link,
    Row,
    ends_of,
    frame,
    gap_colour,
    linked,
    rounded,
)
from trellis.apps.landscape.charts.gap_layers import gap_layers, openings_label
from trellis.apps.landscape.wording import Words, about, listed, plain_title

ROW_WIDE = 30
ROW_NARROW = 46
WORTH_AN_INTERVAL = 2.5
"""An interval is drawn up to this many times the widest gap; past that an arrow says that it goes on."""


def gap_chart(
    document: Document,
    *,
    shortest: int = 12,
    surplus: int = 3,
    narrow: bool = False,
    width: int | str = "container",
    link: Link | None = None,
    words: Words | None = None,
) -> Chart:
    """Return the occupations most short of graduates and those most in surplus, in the document's order.

    narrow: the layout for a phone: the title above its row, no bars. Where graduates are not known yet the
    rows show openings alone.
    """
    words = words or NullTranslations()
    known = document["gap"] is not None
    chosen = _chosen(document["occupations"], shortest, surplus, known)
    domain = _domain(chosen, known)
    rows = [_row(row, domain, known, link) for row in chosen]
    layers = gap_layers(rows, domain, narrow, known, link is not None, words)
    sentence = _sentence(document, words) if known else _unknown_sentence(document, words)
    spec = frame(
        layers=layers,
        values=rows,
        height={"step": ROW_NARROW if narrow else ROW_WIDE},
        width=width,
        description=sentence,
    )
    title = words.gettext("Where it is short") if known else words.gettext("Where the openings are")
    return Chart(title, spec, sentence, _columns(words, known), tuple(_table(chosen, known, link)))


def _chosen(occupations: list[Row], shortest: int, surplus: int, known: bool) -> list[Row]:
    occupations = [row for row in occupations if row["gap" if known else "openings"] is not None]
    if not known:
        return occupations[: shortest + surplus]
    short = [row for row in occupations if row["gap"] > 0][:shortest]
    over = [row for row in occupations if row["gap"] < 0][-surplus:] if surplus else []
    return short + over or occupations[:shortest]


def _domain(rows: list[Row], known: bool) -> tuple[float, float]:
    if not known:
        return 0.0, max((ends_of(row, "openings", "openings")[2] for row in rows), default=1.0)
    reach = max((abs(row["gap"]) for row in rows), default=1.0) or 1.0
    intervals = [ends_of(row, "gap", "gap") for row in rows]
    low = max(min((low for _, low, _ in intervals), default=0.0), -reach * WORTH_AN_INTERVAL)
    high = min(max((high for _, _, high in intervals), default=1.0), reach * WORTH_AN_INTERVAL)
    return min(low, 0.0), max(high, reach * 0.1)


def _row(row: Row, domain: tuple[float, float], known: bool, link: Link | None) -> Row:
    value, low, high = ends_of(row, "gap", "gap") if known else ends_of(row, "openings", "openings")
    wage = row["median_wage"]
    shown = {
        "title": row["title"],
        "value": rounded(value),
        "low": rounded(max(low, domain[0])),
        "high": rounded(min(high, domain[1])),
        "goes_on_low": rounded(domain[0]) if low < domain[0] else None,
        "goes_on_high": rounded(domain[1]) if high > domain[1] else None,
        "from": rounded(low),
        "to": rounded(high),
        "colour": gap_colour(row["gap"], row["openings"]) if known else INK,
        "sure": not known or low > 0 or high < 0,
        "openings": rounded(row["openings"]),
        "graduates": rounded(row["supply_expected"]),
        "wage": "" if wage is None else f"${wage:,.0f}" + ("+" if row["wage_capped"] else ""),
    }
    return linked(shown, row["soc"], link)


def _sentence(document: Document, words: Words) -> str:
    rows = [row for row in document["occupations"] if row["gap"] is not None]
    short = [row for row in rows if row["gap"] > row["openings"] * BARELY and row["gap"] > 0]
    always = [row for row in rows if row["gap_low"] is not None and row["gap_low"] > 0]
    if not short:
        return words.gettext("In no occupation do openings outnumber the graduates who head for them.")
    first = words.ngettext(
        "{n} of {all} occupations has more openings than graduates heading for it: {names}.",
        "{n} of {all} occupations have more openings than graduates heading for them: {names}.",
        len(short),
    )
    names = [f"{plain_title(row['title'])} ({about(row['gap'])})" for row in short[:3]]
    said = first.format(n=len(short), all=len(rows), names=listed(names, words))
    if not always:
        return said
    second = words.ngettext(
        "{n} stays short even if every eligible graduate came.",
        "{n} stay short even if every eligible graduate came.",
        len(always),
    )
    return f"{said} {second.format(n=len(always))}"


def _unknown_sentence(document: Document, words: Words) -> str:
    rows = [row for row in document["occupations"] if row["openings"] is not None][:3]
    if not rows:
        return words.gettext("No openings are published for this field here.")
    names = [f"{plain_title(row['title'])} ({about(row['openings'])})" for row in rows]
    said = words.gettext(
        "Most openings a year are for {names}. Graduates are not known yet, so gaps can't be shown."
    )
    return said.format(names=listed(names, words))


def _columns(words: Words, known: bool) -> tuple[Column, ...]:
    supply = (
        Column("supply_expected", words.gettext("Graduates who head here")),
        Column("gap", words.gettext("Gap")),
        Column("gap_low", words.gettext("Gap, at least")),
        Column("gap_high", words.gettext("Gap, at most")),
    )
    return (
        Column("title", words.gettext("Occupation"), "text"),
        Column("openings", openings_label(words)),
        *(supply if known else ()),
        Column("median_wage", words.gettext("Median pay"), "dollars"),
    )


def _table(rows: list[Row], known: bool, link: Link | None) -> list[Row]:
    names = ["soc", "title", "openings", "median_wage"]
    names += ["supply_expected", "gap", "gap_low", "gap_high"] if known else []
    return [
        linked({n: r[n] if n in ("soc", "title") else rounded(r[n]) for n in names}, r["soc"], link)
        for r in rows
    ]
