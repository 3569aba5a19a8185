"""Codes of places: one for each row, of one kind, and none twice."""

import re
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from trellis.sources.errors import Unreadable
from trellis.sources.places.records import LEVEL_NAMES, LEVEL_OF_LENGTH, Level
from trellis.sources.records import Text

_LONG: Final = re.compile(r"^[0-9A-Z]+US(\d+)$")


def geoid_of(text: Any, *, file: str, row: int, column: str) -> str:
    """A GEOID, plain ("17031010100") or in its long form ("1400000US17031010100")."""
    code = str(text).strip()
    if found := _LONG.match(code):
        code = found[1]
    if not code.isdigit() or len(code) not in LEVEL_OF_LENGTH:
        remedy = "A code that was saved as a number has lost its zero." if len(code) in (4, 10) else ""
        raise Unreadable(f"“{text}” isn't a census code.", file=file, row=row, column=column, remedy=remedy)
    return code


@dataclass(slots=True)
class Identified:
    """Codes as they are read, row by row."""

    file: str
    rows: dict[str, int] = field(default_factory=dict)
    one_level: bool = True

    def add(self, code: str, row: int) -> None:
        """Take a row's code; refuse one that came before, or that is of another kind of place."""
        if code in self.rows:
            raise Unreadable(
                f"{code} is there twice, first in row {self.rows[code]}.", file=self.file, row=row
            )
        first = next(iter(self.rows), code)
        if self.one_level and len(first) != len(code):
            kinds = [LEVEL_NAMES[LEVEL_OF_LENGTH[len(each)]] for each in (first, code)]
            raise Unreadable(
                f"{code} is one of the {kinds[1]}; the rows before are {kinds[0]}.",
                file=self.file,
                row=row,
                remedy="Give one kind of place in a file.",
            )
        self.rows[code] = row

    def ids(self) -> Text:
        """The codes in the file's order."""
        if not self.rows:
            raise Unreadable("it names no place.", file=self.file)
        return np.array(list(self.rows), dtype=np.str_)

    def level(self) -> Level:
        """What kind of places they are."""
        return LEVEL_OF_LENGTH[len(next(iter(self.rows)))] if self.one_level else "other"
