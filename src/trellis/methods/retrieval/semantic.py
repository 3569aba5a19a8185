"""Nearness of meaning: a text is the sum of its words' vectors, rare words counting for more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from trellis.methods.retrieval.vectors import DIMENSIONS, Floats, unit, vectors_of

NEAR: Final = 0.35  # a text below this cosine is not near; what texts without a common theme have
NEAR_WORD: Final = 0.5


@dataclass(frozen=True, slots=True)
class Semantic:
    """Vectors of documents and of the terms in them.

    terms: (v, 128) of length 1. weights: (v,) the square root of the inverse document frequency, which lets a
    rare word count for more than a common one, and less so than BM25 does. documents: (n, 128) of length 1.
    """

    terms: Floats
    weights: Floats
    documents: Floats

    @classmethod
    def of(
        cls, fields: Sequence[tuple[Sequence[Sequence[int]], float]], vocabulary: Mapping[str, int]
    ) -> Self:
        """Documents as numbers of terms, field by field, each with its weight."""
        terms = vectors_of(list(vocabulary))
        size = len(fields[0][0])
        counts = sum(
            (_counts(documents, len(vocabulary)) * weight for documents, weight in fields),
            sparse.csr_array((size, len(vocabulary)), dtype=np.float32),
        )
        holding = np.diff(counts.tocsc().indptr)
        weights = np.sqrt(np.log1p((size - holding + 0.5) / (holding + 0.5))).astype(np.float32)
        return cls(terms, weights, unit(counts @ (terms * weights[:, None])))

    def question(self, terms: Sequence[int], others: Sequence[str] = ()) -> Floats:
        """The question's vector, shape (128,): of terms by number, and of words that no document has."""
        found = np.zeros(DIMENSIONS, np.float32)
        if terms:
            found += (self.weights[list(terms), None] * self.terms[list(terms)]).sum(axis=0)
        if others:
            rare = float(np.sqrt(np.log1p(2 * len(self.documents) + 1)))
            found += rare * vectors_of(others).sum(axis=0)
        question: Floats = unit(found[None])[0]
        return question

    def scores(self, question: Floats, mask: NDArray[np.bool_] | None = None) -> Floats:
        """Cosine of each document with the question, shape (n,); 0 where not near or not in the mask."""
        if mask is None:
            cosines = self.documents @ question
        else:
            cosines = np.zeros(len(self.documents), np.float32)
            cosines[mask] = self.documents[mask] @ question
        near: Floats = np.where(cosines >= NEAR, cosines, np.float32(0)).astype(np.float32)
        return near


def _counts(documents: Sequence[Sequence[int]], terms: int) -> sparse.csr_array:
    indptr = np.concatenate([[0], np.cumsum([len(each) for each in documents])])
    indices = np.fromiter((term for each in documents for term in each), np.int32, int(indptr[-1]))
    ones = np.ones(indices.size, np.float32)
    counts = sparse.csr_array((ones, indices, indptr), shape=(len(documents), terms))
    counts.sum_duplicates()
    return counts
