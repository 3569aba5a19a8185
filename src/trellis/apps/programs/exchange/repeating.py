"""Rules of RFC 5545 ("FREQ=WEEKLY;BYDAY=MO,WE") as HSDS and calendars hold them."""

from __future__ import annotations

import re
from typing import Final

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# HSDS field -> part of a rule; the order is that in which a rule is written.
PARTS: Final = {
    "freq": "FREQ",
    "interval": "INTERVAL",
    "count": "COUNT",
    "byday": "BYDAY",
    "byweekno": "BYWEEKNO",
    "bymonthday": "BYMONTHDAY",
    "byyearday": "BYYEARDAY",
    "wkst": "WKST",
}
NUMBERS: Final = ("interval", "count")
HSDS_FREQUENCIES: Final = ("WEEKLY", "MONTHLY")
_PART = re.compile(r"([A-Z]+)=([A-Z0-9,+\-:]+)")


def parts(rule: str) -> dict[str, str]:
    """The parts of a rule by name, in capitals; what isn't a part of a rule is left out."""
    return dict(_PART.findall(rule.upper().removeprefix("RRULE:")))


def to_hsds(days: list[str], rule: str) -> dict[str, str | int]:
    """The fields of an HSDS schedule for a session's days and rule, as far as HSDS can say them."""
    found = parts(rule)
    if not found and days:
        found = {"FREQ": "WEEKLY", "BYDAY": ",".join(days)}
    if found.get("FREQ") not in HSDS_FREQUENCIES:
        return {}
    fields: dict[str, str | int] = {}
    for field, part in PARTS.items():
        value = found.get(part)
        if value is not None and (field not in NUMBERS or value.isdecimal()):
            fields[field] = int(value) if field in NUMBERS else value
    return fields


def from_hsds(schedule: dict[str, object]) -> tuple[list[str], str]:
    """The days and the rule that an HSDS schedule says; a plain weekly one needs days alone."""
    found = {
        part: str(schedule[field]).strip().upper().removesuffix(".0").replace(" ", "")
        for field, part in PARTS.items()
        if schedule.get(field) not in (None, "")
    }
    days = [day for day in found.get("BYDAY", "").split(",") if day]
    if found.get("INTERVAL") == "1":
        del found["INTERVAL"]
    plain = set(found) <= {"FREQ", "BYDAY", "WKST"} and found.get("FREQ", "WEEKLY") == "WEEKLY"
    if plain and all(day in DAYS for day in days):
        return days, ""
    named = [day[-2:] for day in days if day[-2:] in DAYS]
    if "FREQ" not in found:
        return named, ""
    return named, ";".join(f"{part}={found[part]}" for part in PARTS.values() if part in found)
