"""Works out what a list of partners would do: which organization each row is, and what it changes there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from trellis.apps.organizations.provenance import HAND
from trellis.apps.partners.importing.existing import Entry, Existing, person_key, place_key
from trellis.apps.partners.importing.fields import ADDED, KEPT, OF_A_CONTACT, OF_A_PLACE
from trellis.apps.partners.likeness import Alike, pairs
from trellis.apps.partners.models import PartnerImportRow
from trellis.apps.programs.importing.cells.base import ERROR, NOTE
from trellis.apps.programs.importing.plan.names import plain
from trellis.apps.programs.importing.plan.shape import is_empty
from trellis.apps.programs.importing.rows import Problem

Action = PartnerImportRow.Action
Decision = PartnerImportRow.Decision
Mode = Literal["own", "fill", "new"]
_MODES: Final[dict[str, Mode]] = {Decision.FILL: "fill", Decision.NEW: "new"}
# Another number in these registers is another organization; an EIN is shared by a university's museum.
_TELLING: Final = ("unitid", "lea_id", "school_id", "ror", "ein")


@dataclass(frozen=True, slots=True)
class RowToPlan:
    """A row that can be read, and what was said about it."""

    number: int
    values: dict[str, Any]
    decision: str = ""
    duplicate: dict[str, Any] | None = None


@dataclass(slots=True)
class PlannedRow:
    """What becomes of a row. `entry` is what it is or adds; None where it is left out or can't be."""

    action: str
    decision: str = ""
    duplicate: dict[str, Any] | None = None
    changes: dict[str, list[Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    entry: Entry | None = None


@dataclass(slots=True)
class Plan:
    """All rows of an import, by number, and the entries they add or change, in the order of the file."""

    rows: dict[int, PlannedRow] = field(default_factory=dict)
    entries: dict[Any, Entry] = field(default_factory=dict)


def make(
    rows: Sequence[RowToPlan],
    existing: Existing,
    *,
    source: str,
    rule: str = "",
    merged: dict[str, Any] | None = None,
) -> Plan:
    """The plan for `rows`, in the order of the file.

    `rule` decides near-duplicates that nobody decided about; `merged` says into which organization a row of
    this list was merged before ({key: [organization, decision]}), so that nobody is asked again.
    """
    return _Planner(existing, source, rule, merged or {}).plan_all(rows)


def row_key(values: dict[str, Any]) -> str:
    """By what a row of a list is known again next time."""
    return str(values.get("external_id") or plain(values.get("name", "")))


def _found_again(row: RowToPlan, existing: Existing, source: str) -> Entry | None:
    """The organization that a row surely is: by our own id, the list's id, or exactly its name."""
    external = row.values.get("external_id", "")
    entry = existing.by_public_id.get(external) or existing.by_external_id.get((source, external))
    if entry is not None and external:
        return entry
    named = existing.by_name.get(plain(row.values["name"]))
    return named if named is not None and not _conflict(row.values, named) else None


def _conflict(values: dict[str, Any], entry: Entry) -> tuple[str, str, str] | None:
    """The first register in which a row and an entry have different numbers: (kind, ours, theirs)."""
    held = entry.identifiers
    for kind in _TELLING:
        ours, theirs = values.get(kind), held.get(kind)
        if ours and theirs and ours != theirs:
            return kind, ours, theirs
    return None


def _near(
    rows: Sequence[RowToPlan], found: dict[int, Entry | None], existing: Existing
) -> dict[int, list[Alike]]:
    """{row number: what it seems to be, best first} for the rows that weren't found again."""
    taken = {entry.ref for entry in found.values() if entry is not None}
    known = [entry.as_known() for entry in existing.entries.values() if entry.ref not in taken]
    # Rows that are found again stand for their entries, with what the list says of them.
    settled = [_entry_of(row, found[row.number]).as_known() for row in rows if found[row.number] is not None]
    new = [_entry_of(row, None).as_known() for row in rows if found[row.number] is None]
    best: dict[int, list[Alike]] = {}
    for likeness in pairs([*known, *settled, *new], first_new=len(known) + len(settled)):
        best.setdefault(likeness.second.ref[1], []).append(likeness)
    return best


def _entry_of(row: RowToPlan, entry: Entry | None) -> Entry:
    """A row as an entry of its own, only to be compared."""
    values = row.values
    return Entry(
        entry.ref if entry is not None else ("row", row.number),
        values={key: values[key] for key in KEPT if key in values},
        places=[_part(values, OF_A_PLACE)],
        people=[_part(values, OF_A_CONTACT)],
    )


@dataclass(slots=True)
class _Planner:
    """The plan while it is made; `first_of` is the first row of each entry that rows came to."""

    existing: Existing
    source: str
    rule: str
    merged: dict[str, Any]
    plan: Plan = field(default_factory=Plan)
    first_of: dict[Any, int] = field(default_factory=dict)

    def plan_all(self, rows: Sequence[RowToPlan]) -> Plan:
        taking_part = []
        for row in rows:
            if row.decision == Decision.SKIP and not row.duplicate:
                self.plan.rows[row.number] = PlannedRow(Action.SKIP, Decision.SKIP)
            else:
                taking_part.append(row)
        found = {row.number: _found_again(row, self.existing, self.source) for row in taking_part}
        near = _near(taking_part, found, self.existing)
        for row in taking_part:
            self.plan.rows[row.number] = self._plan(row, found[row.number], near.get(row.number, []))
        return self.plan

    def _plan(self, row: RowToPlan, entry: Entry | None, near: list[Alike]) -> PlannedRow:
        entry = entry or self._earlier_of_this_name(row)
        if entry is not None:
            return self._into_known(row, entry)
        before = self.merged.get(row_key(row.values))
        remembered = self.existing.entries.get(("organization", before[0])) if before else None
        if before and remembered is not None and not row.decision:
            known = {"entry": before[0], "name": remembered.name, "why": [], "score": 100.0}
            return self._decided(row, known, str(before[1]), remembered)
        likeness, target = self._duplicate_of(row, near)
        if likeness is None:
            return self._added(row)
        decision = row.decision if _same_duplicate(row.duplicate, likeness) else ""
        return self._decided(row, likeness, decision or self.rule, target)

    def _earlier_of_this_name(self, row: RowToPlan) -> Entry | None:
        key = plain(row.values["name"])
        added = (each for each in self.plan.entries.values() if each.ref[0] == "row")
        found = next((each for each in added if plain(each.name) == key), None)
        return found if found is not None and not _conflict(row.values, found) else None

    def _duplicate_of(self, row: RowToPlan, near: list[Alike]) -> tuple[dict[str, Any] | None, Entry | None]:
        """What a row seems to be: an organization, or an earlier row with what became of that."""
        for likeness in near:
            kind, number = likeness.first.ref
            said = {"why": [list(reason) for reason in likeness.why], "score": likeness.score}
            if kind == "organization":
                entry = self.plan.entries.get(likeness.first.ref) or self.existing.entries[likeness.first.ref]
                return {"entry": number, "name": entry.name, **said}, entry
            planned = self.plan.rows.get(number)
            if planned is not None and planned.entry is not None:
                return {"row": number, "name": planned.entry.name, **said}, planned.entry
        named = self.existing.by_name.get(plain(row.values["name"]))
        if named is None or not (conflict := _conflict(row.values, named)):
            return None, None
        said = {"why": [["same_name", ""]], "score": 95.0, "conflict": list(conflict)}
        return {"entry": named.organization, "name": named.name, **said}, named

    def _into_known(self, row: RowToPlan, entry: Entry) -> PlannedRow:
        """A row that surely is an organization that is there, or that an earlier row adds.

        A second row of the same organization goes into the first where they agree; where they contradict
        each other somebody decides which of them holds.
        """
        first = self.first_of.get(entry.ref)
        if first is None:
            return self._changed(row, entry, "own")
        likeness: dict[str, Any] = {"row": first, "name": entry.name}
        likeness |= {"why": [["same_name", ""]], "score": 100.0}
        if not _contradicts(row.values, entry):
            return self._merged(row, entry, "fill", likeness, Decision.FILL.value)
        decision = (row.decision if _same_duplicate(row.duplicate, likeness) else "") or self.rule
        if decision == Decision.SKIP:
            return PlannedRow(Action.SKIP, decision, likeness)
        if decision == Decision.KEEP:
            return PlannedRow(Action.REJECT, decision, likeness, problems=[_wrong("name", "name_taken")])
        return self._merged(row, entry, _MODES.get(decision, "fill"), likeness, decision)

    def _decided(
        self, row: RowToPlan, likeness: dict[str, Any], decision: str, target: Entry | None
    ) -> PlannedRow:
        """A row that seems to be there already, with what is said about that; "" is not decided yet."""
        if decision == Decision.SKIP:
            return PlannedRow(Action.SKIP, decision, likeness)
        if decision in _MODES and target is not None:
            if target.ref in self.first_of:
                return self._merged(row, target, _MODES[decision], likeness, decision)
            planned = self._changed(row, target, _MODES[decision])
        else:
            planned = self._added(row)
        planned.duplicate, planned.decision = likeness, decision
        return planned

    def _added(self, row: RowToPlan) -> PlannedRow:
        named = self._owner_of(row.values["name"])
        if named is not None:
            problems = [_wrong("name", "name_taken")]
            if conflict := _conflict(row.values, named):
                said = dict(zip(("kind", "ours", "theirs"), conflict, strict=True))
                problems.append(_wrong(conflict[0], "identifier_differs", said))
            return PlannedRow(Action.REJECT, problems=problems)
        entry = Entry(("row", row.number), values={"status": "active"})
        entry.external = ("", row.values.get("external_id", ""))
        _take(row.values, entry, "own")
        entry.changes = {}
        self._keep(entry, row)
        return PlannedRow(Action.ADD, entry=entry)

    def _changed(self, row: RowToPlan, entry: Entry, mode: Mode) -> PlannedRow:
        """A row that changes an organization that is there."""
        if self._takes_a_name(row, entry, mode):
            return PlannedRow(Action.REJECT, problems=[_wrong("name", "name_taken")])
        becomes_partner = entry.partner is None
        if becomes_partner:
            entry.values.setdefault("status", "active")
        changes, kept = _take(row.values, entry, mode)
        external = row.values.get("external_id", "")
        if external and external != entry.public_id and not entry.external[1]:
            entry.external = ("", external)
        self._keep(entry, row)
        problems = [_said(key, "kept_by_hand") for key in kept]
        if becomes_partner:
            problems.append(_said("name", "joins"))
        action = Action.ADD if becomes_partner else Action.CHANGE if changes else Action.SAME
        return PlannedRow(action, changes=changes, problems=problems, entry=entry)

    def _merged(
        self, row: RowToPlan, entry: Entry, mode: Mode, likeness: dict[str, Any], decision: str
    ) -> PlannedRow:
        """A row that goes into what an earlier row adds or changes."""
        if self._takes_a_name(row, entry, mode):
            return PlannedRow(Action.REJECT, decision, likeness, problems=[_wrong("name", "name_taken")])
        changes, kept = _take(row.values, entry, mode)
        problems = [_said(key, "kept_by_hand") for key in kept]
        return PlannedRow(Action.MERGE, decision, likeness, changes, problems, entry)

    def _keep(self, entry: Entry, row: RowToPlan) -> None:
        self.plan.entries[entry.ref] = entry
        self.first_of[entry.ref] = row.number

    def _owner_of(self, name: str) -> Entry | None:
        """Who has exactly this name, here or by an earlier row."""
        planned = (each for each in self.plan.entries.values() if each.name == name)
        return next(planned, None) or self.existing.names.get(name)

    def _takes_a_name(self, row: RowToPlan, entry: Entry, mode: Mode) -> bool:
        """Whether a row would give an entry the name of another one."""
        name = row.values["name"]
        if mode == "fill" or name == entry.name:
            return False
        owner = self._owner_of(name)
        return owner is not None and owner.ref != entry.ref


def _same_duplicate(before: dict[str, Any] | None, now: dict[str, Any]) -> bool:
    """Whether what was decided about is what is asked about now."""
    if before is None:
        return False
    return before.get("entry") == now.get("entry") and before.get("row") == now.get("row")


def _contradicts(values: dict[str, Any], entry: Entry) -> bool:
    return any(
        not is_empty(values.get(key))
        and not is_empty(entry.values.get(key))
        and values[key] != entry.values[key]
        for key in KEPT
        if key != "name" and not (key == "sector" and values.get("sector_guessed"))
    )


def _take(values: dict[str, Any], entry: Entry, mode: Mode) -> tuple[dict[str, list[Any]], list[str]]:
    """Puts a row's values into an entry: what that changes, and the fields that stay as stated by hand."""
    changes: dict[str, list[Any]] = {}
    kept: list[str] = []
    for key in KEPT:
        value, before = values.get(key), entry.values.get(key)
        if is_empty(value) or value == before:
            continue
        if not is_empty(before):
            if mode == "fill" or (key == "sector" and values.get("sector_guessed")):
                continue
            if mode == "own" and (entry.provenance.get(key) or {}).get("source") == HAND:
                kept.append(key)
                continue
        entry.values[key] = value
        entry.changes.setdefault(key, [before, None])[1] = value
        changes[key] = [before, value]
    for key in ADDED:
        new = [
            (key, kind, said) for kind, said in values.get(key, ()) if (key, kind, said) not in entry.brought
        ]
        if new:
            entry.brought.update(new)
            entry.new_brought += new
            changes[key] = [None, [[kind, said] for _key, kind, said in new]]
    _take_place(values, entry, changes)
    _take_person(values, entry, changes)
    return changes, kept


def _take_place(values: dict[str, Any], entry: Entry, changes: dict[str, list[Any]]) -> None:
    place = _part(values, OF_A_PLACE)
    named = {key for key in place if key in ("place_name", "address", "zip_code")}
    if not named:
        return
    key = place_key(place)
    for each in entry.places:
        theirs = place_key(each)
        if key == theirs or (not key[0] and key[1] == theirs[1]) or (key[0] == theirs[0] and not key[1]):
            return
    entry.places.append(place)
    entry.new_places.append(place)
    changes["address"] = [None, place_in_words(place)]


def _take_person(values: dict[str, Any], entry: Entry, changes: dict[str, list[Any]]) -> None:
    person = _part(values, OF_A_CONTACT)
    if not person.get("contact_name"):
        return
    keys = {person_key(person), plain(person["contact_name"])}
    if any(
        person_key(each) in keys or plain(each.get("contact_name") or "") in keys for each in entry.people
    ):
        return
    entry.people.append(person)
    entry.new_people.append(person)
    changes["contact_name"] = [None, person["contact_name"]]


def place_in_words(place: dict[str, Any]) -> str:
    """An address in one line, as a place keeps it."""
    parts = [place.get(key) for key in ("address", "city", "state")]
    return ", ".join(str(part) for part in parts if part)


def _part(values: dict[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    return {key: values[key] for key in keys if not is_empty(values.get(key))}


def _said(key: str, code: str) -> Problem:
    return {"at": -1, "column": "", "field": key, "code": code, "level": NOTE, "values": {}}


def _wrong(key: str, code: str, values: dict[str, Any] | None = None) -> Problem:
    return {"at": -1, "column": "", "field": key, "code": code, "level": ERROR, "values": values or {}}
