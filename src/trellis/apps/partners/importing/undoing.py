"""Takes an import of partners back: deletes what it added, puts back what it changed, unless edited since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.apps.core.audit import services as audit
from trellis.apps.organizations.models import Organization
from trellis.apps.partners import registering
from trellis.apps.partners.dependents import pointing_at, rows_of
from trellis.apps.partners.importing.applying import as_model
from trellis.apps.partners.importing.journal import KIND_OF, MODELS, as_kept, as_made, entries_of
from trellis.apps.partners.importing.previewing import lock
from trellis.apps.partners.models import DifferentPartners, Partner, PartnerImport, PartnerMerge
from trellis.apps.partners.models import PartnerImportChange as Change

Progress = Callable[[float, str], None]
State = PartnerImport.State
NAMED: Final = 50
# What was noted about pairs of partners goes with them; it is nobody's edit.
_NOTES: Final = frozenset({DifferentPartners, PartnerMerge})


@dataclass(slots=True)
class Undoing:
    """What taking an import back does, by kind of entry; `edited` are those that people changed since."""

    delete: dict[str, dict[int, Model]] = field(default_factory=lambda: {kind: {} for kind in MODELS})
    restore: list[tuple[Any, dict[str, Any]]] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)


def undo(run: PartnerImport, *, leave_edited: bool, progress: Progress) -> list[str] | None:
    """Takes the import back; None once that is done, else the entries edited since, with nothing touched.

    With `leave_edited` those are left as they are and the rest is taken back. One transaction.
    """
    progress(0.1, _("Taking it back"))
    with transaction.atomic():
        mine = PartnerImport.objects.for_alliance(run.alliance).filter(pk=run.pk, state=State.APPLIED)
        if not mine.update(state=State.UNDONE, undone_at=timezone.now()):
            return None
        lock(run.alliance)
        found = _work_out(run)
        if found.edited and not leave_edited:
            transaction.set_rollback(True)
            return found.edited
        _take_back(run, found)
        counts = {**run.counts, "left": len(found.edited), "left_names": found.edited[:NAMED]}
        PartnerImport.objects.for_alliance(run.alliance).filter(pk=run.pk).update(counts=counts)
        audit.record(by=run.started_by, alliance=run.alliance, action="partner_import.undone", target=run)
    progress(1.0, "")
    return None


def _take_back(run: PartnerImport, found: Undoing) -> None:
    for kind in reversed(MODELS):
        rows_of(run.alliance, MODELS[kind]).filter(pk__in=list(found.delete[kind])).delete()
    for row, before in found.restore:
        for name, value in before.items():
            setattr(row, name, as_model(name, value))
        row.save(update_fields=[*before, "changed_at"])
    touched = {row.pk for row, _before in found.restore if isinstance(row, Organization)}
    registering.register_all(Organization.objects.for_alliance(run.alliance).filter(pk__in=touched))


def _work_out(run: PartnerImport) -> Undoing:
    found = Undoing()
    added: dict[str, dict[int, Change]] = {kind: {} for kind in MODELS}
    changed: list[Change] = []
    for change in entries_of(run):
        if change.before is None:
            added[change.model][change.entry_id] = change
        else:
            changed.append(change)
    for kind, model in reversed(MODELS.items()):
        rows = {row.pk: row for row in rows_of(run.alliance, model).filter(pk__in=list(added[kind]))}
        as_it_was = {pk: row for pk, row in rows.items() if as_made(row) == added[kind][pk].after}
        found.edited += [str(rows[pk]) for pk in rows.keys() - as_it_was.keys()]
        used = _in_use(run, model, as_it_was, found)
        if kind in ("organization", "partner"):
            found.edited += [str(row) for pk, row in as_it_was.items() if pk in used and kind == "partner"]
        found.delete[kind] = {pk: row for pk, row in as_it_was.items() if pk not in used}
    for change in changed:
        _restore(run, found, change)
    found.edited = list(dict.fromkeys(found.edited))
    return found


def _in_use(run: PartnerImport, model: type[Model], rows: dict[int, Any], found: Undoing) -> set[int]:
    """Of rows that the import added, those that something else belongs to by now: they stay."""
    if model not in (Organization, Partner):
        return set()
    used: set[int] = set()
    for other, pk, target in pointing_at(run.alliance, model, rows):
        kind = KIND_OF.get(other, "")
        goes_too = bool(kind) and pk in found.delete[kind]
        if other not in _NOTES and not goes_too:
            used.add(target)
    return used


def _restore(run: PartnerImport, found: Undoing, change: Change) -> None:
    row = rows_of(run.alliance, MODELS[change.model]).filter(pk=change.entry_id).first()
    if row is None:
        return
    now = as_kept({name: getattr(row, name) for name in change.after})
    same = {name: before for name, before in (change.before or {}).items() if now[name] == change.after[name]}
    if len(same) < len(change.before or {}):
        found.edited.append(str(row))
    if same:
        found.restore.append((row, same))
