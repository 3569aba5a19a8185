"""Reads days, clock times, days of the week and rules of repetition."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from dateutil import parser

from trellis.apps.programs.importing.cells.base import EMPTY, NOTE, Cell, says_nothing
from trellis.apps.programs.schedule import DAYS, RuleError, check_rule

FIRST_YEAR, LAST_YEAR = 1990, 2100
_EXCEL_DAY_ZERO: Final = date(1899, 12, 30)
_ISO: Final = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?$")
_SLASHED: Final = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2}|\d{4})(?:\s+\d{1,2}:\d{2}.*)?$")
_SERIAL: Final = re.compile(r"^[3-6]\d{4}(?:\.\d+)?$")
_ALWAYS: Final = re.compile(
    r"^(?:ongoing|year[ -]?round|rolling|always|continuous|open|varies)$", re.IGNORECASE
)


@lru_cache(maxsize=8192)
def day(content: str) -> Cell:
    """A day, as "2026-06-01". Of 6/7/2026 the first number is the month, unless it can't be."""
    if says_nothing(content) or _ALWAYS.match(content.strip()):
        return EMPTY
    words = content.strip()
    unread = Cell(None, "date", values={"text": words[:80]})
    try:
        if found := _ISO.match(words):
            return _within(date(int(found[1]), int(found[2]), int(found[3])), unread)
        if found := _SLASHED.match(words):
            first, second, year = int(found[1]), int(found[2]), int(found[3])
            year += 2000 if year < 100 else 0
            if first > 12:
                read = _within(date(year, second, first), unread)
                return read if read.code else Cell(read.value, "day_first", NOTE, {"text": words[:80]})
            return _within(date(year, first, second), unread)
        if _SERIAL.match(words):
            serial = _EXCEL_DAY_ZERO + timedelta(days=int(float(words)))
            return Cell(serial.isoformat(), "serial_day", NOTE, {"text": words[:80]})
        return _worded(words, unread)
    except (ValueError, OverflowError):
        return unread


def _worded(words: str, unread: Cell) -> Cell:
    """A day in words ("June 1, 2026"), only where it states day, month and year."""
    if not re.search(r"[a-z]{3}", words, re.IGNORECASE) or len(words) > 40:
        return unread
    first = parser.parse(words, default=datetime(2000, 1, 1))  # noqa: DTZ001  only its day is used
    other = parser.parse(words, default=datetime(2001, 2, 2))  # noqa: DTZ001
    return _within(first.date(), unread) if first.date() == other.date() else unread


def _within(found: date, unread: Cell) -> Cell:
    return Cell(found.isoformat()) if FIRST_YEAR <= found.year <= LAST_YEAR else unread


_CLOCK: Final = re.compile(
    r"^(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*(a|p|am|pm|a\.m\.?|p\.m\.?)?$"
)
_AFTERNOON: Final = re.compile(r"^[1-6](?:[:h]\d{2})?$")
_WORDS: Final = {"noon": (12, 0), "midday": (12, 0), "midnight": (0, 0)}


@lru_cache(maxsize=4096)
def clock(content: str) -> Cell:
    """A time of day, as "15:30": "3:30 PM", "1530", "3p"; a fraction of a day or seconds of it also count.

    "3:30" by itself is in the afternoon, because nothing for young people starts at that hour of the night.
    """
    if says_nothing(content):
        return EMPTY
    word = content.strip().casefold()
    found = _minutes(word)
    if found is None:
        return Cell(None, "time", values={"text": content[:80]})
    read = f"{found // 60:02d}:{found % 60:02d}"
    return Cell(read, "afternoon", NOTE, {"text": word}) if _AFTERNOON.match(word) else Cell(read)


def _minutes(word: str, half: str = "") -> int | None:
    """Minutes since midnight; `half` is "a" or "p" where the other end of a range says which half it is."""
    if word in _WORDS:
        hour, minute = _WORDS[word]
        return hour * 60 + minute
    if re.fullmatch(r"\d{4,5}(?:\.0+)?|0?\.\d+", word):
        return _machine(float(word), "." not in word)
    found = _CLOCK.match(word)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    half = (found[3] or half or ("p" if _AFTERNOON.match(word) else ""))[:1]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def _machine(number: float, as_clock: bool) -> int | None:
    """What programs write: 1530, seconds since midnight, a fraction of a day."""
    if number < 1:
        return round(number * 1440) % 1440
    if as_clock and number < 2400 and number % 100 < 60:
        return int(number // 100 * 60 + number % 100)
    return round(number / 60) if number < 86_400 else None


@lru_cache(maxsize=2048)
def clock_range(content: str) -> Cell:
    """Times from and to, as (from, to): "3–5 pm", "9:00 AM - 12:00 PM"."""
    if says_nothing(content):
        return EMPTY
    word = content.strip().casefold()
    parts = re.split(r"\s*(?:-|–|—|\bto\b|\buntil\b)\s*", word)
    if len(parts) == 2:
        last = _minutes(parts[1])
        said = re.search(r"([ap])\.?m?\.?$", parts[1])
        first = _minutes(parts[0], said[1] if said else "")
        if first is not None and last is not None and first >= last and said and said[1] == "p":
            first = _minutes(parts[0], "a")  # "11–1 pm" starts before noon
        if first is not None and last is not None and first < last:
            return Cell((f"{first // 60:02d}:{first % 60:02d}", f"{last // 60:02d}:{last % 60:02d}"))
    elif (only := _minutes(word)) is not None:
        return Cell((f"{only // 60:02d}:{only % 60:02d}", None))
    return Cell(None, "times", values={"text": content[:80]})


_NAMES: Final = {
    name: code
    for code, names in zip(
        DAYS,
        (
            "monday mondays mon mo m lunes",
            "tuesday tuesdays tues tue tu t martes",
            "wednesday wednesdays wed weds we w miércoles",
            "thursday thursdays thurs thur thu th r jueves",
            "friday fridays fri fr f viernes",
            "saturday saturdays sat sa sábado",
            "sunday sundays sun su u domingo",
        ),
        strict=True,
    )
    for name in names.split()
}
_GROUPS: Final = {
    "daily": DAYS, "every day": DAYS, "everyday": DAYS, "all week": DAYS, "7 days a week": DAYS,
    "weekdays": DAYS[:5], "weekday": DAYS[:5], "school days": DAYS[:5], "weekends": DAYS[5:],
    "weekend": DAYS[5:],
}  # fmt: skip
_RUN: Final = re.compile(r"th|tu|sa|su|[mtwrf]")


@lru_cache(maxsize=2048)
def days(content: str) -> Cell:
    """Days of the week as codes of RFC 5545: "M/W/F", "Mon-Thu", "TTh", "weekdays"."""
    if says_nothing(content):
        return EMPTY
    word = content.strip().casefold().rstrip(".")
    if word in _GROUPS:
        return Cell(tuple(_GROUPS[word]))
    found: set[str] = set()
    for part in re.split(r"\s*(?:[,/;&+|]|\band\b|\by\b)\s*", word):
        ends = [
            _NAMES.get(end.rstrip("."))
            for end in re.split(r"\s*(?:-|–|—|\bto\b|\bthrough\b|\bthru\b)\s*", part)
        ]
        if len(ends) == 2 and ends[0] and ends[1]:
            first, last = DAYS.index(ends[0]), DAYS.index(ends[1])
            steps = range(first, last + 1 if last >= first else last + 8)
            found.update(DAYS[step % 7] for step in steps)
        elif len(ends) == 1 and ends[0]:
            found.add(ends[0])
        elif part in _GROUPS:
            found.update(_GROUPS[part])
        elif part and "".join(run := _RUN.findall(part)) == part.replace(" ", ""):
            found.update(_NAMES[each] for each in run)
        elif several := [_NAMES.get(each.rstrip(".")) for each in part.split()]:
            if None in several:
                return Cell(None, "days", values={"text": content[:80]})
            found.update(each for each in several if each)
    return Cell(tuple(code for code in DAYS if code in found) or None)


@lru_cache(maxsize=1024)
def rule(content: str) -> Cell:
    """A rule of repetition of RFC 5545, without DTSTART."""
    if says_nothing(content):
        return EMPTY
    try:
        return Cell(check_rule(content))
    except RuleError as error:
        return Cell(None, "rrule", values={"text": content[:80], "why": str(error)})
