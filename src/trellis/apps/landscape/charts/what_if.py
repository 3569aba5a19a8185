"""Before and after a what-if: each gap that moves."""

from __future__ import annotations

from gettext import NullTranslations
from typing import Final

from trellis.apps.landscape.charts.base import (
    Chart,
    Column,
    Document,
    Link,
    Row,
    frame,
    gap_colour,
    linked,
)
from trellis.apps.landscape.charts.dumbbell import dumbbell_layers, ends
from trellis.apps.landscape.charts.narrow import ROW
from trellis.apps.landscape.wording import Words, about, listed, plain_title

MOVED: Final = 0.5
"""A gap that changes by fewer people a year than this has not moved."""
MOST: Final = 12


def what_if_chart(
    before: Document,
    after: Document,
    *,
    narrow: bool = False,
    width: int | str = "container",
    link: Link | None = None,
    words: Words | None = None,
) -> Chart:
    """Return the occupations whose gaps move most, before (hollow) and after (filled).

    narrow: the layout for a phone.
    """
    words = words or NullTranslations()
    now = {row["soc"]: row for row in after["occupations"]}
    moved = [
        (row, now[row["soc"]])
        for row in before["occupations"]
        if row["soc"] in now and _moves(row, now[row["soc"]])
    ]
    moved.sort(key=lambda pair: -abs(pair[1]["gap"] - pair[0]["gap"]))
    rows = [
        linked(
            ends(row["title"], row["gap"], new["gap"], gap_colour(new["gap"], new["openings"])),
            row["soc"],
            link,
        )
        for row, new in moved[:MOST]
    ]
    floors = before["unfilled_floor"], after["unfilled_floor"]
    sentence = _sentence(floors, [row for row, _ in moved], words)
    first, second = words.gettext("Now"), words.gettext("With the change")
    layers = dumbbell_layers(
        axis_title=words.gettext("People a year"),
        first=first,
        second=second,
        words=words,
        has_pages=link is not None,
        narrow=narrow,
    )
    spec = frame(
        layers=layers, values=rows, height={"step": ROW if narrow else 28}, width=width, description=sentence
    )
    columns = (
        Column("name", words.gettext("What"), "text"),
        Column("first", first),
        Column("second", second),
    )
    return Chart(words.gettext("What would change"), spec, sentence, columns, tuple(rows))


def _moves(row: Row, new: Row) -> bool:
    return row["gap"] is not None and new["gap"] is not None and abs(new["gap"] - row["gap"]) >= MOVED


def _sentence(floors: tuple[float | None, float | None], moved: list[Row], words: Words) -> str:
    old, new = floors
    if old is None or new is None:
        return words.gettext("Graduates are not known yet, so a change can't be shown.")
    if not moved:
        return words.gettext("No gap would move by as much as one person a year.")
    names = listed([plain_title(row["title"]) for row in moved], words)
    if abs(new - old) < MOVED:
        said = words.gettext(
            "Openings that no graduate could fill stay at about {old}. Gaps move in {names}: "
            "graduates there would share the openings differently."
        )
        return said.format(old=about(old), names=names)
    verb = words.gettext("fall") if new < old else words.gettext("rise")
    said = words.gettext(
        "Openings that no graduate could fill would {verb} from about {old} to about {new}. "
        "Gaps move most in {names}."
    )
    return said.format(verb=verb, old=about(old), new=about(new), names=names)
