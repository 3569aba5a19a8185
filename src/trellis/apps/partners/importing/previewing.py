"""Previews an import of partners: reads its rows and says of each what would become of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from trellis.apps.core.permissions import directory
from trellis.apps.partners import codes
from trellis.apps.partners.importing import existing, planning
from trellis.apps.partners.importing.reading import read
from trellis.apps.partners.importing.rows import RowReader
from trellis.apps.partners.models import PartnerImport, PartnerImportFile, PartnerImportRow
from trellis.apps.programs.importing.previewing import with_corrections

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.partners.importing.planning import Plan, PlannedRow
    from trellis.apps.programs.importing.rows import Read

Progress = Callable[[float, str], None]
State = PartnerImport.State
Action = PartnerImportRow.Action
BATCH = 500


def preview(run: PartnerImport, progress: Progress) -> bool:
    """Reads the file, plans the import and keeps its rows; False where the import was discarded meanwhile.

    Everything is worked out before the one transaction that writes it, so it may be run again from the start.
    """
    file = PartnerImportFile.objects.for_alliance(run.alliance).get(run=run)
    reading = run.reading
    table = read(
        bytes(file.content),
        run.file_name,
        sheet=reading.get("sheet", ""),
        heading_row=reading.get("heading_row", 0),
        heading_rows=reading.get("heading_rows", 0),
    )
    progress(0.1, _("Reading the rows"))
    said = _said_before(run, table.reading.columns)
    rows = [
        PartnerImportRow(
            alliance_id=run.alliance_id, run=run, number=number, raw=cells, **said.get(number, {})
        )
        for number, cells in table.rows
    ]
    progress(0.4, _("Comparing them with the partners that are there"))
    plan_rows(run, rows)
    progress(0.8, _("Keeping what was found"))
    with transaction.atomic():
        # The first statement takes the lock: whoever discards the import waits, or was first.
        kept = PartnerImport.objects.for_alliance(run.alliance).filter(pk=run.pk, state=State.READING)
        if not kept.update(state=State.READY, reading=table.reading.as_dict(), error=""):
            return False
        PartnerImportRow.objects.for_alliance(run.alliance).filter(run=run).delete()
        PartnerImportRow.objects.bulk_create(rows, batch_size=BATCH)
        count(run)
    progress(1.0, "")
    return True


def plan_rows(run: PartnerImport, rows: Iterable[PartnerImportRow]) -> Plan:
    """Reads rows anew and works out what would become of each; the rows hold it, unsaved."""
    reader = reader_of(run)
    reads = {row.number: (row, reader.read(with_corrections(row.raw, row.corrections))) for row in rows}
    plan = planning.make(
        [
            planning.RowToPlan(number, each.values, row.decision, row.duplicate)
            for number, (row, each) in sorted(reads.items())
            if not each.is_wrong
        ],
        existing.load(run.alliance),
        source=run.source.name,
        rule=run.source.rules.get("duplicates", ""),
        merged=run.source.rules.get("merged", {}),
    )
    for number, (row, each) in reads.items():
        settle(row, each, plan.rows.get(number))
    return plan


def plan_anew(run: PartnerImport) -> Plan:
    """Plans all rows of an import anew and keeps what came out otherwise. Call it in a transaction.

    Rows hang together: what one of them is merged into another one may add.
    """
    rows = list(PartnerImportRow.objects.for_alliance(run.alliance).filter(run=run).order_by("number"))
    before = {row.pk: _outcome(row) for row in rows}
    plan = plan_rows(run, rows)
    otherwise = [row for row in rows if _outcome(row) != before[row.pk]]
    PartnerImportRow.objects.for_alliance(run.alliance).bulk_update(
        otherwise, ["values", "action", "problems", "changes", "duplicate", "decision"], batch_size=BATCH
    )
    count(run)
    return plan


def reader_of(run: PartnerImport) -> RowReader:
    """What reads the rows of an import."""
    here = codes.counties_to_offer(run.alliance)
    return RowReader(
        run.reading["columns"],
        run.mapping,
        county_named=lambda text: codes.county_called(text, among=here),
        defaults=run.defaults,
        sectors=run.source.words.get("sector", {}),
    )


def settle(row: PartnerImportRow, each: Read, planned: PlannedRow | None) -> None:
    """Puts into a row what was read and what was planned; None where it can't be taken in."""
    row.values = each.values
    row.problems = each.problems
    if planned is None:
        row.action, row.changes, row.duplicate, row.decision = Action.REJECT, {}, None, ""
        return
    row.action, row.changes = planned.action, planned.changes
    row.duplicate, row.decision = planned.duplicate, planned.decision
    row.problems = [*each.problems, *planned.problems]


def count(run: PartnerImport) -> None:
    """Counts the run's rows anew: one query."""
    rows = PartnerImportRow.objects.for_alliance(run.alliance).filter(run=run)
    found: dict[str, Any] = rows.order_by().aggregate(
        **{action.value: Count("pk", filter=Q(action=action)) for action in Action},
        duplicates=Count("pk", filter=Q(duplicate__isnull=False)),
        undecided=Count("pk", filter=Q(duplicate__isnull=False, decision="")),
        problems=Count("pk", filter=~Q(problems=[])),
        all=Count("pk"),
    )
    run.counts = {**run.counts, **found}
    PartnerImport.objects.for_alliance(run.alliance).filter(pk=run.pk).update(counts=run.counts)


def lock(alliance: Alliance) -> None:
    """Keeps other writers of the alliance's organizations out until the transaction ends."""
    directory().lock(alliance)


def _outcome(row: PartnerImportRow) -> tuple[Any, ...]:
    return (row.values, row.action, row.problems, row.changes, row.duplicate, row.decision)


def _said_before(run: PartnerImport, columns: tuple[str, ...]) -> dict[int, dict[str, Any]]:
    """What people said in an earlier preview of the same columns, by row number."""
    if list(columns) != list(run.reading.get("columns", ())):
        return {}
    rows = PartnerImportRow.objects.for_alliance(run.alliance).filter(run=run)
    rows = rows.filter(~Q(corrections={}) | ~Q(decision=""))
    return {
        number: {"corrections": corrections, "decision": decision, "duplicate": duplicate}
        for number, corrections, decision, duplicate in rows.values_list(
            "number", "corrections", "decision", "duplicate"
        )
    }
