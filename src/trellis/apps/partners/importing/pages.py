"""What the pages of an import of partners show: columns with samples, rows with what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trellis.apps.core.ui.figures import exact
from trellis.apps.partners import codes, sectors
from trellis.apps.partners.importing import matching, queries
from trellis.apps.partners.importing.fields import ADDED, FIELDS, REQUIRED
from trellis.apps.partners.importing.messages import say, why
from trellis.apps.partners.models import Partner, PartnerImport, PartnerImportRow
from trellis.apps.partners.vocabulary import Resource
from trellis.apps.programs.importing.messages import Message
from trellis.apps.programs.importing.pages import Cell, ColumnChoice, Tab
from trellis.apps.programs.importing.pages import RowView as AnyRowView
from trellis.apps.programs.importing.previewing import with_corrections

Action = PartnerImportRow.Action
_SHOWN: Final = 140
_DONE: Final[dict[str, Promise]] = {
    Action.ADD: gettext_lazy("Added"),
    Action.CHANGE: gettext_lazy("Changed"),
    Action.MERGE: gettext_lazy("Went into another row"),
}
RowView = AnyRowView


def choices_of_columns(run: PartnerImport, sent: dict[str, str] | None = None) -> list[ColumnChoice]:
    """The columns with what they would hold: what was sent, else remembered, else guessed."""
    columns, samples = run.reading["columns"], run.reading["samples"]
    guesses = matching.match(columns, queries.remembered(run))
    return [
        ColumnChoice(
            at,
            heading,
            sent.get(heading, "") if sent is not None else guess.field,
            guess.how,
            tuple(dict.fromkeys(row[at][:80] for row in samples if at < len(row) and row[at]))[:3],
        )
        for at, (heading, guess) in enumerate(zip(columns, guesses, strict=True))
    ]


def fields_to_choose() -> list[tuple[str, list[tuple[str, str]]]]:
    """The fields in groups, for a list to choose from."""
    groups = {
        "organization": _("Organization"),
        "membership": _("Partnership"),
        "identifiers": _("Official identifiers"),
        "focus": _("Whom and where it serves"),
        "brings": _("What it brings and looks for"),
        "place": _("Where it is"),
        "contact": _("Somebody there"),
    }
    return [
        (label, [(key, _with_mark(key)) for key, field in FIELDS.items() if field.part == part])
        for part, label in groups.items()
    ]


def _with_mark(key: str) -> str:
    label = str(FIELDS[key].label)
    return _("%(field)s (needed)") % {"field": label} if key in REQUIRED else label


def shown_columns(run: PartnerImport) -> list[tuple[int, str, str]]:
    """(number, heading, field's label) of the columns that are read, in the order of the file."""
    return [
        (at, heading, str(FIELDS[field].label))
        for at, heading in enumerate(run.reading["columns"])
        if (field := run.mapping.get(heading, "")) in FIELDS
    ]


def row_views(run: PartnerImport, rows: Iterable[PartnerImportRow]) -> list[RowView]:
    """The rows as the preview shows them."""
    columns = shown_columns(run)
    changeable = run.state == PartnerImport.State.READY
    return [_row_view(run, row, columns, changeable) for row in rows]


def _row_view(
    run: PartnerImport, row: PartnerImportRow, columns: list[tuple[int, str, str]], changeable: bool
) -> RowView:
    texts = with_corrections(row.raw, row.corrections)
    by_column: dict[int, list[Message]] = {}
    elsewhere: list[Message] = []
    read = {at for at, _heading, _label in columns}
    for problem in row.problems:
        at = problem["at"]
        (by_column.setdefault(at, []) if at in read else elsewhere).append(say(problem))
    cells = []
    told: set[str] = set()
    is_change = row.action != Action.ADD
    for at, heading, _label in columns:
        field = run.mapping[heading]
        change = row.changes.get(field) if is_change and field not in told else None
        told.add(field)
        said = tuple(by_column.get(at, ()))
        fixable = changeable and any(message.level != "note" for message in said)
        text = texts[at] if at < len(texts) else ""
        cells.append(
            Cell(
                at,
                heading,
                text if fixable else _short(text),
                None if change is None else _short(in_words(field, change[0])),
                None if change is None else _short(in_words(field, change[1])),
                said,
                fixable,
            )
        )
    for field, (before, after) in row.changes.items():
        if is_change and field not in told and field in FIELDS:
            words = f"{in_words(field, before)} → {in_words(field, after)}"
            elsewhere.append(Message(str(FIELDS[field].label), "change", words))
    label = _DONE.get(row.action) if run.state == PartnerImport.State.APPLIED else None
    return RowView(row, str(label or row.get_action_display()), tuple(cells), tuple(elsewhere), repeats(row))  # type: ignore[arg-type]  # a row of another list has the same parts


def repeats(row: PartnerImportRow) -> str:
    """What a row seems to be, and why, in a sentence; "" where it is nothing else."""
    found = row.duplicate
    if not found:
        return ""
    said = {**found, "why": why(found["why"])}
    if "row" in found:
        text = _("Seems to be row %(row)s, “%(name)s”") % said
    else:
        text = _("Seems to be “%(name)s”, which is here already") % said
    return _("%(text)s: %(why)s.") % {"text": text, "why": said["why"]} if said["why"] else f"{text}."


def in_words(field: str, value: Any) -> str:
    """A kept value as a reader sees it."""
    if value is None or value == "" or value == []:
        return _("nothing")
    if field in ADDED:
        return "; ".join(
            f"{Resource(kind).label}: {said}" if said else str(Resource(kind).label) for kind, said in value
        )
    if field == "sector":
        return str(sectors.label(value))
    if field == "status":
        return str(Partner.Status(value).label)
    lists = {
        "grade_bands": codes.grade_labels,
        "groups": codes.group_labels,
        "counties": codes.county_names,
        "fields": lambda held: [codes.field_label(code) for code in held],
    }
    if field in lists:
        return ", ".join(lists[field](value))
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def tabs(run: PartnerImport) -> list[Tab]:
    """The filters of the preview; those without rows are left out, but for the first."""
    labels = {
        "all": _("All"),
        "add": _("Added"),
        "change": _("Changed"),
        "same": _("Unchanged"),
        "reject": _("Can't be taken in"),
        "duplicates": _("Listed twice?"),
        "merge": _("Into another row"),
        "problems": _("With remarks"),
        "skip": _("Left out"),
    }
    counts = run.counts
    return [
        Tab(key, label, counts.get(key, 0))
        for key, label in labels.items()
        if key == "all" or counts.get(key)
    ]


def answer(run: PartnerImport) -> list[str]:
    """What the import would do, or did, in sentences."""
    counts = run.counts
    if run.state == PartnerImport.State.UNDONE:
        return [_undone(counts)]
    applied = run.state == PartnerImport.State.APPLIED
    said = [_summary(counts, applied)]
    if rejected := counts.get("reject", 0):
        said.append(
            ngettext(
                "One row can't be taken in: what is wrong stands in its cells.",
                "%(count)s rows can't be taken in: what is wrong stands in their cells.",
                rejected,
            )
            % {"count": exact(rejected)}
        )
    if undecided := (0 if applied else counts.get("undecided", 0)):
        said.append(
            ngettext(
                "One row seems to be there twice: decide what becomes of it.",
                "%(count)s rows seem to be there twice: decide what becomes of them.",
                undecided,
            )
            % {"count": exact(undecided)}
        )
    return said


def _summary(counts: dict[str, Any], applied: bool) -> str:
    parts = {
        "add": _("%(count)s were added") if applied else _("%(count)s would be added"),
        "change": _("%(count)s were changed") if applied else _("%(count)s would be changed"),
        "same": _("%(count)s were there as they are") if applied else _("%(count)s are there as they are"),
        "merge": _("%(count)s went into other rows") if applied else _("%(count)s would go into other rows"),
    }
    said = [text % {"count": exact(counts[name])} for name, text in parts.items() if counts.get(name)]
    rows = exact(counts.get("all", 0))
    if not said:
        return _("Of %(rows)s rows, none can be taken in.") % {"rows": rows}
    return _("Of %(rows)s rows, %(parts)s.") % {"rows": rows, "parts": ", ".join(said)}


def _undone(counts: dict[str, Any]) -> str:
    left = counts.get("left", 0)
    if not left:
        return _("The import was taken back. The partners are as they were before.")
    return ngettext(
        "The import was taken back, but for one entry that somebody had changed since: %(names)s.",
        "The import was taken back, but for %(count)s entries that somebody had changed since: %(names)s.",
        left,
    ) % {"count": exact(left), "names": ", ".join(counts.get("left_names", [])[:5])}
