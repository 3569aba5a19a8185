"""Which field a column holds, guessed from its heading: remembered, then known headings, then near ones."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from django.conf import settings
from django.utils import translation
from rapidfuzz import fuzz, process

from trellis.apps.programs.importing.fields import FIELDS, SEVERAL_COLUMNS

# Below this, two headings are different words: "state" and "start date" have 67, "org nmae" and "org
# name" 88.
NEAR: Final = 86.0
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OTHER = re.compile(r"[^0-9a-z]+")

How = Literal["remembered", "known", "near", ""]


@dataclass(frozen=True, slots=True)
class Guess:
    """The field guessed for a column ("" for none), how it was found, and how near (0 to 100)."""

    field: str
    how: How
    score: float = 0.0


@lru_cache(maxsize=4096)
def plain(heading: str) -> str:
    """A heading in small letters without signs: "Start_Date " and "startDate" are "start date"."""
    return _OTHER.sub(" ", _CAMEL.sub(" ", heading).casefold()).strip()


@cache
def _known() -> dict[str, str]:
    """{plain heading: field}; a heading that two fields claim belongs to the one that states it first.

    The fields' labels come last, in every language: our own workbooks have them for headings.
    """
    known: dict[str, str] = {}
    for field in FIELDS.values():
        for heading in field.headings:
            known.setdefault(plain(heading), field.key)
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for field in FIELDS.values():
                known.setdefault(plain(str(field.label)), field.key)
    return known


@lru_cache(maxsize=4096)
def guess(heading: str) -> Guess:
    """The field that a heading names by itself. Joined headings ("Ages – from") also count by their parts."""
    whole = _named(heading)
    if whole.field or " – " not in heading:
        return whole
    parts = (_named(part) for part in reversed(heading.split(" – ")))
    return next((part for part in parts if part.field), whole)


def _named(heading: str) -> Guess:
    known = _known()
    text = plain(heading)
    if (found := known.get(text)) is not None:
        return Guess(found, "known", 100.0)
    if len(text) < 4:
        return Guess("", "")
    near = process.extractOne(text, known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
    return Guess(known[near[0]], "near", near[1]) if near else Guess("", "")


def match(columns: Sequence[str], remembered: Mapping[str, str]) -> list[Guess]:
    """A guess for each column; each field goes to the column that names it best, the first of equals.

    `remembered` is {heading: field or ""}: what a person said about a heading earlier is never guessed anew.
    """
    guesses = [
        Guess(remembered[column], "remembered", 101.0)
        if remembered.get(column, "") in FIELDS or remembered.get(column) == ""
        else guess(column)
        for column in columns
    ]
    best: dict[str, int] = {}
    for at, each in enumerate(guesses):
        if each.field and each.field not in SEVERAL_COLUMNS:
            other = best.setdefault(each.field, at)
            if each.score > guesses[other].score:
                best[each.field] = at
    return [
        each if not each.field or best.get(each.field, at) == at else Guess("", "")
        for at, each in enumerate(guesses)
    ]
