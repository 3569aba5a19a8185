"""Rank texts by a question: BM25 and nearness of meaning, fused (docs/methods/retrieval.md)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trellis.methods.retrieval.errors import RetrievalError
from trellis.methods.retrieval.fusion import best_first, reciprocal_ranks
from trellis.methods.retrieval.lexical import Floats, Lexical
from trellis.methods.retrieval.question import Asked, understand
from trellis.methods.retrieval.semantic import Semantic
from trellis.methods.retrieval.why import Why, why
from trellis.methods.retrieval.words import PLAIN, Words

DEPTH: Final = 400  # of each ranking, what takes part in the fusion


@dataclass(frozen=True, slots=True)
class Field:
    """A part of every document: its texts, one for each document, and what a match in it is worth."""

    texts: Sequence[str]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found. score: 1 if it is first in both rankings, toward 0 further down; rank: from 1."""

    id: Hashable
    score: float
    rank: int
    why: Why


@dataclass(frozen=True, slots=True)
class Ranker:
    """Documents ready to be searched. `of` makes one."""

    ids: tuple[Hashable, ...]
    words: Words
    texts: tuple[tuple[str, ...], ...]
    vocabulary: Mapping[str, int]
    lexical: tuple[tuple[Lexical, float], ...]
    semantic: Semantic

    @classmethod
    def of(
        cls,
        texts: Sequence[str],
        ids: Sequence[Hashable],
        *,
        fields: Mapping[str, Field] | None = None,
        words: Words = PLAIN,
    ) -> Self:
        """Index documents: their texts, their ids, and further fields (a title, tags) with their weights.

        Raises RetrievalError where lengths differ, an id is there twice, or a weight isn't above 0.
        """
        parts = [Field(texts), *(fields or {}).values()]
        _check(ids, {"texts": parts[0], **(fields or {})})
        vocabulary: dict[str, int] = {}
        numbered = [
            [
                [vocabulary.setdefault(term, len(vocabulary)) for term in words.terms(text)]
                for text in part.texts
            ]
            for part in parts
        ]
        weights = [part.weight for part in parts]
        return cls(
            ids=tuple(ids),
            words=words,
            texts=tuple(zip(*(part.texts for part in parts), strict=True)),
            vocabulary=vocabulary,
            lexical=tuple(
                (Lexical.of(documents, vocabulary), weight)
                for documents, weight in zip(numbered, weights, strict=True)
            ),
            semantic=Semantic.of(list(zip(numbered, weights, strict=True)), vocabulary),
        )

    def search(self, query: str, k: int = 10, mask: ArrayLike | None = None) -> list[Hit]:
        """The k best documents among those of the mask, shape (n,) bool; equals in the order they came in.

        Empty where the query is, or where nothing of it is known: `understand` says which words those are.
        """
        asked = self.understand(query)
        rankings = self.rankings(asked, mask)
        fused = reciprocal_ranks(rankings, depth=DEPTH)
        return [
            Hit(self.ids[place], float(fused[place]), rank, self.why(asked, place))
            for rank, place in enumerate(best_first(fused, k).tolist(), start=1)
        ]

    def understand(self, query: str) -> Asked:
        """The query's words, as far as they are known."""
        return understand(query, self.words, self.vocabulary, self.semantic.terms)

    def rankings(self, asked: Asked, mask: ArrayLike | None = None) -> tuple[Floats, Floats]:
        """Scores by words and by meaning, each (n,); 0 where there is nothing, or not in the mask."""
        chosen = self._mask(mask)
        terms = [self.vocabulary[term] for _, term in asked.terms]
        by_words = np.zeros(len(self.ids), np.float32)
        for index, weight in self.lexical:
            by_words += np.float32(weight) * index.scores(terms)
        if chosen is not None:
            by_words[~chosen] = 0
        if not asked.understood or not self.ids:
            return by_words, np.zeros_like(by_words)
        return by_words, self.semantic.scores(self.semantic.question(terms, asked.others), chosen)

    def why(self, asked: Asked, place: int) -> Why:
        """Why the document at that place matches."""
        return why(asked, self.texts[place], self.words, self.vocabulary, self.semantic.terms)

    def _mask(self, mask: ArrayLike | None) -> NDArray[np.bool_] | None:
        if mask is None:
            return None
        chosen: NDArray[Any] = np.asarray(mask)
        if chosen.shape != (len(self.ids),) or chosen.dtype != np.bool_:
            raise RetrievalError(
                f"The mask must be {len(self.ids)} times true or false, one for each document."
            )
        return chosen


def _check(ids: Sequence[Hashable], fields: Mapping[str, Field]) -> None:
    if len(set(ids)) != len(ids):
        raise RetrievalError("An id is there twice among the documents.")
    for name, part in fields.items():
        if len(part.texts) != len(ids):
            raise RetrievalError(f"“{name}” has {len(part.texts)} texts for {len(ids)} ids.")
        if not part.weight > 0:
            raise RetrievalError(f"The weight of “{name}” is {part.weight}; it must be above 0.")
