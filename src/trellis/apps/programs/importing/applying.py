"""Applies an import: works everything out, then writes it in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.apps.core.audit import services as audit
from trellis.apps.programs.importing import plan as planning
from trellis.apps.programs.importing.errors import ImportRefused
from trellis.apps.programs.importing.plan.making import row_key
from trellis.apps.programs.importing.previewing import count
from trellis.apps.programs.importing.saving import Prepared, prepare, save, state_of
from trellis.apps.programs.models import ImportRow, ImportRun, Source

Progress = Callable[[float, str], None]
State = ImportRun.State
Action = ImportRow.Action
# How often an import is worked out anew because somebody wrote to the directory meanwhile.
TRIES = 3


class _Stale(Exception):
    """Somebody wrote to the directory after the plan was made."""


def apply(run: ImportRun, progress: Progress) -> bool:
    """Applies the import; False where that was done, or taken back, before.

    Before the transaction nothing is written, and in it all is: a worker that dies leaves the directory as it
    was, and whoever takes the job up again starts from the beginning.
    """
    for _try in range(TRIES):
        if not _is_waiting(run):
            return False
        before = state_of(run.alliance)
        plan, rows = _plan(run, progress)
        prepared = prepare(plan.drafts, run)
        progress(0.5, _("Saving. This takes a moment and can't be cancelled any more."))
        try:
            _write(run, plan, rows, prepared, before)
        except _Stale:
            continue
        return True
    raise ImportRefused(
        _("The directory was changed again and again while the import was worked out. Try again in a while.")
    )


def _is_waiting(run: ImportRun) -> bool:
    return ImportRun.objects.for_alliance(run.alliance).filter(pk=run.pk, state=State.APPLYING).exists()


def _plan(run: ImportRun, progress: Progress) -> tuple[planning.Plan, dict[int, ImportRow]]:
    comparing = _("Comparing the rows with the directory")
    progress(0.02, comparing)
    rows = {
        row.number: row
        for row in ImportRow.objects.for_alliance(run.alliance)
        .filter(run=run)
        .exclude(action=Action.REJECT)
        .defer("raw", "problems", "corrections")
        .iterator(chunk_size=2000)
    }
    progress(0.15, comparing)
    existing = planning.load(run.alliance, run.source)
    plan = planning.make(
        [
            planning.RowToPlan(row.number, row.values, row.decision, row.duplicate)
            for row in rows.values()
            if row.action != Action.SKIP or row.duplicate
        ],
        existing,
        merged=run.source.rules.get("merged", {}),
        to_apply=True,
        progress=lambda share: progress(0.15 + 0.25 * share, comparing),
    )
    return plan, rows


def _write(
    run: ImportRun,
    plan: planning.Plan,
    rows: dict[int, ImportRow],
    prepared: Prepared,
    before: tuple[Any, ...],
) -> None:
    with transaction.atomic():
        # The first statement takes the lock, so of two workers only one goes on.
        mine = ImportRun.objects.for_alliance(run.alliance).filter(pk=run.pk, state=State.APPLYING)
        now = timezone.now()
        if not mine.update(state=State.APPLIED, applied_at=now):
            return
        if state_of(run.alliance) != before:
            raise _Stale
        save(prepared, run)
        _correct_actions(run, plan, rows)
        _remember_merges(run, plan, rows)
        count(run, gone=plan.gone)
        audit.record(
            by=run.started_by,
            alliance=run.alliance,
            action="program_import.applied",
            target=run,
            changes={name: {"before": None, "after": run.counts[name]} for name in ("add", "change", "same")},
        )


def _correct_actions(run: ImportRun, plan: planning.Plan, rows: dict[int, ImportRow]) -> None:
    """Rows that came out otherwise than the preview said: decided all at once, or the directory changed."""
    otherwise = []
    for number, planned in plan.rows.items():
        row = rows[number]
        if row.action != planned.action or row.changes != planned.changes:
            row.action, row.changes = planned.action, planned.changes
            otherwise.append(row)
    ImportRow.objects.for_alliance(run.alliance).bulk_update(otherwise, ["action", "changes"], batch_size=200)


def _remember_merges(run: ImportRun, plan: planning.Plan, rows: dict[int, ImportRow]) -> None:
    """Keeps with the list which of its rows were merged into what: next time nobody is asked again."""
    merged: dict[str, Any] = {}
    for number, planned in plan.rows.items():
        row = rows[number]
        key = row_key(row.values)
        entry = (row.duplicate or {}).get("entry")
        if key and entry and planned.decision in (ImportRow.Decision.FILL, ImportRow.Decision.NEW):
            merged[key] = [entry, planned.decision]
    if merged:
        source = run.source
        source.rules = {**source.rules, "merged": {**source.rules.get("merged", {}), **merged}}
        Source.objects.for_alliance(run.alliance).filter(pk=source.pk).update(rules=source.rules)
