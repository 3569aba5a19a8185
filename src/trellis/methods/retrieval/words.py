"""How a text becomes words to compare: accents, case and plurals folded, abbreviations written out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+(?:\+\+|#)?")
_SIBILANT_PLURAL: Final = re.compile(r"(?:ss|x|ch|sh|z)es$")
STOP: Final = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with")
)


def folded(text: str) -> str:
    """The text without accents, case and apostrophes."""
    parts = unicodedata.normalize("NFKD", text)
    kept = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return kept.casefold().replace("’", "").replace("'", "")


def singular(word: str) -> str:
    """The word without an English plural's ending; anything else unchanged."""
    if len(word) > 3 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and _SIBILANT_PLURAL.search(word):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@dataclass(frozen=True, slots=True)
class Words:
    """A way of reading texts of one kind.

    abbreviations: a word as folded, and the words it stands for.
    phrases: what is cut out before anything else, on the folded text.
    passed_over: words that don't count, unless the text has no others.
    """

    abbreviations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    phrases: re.Pattern[str] | None = None
    passed_over: frozenset[str] = frozenset()
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def pairs(self, text: str) -> list[tuple[str, str]]:
        """The text's words as they stand there (folded), each with the term it is compared by."""
        plain = folded(text)
        cut = self.phrases.sub(" ", plain) if self.phrases else plain
        found = self._pairs(cut) or self._pairs(plain)
        return [pair for pair in found if pair[1] not in self.passed_over] or found

    def terms(self, text: str) -> list[str]:
        """The terms alone."""
        return [term for _, term in self.pairs(text)]

    def _pairs(self, text: str) -> list[tuple[str, str]]:
        return [(word, term) for word in _WORD.findall(text) for term in self._terms_of(word)]

    def _terms_of(self, word: str) -> tuple[str, ...]:
        if word not in self._known:
            if word in STOP:
                self._known[word] = ()
            else:
                self._known[word] = tuple(map(singular, self.abbreviations.get(word, (word,))))
        return self._known[word]


PLAIN: Final = Words()
