"""What the pages of an import show: its columns with samples, its rows with what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trellis.apps.core.ui.figures import exact
from trellis.apps.programs import topics
from trellis.apps.programs.importing import matching, queries
from trellis.apps.programs.importing.fields import FIELDS, REQUIRED
from trellis.apps.programs.importing.messages import Message, say
from trellis.apps.programs.importing.previewing import with_corrections
from trellis.apps.programs.models import ImportRow, ImportRun, Program

Action = ImportRow.Action
_SHOWN = 140
_DONE: dict[str, Promise] = {Action.ADD: gettext_lazy("Added"), Action.CHANGE: gettext_lazy("Changed")}


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column of the file: its heading, its number, the field proposed or chosen, some of its values."""

    number: int
    heading: str
    field: str
    how: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the preview: what came, what it would change, what is said about it."""

    at: int
    heading: str
    text: str
    before: str | None
    after: str | None
    messages: tuple[Message, ...]
    can_be_fixed: bool


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of the preview; `to_check` are those of its cells that want a person's eye."""

    row: ImportRow
    label: str
    cells: tuple[Cell, ...]
    messages: tuple[Message, ...]
    repeats: str

    @property
    def to_check(self) -> tuple[Cell, ...]:
        """The cells with an error or a value left out: a wide list hides them at its right."""
        return tuple(cell for cell in self.cells if any(said.level != "note" for said in cell.messages))

    @property
    def first_to_fix(self) -> int | None:
        """The number of the first cell that can be corrected in place."""
        return next((cell.at for cell in self.cells if cell.can_be_fixed), None)


@dataclass(frozen=True, slots=True)
class Tab:
    """A filter of the preview, with how many rows it has."""

    key: str
    label: str
    count: int


def choices_of_columns(run: ImportRun, sent: dict[str, str] | None = None) -> list[ColumnChoice]:
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
        "program": _("Program"),
        "organization": _("Organization"),
        "session": _("Session"),
        "site": _("Site"),
        "several": _("Two at once"),
        "rating": _("Quality"),
    }
    return [
        (label, [(key, _with_mark(key)) for key, field in FIELDS.items() if field.entity == entity])
        for entity, label in groups.items()
    ]


def _with_mark(key: str) -> str:
    label = str(FIELDS[key].label)
    return _("%(field)s (needed)") % {"field": label} if key in REQUIRED else label


def shown_columns(run: ImportRun) -> list[tuple[int, str, str]]:
    """(number, heading, field's label) of the columns that are read, in the order of the file."""
    return [
        (at, heading, str(FIELDS[field].label))
        for at, heading in enumerate(run.reading["columns"])
        if (field := run.mapping.get(heading, "")) in FIELDS
    ]


def row_views(run: ImportRun, rows: Iterable[ImportRow]) -> list[RowView]:
    """The rows as the preview shows them."""
    columns = shown_columns(run)
    changeable = run.state == ImportRun.State.READY
    return [_row_view(run, row, columns, changeable) for row in rows]


def row_view(run: ImportRun, row: ImportRow) -> RowView:
    """One row as the preview shows it."""
    return row_views(run, [row])[0]


def _row_view(
    run: ImportRun, row: ImportRow, columns: list[tuple[int, str, str]], changeable: bool
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
    for at, heading, _label in columns:
        field = run.mapping[heading]
        change = row.changes.get(field)
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
        if field not in told and field in FIELDS:
            elsewhere.append(
                Message(
                    str(FIELDS[field].label),
                    "change",
                    f"{in_words(field, before)} → {in_words(field, after)}",
                )
            )
    label = _DONE.get(row.action) if run.state == ImportRun.State.APPLIED else None
    return RowView(row, str(label or row.get_action_display()), tuple(cells), tuple(elsewhere), _repeats(row))


def _repeats(row: ImportRow) -> str:
    found = row.duplicate
    if not found:
        return ""
    if "row" in found:
        return _("Seems to be the same as row %(row)d.") % {"row": found["row"]}
    return _("Seems to be “%(program)s” of %(organization)s, which is in the directory already.") % found


def in_words(field: str, value: Any) -> str:
    """A kept value as a reader sees it."""
    if value is None or value == "" or value == []:
        return _("nothing")
    if value is True:
        return _("yes")
    if value is False:
        return _("no")
    if field == "topics":
        return ", ".join(topics.labels(value))
    if field == "status":
        return str(Program.Status(value).label)
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def tabs(run: ImportRun) -> list[Tab]:
    """The filters of the preview; those without rows are left out, but for the first."""
    counts = run.counts
    labels = {
        "all": _("All"),
        "add": _("Added"),
        "change": _("Changed"),
        "same": _("Unchanged"),
        "reject": _("Can't be read"),
        "duplicates": _("Listed twice?"),
        "problems": _("With remarks"),
        "skip": _("Left out"),
    }
    return [
        Tab(key, label, counts.get(key, 0))
        for key, label in labels.items()
        if key == "all" or counts.get(key, 0)
    ]


def answer(run: ImportRun) -> list[str]:
    """What the import would do, or did, in sentences."""
    counts = run.counts
    if run.state == ImportRun.State.UNDONE:
        return [_undone(counts)]
    applied = run.state == ImportRun.State.APPLIED
    said = [_summary(counts, applied)]
    if rejected := counts.get("reject", 0):
        said.append(
            ngettext(
                "One row can't be read: what is wrong stands in its cells.",
                "%(count)s rows can't be read: what is wrong stands in their cells.",
                rejected,
            )
            % {"count": exact(rejected)}
        )
    if undecided := (0 if applied else counts.get("undecided", 0)):
        said.append(
            ngettext(
                "One row seems to be listed twice: decide what becomes of it.",
                "%(count)s rows seem to be listed twice: decide what becomes of them.",
                undecided,
            )
            % {"count": exact(undecided)}
        )
    if gone := counts.get("gone", 0):
        said.append(
            ngettext(
                "One session of this list is not in it any more; it stays as it is.",
                "%(count)s sessions of this list are not in it any more; they stay as they are.",
                gone,
            )
            % {"count": exact(gone)}
        )
    return said


def _summary(counts: dict[str, Any], applied: bool) -> str:
    parts = {
        "add": _("%(count)s were added") if applied else _("%(count)s would be added"),
        "change": _("%(count)s were changed") if applied else _("%(count)s would be changed"),
        "same": _("%(count)s were in the directory as they are")
        if applied
        else _("%(count)s are in the directory as they are"),
    }
    said = [text % {"count": exact(counts[name])} for name, text in parts.items() if counts.get(name)]
    rows = exact(counts.get("all", 0))
    if not said:
        return _("Of %(rows)s rows, none can be taken in.") % {"rows": rows}
    return _("Of %(rows)s rows, %(parts)s.") % {"rows": rows, "parts": ", ".join(said)}


def _undone(counts: dict[str, Any]) -> str:
    left = counts.get("left", 0)
    if not left:
        return _("The import was taken back. The directory is as it was before.")
    return ngettext(
        "The import was taken back, but for one entry that somebody had changed since: %(names)s.",
        "The import was taken back, but for %(count)s entries that somebody had changed since: %(names)s.",
        left,
    ) % {"count": exact(left), "names": ", ".join(counts.get("left_names", [])[:5])}
