"""Solve again for every candidate, and put a number on what it would answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from trellis.methods.alignment.candidates import Candidate
from trellis.methods.alignment.columns import sum_by
from trellis.methods.alignment.effects import Baseline, Reach, answered, reach_of
from trellis.methods.alignment.model import (
    Alignment,
    Confidence,
    Flags,
    Floats,
    Integers,
    Ranks,
    Recommendation,
    RecommendationKind,
)
from trellis.methods.alignment.uncertainty import TOO_IMPRECISE

SMALLEST_EFFECT: Final = 0.5  # openings a year; less is nothing to recommend

# How sure an effect is: the labour figures' precision, times how directly the step leads to a graduate.
PRECISE: Final = 15.0  # percent, relative standard error
PRECISION: Final = {"high": 1.0, "medium": 0.75, "low": 0.4}
DIRECTNESS: Final[dict[RecommendationKind, float]] = {
    "expand": 1.0,  # a program there is
    "retain": 0.8,  # graduates there are, whose choice it remains
    "extend": 0.7,  # a program to be built and approved
    "partner": 0.6,  # graduates who have to come
    "pathway": 0.6,  # students who have years to go
    "watch": 0.25,  # better figures, and no graduate at all
}
NEW: Final = ("extend", "partner")  # kinds that bring a program that isn't there


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Effects and scores of candidates, each column of shape (n_candidates,)."""

    baseline: Baseline
    candidates: list[Candidate]
    reach: Reach
    answers: Floats  # (n_pairs,) openings answered
    added: Floats  # graduates
    floor_fall: Floats
    gap_fall: Floats
    wage: Floats  # dollars, weighted by openings answered; NaN where none is published
    sure: Floats  # 0 to 1
    score: Floats
    useful: Flags


def evaluate(baseline: Baseline, candidates: list[Candidate]) -> Evaluation:
    """How many graduates each candidate would add, and what they would answer."""
    alignment = baseline.alignment
    n = len(candidates)
    ranks = np.array([candidate.rank for candidate in candidates], dtype=np.int8)
    fields = np.array([candidate.field for candidate in candidates], dtype=np.int64)
    reach = reach_of(baseline, fields, ranks)
    most = np.array([candidate.most for candidate in candidates], dtype=np.float64)
    keeps = np.array([candidate.kind == "retain" for candidate in candidates], dtype=np.bool_)
    new = np.array([candidate.kind in NEW for candidate in candidates], dtype=np.bool_)
    staying = np.where(keeps, 1.0, alignment.retention)  # a graduate who is kept stays
    room = np.where(reach.floor_room > SMALLEST_EFFECT, reach.floor_room, reach.gap_room)
    added = np.ceil(np.minimum(room / np.where(staying > 0.0, staying, 1.0), most))
    answers = answered(baseline, reach, added * staying)
    floor_fall = np.minimum(reach.floor_room, added * staying)
    gap_fall = sum_by(reach.candidate, answers, n)
    wage, precision = _by_answers(baseline, reach, answers, gap_fall)
    sure = precision * np.array([DIRECTNESS[candidate.kind] for candidate in candidates])
    # Halfway between the best case, which counts only what nobody else could fill, and the expected one.
    openings_answered = (floor_fall + gap_fall) / 2.0
    return Evaluation(
        baseline=baseline,
        candidates=candidates,
        reach=reach,
        answers=answers,
        added=added,
        floor_fall=floor_fall,
        gap_fall=gap_fall,
        wage=wage,
        sure=sure,
        score=openings_answered * wage_for_score(alignment, wage) * sure,
        useful=(np.maximum(floor_fall, gap_fall) >= SMALLEST_EFFECT)
        & (~keeps | _would_suffice(baseline, reach, n))
        & (~new | _asked_for(baseline, reach, answers, ranks)),
    )


def _by_answers(baseline: Baseline, reach: Reach, answers: Floats, gap_fall: Floats) -> tuple[Floats, Floats]:
    """Median wage and precision (n_candidates,), weighted by openings answered.

    Where only the floor falls (graduates are expected to be enough, but not to go there) the weights are the
    openings of the short occupations.
    """
    occupations = baseline.alignment.occupations
    occupation, candidate, n = reach.occupation, reach.candidate, gap_fall.size
    short_openings = np.where(baseline.short[occupation], baseline.alignment.openings[occupation], 0.0)
    weight = np.where(gap_fall[candidate] > 0.0, answers, short_openings)
    total = sum_by(candidate, weight, n)
    precision = sum_by(candidate, weight * precision_of(occupations.rse[occupation]), n)
    wage = occupations.median_wage[occupation]
    known = np.where(np.isnan(wage), 0.0, weight)
    paid = sum_by(candidate, known, n)
    earned = sum_by(candidate, known * np.nan_to_num(wage), n)
    return (
        np.divide(earned, paid, out=np.full(n, np.nan), where=paid > 0.0),
        np.divide(precision, total, out=np.zeros(n), where=total > 0.0),
    )


def _would_suffice(baseline: Baseline, reach: Reach, n: int) -> Flags:
    """Candidates (n,) that reach an occupation short today that would have enough if everyone stayed."""
    alignment = baseline.alignment
    short = baseline.positive_gap > 0.0
    with np.errstate(invalid="ignore", divide="ignore"):
        enough = short & (alignment.supply_expected / alignment.retention >= alignment.openings)
    # Where nobody stays, supply says nothing of how many there would be.
    enough = short if alignment.retention == 0.0 else enough
    return sum_by(reach.candidate, enough[reach.occupation], n) > 0.0


def _asked_for(baseline: Baseline, reach: Reach, answers: Floats, ranks: Ranks) -> Flags:
    """Candidates (n,) whose credential is just what an occupation that they answer asks for.

    Nobody founds a doctoral program to fill work that asks for a bachelor's.
    """
    entry = baseline.alignment.occupations.entry_rank[reach.occupation]
    helped = (answers > 0.0) | baseline.short[reach.occupation]
    return sum_by(reach.candidate, helped & (entry == ranks[reach.candidate]), ranks.size) > 0.0


def precision_of(rse: Floats) -> Floats:
    """Weight of figures by their relative standard error in percent; the lowest where it isn't known."""
    return np.select(
        [rse <= PRECISE, rse <= TOO_IMPRECISE], [PRECISION["high"], PRECISION["medium"]], PRECISION["low"]
    )


def wage_for_score(alignment: Alignment, wage: Floats) -> Floats:
    """The wages, and where they aren't published the middle one of the focal occupations."""
    published = alignment.occupations.median_wage[alignment.occupations.focal]
    published = published[~np.isnan(published)]
    return np.where(np.isnan(wage), np.median(published) if published.size else 0.0, wage)


def confidence_of(sure: float) -> Confidence:
    """The word for how sure an effect is."""
    if sure >= 0.8:
        return "high"
    return "medium" if sure >= 0.5 else "low"


def recommendations(evaluation: Evaluation, rows: Iterable[int]) -> list[Recommendation]:
    """The recommendations that the candidates in `rows` make."""
    return [_recommendation(evaluation, row) for row in rows]


def answered_occupations(evaluation: Evaluation, row: int) -> Integers:
    """The occupations that a candidate answers, most answered first, then the others that are short."""
    baseline, reach = evaluation.baseline, evaluation.reach
    start, stop = np.searchsorted(reach.candidate, (row, row + 1))
    occupation, answers = reach.occupation[start:stop], evaluation.answers[start:stop]
    short = baseline.short[occupation]
    order = np.lexsort((baseline.alignment.occupations.soc[occupation], ~short, -answers))
    return occupation[order[(answers > 0.0)[order] | short[order]]]


def _recommendation(evaluation: Evaluation, row: int) -> Recommendation:
    candidate = evaluation.candidates[row]
    floor_room = float(evaluation.reach.floor_room[row])
    fed = "feeds_bottleneck" if floor_room > SMALLEST_EFFECT else "feeds_gap"
    return Recommendation(
        key=candidate.key,
        kind=candidate.kind,
        occupations=answered_occupations(evaluation, row),
        program=candidate.program,
        institution=candidate.institution,
        cip=candidate.cip,
        rank=candidate.rank,
        added_completers=float(evaluation.added[row]),
        floor_fall=float(evaluation.floor_fall[row]),
        gap_fall=float(evaluation.gap_fall[row]),
        median_wage=float(evaluation.wage[row]),
        confidence=confidence_of(float(evaluation.sure[row])),
        score=float(evaluation.score[row]),
        reasons=(fed, *candidate.reasons),
        numbers={**candidate.numbers, "could_answer": floor_room, "confidence": float(evaluation.sure[row])},
    )
