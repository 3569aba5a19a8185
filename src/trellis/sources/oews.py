"""BLS Occupational Employment and Wage Statistics (OEWS): cells, areas and occupations.

One cell is one occupation in one area, all industries and owners together. What isn't a number is a note:
8 not released, 5 a wage at or above the highest published (kept as that wage), 4 published only by the hour.
"""

import calendar
import re
from collections.abc import Iterable
from typing import Any, Final

from trellis.sources import codes

NOT_RELEASED: Final = 8
AT_CAP: Final = 5
OTHER_UNIT: Final = 4
NOTES: Final = {
    0: "published",
    NOT_RELEASED: "not released",
    AT_CAP: "at or above the cap",
    OTHER_UNIT: "other unit",
}
ALL_OCCUPATIONS: Final = "00-0000"
MONTHS: Final = dict(zip(calendar.month_name[1:], range(1, 13), strict=True))


def edition_of(vintage: str) -> str:
    """Write "May 2025" as "2025-05"."""
    month, year = vintage.split()
    return f"{year}-{MONTHS[month]:02d}"


def cap_in(text: str) -> int | None:
    """The highest annual wage published, dollars, from the sentence that states it; None when it doesn't."""
    found = re.search(r"\$([\d,]+) per year", text)
    return int(found[1].replace(",", "")) if found else None


class Cells:
    """Columns of the employment table, filled a cell at a time from the publisher's text."""

    def __init__(self, cap: int | None) -> None:
        self._cap = cap
        self._columns: dict[str, list[Any]] = {
            "area": [],
            "soc": [],
            "employment": [],
            "rse": [],
            "mean_wage": [],
            "median_wage": [],
            "location_quotient": [],
            "employment_note": [],
            "wage_note": [],
        }

    def add(
        self,
        area: str,
        occupation: str,
        employment: str | None,
        rse: str | None,
        mean_wage: str | None,
        median_wage: str | None,
        quotient: str | None,
        employment_note: str | None,
        wage_note: str | None,
    ) -> None:
        """Add one cell as BLS writes it: "-" or nothing where a note stands instead of a number."""
        capped = int(wage_note or 0) == AT_CAP
        cell = (
            area,
            codes.soc(occupation),
            _whole(employment),
            _number(rse),
            _whole(mean_wage),
            self._cap if capped else _whole(median_wage),
            _number(quotient),
            int(employment_note or 0),
            int(wage_note or 0),
        )
        for column, value in zip(self._columns.values(), cell, strict=True):
            column.append(value)

    def columns(self) -> dict[str, list[Any]]:
        """The columns so far."""
        return self._columns


def _number(text: str | None) -> float | None:
    return None if text in (None, "", "-") else float(text)


def _whole(text: str | None) -> int | None:
    return None if text in (None, "", "-") else int(float(text))


def area_columns(rows: Iterable[tuple[str, str, str, str]]) -> dict[str, list[str]]:
    """The areas table from rows of code, type (N, S, M), state FIPS and title."""
    columns: dict[str, list[str]] = {"area": [], "title": [], "kind": [], "states": []}
    for code, kind, state, title in rows:
        columns["area"].append(code)
        columns["title"].append("United States" if kind == "N" else title)
        columns["kind"].append(_kind(kind, title))
        columns["states"].append(_states(kind, state, title))
    return columns


def _states(kind: str, state: str, title: str) -> str:
    """Postal abbreviations from a metropolitan area's title ("Tulsa, OK"), else the state's code as given."""
    if kind == "N":
        return ""
    return title.rpartition(", ")[2].replace("-", " ") if kind == "M" and ", " in title else state


def _kind(code: str, title: str) -> str:
    if code != "M":
        return {"N": "nation", "S": "state"}[code]
    return "nonmetropolitan" if "nonmetropolitan area" in title else "metropolitan"


def occupation_columns(rows: Iterable[tuple[str, str, int]]) -> dict[str, list[Any]]:
    """The occupations table from rows of code, title and level (0 major group or total, 3 detailed)."""
    listed = list(rows)
    return {
        "soc": [codes.soc(code) for code, _, _ in listed],
        "title": [title for _, title, _ in listed],
        "level": [level for _, _, level in listed],
    }
