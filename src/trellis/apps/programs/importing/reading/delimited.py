"""Reads delimited text: finds its encoding and its separator, and gets over quotation marks left open."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from trellis.apps.programs.importing.errors import ImportRefused

Rows = list[tuple[int, list[str]]]
Notes = list[tuple[str, dict[str, Any]]]

SEPARATORS: Final = (",", ";", "\t", "|")
# A cell with a line break is common, one with hundreds of them is a quotation mark that was never closed.
LINES_OF_A_CELL: Final = 200
_SAMPLE_LINES: Final = 200


@dataclass(frozen=True, slots=True)
class Text:
    """A file's text, what it was written in, and what to say about that."""

    text: str
    encoding: str
    notes: Notes


def decode(content: bytes) -> Text:
    """The text in `content`: UTF-8, UTF-16, or else what Windows and old systems write (Latin-1)."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Text(content.decode("utf-16", "replace"), "UTF-16", [("encoding", {"name": "UTF-16"})])
    head = content[:4096]
    zeros = head.count(0)
    if zeros and zeros > len(head) * 0.3:
        name = "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
        return Text(content.decode(name, "replace"), "UTF-16", [("encoding", {"name": "UTF-16"})])
    if zeros:
        raise ImportRefused(_("This is no table. Choose a CSV or XLSX file."))
    try:
        return Text(content.decode("utf-8-sig"), "UTF-8", [])
    except UnicodeDecodeError:
        pass
    try:
        return Text(
            content.decode("cp1252"), "Windows-1252", [("encoding", {"name": "Latin-1 (Windows-1252)"})]
        )
    except UnicodeDecodeError:
        return Text(content.decode("latin-1"), "Latin-1", [("encoding", {"name": "Latin-1"})])


def rows(text: str) -> tuple[Rows, str, Notes]:
    """(rows with anything in them, numbered as a spreadsheet would; the separator; notes)."""
    lines = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    separator = _separator(lines)
    notes: Notes = []
    found: Rows = []
    csv.field_size_limit(10_000_000)
    for number, record in enumerate(_records(lines, separator, notes), start=1):
        cells = [cell.strip() for cell in next(csv.reader([record], delimiter=separator), [])]
        if any(cells):
            found.append((number, cells))
    return found, separator, notes


def _separator(lines: list[str]) -> str:
    """The separator that gives most lines the same, and the largest, number of cells."""
    sample = [line for line in lines[:_SAMPLE_LINES] if line.strip()]

    def score(separator: str) -> tuple[float, int]:
        widths = Counter(len(row) for row in csv.reader(sample, delimiter=separator))
        width, times = max(
            ((width, times) for width, times in widths.items() if width > 1),
            default=(1, 0),
            key=lambda w: w[1],
        )
        return times / max(sum(widths.values()), 1) * min(width, 4), width

    return max(SEPARATORS, key=score)


def _records(lines: list[str], separator: str, notes: Notes) -> Iterator[str]:
    """The records of the text; one whose cell has line breaks is put together from its lines.

    A line that opens a quotation mark which nothing closes is taken by itself, without its marks, and noted:
    otherwise it would swallow the rest of the file.
    """
    at, number = 0, 0
    while at < len(lines):
        number += 1
        record, end = lines[at], at + 1
        if record.count('"') % 2 and _ends_open(record, separator):
            pieces = [record]
            marks = record.count('"')
            while end < len(lines) and end - at <= LINES_OF_A_CELL and marks % 2:
                pieces.append(lines[end])
                marks += lines[end].count('"')
                end += 1
            if marks % 2 or end - at > LINES_OF_A_CELL:
                notes.append(("open_quote", {"row": number}))
                record, end = record.replace('"', ""), at + 1
            else:
                record = "\n".join(pieces)
        yield record
        at = end


def _ends_open(line: str, separator: str) -> bool:
    """Whether a line ends inside a cell in quotation marks."""
    other = rf"[^{re.escape(separator)}]"
    # Possessive: a doubled mark inside a cell must not be taken for its end and what follows.
    cell = re.compile(rf'\s*(?:"(?:[^"]|"")*+"{other}*|(?!"){other}*)')
    at = 0
    while at <= len(line):
        found = cell.match(line, at)
        if found is None:
            return True
        at = found.end()
        if at >= len(line):
            return False
        if line[at] != separator:
            return True
        at += 1
    return False
