"""Which field a column holds, guessed from its heading: remembered, then known headings, then near ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from django.conf import settings
from django.utils import translation
from rapidfuzz import fuzz, process

from trellis.apps.partners.importing.fields import FIELDS, SEVERAL_COLUMNS
from trellis.apps.programs.importing.matching import NEAR, Guess, plain

# What a heading means where another one stands beside it: "Email" is a contact's once a contact is named.
_OF_A_CONTACT = {"email": "contact_email", "phone": "contact_phone"}


@cache
def _known() -> dict[str, str]:
    """{plain heading: field}; the fields' labels, in every language, come last."""
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
    """The field that a heading names by itself.

    Two rows of headings are joined ("Contact – Email"): the whole counts first, then its words together
    ("contact email"), then its parts, the lower first.
    """
    whole = _named(heading)
    if whole.field or " – " not in heading:
        return whole
    parts = heading.split(" – ")
    tries = (" ".join(parts), f"{parts[0]} {parts[-1]}", *reversed(parts))
    return next((found for each in tries if (found := _named(each)).field), whole)


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
    held = {each.field for each in guesses}
    if "contact_name" in held:
        guesses = [
            Guess(other, each.how, each.score)
            if each.how != "remembered" and (other := _OF_A_CONTACT.get(each.field, "")) and other not in held
            else each
            for each in guesses
        ]
    best: dict[str, int] = {}
    for at, each in enumerate(guesses):
        if each.field and each.field not in SEVERAL_COLUMNS:
            other_at = best.setdefault(each.field, at)
            if each.score > guesses[other_at].score:
                best[each.field] = at
    return [
        each if not each.field or best.get(each.field, at) == at else Guess("", "")
        for at, each in enumerate(guesses)
    ]
