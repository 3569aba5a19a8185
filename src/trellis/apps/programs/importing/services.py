"""Writes of imports: choosing a file, matching its columns, correcting, deciding, applying, taking back."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from trellis.apps.core.audit import services as audit
from trellis.apps.core.jobs import services as jobs
from trellis.apps.core.jobs.models import Job
from trellis.apps.programs.importing import audit as _sentences  # noqa: F401  registers them
from trellis.apps.programs.importing import plan as planning
from trellis.apps.programs.importing import queries
from trellis.apps.programs.importing.errors import ImportRefused
from trellis.apps.programs.importing.fields import FIELDS, REQUIRED, SEVERAL_COLUMNS
from trellis.apps.programs.importing.limits import FILE_BYTES
from trellis.apps.programs.importing.previewing import count, settle, with_corrections
from trellis.apps.programs.importing.reading import read
from trellis.apps.programs.importing.reading.file import size_in_words
from trellis.apps.programs.importing.rows import RowReader
from trellis.apps.programs.models import ImportFile, ImportRow, ImportRun, Source

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance

PREVIEW_KIND: Final = "programs.preview"
APPLY_KIND: Final = "programs.apply"
UNDO_KIND: Final = "programs.undo"
State = ImportRun.State
Action = ImportRow.Action


def upload(
    *, alliance: Alliance, by: User, source_name: str, file_name: str, size: int, content: Any
) -> ImportRun:
    """Takes in a file for a list, which is made if it is new. `content` is read only if it is not too large.

    Raises ImportRefused, with nothing kept.
    """
    name = " ".join(source_name.split())[:120]
    if not name:
        raise ImportRefused(_("Give the list a name, so that it is known again next time."))
    if size > FILE_BYTES:
        raise ImportRefused(
            _("The file has %(size)s; at most %(limit)s are taken. Split the list, or leave pictures out.")
            % {"size": size_in_words(size), "limit": size_in_words(FILE_BYTES)}
        )
    data = content.read()
    table = read(data, file_name)
    with transaction.atomic():
        source, _made = Source.objects.get_or_create(alliance=alliance, name=name)
        run = ImportRun.objects.create(
            alliance=alliance,
            source=source,
            file_name=file_name[-250:],
            layout=table.reading.layout,
            reading=table.reading.as_dict(),
            started_by=by,
        )
        ImportFile.objects.create(
            alliance=alliance, run=run, content=data, sha256=hashlib.sha256(data).hexdigest()
        )
        audit.record(by=by, alliance=alliance, action="program_import.uploaded", target=run)
    return run


def read_again(*, run: ImportRun, sheet: str = "", heading_row: int = 0, heading_rows: int = 0) -> None:
    """Reads the file with another sheet or other headings; raises ImportRefused, with nothing changed."""
    file = ImportFile.objects.for_alliance(run.alliance).get(run=run)
    table = read(
        bytes(file.content), run.file_name, sheet=sheet, heading_row=heading_row, heading_rows=heading_rows
    )
    rows = ImportRun.objects.for_alliance(run.alliance).filter(pk=run.pk, state__in=queries.CHANGEABLE)
    if rows.update(reading=table.reading.as_dict(), state=State.UPLOADED):
        run.refresh_from_db()


def match_columns(
    *, run: ImportRun, by: User, mapping: dict[str, str], defaults: dict[str, str], leave_out: bool
) -> Job:
    """Says what each column holds, remembers it with the list, and starts the preview.

    `mapping` is {column: field or ""}. Columns that hold nothing we know must be left out on purpose.
    Raises ImportRefused.
    """
    columns = run.reading["columns"]
    chosen = {column: mapping.get(column, "") for column in columns}
    _check_mapping(run, chosen, defaults, leave_out)
    with transaction.atomic():
        rows = ImportRun.objects.for_alliance(run.alliance).filter(pk=run.pk, state__in=queries.CHANGEABLE)
        if queries.job_under_way(run) is not None or not rows.update(
            state=State.READING, mapping=chosen, defaults=defaults, error=""
        ):
            raise ImportRefused(_("This import is under way already."))
        source = Source.objects.for_alliance(run.alliance).get(pk=run.source_id)
        source.mapping = {**source.mapping, **chosen}
        source.defaults = defaults
        source.save(update_fields=["mapping", "defaults", "changed_at"])
        audit.record(by=by, alliance=run.alliance, action="program_import.columns_matched", target=run)
        return jobs.start(
            kind=PREVIEW_KIND,
            title=_("Preview %(file)s") % {"file": run.file_name},
            alliance=run.alliance,
            by=by,
            run=run.pk,
        )


def _check_mapping(run: ImportRun, chosen: dict[str, str], defaults: dict[str, str], leave_out: bool) -> None:
    used = [field for field in chosen.values() if field]
    unknown = sorted({field for field in used if field not in FIELDS})
    if unknown:
        raise ImportRefused(_("There is no field “%(field)s”.") % {"field": unknown[0]})
    for field in dict.fromkeys(used):
        if used.count(field) > 1 and field not in SEVERAL_COLUMNS:
            columns = [column for column, each in chosen.items() if each == field]
            raise ImportRefused(
                _("The columns %(columns)s can't both be “%(field)s”. Leave one of them out.")
                % {"columns": ", ".join(f"“{column}”" for column in columns), "field": FIELDS[field].label}
            )
    for field in REQUIRED:
        if field not in used and not defaults.get(field):
            raise ImportRefused(
                _("Say which column holds the %(field)s: a row without it can't be listed.")
                % {"field": FIELDS[field].label}
            )
    known = {column for column, field in queries.remembered(run).items() if field == ""}
    left = [column for column, field in chosen.items() if not field and column not in known]
    if left and not leave_out:
        raise ImportRefused(
            _("Nothing is said about these columns yet: %(columns)s. Match them, or say that they stay out.")
            % {"columns": ", ".join(f"“{column}”" for column in left)}
        )


def correct(*, run: ImportRun, by: User, number: int, cells: dict[int, str]) -> ImportRow:
    """Corrects cells of a row, {column number: text}, and reads the row anew. What came stays in `raw`.

    Raises ImportRow.DoesNotExist, and ImportRefused where the import can't be changed any more.
    """
    with transaction.atomic():
        row = _row(run, number)
        width = len(run.reading["columns"])
        before = {run.reading["columns"][at]: corrected(row)[at] for at in cells if 0 <= at < width}
        row.corrections = {
            **row.corrections, **{str(at): text.strip() for at, text in cells.items() if 0 <= at < width}
        }  # fmt: skip
        _plan_anew(run, row)
        after = {run.reading["columns"][at]: corrected(row)[at] for at in cells if 0 <= at < width}
        audit.record(
            by=by,
            alliance=run.alliance,
            action="program_import.row_corrected",
            target=run,
            changes=audit.difference(before, after),
        )
        count(run)
    return row


def corrected(row: ImportRow) -> list[str]:
    """A row's cells with what was corrected."""
    return with_corrections(row.raw, row.corrections)


def leave_out(*, run: ImportRun, by: User, number: int, out: bool) -> ImportRow:
    """Leaves a row out of the import, or takes it in again."""
    with transaction.atomic():
        row = _row(run, number)
        if out:
            row.action, row.decision = Action.SKIP, ImportRow.Decision.SKIP
            row.save(update_fields=["action", "decision", "changed_at"])
        else:
            row.decision = ""
            _plan_anew(run, row)
        audit.record(by=by, alliance=run.alliance, action="program_import.row_corrected", target=run)
        count(run)
    return row


def decide(*, run: ImportRun, by: User, number: int, decision: str) -> ImportRow:
    """Says what becomes of one row that seems to be there twice."""
    with transaction.atomic():
        row = _row(run, number)
        row.decision = ImportRow.Decision(decision)
        _plan_anew(run, row)
        audit.record(by=by, alliance=run.alliance, action="program_import.duplicates_decided", target=run)
        count(run)
    return row


def decide_all(*, run: ImportRun, by: User, rule: str, remember: bool) -> int:
    """Decides all duplicates that nobody decided about; how many. `remember` keeps the rule with the list."""
    decision = ImportRow.Decision(rule)
    actions = {ImportRow.Decision.KEEP: Action.ADD, ImportRow.Decision.SKIP: Action.SKIP}
    with transaction.atomic():
        _changeable(run)
        rows = ImportRow.objects.for_alliance(run.alliance).filter(
            run=run, duplicate__isnull=False, decision=""
        )
        within = rows.filter(duplicate__has_key="row")
        merged_rows = list(within.values_list("pk", flat=True)) if decision not in actions else []
        done = rows.update(decision=decision, action=actions.get(decision, Action.CHANGE))
        for start in range(0, len(merged_rows), 500):
            ImportRow.objects.for_alliance(run.alliance).filter(
                pk__in=merged_rows[start : start + 500]
            ).update(action=Action.SKIP)
        if remember:
            source = run.source
            source.rules = {**source.rules, "duplicates": str(decision)}
            source.save(update_fields=["rules", "changed_at"])
        audit.record(by=by, alliance=run.alliance, action="program_import.duplicates_decided", target=run)
        count(run)
    return done


def start_apply(*, run: ImportRun, by: User) -> Job:
    """Starts applying the import; raises ImportRefused while duplicates are undecided."""
    if run.counts.get("undecided"):
        raise ImportRefused(
            _("Decide first about the rows that seem to be listed twice, one by one or all at once.")
        )
    with transaction.atomic():
        rows = ImportRun.objects.for_alliance(run.alliance).filter(
            pk=run.pk, state__in=(State.READY, State.APPLYING)
        )
        if queries.job_under_way(run) is not None or not rows.update(state=State.APPLYING, error=""):
            raise ImportRefused(_("This import is under way, or was applied already."))
        return jobs.start(
            kind=APPLY_KIND,
            title=_("Import %(file)s") % {"file": run.file_name},
            alliance=run.alliance,
            by=by,
            run=run.pk,
        )


def start_undo(*, run: ImportRun, by: User, leave_edited: bool) -> Job:
    """Starts taking the import back; entries edited since are asked about unless `leave_edited`."""
    if run.state != State.APPLIED or queries.job_under_way(run) is not None:
        raise ImportRefused(_("Only an import that was applied can be taken back."))
    return jobs.start(
        kind=UNDO_KIND,
        title=_("Take back %(file)s") % {"file": run.file_name},
        alliance=run.alliance,
        by=by,
        run=run.pk,
        leave_edited=leave_edited,
    )


def discard(*, run: ImportRun, by: User) -> None:
    """Gives an import up that was not applied; its rows and its file go, the list stays."""
    with transaction.atomic():
        rows = ImportRun.objects.for_alliance(run.alliance).filter(pk=run.pk, state__in=queries.DISCARDABLE)
        if not rows.update(state=State.DISCARDED):
            raise ImportRefused(_("This import was applied already. Take it back instead."))
        ImportRow.objects.for_alliance(run.alliance).filter(run=run).delete()
        ImportFile.objects.for_alliance(run.alliance).filter(run=run).delete()
        audit.record(by=by, alliance=run.alliance, action="program_import.discarded", target=run)


def _changeable(run: ImportRun) -> None:
    rows = ImportRun.objects.for_alliance(run.alliance).filter(pk=run.pk, state=State.READY)
    if not rows.update(state=State.READY):  # takes the lock that applying waits for
        raise ImportRefused(_("This import can't be changed any more."))


def _row(run: ImportRun, number: int) -> ImportRow:
    _changeable(run)
    return ImportRow.objects.for_alliance(run.alliance).get(run=run, number=number)


def _plan_anew(run: ImportRun, row: ImportRow) -> None:
    """Reads one row and plans it against what it could mean: a constant number of queries."""
    read_row = RowReader(run.reading["columns"], run.mapping, run.defaults).read(corrected(row))
    planned = None
    if not read_row.is_wrong:
        existing = planning.load(run.alliance, run.source, near=read_row.values)
        plan = planning.make(
            [planning.RowToPlan(row.number, read_row.values, row.decision, row.duplicate)],
            existing,
            rule=run.source.rules.get("duplicates", ""),
            merged=run.source.rules.get("merged", {}),
            to_apply=row.duplicate is not None,
        )
        planned = plan.rows[row.number]
    settle(row, read_row, planned)
    row.save()
