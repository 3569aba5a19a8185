"""Makes the plan of an import: each row's action, and the entries that would be made or changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from trellis.apps.programs.importing.plan import duplicates
from trellis.apps.programs.importing.plan.drafts import Draft, Drafts
from trellis.apps.programs.importing.plan.existing import Existing
from trellis.apps.programs.importing.plan.identity import Identity, identify
from trellis.apps.programs.importing.plan.shape import Mode
from trellis.apps.programs.models import ImportRow

Action = ImportRow.Action
Decision = ImportRow.Decision
_MODES: dict[str, Mode] = {Decision.FILL: "fill", Decision.NEW: "new"}


@dataclass(frozen=True, slots=True)
class RowToPlan:
    """A row that can be read: its values, what was decided about it, what it was found to repeat.

    `duplicate` is what an earlier plan found; None lets this plan look for itself.
    """

    number: int
    values: dict[str, Any]
    decision: str = ""
    duplicate: dict[str, Any] | None = None


@dataclass(slots=True)
class PlannedRow:
    """What becomes of a row. `changes` is {field: [before, after]}; `kept` are fields not followed."""

    number: int
    action: str
    changes: dict[str, list[Any]] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    duplicate: dict[str, Any] | None = None
    decision: str = ""


@dataclass(slots=True)
class Plan:
    """What an import would do: its rows by number, the entries behind them, and how many are gone."""

    rows: dict[int, PlannedRow]
    drafts: list[Draft]
    gone: int

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each action."""
        return dict(Counter(row.action for row in self.rows.values()))


def make(
    rows: Sequence[RowToPlan],
    existing: Existing,
    *,
    rule: str = "",
    merged: dict[str, Any] | None = None,
    to_apply: bool = False,
    progress: Callable[[float], None] = lambda _share: None,
) -> Plan:
    """The plan of these rows. `rule` decides about duplicates nobody decided about.

    `merged` is {row key: [session, decision]}: rows of this list that somebody merged with entries of others
    in an earlier import. A plan `to_apply` takes the rows' duplicates as they were found before, and
    guesses topics.
    """
    identities = identify([(row.number, row.values) for row in rows], existing)
    progress(0.2)
    for row in rows:
        _remember(identities[row.number], row, existing, merged or {})
    found = {row.number: row.duplicate for row in rows if row.duplicate}
    if not to_apply:
        found = _duplicates(rows, identities, existing)
    progress(0.6)
    drafts = Drafts(existing)
    planned: dict[int, PlannedRow] = {}
    for row in rows:
        identity = identities[row.number]
        duplicate = found.get(row.number) if identity.is_new else None
        decision = (row.decision or rule) if duplicate else ""
        result = PlannedRow(row.number, Action.ADD, duplicate=duplicate, decision=decision)
        planned[row.number] = result
        if duplicate and decision == Decision.SKIP:
            result.action = Action.SKIP
            continue
        if duplicate and decision in _MODES:
            _retarget(identity, duplicate, decision, identities, existing)
        outcome = drafts.row(identity, row.values)
        result.changes, result.kept = outcome.changes, outcome.kept
        if isinstance(identity.session, int):
            result.action = Action.CHANGE if outcome.changes else Action.SAME
        elif duplicate and decision in _MODES:
            result.action = Action.SKIP
    if to_apply:
        drafts.guess_topics()
    progress(1.0)
    claimed = {identity.session for identity in identities.values()}
    gone = sum(session.own and session.pk not in claimed for session in existing.of("session"))
    return Plan(planned, drafts.all(), gone)


def row_key(values: dict[str, Any]) -> str:
    """Under what a merged row is remembered."""
    return "|".join([values.get("external_id", ""), values.get("session_external_id", "")]).strip("|")


def _remember(identity: Identity, row: RowToPlan, existing: Existing, merged: dict[str, Any]) -> None:
    known = merged.get(row_key(row.values)) if identity.is_new else None
    if known is None:
        return
    session, decision = known
    entry = existing.entries["session"].get(session)
    if entry is not None and entry.links["program_id"] is not None:
        identity.program, identity.session, identity.mode = (
            entry.links["program_id"],
            session,
            _MODES[decision],
        )


def _duplicates(
    rows: Sequence[RowToPlan], identities: dict[int, Identity], existing: Existing
) -> dict[int, dict[str, Any]]:
    claimed = {ref for each in identities.values() if isinstance(ref := each.session, int)}
    found: dict[int, dict[str, Any]] = {
        number: {"row": each.repeats, "score": 100.0} for number, each in identities.items() if each.repeats
    }
    fresh = [
        duplicates.candidate(("row", row.number), row.values)
        for row in rows
        if identities[row.number].is_new and row.number not in found
    ]
    # A row that is in the directory already stands for its entry, and goes before the rows that aren't.
    others = duplicates.of_sessions(existing, claimed)
    if fresh:
        others += [
            duplicates.candidate(("row", row.number), row.values)
            for row in rows
            if not identities[row.number].is_new
        ]
    for number, likeness in duplicates.find(fresh, others).items():
        kind, ref = likeness.of.ref
        found[number] = {
            kind: ref,
            "score": likeness.score,
            "program": likeness.of.values.get("program", ""),
            "organization": likeness.of.values.get("organization", ""),
        }
    return found


def _retarget(
    identity: Identity,
    duplicate: dict[str, Any],
    decision: str,
    identities: dict[int, Identity],
    existing: Existing,
) -> None:
    """Lets a row mean the entry, or the row, that it seems to be."""
    identity.mode = _MODES[decision]
    if "entry" in duplicate:
        session = existing.entries["session"].get(duplicate["entry"])
        if session is not None and session.links["program_id"] is not None:
            identity.program, identity.session = session.links["program_id"], session.pk
        return
    other = identities.get(duplicate["row"])
    if other is not None:
        identity.program, identity.session = other.program, other.session
