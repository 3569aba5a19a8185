"""Code job titles to occupations (SOC): the five most likely, with why, for a person to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from trellis.methods.retrieval.errors import RetrievalError
from trellis.methods.retrieval.fusion import best_first, reciprocal_ranks
from trellis.methods.retrieval.job_words import JOB_TITLES
from trellis.methods.retrieval.lexical import Lexical
from trellis.methods.retrieval.question import Asked
from trellis.methods.retrieval.ranker import DEPTH, Ranker
from trellis.methods.retrieval.why import Why

# Chosen on titles held out for it, then measured once on others (docs/methods/retrieval.md).
FADING: Final = 0.7  # what the next best title of the same occupation is worth against the one before
WHOLE_B: Final = 0.2  # how much BM25 holds back occupations with many titles
TITLES_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """A listed title of an occupation that is like the one asked for, and why."""

    title: str
    why: Why


@dataclass(frozen=True, slots=True)
class Candidate:
    """An occupation that the job title may belong to.

    score: 1 if every ranking has it first, toward 0 further down; it orders, it is no probability.
    listed: whether this very title is listed for the occupation (but for plurals, levels, abbreviations).
    """

    soc: str
    title: str
    score: float
    rank: int
    listed: bool
    matches: tuple[TitleMatch, ...]


@dataclass(frozen=True, slots=True)
class Coding:
    """What a job title was coded to; without candidates `asked` says which words weren't known."""

    query: str
    asked: Asked
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class TitleCoder:
    """Listed job titles, ready to code others by. `of` makes one.

    soc: (m,) occupations in order. names: theirs. of_title: (n,) index into `soc` of each listed title.
    """

    soc: tuple[str, ...]
    names: tuple[str, ...]
    of_title: NDArray[np.int64]
    ranker: Ranker
    whole: Lexical
    listed: Mapping[tuple[str, ...], frozenset[int]]

    @classmethod
    def of(cls, soc: Sequence[str], titles: Sequence[str], names: Mapping[str, str]) -> Self:
        """Index listed titles with their occupations; names: what each occupation is called.

        Raises RetrievalError where lengths differ or an occupation has no name.
        """
        if len(soc) != len(titles):
            raise RetrievalError(f"There are {len(titles)} titles for {len(soc)} codes.")
        codes = sorted(set(map(str, soc)))
        if nameless := [code for code in codes if code not in names]:
            raise RetrievalError(f"The occupation {nameless[0]} has no name.")
        number = {code: place for place, code in enumerate(codes)}
        of_title = np.fromiter((number[str(code)] for code in soc), np.int64, len(soc))
        ranker = Ranker.of(list(map(str, titles)), range(len(titles)), words=JOB_TITLES)
        together: list[list[int]] = [[] for _ in codes]
        listed: dict[tuple[str, ...], set[int]] = {}
        for title, occupation in zip(titles, of_title.tolist(), strict=True):
            terms = JOB_TITLES.terms(str(title))
            together[occupation].extend(ranker.vocabulary[term] for term in terms)
            listed.setdefault(_same(terms), set()).add(occupation)
        return cls(
            soc=tuple(codes),
            names=tuple(names[code] for code in codes),
            of_title=of_title,
            ranker=ranker,
            whole=Lexical.of(together, ranker.vocabulary, b=WHOLE_B),
            listed={terms: frozenset(occupations) for terms, occupations in listed.items()},
        )

    def code(self, query: str, k: int = 5) -> Coding:
        """The k likeliest occupations, the best first, equals in the order of their codes.

        Occupations that list this very title come before all others.
        """
        asked = self.ranker.understand(query)
        if not asked.understood:
            return Coding(query, asked, ())
        by_words, by_meaning = self.ranker.rankings(asked)
        terms = [term for _, term in asked.terms]
        fused = reciprocal_ranks(
            [
                self.gathered(by_words),
                self.gathered(by_meaning),
                self.whole.scores([self.ranker.vocabulary[term] for term in terms]),
            ]
        )
        exact = (
            frozenset[int]() if asked.others or asked.unknown else self.listed.get(_same(terms), frozenset())
        )
        order = best_first(fused + np.isin(np.arange(len(self.soc)), list(exact)), k).tolist()
        shown = reciprocal_ranks([by_words, by_meaning], depth=DEPTH)
        return Coding(
            query,
            asked,
            tuple(
                Candidate(
                    soc=self.soc[place],
                    title=self.names[place],
                    score=float(fused[place]),
                    rank=rank,
                    listed=place in exact,
                    matches=self._matches(asked, shown, place),
                )
                for rank, place in enumerate(order, start=1)
            ),
        )

    def gathered(self, scores: NDArray[Any]) -> NDArray[np.float64]:
        """Titles' scores gathered by occupation, shape (m,): squares, each next best counting for less."""
        best = best_first(scores, DEPTH)
        by_occupation = best[np.argsort(self.of_title[best], kind="stable")]
        occupations = self.of_title[by_occupation]
        place = np.arange(best.size)
        starts = np.flatnonzero(np.r_[True, occupations[1:] != occupations[:-1]][: best.size])
        rank = place - np.repeat(starts, np.diff(np.r_[starts, best.size]))
        worth = scores[by_occupation].astype(np.float64) ** 2 * FADING**rank
        return np.bincount(occupations, weights=worth, minlength=len(self.soc)).astype(np.float64)

    def _matches(self, asked: Asked, scores: NDArray[Any], occupation: int) -> tuple[TitleMatch, ...]:
        titles = np.flatnonzero(self.of_title == occupation)
        best = titles[best_first(scores[titles])].tolist()
        found = (TitleMatch(self.ranker.texts[title][0], self.ranker.why(asked, title)) for title in best)
        return tuple(islice(found, TITLES_SHOWN))


def _same(terms: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set(terms)))
