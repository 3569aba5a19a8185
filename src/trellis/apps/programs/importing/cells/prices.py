"""Reads prices. What isn't one price stays a note, so that nobody reads a wrong one."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from trellis.apps.programs.importing.cells.base import EMPTY, ERROR, NOTE, Cell, says_nothing

_FREE: Final = re.compile(
    r"^(?:it'?s |is )?(?:free|no (?:cost|charge|fee)|gratis|complimentary|\$?0+(?:\.0+)?)"
    r"(?: of (?:charge|cost))?(?P<rest>\W*)$",
    re.IGNORECASE,
)
_AMOUNT: Final = r"\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2})0*)?"
_PER: Final = (
    r"(?:\s*(?:/|per|a|an|each|every)\s*"
    r"(?P<per>program|session|course|camp|class|student|child|person|participant|season|semester|"
    r"month|mo|week|wk|day|hour|hr)s?\.?)?"
)
_ONE: Final = re.compile(rf"^(-)?\s*{_AMOUNT}\s*(?:usd|dollars?)?{_PER}\s*(?P<rest>\W*)$", re.IGNORECASE)
_UP_TO: Final = re.compile(
    rf"^(?:(?:free|\$?\s*[\d,.]+)\s*(?:-|–|—|to)\s*|up to\s*|under\s*|less than\s*|max(?:imum)?\s*)"
    rf"{_AMOUNT}\s*{_PER}$",
    re.IGNORECASE,
)
_OR_LESS: Final = re.compile(rf"^{_AMOUNT}\s*or less$", re.IGNORECASE)
_OPEN: Final = re.compile(r"^(?:varies|variable|sliding scale|donation|suggested donation|see website|call|"
                          r"contact us|ask|depends)\b", re.IGNORECASE)  # fmt: skip
_PERIODS: Final = {
    "month": "month", "mo": "month", "week": "week", "wk": "week", "day": "day", "hour": "hour", "hr": "hour",
    "class": "day",
}  # fmt: skip
_LAST_AMOUNT: Final = re.compile(_AMOUNT)
MOST: Final = Decimal(999_999)


@lru_cache(maxsize=4096)
def price(content: str) -> Cell:
    """A price in dollars, as text with at most two decimals; "0" is free.

    A range ("$20–30", "$50 or less") counts as the most it can cost, and says so; what isn't an amount
    ("Varies", "More than $50") leaves the price unknown and stays as a note.
    """
    if says_nothing(content):
        return EMPTY
    words = " ".join(content.split())
    if free := _FREE.match(words):
        return Cell("0", "free", NOTE, {"text": words[:80]}) if free["rest"].strip() else Cell("0")
    if one := _ONE.match(words):
        amount = _dollars(one[2], one[3])
        if one[1] and amount:
            return Cell(None, "negative", ERROR, {"text": words[:80]})
        return _priced(amount, one["per"], words)
    if _UP_TO.match(words) or _OR_LESS.match(words):
        amounts = _LAST_AMOUNT.findall(words)
        per = re.search(_PER + "$", words, re.IGNORECASE)
        read = _priced(_dollars(*amounts[-1]), per["per"] if per else None, words)
        if read.code:
            return read
        return Cell(
            read.value, "price_range", NOTE, {"text": words[:80]}, {**read.more, "price_note": words[:300]}
        )
    code = "price_open" if _OPEN.match(words) else "price"
    level = NOTE if code == "price_open" else "warning"
    return Cell(None, code, level, {"text": words[:80]}, {"price_note": words[:300]})


def _dollars(whole: str, cents: str | None) -> Decimal:
    return Decimal(f"{whole.replace(',', '')}.{cents or 0}")


def _priced(amount: Decimal, per: str | None, words: str) -> Cell:
    if amount > MOST:
        return Cell(None, "too_big", values={"text": words[:80]}, more={"price_note": words[:300]})
    value = str(int(amount)) if amount == amount.to_integral() else str(amount.quantize(Decimal("0.01")))
    more = {"price_per": _PERIODS.get(per.casefold(), "program")} if per else {}
    if per and per.casefold() == "class":
        more["price_note"] = words[:300]
    return Cell(value, more=more)


@lru_cache(maxsize=256)
def price_per(content: str) -> Cell:
    """What a price is for: the program, or a month, week, day or hour of it."""
    if says_nothing(content):
        return EMPTY
    word = re.sub(r"^(?:per|a|an|each|/)\s*", "", content.strip().casefold()).rstrip("s")
    if word in _PERIODS:
        return Cell(_PERIODS[word])
    if word in {
        "program",
        "session",
        "course",
        "camp",
        "clas",
        "class",
        "season",
        "semester",
        "child",
        "student",
    }:
        return Cell("program")
    periods = {"monthly": "month", "weekly": "week", "daily": "day", "hourly": "hour"}
    if word in periods:
        return Cell(periods[word])
    return Cell(None, "price_per", values={"text": content[:80]})
