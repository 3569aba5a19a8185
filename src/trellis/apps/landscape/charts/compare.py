"""Two landscapes side by side: regions, vintages or definitions, for the occupations that both have."""

from __future__ import annotations

from dataclasses import dataclass
from gettext import NullTranslations
from typing import Final

from trellis.apps.landscape.charts.base import (
    INK,
    Chart,
    Column,
    Document,
    Link,
    Row,
    frame,
    gap_colour,
    linked,
    rounded,
)
from trellis.apps.landscape.charts.dumbbell import dumbbell_layers, ends
from trellis.apps.landscape.charts.narrow import ROW
from trellis.apps.landscape.wording import Words, about, plain_title

MOST: Final = 15
GAP_FOR_EACH: Final = 100
"""Between regions of different size gaps are shown for each 100 openings."""
OPENINGS_FOR_EACH: Final = 100_000
"""Between regions of different size openings are shown for each 100,000 people employed."""


@dataclass(frozen=True, slots=True)
class _Measure:
    """What the two landscapes are compared by, and the words for it."""

    label: str
    gaps: bool
    same_region: bool

    def value(self, row: Row, document: Document) -> float | None:
        if self.gaps:
            return _per(row["gap"], None if self.same_region else row["openings"], GAP_FOR_EACH)
        size = None if self.same_region else document["employment_total"]
        return _per(row["openings"], size, OPENINGS_FOR_EACH)


def compare_chart(
    first: Document,
    second: Document,
    *,
    first_label: str,
    second_label: str,
    most: int = MOST,
    narrow: bool = False,
    width: int | str = "container",
    link: Link | None = None,
    words: Words | None = None,
) -> Chart:
    """Return the occupations where the two landscapes differ most, in the order of the first one's gap.

    Gaps are compared where both landscapes know their graduates, openings otherwise. Two regions differ in
    size, so between them figures are for each 100 openings or each 100,000 people employed.
    narrow: the layout for a phone.
    """
    words = words or NullTranslations()
    measure = _measure(first, second, words)
    others = {row["soc"]: row for row in second["occupations"]}
    pairs = []
    for row in first["occupations"]:
        other = others.get(row["soc"])
        one = measure.value(row, first)
        two = None if other is None else measure.value(other, second)
        if other is not None and one is not None and two is not None:
            pairs.append((row, one, other, two))
    furthest = sorted(pairs, key=lambda pair: -abs(pair[1] - pair[3]))[:most]
    kept = {pair[0]["soc"] for pair in furthest}
    rows = [
        linked(ends(row["title"], one, two, _colour(other, measure)), row["soc"], link)
        for row, one, other, two in pairs
        if row["soc"] in kept
    ]
    sentence = _sentence(furthest, len(pairs), first_label, second_label, measure, words)
    layers = dumbbell_layers(
        axis_title=measure.label,
        first=first_label,
        second=second_label,
        words=words,
        has_pages=link is not None,
        narrow=narrow,
    )
    spec = frame(
        layers=layers, values=rows, height={"step": ROW if narrow else 26}, width=width, description=sentence
    )
    columns = (
        Column("name", words.gettext("Occupation"), "text"),
        Column("first", first_label),
        Column("second", second_label),
        Column("difference", words.gettext("Difference")),
    )
    table = tuple({**row, "difference": rounded(row["second"] - row["first"])} for row in rows)
    return Chart(measure.label, spec, sentence, columns, table)


def _measure(first: Document, second: Document, words: Words) -> _Measure:
    gaps = first["gap"] is not None and second["gap"] is not None
    same = first["region"]["key"] == second["region"]["key"]
    if gaps:
        label = words.gettext("Gap, people a year") if same else words.gettext("Gap for each 100 openings")
    elif same:
        label = words.gettext("Openings a year")
    else:
        label = words.gettext("Openings a year for each 100,000 people employed")
    return _Measure(label, gaps, same)


def _per(value: float | None, size: float | None, each: int) -> float | None:
    if value is None or size == 0:
        return None
    return value if size is None else value / size * each


def _colour(row: Row, measure: _Measure) -> str:
    return gap_colour(row["gap"], row["openings"]) if measure.gaps else INK


def _sentence(
    furthest: list[tuple[Row, float, Row, float]],
    all_pairs: int,
    first: str,
    second: str,
    measure: _Measure,
    words: Words,
) -> str:
    if not furthest:
        said = words.gettext("{first} and {second} have no occupation in common.")
        return said.format(first=first, second=second)
    row, one, _, two = furthest[0]
    said = words.gettext(
        "Of {n} occupations in both, {first} and {second} are furthest apart in {title}: {one} against {two} "
        "({measure})."
    )
    return said.format(
        n=all_pairs,
        first=first,
        second=second,
        title=plain_title(row["title"]),
        one=about(one),
        two=about(two),
        measure=measure.label[:1].lower() + measure.label[1:],
    )
