"""Why a document matches: the query's words that it has, and the words of it that are near in meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from trellis.methods.retrieval.question import Asked
from trellis.methods.retrieval.semantic import NEAR_WORD
from trellis.methods.retrieval.vectors import Floats, vectors_of
from trellis.methods.retrieval.words import Words


@dataclass(frozen=True, slots=True)
class Why:
    """Pairs of a word of the query and a word of the document, both as written there (in lower case).

    matched: the same word, its plural, or what it is short for. near: another word of near meaning, or the
    word that a slip of the pen was taken for.
    """

    matched: tuple[tuple[str, str], ...] = ()
    near: tuple[tuple[str, str], ...] = ()


def why(
    asked: Asked, texts: Sequence[str], words: Words, vocabulary: Mapping[str, int], vectors: Floats
) -> Why:
    """Compare the query's words with those of a document's texts. vectors: (v, 128), one for each term."""
    document: dict[str, str] = {}
    for text in texts:
        for word, term in words.pairs(text):
            document.setdefault(term, word)
    matched = [(word, document[term]) for word, term in asked.known if term in document]
    near = [(word, document[term]) for word, term in asked.mended if term in document]
    missing = [(word, vectors[vocabulary[term]]) for word, term in asked.terms if term not in document]
    missing += list(zip(asked.others, vectors_of(asked.others), strict=True))
    if missing and document:
        rows = vectors[[vocabulary[term] for term in document]]
        written = list(document.values())
        for word, vector in missing:
            cosines = rows @ vector
            best = int(np.argmax(cosines))
            if cosines[best] >= NEAR_WORD:
                near.append((word, written[best]))
    return Why(tuple(dict.fromkeys(matched)), tuple(dict.fromkeys(near)))
