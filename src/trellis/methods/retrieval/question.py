"""What a question asks for: its words found among the documents' terms, slips of the pen mended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from trellis.methods.retrieval.vectors import is_whole
from trellis.methods.retrieval.words import Words

ALIKE: Final = 0.84  # one letter of seven wrong, left out or swapped
SHORTEST_MENDED: Final = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's words.

    known: (word as asked, term of the documents). mended: (word as asked, the term it was taken for).
    others: words that no document has and whose meaning is known all the same. unknown: the rest.
    """

    known: tuple[tuple[str, str], ...] = ()
    mended: tuple[tuple[str, str], ...] = ()
    others: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[tuple[str, str], ...]:
        """Words with the terms they are looked up by."""
        return self.known + self.mended

    @property
    def understood(self) -> bool:
        """Whether anything of it can be looked up."""
        return bool(self.known or self.mended or self.others)


def understand(text: str, words: Words, vocabulary: Mapping[str, int]) -> Asked:
    """Read a question against the documents' terms."""
    known, mended, others, unknown = [], [], [], []
    for word, term in words.pairs(text):
        if term in vocabulary:
            known.append((word, term))
        elif (taken := _nearest(term, vocabulary)) is not None:
            mended.append((word, taken))
        elif is_whole(term):
            others.append(term)
        else:
            unknown.append(word)
    return Asked(tuple(known), tuple(mended), tuple(others), tuple(dict.fromkeys(unknown)))


def _nearest(term: str, vocabulary: Mapping[str, int]) -> str | None:
    if len(term) < SHORTEST_MENDED or not term.isalpha():
        return None
    found = process.extractOne(
        term, vocabulary.keys(), scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=ALIKE
    )
    return None if found is None else str(found[0])
