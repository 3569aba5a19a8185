"""The picture of a network as SVG, drawn by the server: in the page, and as a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from django.utils.safestring import SafeString, mark_safe

from trellis.apps.core.ui import chart_theme
from trellis.apps.core.ui.network import WIDTH
from trellis.apps.ties.network import places
from trellis.apps.ties.network.filters import sizes
from trellis.apps.ties.network.marks import Mark, marks_of

if TYPE_CHECKING:
    from trellis.apps.ties.network.filters import Shown
    from trellis.apps.ties.network.reading import Reading

HIGH: Final = 640
WIDE: Final = round(HIGH * WIDTH)
MARGIN: Final = 34
SMALLEST, LARGEST, LEAST = 3.5, 15.0, 2.2
CROWD: Final = 150  # with more marks than these all are drawn smaller
SCORES: Final = ("trust", "value")
NAMED: Final = 10  # the most central carry their names
LETTER: Final = 6.6  # about how wide a letter is
LINE: Final = 15
LONGEST: Final = 30


def radii(reading: Reading, shown: Shown) -> list[float]:
    """The radius of each row that is shown, in points: areas are in proportion to the chosen measure."""
    known = sizes(reading, shown.filter.size)
    values = [known[row] for row in shown.rows]
    there = [value for value in values if value is not None]
    # Scores have no meaning at 0: there the lowest is the smallest.
    low = min(there, default=0.0) if shown.filter.size in SCORES else 0.0
    spread = max(there, default=0.0) - low
    crowd = min(1.0, (CROWD / max(len(shown.rows), 1)) ** 0.5)

    def radius(value: float | None) -> float:
        if value is None or not spread:
            return max(LEAST, SMALLEST * crowd)
        return max(LEAST, crowd * (SMALLEST + (LARGEST - SMALLEST) * ((value - low) / spread) ** 0.5))

    return [radius(value) for value in values]


def points(reading: Reading, shown: Shown) -> list[tuple[float, float]]:
    """Where each row that is shown is drawn."""
    wide, high = (WIDE - 2 * MARGIN) / 2, (HIGH - 2 * MARGIN) / 2
    return [(WIDE / 2 + wide * x, HIGH / 2 - high * y) for x, y in places.points(reading, shown).tolist()]


def on_page(reading: Reading, shown: Shown, *, label: str) -> SafeString:
    """The picture for a page: its colors are the style sheet's."""
    inside = _drawn(reading, shown, paint=None)
    return mark_safe(  # noqa: S308  names are escaped below
        f'<svg class="network__svg" viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{_text(label)}">'
        f"{inside}</svg>"
    )


def as_file(
    reading: Reading, shown: Shown, *, title: str, sentence: str, legend: Sequence[tuple[Mark, str]]
) -> str:
    """The picture as a file that stands by itself: title, sentence, legend, colors for paper."""
    paint = chart_theme.COLOURS["print"]
    lines = _wrapped(sentence, 120)
    head = 44 + 19 * len(lines)
    rows = -(-len(legend) // 3)
    high = head + HIGH + 24 * rows + 24
    font = f'font-family="Public Sans, sans-serif" fill="{paint["ink"]}"'
    words = "".join(
        f'<text x="24" y="{56 + 19 * number}" font-size="13.5" {font}>{_text(line)}</text>'
        for number, line in enumerate(lines)
    )
    keys = []
    for number, (mark, label) in enumerate(legend):
        x, y = 32 + (number % 3) * (WIDE / 3), head + HIGH + 18 + 24 * (number // 3)
        keys.append(
            f'<path d="{shape_path(mark.shape, x, y, 7)}" fill="{paint[f"group-{mark.color}"]}"/>'
            f'<text x="{x + 15:.0f}" y="{y + 4.5:.0f}" font-size="13" {font}>{_text(label)}</text>'
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high}" width="{WIDE}" height="{high}">'
        f"<title>{_text(title)}</title><desc>{_text(sentence)}</desc>"
        f'<rect width="{WIDE}" height="{high}" fill="{paint["paper"]}"/>'
        f'<text x="24" y="32" font-size="19" font-weight="700" {font}>{_text(title)}</text>{words}'
        f'<g transform="translate(0 {head})">{_drawn(reading, shown, paint=paint)}</g>{"".join(keys)}</svg>\n'
    )


def shape_path(shape: str, x: float, y: float, radius: float) -> str:
    """A mark of about the same area whatever its shape."""
    if shape == "circle":
        r = f"{radius:.1f}"
        return (
            f"M{x - radius:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * radius:.1f} 0a{r} {r} 0 1 0 {-2 * radius:.1f} 0Z"
        )
    if shape == "square":
        half = radius * 0.89
        return f"M{x - half:.1f} {y - half:.1f}h{2 * half:.1f}v{2 * half:.1f}h{-2 * half:.1f}Z"
    if shape == "triangle":
        up, side = radius * 1.25, radius * 1.2
        return f"M{x:.1f} {y - up:.1f}L{x + side:.1f} {y + radius * 0.85:.1f}h{-2 * side:.1f}Z"
    out = radius * 1.25
    return f"M{x:.1f} {y - out:.1f}l{out:.1f} {out:.1f}l{-out:.1f} {out:.1f}l{-out:.1f} {-out:.1f}Z"


def _drawn(reading: Reading, shown: Shown, *, paint: Mapping[str, str] | None) -> str:
    """Ties in one path for each thickness, marks in one for each sector: a large network stays small."""
    at = dict(zip(shown.rows, points(reading, shown), strict=True))
    lines: dict[int, list[str]] = defaultdict(list)
    for a, b, strength in shown.ties:
        (x1, y1), (x2, y2) = at[a], at[b]
        lines[strength].append(f"M{x1:.0f} {y1:.0f}L{x2:.0f} {y2:.0f}")
    dense = len(shown.ties) > 600
    parts = [
        f'<path {_line(strength, dense, paint)} d="{"".join(lines[strength])}"/>'
        for strength in sorted(lines)
    ]
    marks = marks_of(reading.document["sectors"])
    shapes: dict[Mark, list[str]] = defaultdict(list)
    for row, radius in zip(shown.rows, radii(reading, shown), strict=True):
        mark = marks[reading.sectors[row]]
        shapes[mark].append(shape_path(mark.shape, *at[row], radius))
    for mark, drawn in sorted(shapes.items(), key=lambda pair: (pair[0].color, pair[0].shape)):
        parts.append(f'<path {_filled(mark, paint)} d="{"".join(drawn)}"/>')
    if shown.filter.around:
        parts.append(_middle(reading, shown, at, paint))
    parts += _names(reading, shown, at, paint)
    return "".join(parts)


def _middle(
    reading: Reading, shown: Shown, at: Mapping[int, tuple[float, float]], paint: Mapping[str, str] | None
) -> str:
    """A ring around the organization that the picture is about."""
    row = reading.row_of_entry[shown.filter.around]
    radius = dict(zip(shown.rows, radii(reading, shown), strict=True))[row] + 5
    look = 'class="network__ring"' if paint is None else f'stroke="{paint["ink"]}" stroke-width="2"'
    return f'<path {look} fill="none" d="{shape_path("circle", *at[row], radius)}"/>'


def _names(
    reading: Reading, shown: Shown, at: Mapping[int, tuple[float, float]], paint: Mapping[str, str] | None
) -> list[str]:
    """The names of the most central, each where it covers no other."""
    radius = dict(zip(shown.rows, radii(reading, shown), strict=True))
    taken: list[tuple[float, float, float, float]] = []
    found = []
    for row in shown.most_tied[:NAMED]:
        name = reading.names[row]
        name = name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
        (x, y), wide = at[row], len(name) * LETTER
        for left, base in (
            (x + radius[row] + 4, y + 4),
            (x - radius[row] - 4 - wide, y + 4),
            (x - wide / 2, y - radius[row] - 6),
            (x - wide / 2, y + radius[row] + LINE),
        ):
            box = (left, base - LINE + 3, left + wide, base + 3)
            inside = box[0] >= 2 and box[2] <= WIDE - 2 and box[1] >= 0 and box[3] <= HIGH
            if inside and not any(_touch(box, other) for other in taken):
                taken.append(box)
                found.append(f'<text {_lettering(paint)} x="{left:.0f}" y="{base:.0f}">{_text(name)}</text>')
                break
    return found


def _touch(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _line(strength: int, dense: bool, paint: Mapping[str, str] | None) -> str:
    width = (0.6 if dense else 1.0) + (0.25 if dense else 0.5) * max(strength - 1, 0)
    opacity = 0.25 if dense else 0.55
    look = f'fill="none" stroke-width="{width}" stroke-opacity="{opacity}"'
    return f'class="network__tie" {look}' if paint is None else f'stroke="{paint["unknown"]}" {look}'


def _filled(mark: Mark, paint: Mapping[str, str] | None) -> str:
    if paint is None:
        return f'class="network__mark network__mark--{mark.color}"'
    return f'fill="{paint[f"group-{mark.color}"]}" stroke="{paint["paper"]}" stroke-width="1"'


def _lettering(paint: Mapping[str, str] | None) -> str:
    if paint is None:
        return 'class="network__name"'
    return (
        f'font-family="Public Sans, sans-serif" font-size="12.5" font-weight="600" fill="{paint["ink"]}" '
        f'stroke="{paint["paper"]}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    )


def _wrapped(text: str, letters: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _text(text: str) -> str:
    """A text as it may stand between tags or in quotes; signs that XML doesn't know are left out."""
    plain = "".join(sign for sign in text if sign >= " " or sign in "\t\n")
    return escape(plain, {'"': "&quot;"})
