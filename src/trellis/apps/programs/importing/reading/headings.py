"""Finds the headings of a table: below titles, in one row or in two."""

from dataclasses import dataclass
from typing import Any, Final

from trellis.apps.programs.importing.matching import guess

Rows = list[tuple[int, list[str]]]

_LOOK_AT: Final = 15
_LONGEST: Final = 60
_FILLED: Final = 0.2


@dataclass(frozen=True, slots=True)
class Headings:
    """The columns' names, each once; the row they end in; how many rows they take; what to say about it."""

    columns: tuple[str, ...]
    row: int
    rows: int
    notes: tuple[tuple[str, dict[str, Any]], ...]


def find(rows: Rows, chosen_row: int = 0, chosen_rows: int = 0) -> Headings:
    """The headings of a table: where a person said, else where the most cells read like headings."""
    head = rows[:_LOOK_AT]
    numbers = [number for number, _cells in head]
    if chosen_row in numbers:
        at = numbers.index(chosen_row)
        double = chosen_rows == 2 and at > 0
    else:
        at = max(range(len(head)), key=lambda each: (_likeness(head[each][1]), -each))
        double = False
        if at + 1 < len(head) and _continues(head[at][1], head[at + 1][1]):
            at, double = at + 1, True
        elif at > 0 and _heads_groups(head[at - 1][1], head[at][1]):
            double = True
    number, lower = head[at]
    width = max(len(cells) for _number, cells in rows)
    lower = lower + [""] * (width - len(lower))
    texts = _joined(head[at - 1][1], lower) if double else lower
    columns = _each_once(texts)
    while columns and columns[-1][1] and not _is_column(rows, number, len(columns)):
        columns.pop()
    notes: list[tuple[str, dict[str, Any]]] = []
    first = head[at - 1][0] if double else number
    if double:
        notes.append(("two_heading_rows", {"first": first, "second": number}))
    left_out = [each for each, cells in rows if each < first and any(cells)]
    if left_out:
        code = "above_headings" if len(left_out) > 1 else "one_above_headings"
        notes.append((code, {"first": left_out[0], "last": left_out[-1]}))
    return Headings(tuple(name for name, _made_up in columns), number, 2 if double else 1, tuple(notes))


def _is_column(rows: Rows, heading_row: int, width: int) -> bool:
    """Whether the last of `width` columns, which has no heading, is one: enough rows have something there.

    A cell here and there is none: those rows are too long, because a separator stands inside a text.
    """
    body = [cells for number, cells in rows if number > heading_row]
    return sum(len(cells) >= width and bool(cells[width - 1]) for cells in body) > _FILLED * len(body)


def _likeness(cells: list[str]) -> float:
    """How much a row reads like headings: known ones count, values and long texts count against."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2:
        return -1.0
    known = sum(bool(guess(cell).field) for cell in filled)
    values = sum(not _could_head(cell) for cell in filled)
    return known - 1.5 * values + 0.1 * min(len(filled), 10)


def _could_head(cell: str) -> bool:
    digits = sum(character.isdigit() for character in cell)
    return len(cell) <= _LONGEST and digits <= len(cell) / 3


def _continues(upper: list[str], lower: list[str]) -> bool:
    """Whether a row below the headings goes on with them, as in files with codes above and names below."""
    filled = [(at, cell) for at, cell in enumerate(lower) if cell]
    if len(filled) < 2 or not all(_could_head(cell) for _at, cell in filled):
        return False
    known = 0
    for at, cell in filled:
        above = next((each for each in reversed(upper[: at + 1]) if each), "")
        known += bool(guess(cell).field or guess(f"{above} {cell}").field)
    return known >= max(2, len(filled) * 0.6)


def _heads_groups(upper: list[str], lower: list[str]) -> bool:
    """Whether a row above the headings belongs to them: it names groups, with gaps, or the columns too."""
    filled = [cell for cell in upper if cell]
    if len(filled) < 2 or not all(_could_head(cell) for cell in filled):
        return False
    known = sum(bool(guess(cell).field) for cell in filled)
    return len(filled) < sum(bool(cell) for cell in lower) or known >= len(filled) / 2


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    """Two rows of headings as one: an upper cell holds for the empty ones right of it."""
    texts: list[str] = []
    above = ""
    for at, below in enumerate(lower):
        above = upper[at] if at < len(upper) and upper[at] else above
        parts = [part for part in (above, below) if part]
        texts.append(" – ".join(dict.fromkeys(parts)))
    return texts


def _each_once(texts: list[str]) -> list[tuple[str, bool]]:
    """(name, whether it is made up): one without heading is "Column C", a second "Name" is "Name (2)"."""
    seen: dict[str, int] = {}
    columns = []
    for at, text in enumerate(texts):
        name = " ".join(text.split())[:200] or f"Column {letters(at)}"
        seen[name] = seen.get(name, 0) + 1
        columns.append((name if seen[name] == 1 else f"{name} ({seen[name]})", not text))
    return columns


def letters(at: int) -> str:
    """What a spreadsheet calls the column: 0 is "A", 26 is "AA"."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(65 + rest) + name
    return name
