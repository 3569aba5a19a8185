"""Where the bars, labels and ribbons of a bottleneck picture stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from trellis.apps.landscape.published import published
from trellis.apps.landscape.wording import Words

SOMEBODY: Final = 0.5
"""A program with fewer graduates a year than this is not drawn; the table has it."""
BAR: Final = 12
TOP: Final = 30
GAP: Final = 14
LINE: Final = 15
MOST_NODES: Final = 8
"""A side shows this many; the rest stand together as one."""
ROUNDS: Final = 100
ALMOST: Final = 1.005
SCALE_HEIGHTS: Final = (90.0, 140.0, 190.0)
"""Pixels that the larger side's people take, labels aside, where it has one, two, or more nodes."""


@dataclass(slots=True)
class Node:
    """A program or an occupation, or the rest of a side. y and height in pixels; filled from 0 to 1."""

    key: str | None
    full_name: str
    value: float
    filled: float = 1.0
    lines: Sequence[str] = ()
    y: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Layout:
    """A picture's measures in pixels. ribbons: (start y, end y, thickness)."""

    width: int
    height: float
    left_bar: float
    right_bar: float
    left: Sequence[Node]
    right: Sequence[Node]
    ribbons: Sequence[tuple[float, float, float]]


Flows = dict[tuple[int, int], float]
"""People a year from the program at one place of the left side to the occupation at one of the right."""


def arrange(
    document: dict[str, Any], group: dict[str, Any], words: Words
) -> tuple[list[Node], list[Node], Flows]:
    """Return both sides of the group and the best case between them: everyone eligible goes to the group.

    A program's graduates are shared out over the group's occupations in proportion to their openings.
    """
    programs = {row["id"]: row for row in document["programs"]}
    rows = {row["soc"]: row for row in document["occupations"]}
    inside = set(group["occupations"])
    found = [programs[key] for key in group["programs"] if (programs[key]["completers"] or 0) >= SOMEBODY]
    feeding = sorted(found, key=lambda row: -row["completers"])
    wanted = sorted((rows[soc] for soc in inside), key=lambda row: (-(row["openings"] or 0), row["soc"]))
    left, left_place = _side(
        [(p["id"], _program_name(p, words), p["completers"]) for p in feeding],
        lambda n: words.ngettext("{n} more program", "{n} more programs", n).format(n=n),
    )
    right, right_place = _side(
        [(row["soc"], row["title"], row["openings"] or 0.0) for row in wanted],
        lambda n: words.ngettext("{n} more occupation", "{n} more occupations", n).format(n=n),
    )
    if not left:
        left = [Node(None, words.gettext("Nobody graduates for this work here"), 0.0)]
    flows: Flows = {}
    for (program, soc), flow in best_case(
        feeding, {row["soc"]: row["openings"] or 0.0 for row in wanted}
    ).items():
        pair = left_place[program], right_place[soc]
        flows[pair] = flows.get(pair, 0.0) + flow
    for place, node in enumerate(right):
        arriving = sum(flow for (_, to), flow in flows.items() if to == place)
        node.filled = min(arriving / node.value, 1.0) if node.value else 1.0
    return left, right, flows


def best_case(programs: Sequence[dict[str, Any]], openings: dict[str, float]) -> dict[tuple[str, str], float]:
    """Return people a year per (program, occupation) when every graduate takes an opening of the group.

    Every program sends all its graduates, in proportion to its occupations' openings at first; round by round
    an occupation that would get more than it has is asked for less, so that they move to where room is left.
    """
    leads_to = {row["id"]: [to["soc"] for to in row["goes_to"] if to["soc"] in openings] for row in programs}
    weights = dict(openings)
    flows: dict[tuple[str, str], float] = {}
    for _ in range(ROUNDS):
        for row in programs:
            total = sum(weights[soc] for soc in leads_to[row["id"]])
            for soc in leads_to[row["id"]]:
                share = weights[soc] / total if total else 0.0
                flows[row["id"], soc] = (row["completers"] or 0.0) * share
        arriving = dict.fromkeys(openings, 0.0)
        for (_program, soc), flow in flows.items():
            arriving[soc] += flow
        over = {soc: n / openings[soc] for soc, n in arriving.items() if openings[soc] and n > openings[soc]}
        if max(over.values(), default=1.0) < ALMOST:
            break
        weights |= {soc: weights[soc] / ratio for soc, ratio in over.items()}
    return flows


def lay_out(left: list[Node], right: list[Node], flows: Flows, *, narrow: bool) -> Layout:
    """Give each node its place and each flow its ribbon; both sides share one scale."""
    width, label, letters = (344, 112, 15) if narrow else (720, 270, 42)
    people = max(sum(node.value for node in left), sum(node.value for node in right), 1.0)
    tallest = max(len(left), len(right))
    scale = SCALE_HEIGHTS[min(tallest, len(SCALE_HEIGHTS)) - 1] / people
    height = TOP + max(_stack(side, scale, letters) for side in (left, right)) + 8
    for side in (left, right):
        _centre(side, height)
    left_bar, right_bar = float(label), float(width - label - BAR)
    return Layout(width, height, left_bar, right_bar, left, right, _ribbons(left, right, flows, scale))


def wrap(text: str, letters: int, most: int = 4) -> list[str]:
    """Break a label into lines of at most so many letters; what doesn't fit ends in “…”."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word if len(word) <= letters else word[: letters - 1] + "…")
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: letters - 2].rstrip(" ,") + " …"]
    return lines


def _program_name(program: dict[str, Any], words: Words) -> str:
    named = f"{program['title']}, {published(program['credential'], words).lower()}"
    return f"{named}, {program['institution']}" if program["institution"] else named


def _side(items: list[tuple[str, str, float]], more: Any) -> tuple[list[Node], dict[str, int]]:
    kept = items if len(items) <= MOST_NODES else items[: MOST_NODES - 1]
    rest = items[len(kept) :]
    nodes = [Node(key, name, value) for key, name, value in kept]
    places = {key: place for place, (key, _, _) in enumerate(kept)}
    if rest:
        nodes.append(Node(None, more(len(rest)), sum(value for _, _, value in rest)))
        places |= {key: len(nodes) - 1 for key, _, _ in rest}
    return nodes, places


def _stack(side: list[Node], scale: float, letters: int) -> float:
    """Set each node's height and its first place from the top; return what the side takes in all."""
    y = 0.0
    for node in side:
        node.lines = wrap(node.full_name, letters)
        node.height = max(node.value * scale, 2.0)
        room = max(node.height, (len(node.lines) + 1) * LINE)
        node.y = y + (room - node.height) / 2
        y += room + GAP
    return y - GAP


def _centre(side: list[Node], height: float) -> None:
    last = max(node.y + max(node.height, (len(node.lines) + 1) * LINE) / 2 for node in side)
    taken = max(last, max(node.y + node.height for node in side))
    shift = TOP + max((height - TOP - 8 - taken) / 2, 0.0)
    for node in side:
        node.y += shift


def _ribbons(
    left: list[Node], right: list[Node], flows: Flows, scale: float
) -> list[tuple[float, float, float]]:
    starts = [node.y for node in left]
    ends = [node.y for node in right]
    ribbons = []
    for (start, end), flow in sorted(flows.items()):
        thickness = flow * scale
        ribbons.append((starts[start], ends[end], thickness))
        starts[start] += thickness
        ends[end] += thickness
    return ribbons
