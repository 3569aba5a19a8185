"""What a question asks for: its words found among the documents' terms, slips of the pen mended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from trellis.methods.retrieval.vectors import Floats, is_whole, vectors_of
from trellis.methods.retrieval.words import Words

ALIKE: Final = 0.84  # one letter of seven wrong, left out or swapped
SHORTEST_MENDED: Final = 5
MOST_WORDS: Final = 200  # of a question; a page pasted in would take seconds
COMMON_START: Final = 3  # letters; and a cosine of 0.5: "gluer" goes with "glue", "asdf" with nothing
RELATED: Final = 0.5


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's words.

    known: (word as asked, term of the documents). mended: (word as asked, the term it was taken for).
    others: words that no document has and whose meaning can be told all the same. unknown: the rest.
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


def understand(text: str, words: Words, vocabulary: Mapping[str, int], vectors: Floats) -> Asked:
    """Read a question against the documents' terms. vectors: (v, 128), one for each term."""
    known, mended, others, unknown = [], [], [], []
    for word, term in words.pairs(text)[:MOST_WORDS]:
        if term in vocabulary:
            known.append((word, term))
        elif (taken := _nearest(term, vocabulary)) is not None:
            mended.append((word, taken))
        elif is_whole(term) or _has_relative(term, vocabulary, vectors):
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


def _has_relative(term: str, vocabulary: Mapping[str, int], vectors: Floats) -> bool:
    """Whether some term begins alike and is near: only then a vector made of syllables can be trusted."""
    start = term[:COMMON_START]
    alike = [number for other, number in vocabulary.items() if other.startswith(start)]
    if len(start) < COMMON_START or not alike:
        return False
    return bool((vectors[alike] @ vectors_of([term])[0]).max() >= RELATED)
