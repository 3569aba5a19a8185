"""What reading a cell gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

ERROR: Final = "error"
WARNING: Final = "warning"
NOTE: Final = "note"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as understood.

    `value` is None where nothing is known. `code`, `values` and `level` are a message, said by
    `importing.messages`: an error keeps the row out, a warning leaves the value out, a note says what was
    made of it. `more` holds values of other fields that the cell also tells ("$10/week": what the price is
    for).
    """

    value: Any = None
    code: str = ""
    level: str = WARNING
    values: Mapping[str, Any] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)


EMPTY: Final = Cell()
# What people type where they know nothing.
NOTHING: Final = frozenset(
    {
        "", "-", "–", "—", "?", "n/a", "na", "none", "null", "nan", "nil", "tbd", "tba", "tbc", "unknown",
        "unknown code", "not known", "not available", "not specified", "unspecified", "missing", "n.a.",
        "#n/a", "#value!", "#ref!", "#name?", "#div/0!", "to be determined", "to be announced",
    }
)  # fmt: skip


def says_nothing(text: str) -> bool:
    """Whether a cell is empty, or filled with a word for that."""
    return text.strip().casefold().replace("_", " ") in NOTHING
