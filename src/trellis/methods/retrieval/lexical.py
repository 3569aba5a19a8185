"""BM25 over words, by bm25s (Lucene's variant of Robertson and Spärck Jones)."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lexical:
    """An index of documents' terms.

    vocabulary: each term's number. size: how many documents there are.
    """

    vocabulary: Mapping[str, int]
    size: int
    _index: Any

    @classmethod
    def of(
        cls, documents: Sequence[Sequence[int]], vocabulary: Mapping[str, int], *, b: float = 0.75
    ) -> Self:
        """Index documents given as numbers of terms; b: how much a long document is held back, 0 to 1."""
        if not vocabulary or not any(documents):
            return cls(vocabulary, len(documents), None)
        bm25s = _bm25s()
        index = bm25s.BM25(k1=1.5, b=b)
        index.index((documents, vocabulary), create_empty_token=False, show_progress=False)
        return cls(vocabulary, len(documents), index)

    def scores(self, terms: Sequence[int]) -> Floats:
        """BM25 of every document, shape (n,); 0 where it has none of the terms (numbers)."""
        if self._index is None or not terms:
            return np.zeros(self.size, np.float32)
        found: Floats = self._index.get_scores_from_ids(list(terms))
        return found


def _bm25s() -> Any:
    import bm25s

    # It asks for every detail to be logged, which would land in the log of whoever uses this.
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    return bm25s
