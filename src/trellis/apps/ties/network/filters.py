"""What of a network is shown: which kind of tie, how often, on what, which sector, which county.

Read from the address; a value that means nothing here falls back to the usual one, and nothing breaks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.partners import codes

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from trellis.apps.ties.network.reading import Reading

SURVEY, RECORD = "survey", "record"
MONTHLY: Final = 3

OFTEN: Final[dict[int, str | Promise]] = {
    0: gettext_lazy("however often"),
    2: gettext_lazy("a few times a year or more"),
    3: gettext_lazy("monthly or more"),
    4: gettext_lazy("weekly or more"),
}
SIZES: Final[dict[str, str | Promise]] = {
    "degree": gettext_lazy("number of partners"),
    "betweenness": gettext_lazy("how much leads through it"),
    "lost_pairs": gettext_lazy("what falls apart without it"),
    "k_core": gettext_lazy("how deep in the core"),
    "trust": gettext_lazy("trust that others give"),
    "value": gettext_lazy("value that others see"),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What is shown, and by which measure the marks are sized. "" and 0 leave nothing out.

    `around` is the entry of one organization: it and its partners are shown.
    """

    tie: str = SURVEY
    often: int = 0
    focus: str = ""
    sector: str = ""
    place: str = ""
    size: str = "degree"
    around: int = 0

    def query(self, wave: int | None = None, **changed: Any) -> str:
        """The address of it, with `changed` parts: "?wave=3&tie=record"."""
        made = replace(self, **changed)
        usual = Filter()
        parts = {
            name: getattr(made, name)
            for name in ("tie", "focus", "sector", "place", "size", "around")
            if getattr(made, name) != getattr(usual, name)
        }
        if made.tie == SURVEY:
            parts["often"] = made.often
        return "?" + urlencode(({"wave": wave} if wave else {}) | parts)


@dataclass(frozen=True)
class Shown:
    """The part of a network that is shown: `rows` of members and ties between them.

    `strength` is 1 to 4 for how often, 0 where it isn't known; for ties of the record how much is shared, up
    to 4. `degree` counts the ties that are shown, by row of the document.
    """

    filter: Filter
    rows: tuple[int, ...]
    ties: tuple[tuple[int, int, int], ...]
    degree: Mapping[int, int]

    @property
    def most_tied(self) -> list[int]:
        """The rows that have a tie that is shown, those with most first."""
        return [row for row in sorted(self.rows, key=lambda row: -self.degree[row]) if self.degree[row]]


def read(query: Mapping[str, str], reading: Reading, counties: Mapping[int, frozenset[str]]) -> Filter:
    """The filter that an address asks for."""
    usual_often = MONTHLY if max(reading.document["ties"]["strength"], default=0) >= MONTHLY else 0
    often = query.get("often", "")
    around = query.get("around", "")
    size = query.get("size", "")
    wanted = {
        "sector": (query.get("sector", ""), set(reading.document["sectors"])),
        "focus": (query.get("focus", ""), {code for code, _label in focus_choices(reading)}),
        "place": (query.get("place", ""), {code for code, _label in place_choices(reading, counties)}),
    }
    return Filter(
        tie=RECORD if query.get("tie") == RECORD else SURVEY,
        often=int(often) if often.isdigit() and int(often) in OFTEN else usual_often,
        size=size if size in dict(size_choices(reading)) else "degree",
        around=int(around) if around.isdigit() and int(around) in reading.row_of_entry else 0,
        **{name: value if value in known else "" for name, (value, known) in wanted.items()},
    )


def apply(asked: Filter, reading: Reading, counties: Mapping[int, frozenset[str]]) -> Shown:
    """The part of a network that a filter leaves.

    A county keeps the organizations that serve it; a sector keeps its organizations and whom they are tied
    to. How often and on what choose among the survey's ties.
    """
    there = set(range(reading.n))
    if asked.place:
        there = {
            row
            for row, member in enumerate(reading.members)
            if member and member.partner and asked.place in counties.get(member.partner, ())
        }
    found = [tie for tie in _ties(asked, reading) if tie[0] in there and tie[1] in there]
    if asked.sector:
        inside = {row for row in there if reading.sectors[row] == asked.sector}
        found = [tie for tie in found if tie[0] in inside or tie[1] in inside]
        there = inside.union(*((a, b) for a, b, _strength in found))
    if asked.around:
        middle = reading.row_of_entry[asked.around]
        there = {middle}.union(*((a, b) for a, b, _strength in found if middle in (a, b)))
        found = [tie for tie in found if tie[0] in there and tie[1] in there]
    degree = dict.fromkeys(there, 0)
    for a, b, _strength in found:
        degree[a] += 1
        degree[b] += 1
    return Shown(asked, tuple(sorted(there)), tuple(found), degree)


def _ties(asked: Filter, reading: Reading) -> list[tuple[int, int, int]]:
    if asked.tie == RECORD:
        record = reading.document["record"]
        columns = (record["a"], record["b"], record["sites"], record["people"])
        return [(a, b, min(sites + people, 4)) for a, b, sites, people in zip(*columns, strict=True)]
    kept = reading.document["ties"]
    rows = zip(kept["a"], kept["b"], kept["strength"], kept["fields"], strict=True)
    return [
        (a, b, strength)
        for a, b, strength, fields in rows
        if strength >= asked.often and (not asked.focus or asked.focus in fields)
    ]


def focus_choices(reading: Reading) -> list[tuple[str, str]]:
    """What people said they work on together, by name."""
    said = {code for fields in reading.document["ties"]["fields"] for code in fields}
    return sorted(((code, codes.field_label(code)) for code in said), key=lambda pair: pair[1])


def place_choices(reading: Reading, counties: Mapping[int, frozenset[str]]) -> list[tuple[str, str]]:
    """The counties that somebody in the network serves, by name."""
    there = [member.partner for member in reading.members if member and member.partner]
    served = frozenset().union(*(counties.get(partner, frozenset()) for partner in there))
    return sorted(((code, codes.county_names([code])[0]) for code in served), key=lambda pair: pair[1])


def size_choices(reading: Reading) -> list[tuple[str, str]]:
    """The measures that marks can be sized by: those that anybody has a value of."""
    return [
        (name, str(label))
        for name, label in SIZES.items()
        if any(value is not None for value in sizes(reading, name))
    ]


def sizes(reading: Reading, name: str) -> list[float | None]:
    """The values (n,) of a measure that marks are sized by."""
    document = reading.document
    if name in ("trust", "value"):
        found: list[float | None] = document["scores"][name]
    elif name == "lost_pairs":
        found = document["fragility"]["lost_pairs"]
    else:
        found = document["organizations"][name]
    return found


def in_words(shown: Filter) -> str:
    """Which ties are shown: "work together monthly or more on robotics"."""
    if shown.tie == RECORD:
        return _("share a site or a person in the record")
    said = _("work together %(often)s") % {"often": OFTEN[shown.often]} if shown.often else _("work together")
    if shown.focus:
        topic = codes.field_label(shown.focus)
        said = _("%(together)s on %(topic)s") % {"together": said, "topic": topic.lower()}
    return said
