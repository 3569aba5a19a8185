"""Previews an import: reads its rows and says of each what would become of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from trellis.apps.programs.importing import plan as planning
from trellis.apps.programs.importing.reading import read
from trellis.apps.programs.importing.rows import Read, RowReader
from trellis.apps.programs.models import ImportFile, ImportRow, ImportRun

if TYPE_CHECKING:
    from trellis.apps.programs.importing.plan import PlannedRow

Progress = Callable[[float, str], None]
State = ImportRun.State
Action = ImportRow.Action
BATCH = 1_000


def preview(run: ImportRun, progress: Progress) -> bool:
    """Reads the file, plans the import and keeps its rows; False where the import was discarded meanwhile.

    Everything is worked out before the one transaction that writes it, so it may be run again from the start.
    """
    file = ImportFile.objects.for_alliance(run.alliance).get(run=run)
    reading = run.reading
    table = read(
        bytes(file.content),
        run.file_name,
        sheet=reading.get("sheet", ""),
        heading_row=reading.get("heading_row", 0),
        heading_rows=reading.get("heading_rows", 0),
    )
    reading_rows = _("Reading the rows")
    progress(0.05, reading_rows)
    reader = RowReader(table.reading.columns, run.mapping, run.defaults)
    corrections = _corrections(run, table.reading.columns)
    reads: dict[int, tuple[list[str], Read]] = {}
    for done, (number, cells) in enumerate(table.rows):
        reads[number] = (cells, reader.read(with_corrections(cells, corrections.get(number, {}))))
        if done % 500 == 0:
            progress(0.05 + 0.25 * done / len(table.rows), reading_rows)
    plan = planning.make(
        [
            planning.RowToPlan(number, each.values)
            for number, (_cells, each) in reads.items()
            if not each.is_wrong
        ],
        planning.load(run.alliance, run.source),
        rule=run.source.rules.get("duplicates", ""),
        merged=run.source.rules.get("merged", {}),
        progress=lambda share: progress(0.3 + 0.4 * share, _("Comparing them with the directory")),
    )
    rows = [
        _as_row(run, number, cells, corrections.get(number, {}), each, plan.rows.get(number))
        for number, (cells, each) in reads.items()
    ]
    progress(0.75, _("Keeping what was found"))
    with transaction.atomic():
        # The first statement takes the lock: whoever discards the import waits, or was first.
        kept = ImportRun.objects.for_alliance(run.alliance).filter(pk=run.pk, state=State.READING)
        if not kept.update(state=State.READY, reading=table.reading.as_dict(), error=""):
            return False
        ImportRow.objects.for_alliance(run.alliance).filter(run=run).delete()
        ImportRow.objects.bulk_create(rows, batch_size=BATCH)
        count(run, gone=plan.gone)
    progress(1.0, "")
    return True


def with_corrections(cells: list[str], corrections: dict[str, str]) -> list[str]:
    """A row's cells with what was corrected."""
    if not corrections:
        return cells
    found = list(cells)
    for at, text in corrections.items():
        found.extend([""] * (int(at) + 1 - len(found)))
        found[int(at)] = text
    return found


def _corrections(run: ImportRun, columns: tuple[str, ...]) -> dict[int, dict[str, str]]:
    """What was corrected in an earlier preview of the same columns, by row number."""
    if list(columns) != list(run.reading.get("columns", ())):
        return {}
    rows = ImportRow.objects.for_alliance(run.alliance).filter(run=run).exclude(corrections={})
    return dict(rows.values_list("number", "corrections"))


def _as_row(
    run: ImportRun,
    number: int,
    cells: list[str],
    corrections: dict[str, str],
    each: Read,
    planned: PlannedRow | None,
) -> ImportRow:
    row = ImportRow(alliance_id=run.alliance_id, run=run, number=number, raw=cells, corrections=corrections)
    settle(row, each, planned)
    return row


def settle(row: ImportRow, each: Read, planned: PlannedRow | None) -> None:
    """Puts into a row what was read and what was planned; None where it can't be taken in."""
    row.values = each.values
    row.problems = each.problems
    if planned is None:
        row.action, row.changes, row.duplicate, row.decision = Action.REJECT, {}, None, ""
        return
    row.action = planned.action
    row.changes = planned.changes
    row.duplicate = planned.duplicate
    row.decision = planned.decision
    row.problems = [
        *each.problems,
        *(
            {"at": -1, "column": "", "field": field, "code": "kept_by_hand", "level": "note", "values": {}}
            for field in planned.kept
        ),
    ]


def count(run: ImportRun, **more: Any) -> None:
    """Counts the run's rows anew: one query."""
    rows = ImportRow.objects.for_alliance(run.alliance).filter(run=run)
    found = rows.order_by().aggregate(
        **{action.value: Count("pk", filter=Q(action=action)) for action in Action},
        duplicates=Count("pk", filter=Q(duplicate__isnull=False)),
        undecided=Count("pk", filter=Q(duplicate__isnull=False, decision="")),
        problems=Count("pk", filter=~Q(problems=[])),
        all=Count("pk"),
    )
    run.counts = {**run.counts, **found, **more}
    ImportRun.objects.for_alliance(run.alliance).filter(pk=run.pk).update(counts=run.counts)
