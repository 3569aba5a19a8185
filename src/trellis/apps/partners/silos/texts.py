"""What entries say of themselves: as vectors to compare, and the rare words that two share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trellis.methods.retrieval import Field, Ranker

NAME_WEIGHT: Final = 2.0
RARE_SHARE: Final = 0.1
"""A word that more of the entries use than this says nothing of two that share it."""
FEW_ENTRIES: Final = 3
"""However few entries there are, a word that so many use is rare enough."""
SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Texts:
    """Names and descriptions, read. vectors: (n, d) of length 1, or 0 where nothing is said."""

    vectors: NDArray[np.float32]
    words: tuple[dict[str, str], ...]
    used_by: dict[str, int]

    @classmethod
    def of(cls, names: Sequence[str], descriptions: Sequence[str]) -> Texts:
        """Read them; an entry without a description is compared by all else."""
        if not any(descriptions):
            return cls(np.zeros((len(names), 1), np.float32), tuple({} for _ in names), {})
        ranker = Ranker.of(
            list(descriptions), range(len(names)), fields={"name": Field(list(names), NAME_WEIGHT)}
        )
        vectors = ranker.semantic.documents.copy()
        vectors[[not text.strip() for text in descriptions]] = 0
        words = tuple({term: word for word, term in ranker.words.pairs(text)} for text in descriptions)
        used_by: dict[str, int] = {}
        for terms in words:
            for term in terms:
                used_by[term] = used_by.get(term, 0) + 1
        return cls(vectors, words, used_by)

    def shared(self, members: Iterable[int]) -> list[str]:
        """The rarest words that all members use, at most three; none that is common or merely a number."""
        own = [self.words[place] for place in members]
        most = max(FEW_ENTRIES, RARE_SHARE * len(self.words))
        terms = [
            term
            for term in set(own[0]).intersection(*own[1:])
            if self.used_by[term] <= most and len(term) > 3 and term.isalpha()
        ]
        terms.sort(key=lambda term: (self.used_by[term], term))
        return [own[0][term] for term in terms[:SHOWN]]
