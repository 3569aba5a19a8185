"""Dates as a board reads them: “May 2025”, “November 20, 2026”."""

from __future__ import annotations

import re

from trellis.apps.landscape.wording import Words


def month(vintage: str, words: Words) -> str:
    """Return a vintage such as “2025-05” as a month and year; any other stays as it is."""
    found = re.fullmatch(r"(\d{4})-(\d{2})", vintage)
    if not found or not 1 <= int(found[2]) <= 12:
        return vintage
    return words.gettext("{month} {year}").format(month=_names(words)[int(found[2]) - 1], year=found[1])


def day(moment: str, words: Words) -> str:
    """Return an ISO date or time as a date."""
    year, number, date = moment[:10].split("-")
    name = _names(words)[int(number) - 1]
    return words.gettext("{month} {day}, {year}").format(month=name, day=int(date), year=year)


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
