"""Takes an import back: deletes what it added and puts back what it changed, unless edited since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.apps.core.audit import services as audit
from trellis.apps.organizations.models import OrganizationEditor
from trellis.apps.programs.importing.plan.shape import MODELS, Kind, as_json, as_model
from trellis.apps.programs.importing.saving import BATCH, ORDER, digest, links, locked, write
from trellis.apps.programs.models import (
    ImportChange,
    ImportRun,
    Verification,
)

Progress = Callable[[float, str], None]
State = ImportRun.State
NAMED: Final = 50


@dataclass(slots=True)
class Undoing:
    """What taking an import back would do, by kind of entry."""

    delete: dict[Kind, set[int]] = field(default_factory=lambda: {kind: set() for kind in ORDER})
    restore: dict[Kind, dict[int, tuple[Any, dict[str, Any]]]] = field(
        default_factory=lambda: {kind: {} for kind in ORDER}
    )
    edited: list[str] = field(default_factory=list)

    def say_edited(self, row: Any) -> None:
        """Notes an entry that stays because somebody changed it."""
        self.edited.append(str(row))


def undo(run: ImportRun, *, leave_edited: bool, progress: Progress) -> list[str] | None:
    """Takes the import back; None once that is done, else the entries edited since, with nothing touched.

    With `leave_edited` those are left as they are and the rest is taken back. One transaction.
    """
    progress(0.1, _("Taking it back"))
    with transaction.atomic():
        mine = ImportRun.objects.for_alliance(run.alliance).filter(pk=run.pk, state=State.APPLIED)
        if not mine.update(state=State.UNDONE, undone_at=timezone.now()):
            return None
        found = _work_out(run)
        if found.edited and not leave_edited:
            transaction.set_rollback(True)
            return found.edited
        for kind in ORDER:
            attributes = {name for _row, before in found.restore[kind].values() for name in before}
            rows = []
            for row, before in found.restore[kind].values():
                for name, value in before.items():
                    setattr(row, name, as_model(name, value))
                rows.append(row)
            write(kind, rows, attributes)
        for kind in reversed(ORDER):
            _delete(run, kind, found.delete[kind])
        counts = {**run.counts, "left": len(found.edited), "left_names": found.edited[:NAMED]}
        ImportRun.objects.for_alliance(run.alliance).filter(pk=run.pk).update(counts=counts)
        audit.record(by=run.started_by, alliance=run.alliance, action="program_import.undone", target=run)
    progress(1.0, "")
    return None


def _work_out(run: ImportRun) -> Undoing:
    found = Undoing()
    added: dict[Kind, dict[int, dict[str, Any]]] = {kind: {} for kind in ORDER}
    changed: dict[Kind, list[ImportChange]] = {kind: [] for kind in ORDER}
    for change in ImportChange.objects.for_alliance(run.alliance).filter(run=run).iterator(chunk_size=2000):
        kind: Kind = change.model
        if change.before is None:
            added[kind][change.entry_id] = change.after
        else:
            changed[kind].append(change)
    for kind in reversed(ORDER):
        rows = locked(kind, run.alliance, [*added[kind], *(each.entry_id for each in changed[kind])])
        used = _in_use(run, kind, set(added[kind]), found)
        for pk, as_made in added[kind].items():
            row = rows.get(pk)
            if row is None:
                continue
            if {"digest": digest(row), "links": links(row)} != as_made:
                found.say_edited(row)
            elif pk not in used:
                found.delete[kind].add(pk)
        for change in changed[kind]:
            _restore(found, kind, rows.get(change.entry_id), change)
    return found


def _restore(found: Undoing, kind: Kind, row: Any, change: ImportChange) -> None:
    if row is None:
        return
    same = {
        name: before
        for name, before in (change.before or {}).items()
        if as_json(getattr(row, name)) == change.after[name]
    }
    if len(same) < len(change.before or {}):
        found.say_edited(row)
    if same:
        found.restore[kind][row.pk] = (row, same)


# By what kind of entry, through which attribute, an entry is needed.
_NEEDED_BY: Final[dict[Kind, tuple[tuple[Kind, str], ...]]] = {
    "program": (("session", "program_id"), ("rating", "program_id")),
    "site": (("session", "site_id"),),
    "organization": (("program", "organization_id"), ("site", "organization_id")),
}


def _in_use(run: ImportRun, kind: Kind, pks: set[int], found: Undoing) -> set[int]:
    """Of entries that the import added, those that others need once it is taken back: they stay."""
    alliance = run.alliance
    needed: set[int | None] = set()
    for other, attribute in _NEEDED_BY.get(kind, ()):
        manager: Any = MODELS[other]._default_manager
        restored, deleted = found.restore[other], found.delete[other]
        rows = manager.for_alliance(alliance).values_list("pk", attribute)
        for pk, link in rows.iterator(chunk_size=5000):
            if pk not in deleted:
                needed.add(restored[pk][1].get(attribute, link) if pk in restored else link)
    if kind == "program":
        answered = Verification.objects.for_alliance(alliance).exclude(answer="")
        needed |= set(answered.values_list("program_id", flat=True))
    elif kind == "organization":
        editors = OrganizationEditor.objects.for_alliance(alliance)
        needed |= set(editors.values_list("organization_id", flat=True))
    return {pk for pk in needed if pk is not None and pk in pks}


def _delete(run: ImportRun, kind: Kind, pks: set[int]) -> None:
    manager: Any = MODELS[kind]._default_manager
    numbers = sorted(pks)
    for start in range(0, len(numbers), BATCH):
        manager.for_alliance(run.alliance).filter(pk__in=numbers[start : start + BATCH]).delete()
