"""Writes of imports of partners: choosing a file, matching, correcting, deciding, starting work."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from trellis.apps.core.audit import services as audit
from trellis.apps.core.jobs import services as jobs
from trellis.apps.core.jobs.models import Job
from trellis.apps.partners.importing import queries
from trellis.apps.partners.importing.fields import FIELDS, REQUIRED, SEVERAL_COLUMNS
from trellis.apps.partners.importing.previewing import plan_anew
from trellis.apps.partners.importing.reading import read
from trellis.apps.partners.importing.sector_words import key_of
from trellis.apps.partners.models import PartnerImport, PartnerImportFile, PartnerImportRow, PartnerSource
from trellis.apps.partners.sectors import Sector
from trellis.apps.programs.importing.errors import ImportRefused
from trellis.apps.programs.importing.limits import FILE_BYTES
from trellis.apps.programs.importing.previewing import with_corrections
from trellis.apps.programs.importing.reading.file import size_in_words

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance

PREVIEW_KIND: Final = f"{queries.KINDS}preview"
APPLY_KIND: Final = f"{queries.KINDS}apply"
UNDO_KIND: Final = f"{queries.KINDS}undo"
State = PartnerImport.State
Decision = PartnerImportRow.Decision


def upload(
    *, alliance: Alliance, by: User, source_name: str, file_name: str, size: int, content: Any
) -> PartnerImport:
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
        source, _made = PartnerSource.objects.get_or_create(alliance=alliance, name=name)
        run = PartnerImport.objects.create(
            alliance=alliance,
            source=source,
            file_name=file_name[-250:],
            layout=table.reading.layout,
            reading=table.reading.as_dict(),
            started_by=by,
        )
        PartnerImportFile.objects.create(
            alliance=alliance, run=run, content=data, sha256=hashlib.sha256(data).hexdigest()
        )
        audit.record(by=by, alliance=alliance, action="partner_import.uploaded", target=run)
    return run


def read_again(*, run: PartnerImport, sheet: str = "", heading_row: int = 0, heading_rows: int = 0) -> None:
    """Reads the file with another sheet or other headings; raises ImportRefused, with nothing changed."""
    file = PartnerImportFile.objects.for_alliance(run.alliance).get(run=run)
    table = read(
        bytes(file.content), run.file_name, sheet=sheet, heading_row=heading_row, heading_rows=heading_rows
    )
    if _changeable(run).update(reading=table.reading.as_dict(), state=State.UPLOADED):
        run.refresh_from_db()


def match_columns(
    *, run: PartnerImport, by: User, mapping: dict[str, str], sector: str = "", leave_out: bool = False
) -> Job:
    """Says what each column holds, remembers it with the list, and starts the preview.

    `mapping` is {column: field or ""}; `sector` is that of rows which don't say one. Columns that hold
    nothing we know must be left out on purpose. Raises ImportRefused.
    """
    chosen = {column: mapping.get(column, "") for column in run.reading["columns"]}
    if sector and sector not in Sector.values:
        raise ImportRefused(_("There is no such sector."))
    _check_mapping(run, chosen, leave_out)
    defaults = {"sector": sector} if sector else {}
    with transaction.atomic():
        if queries.job_under_way(run) is not None or not _changeable(run).update(
            state=State.READING, mapping=chosen, defaults=defaults, error=""
        ):
            raise ImportRefused(_("This import is under way already."))
        source = PartnerSource.objects.for_alliance(run.alliance).get(pk=run.source_id)
        source.mapping = {**source.mapping, **chosen}
        source.defaults = defaults
        source.save(update_fields=["mapping", "defaults", "changed_at"])
        audit.record(by=by, alliance=run.alliance, action="partner_import.columns_matched", target=run)
        return _start(run, PREVIEW_KIND, _("Preview %(file)s"), by)


def _check_mapping(run: PartnerImport, chosen: dict[str, str], leave_out: bool) -> None:
    used = [field for field in chosen.values() if field]
    unknown = sorted({field for field in used if field not in FIELDS})
    if unknown:
        raise ImportRefused(_("There is no field “%(field)s”.") % {"field": unknown[0]})
    for field in dict.fromkeys(used):
        if used.count(field) > 1 and field not in SEVERAL_COLUMNS:
            columns = [column for column, each in chosen.items() if each == field]
            raise ImportRefused(
                _("The columns %(columns)s can't both be “%(field)s”. Leave one of them out.")
                % {"columns": _quoted(columns), "field": FIELDS[field].label}
            )
    for field in REQUIRED:
        if field not in used:
            raise ImportRefused(
                _("Say which column holds the %(field)s: a row without it can't be taken in.")
                % {"field": FIELDS[field].label}
            )
    known = {column for column, field in queries.remembered(run).items() if field == ""}
    left = [column for column, field in chosen.items() if not field and column not in known]
    if left and not leave_out:
        raise ImportRefused(
            _("Nothing is said about these columns yet: %(columns)s. Match them, or say that they stay out.")
            % {"columns": _quoted(left)}
        )


def _quoted(columns: list[str]) -> str:
    return ", ".join(f"“{column}”" for column in columns)


def say_sectors(*, run: PartnerImport, by: User, sectors: dict[str, str]) -> None:
    """Says which sectors words of the list mean, {word: sector}; remembered with the list."""
    known = {key_of(word): sector for word, sector in sectors.items() if sector in Sector.values}
    if not known:
        raise ImportRefused(_("Choose a sector for at least one of the words."))
    with transaction.atomic():
        _lock_ready(run)
        source = run.source
        source.words = {**source.words, "sector": {**source.words.get("sector", {}), **known}}
        source.save(update_fields=["words", "changed_at"])
        plan_anew(run)
        audit.record(by=by, alliance=run.alliance, action="partner_import.sectors_said", target=run)


def correct(*, run: PartnerImport, by: User, number: int, cells: dict[int, str]) -> PartnerImportRow:
    """Corrects cells of a row, {column number: text}, and plans anew. What came stays in `raw`.

    Raises PartnerImportRow.DoesNotExist, and ImportRefused where the import can't be changed any more.
    """
    columns = run.reading["columns"]
    fixed = {at: text.strip() for at, text in cells.items() if 0 <= at < len(columns)}
    with transaction.atomic():
        row = _row(run, number)
        before = _cells_of(run, row, fixed)
        row.corrections = {**row.corrections, **{str(at): text for at, text in fixed.items()}}
        row.save(update_fields=["corrections", "changed_at"])
        plan_anew(run)
        changes = audit.difference(before, _cells_of(run, row, fixed))
        audit.record(
            by=by,
            alliance=run.alliance,
            action="partner_import.row_corrected",
            target=run,
            changes=changes,
        )
    return _again(row)


def _cells_of(run: PartnerImport, row: PartnerImportRow, cells: dict[int, str]) -> dict[str, str]:
    texts = with_corrections(row.raw, row.corrections)
    columns = run.reading["columns"]
    return {columns[at]: texts[at] if at < len(texts) else "" for at in cells}


def decide(*, run: PartnerImport, by: User, number: int, decision: str) -> PartnerImportRow:
    """Says what becomes of one row: of a near-duplicate, or that it stays out; "" takes it in again."""
    with transaction.atomic():
        row = _row(run, number)
        row.decision = Decision(decision) if decision else ""
        row.save(update_fields=["decision", "changed_at"])
        plan_anew(run)
        audit.record(by=by, alliance=run.alliance, action="partner_import.duplicates_decided", target=run)
    return _again(row)


def decide_all(*, run: PartnerImport, by: User, rule: str, remember: bool) -> int:
    """Decides all near-duplicates that nobody decided about; how many. `remember` keeps it with the list."""
    decision = Decision(rule)
    with transaction.atomic():
        _lock_ready(run)
        rows = PartnerImportRow.objects.for_alliance(run.alliance)
        done: int = rows.filter(run=run, duplicate__isnull=False, decision="").update(decision=decision)
        if remember:
            source = run.source
            source.rules = {**source.rules, "duplicates": decision.value}
            source.save(update_fields=["rules", "changed_at"])
        plan_anew(run)
        audit.record(by=by, alliance=run.alliance, action="partner_import.duplicates_decided", target=run)
    return done


def start_apply(*, run: PartnerImport, by: User) -> Job:
    """Starts applying the import; raises ImportRefused while near-duplicates are undecided."""
    if run.counts.get("undecided"):
        raise ImportRefused(
            _("Decide first about the rows that seem to be there twice, one by one or all at once.")
        )
    with transaction.atomic():
        rows = PartnerImport.objects.for_alliance(run.alliance).filter(
            pk=run.pk, state__in=(State.READY, State.APPLYING)
        )
        if queries.job_under_way(run) is not None or not rows.update(state=State.APPLYING, error=""):
            raise ImportRefused(_("This import is under way, or was applied already."))
        return _start(run, APPLY_KIND, _("Import %(file)s"), by)


def start_undo(*, run: PartnerImport, by: User, leave_edited: bool) -> Job:
    """Starts taking the import back; entries edited since are asked about unless `leave_edited`."""
    if run.state != State.APPLIED or queries.job_under_way(run) is not None:
        raise ImportRefused(_("Only an import that was applied can be taken back."))
    return _start(run, UNDO_KIND, _("Take back %(file)s"), by, leave_edited=leave_edited)


def discard(*, run: PartnerImport, by: User) -> None:
    """Gives an import up that was not applied; its rows and its file go, the list stays."""
    with transaction.atomic():
        if not _changeable(run).update(state=State.DISCARDED):
            raise ImportRefused(_("This import was applied already. Take it back instead."))
        PartnerImportRow.objects.for_alliance(run.alliance).filter(run=run).delete()
        PartnerImportFile.objects.for_alliance(run.alliance).filter(run=run).delete()
        audit.record(by=by, alliance=run.alliance, action="partner_import.discarded", target=run)


def _start(run: PartnerImport, kind: str, title: str, by: User, **more: Any) -> Job:
    return jobs.start(
        kind=kind, title=title % {"file": run.file_name}, alliance=run.alliance, by=by, run=run.pk, **more
    )


def _changeable(run: PartnerImport) -> Any:
    return PartnerImport.objects.for_alliance(run.alliance).filter(pk=run.pk, state__in=queries.CHANGEABLE)


def _lock_ready(run: PartnerImport) -> None:
    rows = PartnerImport.objects.for_alliance(run.alliance).filter(pk=run.pk, state=State.READY)
    if not rows.update(state=State.READY):  # takes the lock that applying waits for
        raise ImportRefused(_("This import can't be changed any more."))


def _row(run: PartnerImport, number: int) -> PartnerImportRow:
    _lock_ready(run)
    found: PartnerImportRow = PartnerImportRow.objects.for_alliance(run.alliance).get(run=run, number=number)
    return found


def _again(row: PartnerImportRow) -> PartnerImportRow:
    found: PartnerImportRow = PartnerImportRow.objects.for_alliance(row.alliance_id).get(pk=row.pk)
    return found
