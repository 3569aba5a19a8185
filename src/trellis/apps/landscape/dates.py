"""Dates as a board reads them: “May 2025”, “November 20, 2026”."""

from __future__ import annotations

import re
from gettext import NullTranslations

from trellis.apps.landscape.wording import Words


def month(vintage: str, words: Words) -> str:
    """Return a vintage such as “2025-05” or “May 2025” as a month and year; any other stays as it is."""
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", vintage)
    if found:
        return _month(int(found[2]) - 1, found[1], words)
    return _MONTH_AND_YEAR.sub(lambda each: _month(_ENGLISH.index(each[1]), each[2], words), vintage)


def day(moment: str, words: Words) -> str:
    """Return an ISO date or time as a date."""
    year, number, date = moment[:10].split("-")
    name = _names(words)[int(number) - 1]
    return words.gettext("{month} {day}, {year}").format(month=name, day=int(date), year=year)


def _month(index: int, year: str, words: Words) -> str:
    return words.gettext("{month} {year}").format(month=_names(words)[index], year=year)


def _names(words: Words) -> tuple[str, ...]:
    _ = words.gettext
    return (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )


_ENGLISH = _names(NullTranslations())
_MONTH_AND_YEAR = re.compile(rf"\b({'|'.join(_ENGLISH)}) (\d{{4}})\b")
