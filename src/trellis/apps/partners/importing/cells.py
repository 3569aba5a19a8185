"""Reads single cells of a list of partners: what somebody typed becomes a value, or a message beside it.

Addresses, days, numbers, ZIP codes and positions are read as program lists have them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from trellis.apps.partners import identifiers
from trellis.apps.partners.importing.sector_words import sector_in
from trellis.apps.partners.importing.words import Status, code_of, codes_in, resource_in
from trellis.apps.partners.vocabulary import GradeBand, Served
from trellis.apps.programs.importing.cells import READERS as OF_PROGRAMS
from trellis.apps.programs.importing.cells.base import EMPTY, ERROR, NOTE, Cell, says_nothing

_LINES: Final = re.compile(r"\s*[;|\n•]\s*")
_LINES_OR_COMMAS: Final = re.compile(r"\s*[;|\n•,/]\s*")
_RANGE: Final = re.compile(r"\b(?:grades?|gr\.?)\s+", re.IGNORECASE)
_LAST_GRADES: Final = (
    (GradeBand.EARLY, -9, -1),
    (GradeBand.ELEMENTARY, 0, 5),
    (GradeBand.MIDDLE, 6, 8),
    (GradeBand.HIGH, 9, 12),
    (GradeBand.AFTER, 13, 99),
)
_MOST: Final = 30


def parts_of(content: str, *, commas: bool = True) -> list[str]:
    """The entries of a cell, each once."""
    split = (_LINES_OR_COMMAS if commas else _LINES).split(content.strip())
    return [part for part in dict.fromkeys(split) if part]


def sector(content: str) -> Cell:
    """The sector that a word means; one that we don't know is asked about and keeps its row out."""
    if says_nothing(content):
        return EMPTY
    found = sector_in(content.strip())
    return Cell(found) if found else Cell(None, "sector", ERROR, {"text": content.strip()[:80]})


def status(content: str) -> Cell:
    """Whether it is a partner."""
    if says_nothing(content):
        return EMPTY
    found = code_of(Status, content)
    return Cell(found) if found else Cell(None, "status", values={"text": content[:80]})


def bands(content: str) -> Cell:
    """Grade bands by name, or by grades: "K-8; teachers"."""
    if says_nothing(content):
        return EMPTY
    found, unknown = codes_in(GradeBand, parts_of(_RANGE.sub("", content)))
    left: list[str] = []
    for part in unknown:
        grades = OF_PROGRAMS["grades"](part)
        if grades.value is None:
            left.append(part)
            continue
        low, high = grades.value
        low, high = (-1 if low is None else low), (12 if high is None else high)
        found += [band.value for band, first, last in _LAST_GRADES if first <= high and low <= last]
    order = GradeBand.values
    value = tuple(sorted(dict.fromkeys(found), key=order.index)) or None
    return _with_unknown(value, "bands", left)


def groups(content: str) -> Cell:
    """Groups of young people."""
    if says_nothing(content):
        return EMPTY
    found, unknown = codes_in(Served, parts_of(content))
    return _with_unknown(tuple(found) or None, "groups", unknown)


def resources(content: str) -> Cell:
    """What is brought, needed or offered, as (kind, what exactly); what names no kind stays in its words."""
    if says_nothing(content):
        return EMPTY
    # A comma divides a list of kinds, but stands inside a sentence.
    parts = parts_of(content, commas=False)
    if len(parts) == 1:
        listed = parts_of(content)
        if all(resource_in(part)[1] == "" for part in listed):
            parts = listed
    found = dict.fromkeys(resource_in(part[:340]) for part in parts[:_MOST])
    return Cell(tuple((kind, said[:300]) for kind, said in found))


def _codes(name: str, length: int) -> Callable[[str], Cell]:
    """Reads codes of so many digits; zeros that a spreadsheet dropped are put back."""

    def read(content: str) -> Cell:
        if says_nothing(content):
            return EMPTY
        found, unknown = [], []
        for part in re.split(r"[\s;|,/]+", content.strip()):
            digits = re.sub(r"\.0+$", "", part)
            if digits.isascii() and digits.isdigit() and length - 1 <= len(digits) <= length:
                found.append(digits.zfill(length))
            elif part:
                unknown.append(part)
        return _with_unknown(tuple(dict.fromkeys(found)) or None, name, unknown)

    return read


def _identifier(kind: str) -> Callable[[str], Cell]:
    @lru_cache(maxsize=4096)
    def read(content: str) -> Cell:
        if says_nothing(content):
            return EMPTY
        checked = identifiers.check(kind, content)
        if checked.problem:
            return Cell(None, checked.problem, values={"text": content[:80]})
        if checked.is_padded:
            return Cell(checked.value, "padded", NOTE, {"text": content[:80], "value": checked.value})
        return Cell(checked.value)

    return read


def _with_unknown(value: tuple[str, ...] | None, code: str, unknown: list[str]) -> Cell:
    if unknown:
        return Cell(value, code, values={"text": ", ".join(unknown)[:120]})
    return Cell(value)


READERS: Final[Mapping[str, Callable[[str], Cell]]] = MappingProxyType(
    {
        **{kind: OF_PROGRAMS[kind] for kind in ("id", "text", "long_text", "url", "email", "date", "whole")},
        **{kind: OF_PROGRAMS[kind] for kind in ("topics", "state", "zip", "latitude", "longitude")},
        **{kind: _identifier(kind) for kind in identifiers.LABELS},
        "sector": sector,
        "status": status,
        "bands": bands,
        "groups": groups,
        "resources": resources,
        "districts": _codes("districts", 7),
        "zips": _codes("zips", 5),
    }
)
"""How each kind of field is read, but for counties: which is meant depends on the alliance's region."""
