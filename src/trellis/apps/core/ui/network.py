"""A network of marks and lines: what its island needs, and the picture drawn by the server that it replaces.

The server's picture is in the page from the start and stays where there is no script or no WebGL; the script
fetches the same marks and lines as columns (`columns`), and draws them so that they can be pointed at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from trellis.apps.core.ui import chart_theme

SHAPES: Final = ("circle", "square", "triangle", "diamond")
WIDTH: Final = 1.35
"""How much wider than high a picture is: positions from −1 to 1 are spread so."""

_NAMES: Final = ("paper", "ink", "quiet", "line", "neutral", *(f"group-{n}" for n in range(1, 7)))


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of the legend: a color (1 to 6) and a shape, what it stands for, how many there are."""

    color: int
    shape: str
    label: str
    count: int
    href: str = ""  # shows these alone
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class NetworkSpec:
    """One picture of a network."""

    key: str  # id of its element
    title: str
    sentence: str  # what it shows, in words: read in place of the picture
    picture: SafeString  # SVG, drawn by the server
    data_url: str  # where `columns` are
    marks: Sequence[Mark] = ()
    colours: Mapping[str, Mapping[str, str]] = field(
        default_factory=lambda: {
            theme: {name: chart_theme.COLOURS[theme][name] for name in _NAMES} for theme in ("light", "dark")
        }
    )

    def __post_init__(self) -> None:
        if not self.sentence.strip():
            raise ValueError(f"The network {self.key!r} needs a sentence that says what it shows.")

    def to_json(self) -> dict[str, Any]:
        """What the page's script reads."""
        return {
            "sentence": self.sentence,
            "data_url": self.data_url,
            "colours": self.colours,
            "words": {
                "keys": _("Arrow keys move the picture, plus and minus zoom, 0 shows everything."),
                "partners": _("{count} partners shown"),
                "one_partner": _("1 partner shown"),
                "open": _("Open its page"),
                "close": _("Close"),
            },
        }


def columns(
    *,
    names: Sequence[str],
    notes: Sequence[str],
    hrefs: Sequence[int],
    href: str,
    x: Sequence[int],
    y: Sequence[int],
    size: Sequence[int],
    color: Sequence[int],
    shape: Sequence[str],
    ties: Sequence[tuple[int, int, int]],
    middle: int = -1,
) -> dict[str, Any]:
    """The marks (n,) and lines (m,) as short as JSON lets them be.

    `href` is the address of a mark's page with "{id}" in it, `hrefs` what to put there. Lines are three
    columns: rows of both ends, and a digit from 0 to 4 for how thick. `middle` is the mark that the picture
    is about, −1 for none.
    """
    known = sorted(set(notes))
    place = {note: number for number, note in enumerate(known)}
    return {
        "names": list(names),
        "notes": known,
        "note": [place[note] for note in notes],
        "ids": list(hrefs),
        "href": href,
        "x": list(x),
        "y": list(y),
        "size": list(size),
        "color": "".join(map(str, color)),
        "shape": "".join(str(SHAPES.index(each)) for each in shape),
        "from": [a for a, _b, _thick in ties],
        "to": [b for _a, b, _thick in ties],
        "middle": middle,
        "thick": "".join(str(thick) for _a, _b, thick in ties),
    }
