"""Reads numbers."""

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

from trellis.apps.programs.importing.cells.base import EMPTY, ERROR, Cell, says_nothing

_WHOLE: Final = re.compile(
    r"^(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?(?:\s*\+?\s*[a-z ]{0,30})?$", re.IGNORECASE
)
_NO_LIMIT: Final = re.compile(r"^(?:unlimited|no limit|no max(?:imum)?|open|any|varies)$", re.IGNORECASE)
MOST: Final = 1_000_000


@lru_cache(maxsize=4096)
def whole(content: str) -> Cell:
    """A whole number that isn't negative: "25", "25.0", "1,200", "20 students"."""
    if says_nothing(content) or _NO_LIMIT.match(content.strip()):
        return EMPTY
    found = _WHOLE.match(content.strip())
    if found is None:
        return Cell(None, "whole", values={"text": content[:80]})
    number = int(found[2].replace(",", ""))
    if found[1] and number:
        return Cell(None, "negative", ERROR, {"text": content[:80]})
    if number > MOST:
        return Cell(None, "too_big", values={"text": content[:80]})
    return Cell(number)


@lru_cache(maxsize=4096)
def decimal(content: str) -> Cell:
    """A number with at most two decimals."""
    if says_nothing(content):
        return EMPTY
    try:
        number = Decimal(content.strip().replace(",", "")).quantize(Decimal("0.01"))
    except InvalidOperation:
        return Cell(None, "number", values={"text": content[:80]})
    if not number.is_finite() or abs(number) >= 100_000:
        return Cell(None, "too_big", values={"text": content[:80]})
    return Cell(str(number.normalize()) if number != number.to_integral() else str(int(number)))
