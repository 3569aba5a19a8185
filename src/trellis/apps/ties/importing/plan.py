"""What an import would do: for each row whether it is added, changed, unchanged or rejected, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from trellis.apps.ties.importing import cells
from trellis.apps.ties.importing.tables import cell
from trellis.methods.ties import ITEMS

if TYPE_CHECKING:
    from trellis.apps.ties.models import TieImport

NODES: Final = "nodes"
EDGES: Final = "edges"


class Action(StrEnum):
    """What becomes of a row."""

    ADD = "add"
    CHANGE = "change"
    UNCHANGED = "unchanged"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is rejected, and in which column of its file (a heading, "" for the whole row)."""

    column: str
    why: str


@dataclass(frozen=True, slots=True)
class NodeRow:
    """An organization of the file. `sector` is a code of ours, `own_sector` the file's own word."""

    row: int
    id: str
    name: str
    sector: str
    own_sector: str
    partner: int | None
    action: Action
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A tie of the file, by the ids of the two."""

    row: int
    source: str
    target: str
    frequency: int
    activity: str
    ratings: dict[str, int]
    action: Action
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Present:
    """What the wave that an import adds to holds already: by id, and by the ids of a tie.

    `partners` are {name in small letters: pk} of the active partners, to know again who they are.
    """

    nodes: dict[str, tuple[str, str]] = field(
        default_factory=dict
    )  # id: (name, the file's sector, else ours)
    edges: dict[tuple[str, str], tuple[int, str, dict[str, int]]] = field(default_factory=dict)
    partners: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows of both files, in their order."""

    nodes: tuple[NodeRow, ...]
    edges: tuple[EdgeRow, ...]

    def count(self, kind: str) -> dict[str, int]:
        """How many rows of "nodes" or "edges" are added, changed, unchanged, rejected."""
        rows: Iterable[NodeRow | EdgeRow] = self.nodes if kind == NODES else self.edges
        counted = Counter(row.action for row in rows)
        return {action.value: counted[action] for action in Action}

    @property
    def own_sectors(self) -> list[str]:
        """The file's own words for sectors that aren't ours."""
        return sorted({row.own_sector for row in self.nodes if row.own_sector})

    @property
    def changes_anything(self) -> bool:
        """Whether applying it would write something."""
        rows: list[NodeRow | EdgeRow] = [*self.nodes, *self.edges]
        return any(row.action in (Action.ADD, Action.CHANGE) for row in rows)


def plan(found: TieImport, present: Present) -> Plan:
    """The plan of an import whose columns are matched, onto what is there already."""
    nodes = _nodes(found, present)
    known = {node.id for node in nodes if node.action is not Action.REJECT} | set(present.nodes)
    return Plan(tuple(nodes), tuple(_edges(found, present, known)))


def _nodes(found: TieImport, present: Present) -> list[NodeRow]:
    headings, columns = found.nodes["headings"], found.node_columns
    seen: dict[str, int] = {}
    rows = []
    dotted = cells.are_dotted(
        [cell(texts, headings, columns.get("name")) for _row, texts in found.nodes["rows"]]
    )
    for number, texts in found.nodes["rows"]:
        given = {key: cell(texts, headings, columns.get(key)) for key in ("id", "name", "sector")}
        key = cells.identifier(given["id"])
        name = cells.name(given["name"], is_dotted=dotted) or key
        sector, own = cells.sector(given["sector"])
        problem = _wrong_node(key, name, own, columns, seen)
        if problem is None:
            seen[key] = number
        action = Action.REJECT if problem else _node_action(key, name, own or sector, present)
        partner = present.partners.get(name.casefold()) if found.kind == "organizations" else None
        rows.append(NodeRow(number, key, name, sector, own, partner, action, problem))
    return rows


def _wrong_node(
    key: str, name: str, own: str, columns: dict[str, str], seen: dict[str, int]
) -> Problem | None:
    if not key:
        return Problem(columns.get("id", ""), _("There is no id."))
    if key in seen:
        said = _("The id “%(id)s” is there already, in row %(row)d.") % {"id": key, "row": seen[key]}
        return Problem(columns.get("id", ""), said)
    for value, limit, column in ((key, 80, "id"), (name, 200, "name"), (own, 80, "sector")):
        if len(value) > limit:
            said = _("Longer than %(limit)d characters.") % {"limit": limit}
            return Problem(columns.get(column, ""), said)
    return None


def _node_action(key: str, name: str, sector: str, present: Present) -> Action:
    if key not in present.nodes:
        return Action.ADD
    before_name, before_sector = present.nodes[key]
    same = before_name == name and (not sector or before_sector == sector)
    return Action.UNCHANGED if same else Action.CHANGE


def _edges(found: TieImport, present: Present, known: set[str]) -> list[EdgeRow]:
    headings, columns = found.edges["headings"], found.edge_columns
    seen: dict[tuple[str, str], int] = {}
    rows = []
    for number, texts in found.edges["rows"]:
        given = {key: cell(texts, headings, heading) for key, heading in columns.items()}
        source, target = cells.identifier(given.get("from", "")), cells.identifier(given.get("to", ""))
        read = _read_edge(given, columns)
        problem = _wrong_pair(source, target, columns, known, seen) or read.problem
        if problem is None:
            seen[source, target] = number
        action = Action.REJECT if problem else _edge_action((source, target), read, present)
        rows.append(
            EdgeRow(number, source, target, read.frequency, read.activity, read.ratings, action, problem)
        )
    return rows


@dataclass(frozen=True, slots=True)
class _Said:
    frequency: int
    activity: str
    ratings: dict[str, int]
    problem: Problem | None


def _read_edge(given: dict[str, str], columns: dict[str, str]) -> _Said:
    """What a row says about its tie; the first cell that can't be read is its problem."""
    problem = None
    numbers: dict[str, int] = {}
    for key in ("frequency", *ITEMS):
        value = cells.step(given.get(key, ""))
        if value is None:
            said = _("“%(text)s” is none of 1, 2, 3, 4.") % {"text": given[key][:40]}
            problem = problem or Problem(columns.get(key, ""), said)
        elif value:
            numbers[key] = value
    activity = cells.activity(given.get("activity", ""))
    if activity is None:
        said = _("“%(text)s” is none of awareness, cooperation, coordination, integration.")
        problem = problem or Problem(columns.get("activity", ""), said % {"text": given["activity"][:40]})
    frequency = numbers.pop("frequency", 0)
    return _Said(frequency, activity or "", numbers, problem)


def _wrong_pair(
    source: str,
    target: str,
    columns: dict[str, str],
    known: set[str],
    seen: dict[tuple[str, str], int],
) -> Problem | None:
    for key, column in ((source, "from"), (target, "to")):
        if not key:
            return Problem(columns.get(column, ""), _("There is no id."))
        if key not in known:
            said = _("The id “%(id)s” is not among the organizations.") % {"id": key[:80]}
            return Problem(columns.get(column, ""), said)
    if source == target:
        return Problem("", _("From and to are the same: nobody is tied to themselves."))
    if (source, target) in seen:
        return Problem("", _("This tie is there already, in row %(row)d.") % {"row": seen[source, target]})
    return None


def _edge_action(pair: tuple[str, str], read: _Said, present: Present) -> Action:
    if pair not in present.edges:
        return Action.ADD
    before: tuple[Any, ...] = present.edges[pair]
    return Action.UNCHANGED if before == (read.frequency, read.activity, read.ratings) else Action.CHANGE
