"""Sentences with numbers inside them: rounding for prose, and a way for pages to find each number again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from string import Formatter
from typing import Protocol


class Words(Protocol):
    """Where words are looked up: `gettext.NullTranslations()`, or `django.utils.translation` on a page."""

    def gettext(self, message: str, /) -> str:
        """Translate a message."""

    def ngettext(self, singular: str, plural: str, number: int, /) -> str:
        """Translate a message in the form that goes with a number."""


def gettext_noop(message: str) -> str:
    """Mark a message that is translated where it is used."""
    return message


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence whose `{names}` stand for words or numbers.

    numbers: the exact figure behind each name that is a number, so that a page can attach its evidence.
    """

    template: str
    words: dict[str, str]
    numbers: dict[str, float] = field(default_factory=dict)

    def parts(self) -> Iterator[tuple[str, str | None]]:
        """Yield (text, name of the number it is, or None for plain words) from left to right."""
        for literal, name, _, _ in Formatter().parse(self.template):
            if literal:
                yield literal, None
            if name is not None:
                yield self.words[name], name if name in self.numbers else None

    def __str__(self) -> str:
        return "".join(text for text, _ in self.parts())


def sentence(template: str, *, numbers: dict[str, float] | None = None, **words: str) -> Sentence:
    """Make a sentence; numbers not worded otherwise are written rounded."""
    numbers = numbers or {}
    return Sentence(template, {name: about(value) for name, value in numbers.items()} | words, numbers)


def about(value: float) -> str:
    """Write a figure as prose does: two significant digits below 1,000, three above, commas, no decimals.

    In figures alone, also from a million on, so that it stands in a sentence of any language.
    """
    size = abs(value)
    if size < 10:
        return f"{value:.0f}"
    digits = 2 if size < 1000 else 3
    magnitude = len(str(int(size)))
    return f"{round(value, digits - magnitude):,.0f}"


def count(value: float) -> str:
    """Write a figure exactly, to the whole number, as tables do."""
    return f"{value:,.0f}"


def listed(items: list[str], words: Words, *, most: int = 3, joint: str = "and") -> str:
    """Join names as a sentence does: “a”, “a and b”, “a, b and c”, “a, b and 4 more”."""
    if len(items) > most:
        kept = items[: most - 1]
        more = words.ngettext("{n} more", "{n} more", len(items) - len(kept))
        items = [*kept, more.format(n=len(items) - len(kept))]
    if len(items) == 1:
        return items[0]
    pattern = words.gettext("{first} or {last}") if joint == "or" else words.gettext("{first} and {last}")
    return pattern.format(first=", ".join(items[:-1]), last=items[-1])


@lru_cache(maxsize=4096)
def plain_title(title: str) -> str:
    """Return an occupation's title as it stands inside a sentence: lower case, without its small print.

    “Geoscientists, Except Hydrologists and Geographers” is “geoscientists”; “Engineers, All Other” is “other
    engineers”.
    """
    if title.endswith((", All Other", ", and All Other")):
        title = f"Other {title.removesuffix('All Other').removesuffix('and ').rstrip(', ')}"
    for tail in (", Including", ", Except"):
        title = title.split(tail)[0]
    return " ".join(word if _keeps_capitals(word) else word.lower() for word in title.split(" "))


def capital(text: str) -> str:
    """Return a text with its first letter large, as a sentence begins."""
    return text[:1].upper() + text[1:]


def _keeps_capitals(word: str) -> bool:
    letters = "".join(ch for ch in word if ch.isalpha())
    return len(letters) > 1 and letters.isupper()
