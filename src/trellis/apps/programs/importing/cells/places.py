"""Reads states, ZIP codes and coordinates."""

import re
from functools import lru_cache
from typing import Final

from trellis.apps.programs.importing.cells.base import EMPTY, Cell, says_nothing

STATES: Final = {
    "alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR", "california": "CA", "colorado": "CO",
    "connecticut": "CT", "delaware": "DE", "district of columbia": "DC", "florida": "FL", "georgia": "GA",
    "hawaii": "HI", "idaho": "ID", "illinois": "IL", "indiana": "IN", "iowa": "IA", "kansas": "KS",
    "kentucky": "KY", "louisiana": "LA", "maine": "ME", "maryland": "MD", "massachusetts": "MA",
    "michigan": "MI", "minnesota": "MN", "mississippi": "MS", "missouri": "MO", "montana": "MT",
    "nebraska": "NE", "nevada": "NV", "new hampshire": "NH", "new jersey": "NJ", "new mexico": "NM",
    "new york": "NY", "north carolina": "NC", "north dakota": "ND", "ohio": "OH", "oklahoma": "OK",
    "oregon": "OR", "pennsylvania": "PA", "rhode island": "RI", "south carolina": "SC",
    "south dakota": "SD", "tennessee": "TN", "texas": "TX", "utah": "UT", "vermont": "VT",
    "virginia": "VA", "washington": "WA", "west virginia": "WV", "wisconsin": "WI", "wyoming": "WY",
    "puerto rico": "PR", "guam": "GU", "american samoa": "AS", "u.s. virgin islands": "VI",
    "virgin islands": "VI", "northern mariana islands": "MP",
}  # fmt: skip
_CODES: Final = frozenset(STATES.values())
_ZIP: Final = re.compile(r"^(\d{3,5})(?:\.0+)?(?:-?(\d{4}))?$")
_NUMBER: Final = re.compile(r"^([+-]?)(\d{1,3}(?:[.,]\d+)?)\s*°?\s*([NSEW]?)$", re.IGNORECASE)
_PAIR: Final = re.compile(r"([+-]?\d{1,3}\.\d+)\s*°?\s*[NS]?\s*[,; ]\s*([+-]?\d{1,3}\.\d+)")


@lru_cache(maxsize=512)
def state(content: str) -> Cell:
    """A state as its two letters."""
    if says_nothing(content):
        return EMPTY
    word = content.strip()
    code = word.upper().rstrip(".")
    if code in _CODES:
        return Cell(code)
    code = STATES.get(word.casefold(), "")
    return Cell(code) if code else Cell(None, "state", values={"text": word[:80]})


@lru_cache(maxsize=4096)
def zip_code(content: str) -> Cell:
    """A ZIP code of five digits, or nine; zeros that a spreadsheet dropped are put back."""
    if says_nothing(content):
        return EMPTY
    found = _ZIP.match(content.strip())
    if found is None:
        return Cell(None, "zip", values={"text": content[:80]})
    code = found[1].zfill(5)
    return Cell(f"{code}-{found[2]}" if found[2] else code)


def latitude(content: str) -> Cell:
    """Degrees north. Whether they make sense is seen with the longitude."""
    return _degrees(content)


def longitude(content: str) -> Cell:
    """Degrees east."""
    return _degrees(content)


@lru_cache(maxsize=16384)
def _degrees(content: str) -> Cell:
    if says_nothing(content):
        return EMPTY
    found = _NUMBER.match(content.strip())
    if found is None:
        return Cell(None, "degrees", values={"text": content[:80]})
    number = float(found[2].replace(",", "."))
    if found[1] == "-" or found[3].upper() in {"S", "W"}:
        number = -number
    if abs(number) > 180:
        return Cell(None, "degrees", values={"text": content[:80]})
    return Cell(number)


@lru_cache(maxsize=4096)
def position(content: str) -> Cell:
    """Both in one cell, as (latitude, longitude); "POINT (x y)" has them the other way round."""
    if says_nothing(content):
        return EMPTY
    found = _PAIR.search(content)
    if found is None:
        return Cell(None, "position", values={"text": content[:80]})
    first, second = float(found[1]), float(found[2])
    return Cell((second, first) if content.strip().upper().startswith("POINT") else (first, second))
