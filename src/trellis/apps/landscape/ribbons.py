"""A bottleneck group as a picture: programs left, occupations right, ribbons between, the short side orange.

An SVG made on the server, so that it needs no script and stands in the PDF too. Its colours are presentation
attributes; a page's style sheet may restyle the `rb-…` classes.
"""

from __future__ import annotations

from dataclasses import dataclass
from gettext import NullTranslations
from html import escape

from trellis.apps.core.ui.chart_theme import COLOURS
from trellis.apps.landscape.charts.base import Column, Document, Link, Row, rounded
from trellis.apps.landscape.prose import bottleneck_sentence
from trellis.apps.landscape.ribbon_layout import BAR, LINE, Layout, Node, arrange, lay_out
from trellis.apps.landscape.wording import Words, about, count

PRIMARY, PRIMARY_LIGHT, INK, QUIET, SHORT, SHORT_LIGHT = (
    COLOURS["print"][name] for name in ("primary", "primary-light", "ink", "quiet", "short", "short-light")
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A bottleneck group drawn, said and tabled. svg: ready markup in which every text is escaped."""

    svg: str
    sentence: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def group_picture(
    document: Document,
    number: int,
    *,
    narrow: bool = False,
    program_link: Link | None = None,
    occupation_link: Link | None = None,
    words: Words | None = None,
) -> Picture:
    """Draw the bottleneck group at this place in the document's list.

    narrow: the layout for a phone. The links give the address of a program's or an occupation's page.
    """
    words = words or NullTranslations()
    group = document["bottlenecks"][number]
    sentence = str(bottleneck_sentence(group, document, words))
    left, right, flows = arrange(document, group, words)
    layout = lay_out(left, right, flows, narrow=narrow)
    name = f"rb-{number}{'-narrow' if narrow else ''}"
    title = words.gettext("Programs and the occupations they lead to")
    width, height = layout.width, round(layout.height)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="rb" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="group" aria-labelledby="{name}-title" aria-describedby="{name}-desc" '
        'font-family="Public Sans, sans-serif">',
        f'<title id="{name}-title">{escape(title)}</title>',
        f'<desc id="{name}-desc">{escape(sentence)}</desc>',
        *_headings(layout, words),
        *(_ribbon(layout, ribbon) for ribbon in layout.ribbons),
        *(_program(layout, node, program_link, words) for node in layout.left),
        *(_occupation(layout, node, occupation_link, words) for node in layout.right),
        "</svg>",
    ]
    columns, rows = _table(document, group, program_link, words)
    return Picture("".join(parts), sentence, columns, rows)


def _headings(layout: Layout, words: Words) -> list[str]:
    style = f'class="rb-heading" font-size="11" fill="{QUIET}" font-weight="600"'
    left, right = words.gettext("Graduates a year"), words.gettext("Openings a year")
    return [
        f'<text x="{layout.left_bar}" y="14" text-anchor="end" {style}>{escape(left)}</text>',
        f'<text x="{layout.right_bar + BAR}" y="14" {style}>{escape(right)}</text>',
    ]


def _ribbon(layout: Layout, ribbon: tuple[float, float, float]) -> str:
    start, end, thickness = ribbon
    x0, x1 = layout.left_bar + BAR, layout.right_bar
    middle = (x0 + x1) / 2
    path = (
        f"M{x0} {start:.1f}C{middle} {start:.1f} {middle} {end:.1f} {x1} {end:.1f}"
        f"V{end + thickness:.1f}C{middle} {end + thickness:.1f} {middle} {start + thickness:.1f} "
        f"{x0} {start + thickness:.1f}Z"
    )
    return f'<path class="rb-flow" d="{path}" fill="{PRIMARY_LIGHT}" fill-opacity="0.55"/>'


def _program(layout: Layout, node: Node, link: Link | None, words: Words) -> str:
    bar = (
        f'<rect class="rb-program" x="{layout.left_bar}" y="{node.y:.1f}" width="{BAR}" '
        f'height="{node.height:.1f}" fill="{PRIMARY}"/>'
    )
    said = words.gettext("{name}: {n} graduates a year").format(name=node.full_name, n=about(node.value))
    text = _label(node, x=layout.left_bar - 8, anchor="end", lines=_with_value(node, count(node.value)))
    return _node(node, said, bar + text, link)


def _occupation(layout: Layout, node: Node, link: Link | None, words: Words) -> str:
    x = layout.right_bar
    filled = node.height * node.filled
    bar = ""
    if node.filled < 1:
        short = node.height - filled
        bar += (
            f'<rect class="rb-glow" x="{x - 4}" y="{node.y + filled - 3:.1f}" width="{BAR + 8}" '
            f'height="{short + 6:.1f}" rx="5" fill="{SHORT_LIGHT}"/>'
            f'<rect class="rb-short" x="{x}" y="{node.y + filled:.1f}" width="{BAR}" height="{short:.1f}" '
            f'fill="{SHORT}"/>'
        )
    bar += (
        f'<rect class="rb-filled" x="{x}" y="{node.y:.1f}" width="{BAR}" height="{filled:.1f}" '
        f'fill="{PRIMARY}"/>'
    )
    short_of = node.value * (1 - node.filled)
    if short_of >= 0.5:
        value = words.gettext("{n}, short {short}").format(n=count(node.value), short=count(short_of))
    else:
        value = count(node.value)
    said = words.gettext("{name}: {n} openings a year, about {short} unfilled at best").format(
        name=node.full_name, n=about(node.value), short=about(short_of)
    )
    text = _label(node, x=x + BAR + 9, anchor="start", lines=_with_value(node, value), short=short_of >= 0.5)
    return _node(node, said, bar + text, link)


def _with_value(node: Node, value: str) -> list[tuple[str, str]]:
    return [("name", line) for line in node.lines] + [("value", value)]


def _label(node: Node, *, x: float, anchor: str, lines: list[tuple[str, str]], short: bool = False) -> str:
    middle = node.y + node.height / 2
    first = middle - (len(lines) - 1) * LINE / 2 + 4
    end = ' text-anchor="end"' if anchor == "end" else ""
    texts = []
    for number, (kind, line) in enumerate(lines):
        colour = (SHORT if short else QUIET) if kind == "value" else INK
        weight = ' font-weight="600"' if kind == "value" else ""
        kind += "-short" if short and kind == "value" else ""
        texts.append(
            f'<text class="rb-{kind}" x="{x}" y="{first + number * LINE:.1f}" font-size="12.5" '
            f'fill="{colour}"'
            f"{end}{weight}>{escape(line)}</text>"
        )
    return "".join(texts)


def _node(node: Node, said: str, inside: str, link: Link | None) -> str:
    title = f"<title>{escape(said)}</title>"
    if link is None or node.key is None:
        return f'<g class="rb-node" role="img" aria-label="{escape(said)}">{title}{inside}</g>'
    return (
        f'<a class="rb-node" href="{escape(link(node.key))}" aria-label="{escape(said)}">{title}{inside}</a>'
    )


def _table(
    document: Document, group: Row, link: Link | None, words: Words
) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """Return every pair of the group: program, graduates, the occupation it leads to, its openings."""
    occupations = {row["soc"]: row for row in document["occupations"]}
    programs = {row["id"]: row for row in document["programs"]}
    rows: list[Row] = []
    fed: set[str] = set()
    for key in group["programs"]:
        program = programs[key]
        for to in program["goes_to"]:
            if to["soc"] in group["occupations"]:
                fed.add(to["soc"])
                rows.append(
                    {
                        "program": program["title"],
                        "institution": program["institution"],
                        "completers": rounded(program["completers"]),
                        "occupation": occupations[to["soc"]]["title"],
                        "openings": rounded(occupations[to["soc"]]["openings"]),
                    }
                    | ({} if link is None else {"url": link(key)})
                )
    for soc in group["occupations"]:
        if soc not in fed:
            row = occupations[soc]
            rows.append(
                {
                    "program": words.gettext("no program here"),
                    "institution": None,
                    "completers": 0,
                    "occupation": row["title"],
                    "openings": rounded(row["openings"]),
                }
            )
    columns = (
        Column("program", words.gettext("Program"), "text"),
        Column("institution", words.gettext("Institution"), "text"),
        Column("completers", words.gettext("Graduates a year")),
        Column("occupation", words.gettext("Occupation"), "text"),
        Column("openings", words.gettext("Openings a year")),
    )
    return columns, tuple(rows)
