"""What to do about the gaps, best first: each step with its effect, how sure it is, and what it rests on."""

from __future__ import annotations

from typing import Final

import numpy as np

from trellis.methods.alignment.candidates import (
    Candidate,
    expandable,
    extendable,
    feedable,
    reachable_outside,
    retainable,
)
from trellis.methods.alignment.effects import baseline_of
from trellis.methods.alignment.evaluation import (
    NEW,
    Evaluation,
    answered_occupations,
    evaluate,
    recommendations,
)
from trellis.methods.alignment.model import Alignment, FeederInstitutions, OutsidePrograms, Recommendation
from trellis.methods.alignment.watch import watched

MOST_PER_KIND: Final = 20


def recommend(
    alignment: Alignment,
    *,
    outside: OutsidePrograms | None = None,
    feeders: FeederInstitutions | None = None,
) -> tuple[Recommendation, ...]:
    """Steps to take, ranked by openings answered × median wage × confidence; at most twenty of a kind.

    `outside` holds the region's programs with their institutions (for *extend*) and programs elsewhere (for
    *partner*); `feeders` the districts and career-tech centers (for *pathway*). Without them those kinds are
    left out. Where the region's programs aren't known only *watch* can be said.
    """
    steps = sorted(watched(alignment), key=_best_first)[:MOST_PER_KIND]
    if alignment.programs is not None:
        evaluation = evaluate(baseline_of(alignment), _candidates(alignment, outside, feeders))
        steps += recommendations(evaluation, _best_rows(evaluation))
    return tuple(sorted(steps, key=_best_first))


def _best_first(step: Recommendation) -> tuple[float, str]:
    return -step.score, step.key


def _candidates(
    alignment: Alignment, outside: OutsidePrograms | None, feeders: FeederInstitutions | None
) -> list[Candidate]:
    """Every step that could be taken; where nobody stays, more graduates change nothing."""
    inside = expandable(alignment, outside)
    found = retainable(inside, alignment.retention)
    if alignment.retention > 0.0:
        found += inside
        if feeders is not None:
            found += feedable(inside, feeders)
        if outside is not None:
            found += extendable(alignment, outside) + reachable_outside(alignment, outside)
    return found


def _best_rows(evaluation: Evaluation) -> list[int]:
    """The best candidates of each kind, by score; one new program for the occupation that it answers most."""
    kept: list[int] = []
    count: dict[str, int] = {}
    answered: set[tuple[str, int]] = set()
    useful = np.flatnonzero(evaluation.useful).tolist()
    for row in sorted(useful, key=lambda row: (-evaluation.score[row], evaluation.candidates[row].key)):
        candidate = evaluation.candidates[row]
        if count.get(candidate.kind, 0) == MOST_PER_KIND:
            continue
        if candidate.kind in NEW:
            first = (candidate.kind, int(answered_occupations(evaluation, row)[0]))
            if first in answered:
                continue
            answered.add(first)
        count[candidate.kind] = count.get(candidate.kind, 0) + 1
        kept.append(row)
    return kept
