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
from trellis.methods.alignment.columns import sum_by
from trellis.methods.alignment.effects import Baseline, Reach, answered, baseline_of, reach_of
from trellis.methods.alignment.model import (
    Alignment,
    Confidence,
    FeederInstitutions,
    Floats,
    Integers,
    OutsidePrograms,
    Recommendation,
    RecommendationKind,
)
from trellis.methods.alignment.ranks import UNKNOWN
from trellis.methods.alignment.uncertainty import TOO_IMPRECISE

MOST_PER_KIND: Final = 20
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
    watched = _watch(alignment)
    if alignment.programs is None:
        return tuple(_best(watched))
    baseline = baseline_of(alignment)
    candidates = expandable(alignment, outside)
    growing = list(candidates)
    if feeders is not None:
        candidates += feedable(growing, feeders)
    if outside is not None:
        candidates += extendable(alignment, outside) + reachable_outside(outside)
    if alignment.retention == 0.0:
        candidates = []  # more graduates change nothing where nobody stays
    candidates += retainable(growing, alignment.retention)
    return tuple(_best(_evaluate(baseline, candidates) + watched))


def _best(recommendations: list[Recommendation]) -> list[Recommendation]:
    """The best of each kind, by score; one credential for each new field at an institution."""
    kept: list[Recommendation] = []
    count: dict[str, int] = {}
    seen: set[tuple[str, str | None, str | None]] = set()
    for step in sorted(recommendations, key=lambda step: (-step.score, step.key)):
        field = (step.kind, step.institution, step.cip)
        repeated = step.kind == "extend" and field in seen
        if repeated or count.get(step.kind, 0) == MOST_PER_KIND:
            continue
        seen.add(field)
        count[step.kind] = count.get(step.kind, 0) + 1
        kept.append(step)
    return kept


def _evaluate(baseline: Baseline, candidates: list[Candidate]) -> list[Recommendation]:
    """Solve again for each candidate and keep those that change something."""
    fields = np.array([candidate.field for candidate in candidates], dtype=np.int64)
    ranks = np.array([candidate.rank for candidate in candidates], dtype=np.int8)
    most = np.array([candidate.most for candidate in candidates])
    keeps = np.array([candidate.kind == "retain" for candidate in candidates], dtype=np.bool_)
    staying = np.where(keeps, 1.0, baseline.alignment.retention)
    reach = reach_of(baseline, fields, ranks)

    room = np.where(reach.floor_room > SMALLEST_EFFECT, reach.floor_room, reach.gap_room)
    added = np.ceil(np.minimum(room / np.where(staying > 0, staying, 1.0), most))
    answers = answered(baseline, reach, added * staying)
    floor_fall = np.minimum(reach.floor_room, added * staying)
    gap_fall = sum_by(reach.candidate, answers, fields.size)
    first = np.searchsorted(reach.candidate, np.arange(fields.size + 1))
    found = []
    for row, candidate in enumerate(candidates):
        if max(floor_fall[row], gap_fall[row]) < SMALLEST_EFFECT:
            continue
        if candidate.kind == "retain" and not _would_suffice(baseline, reach, first[row], first[row + 1]):
            continue
        pairs = slice(int(first[row]), int(first[row + 1]))
        found.append(
            _recommendation(
                baseline,
                candidate,
                reach,
                pairs,
                answers[pairs],
                added=float(added[row]),
                floor_room=float(reach.floor_room[row]),
                floor_fall=float(floor_fall[row]),
                gap_fall=float(gap_fall[row]),
            )
        )
    return found


def _would_suffice(baseline: Baseline, reach: Reach, start: int, stop: int) -> bool:
    """Whether an occupation short today would have enough if everyone stayed."""
    alignment = baseline.alignment
    occupation = reach.occupation[start:stop]
    short = baseline.positive_gap[occupation] > 0.0
    if alignment.retention == 0.0:
        return bool(short.any())
    supply = alignment.supply_expected[occupation] / alignment.retention
    return bool((short & (supply >= alignment.openings[occupation])).any())


def _recommendation(
    baseline: Baseline,
    candidate: Candidate,
    reach: Reach,
    pairs: slice,
    answers: Floats,
    *,
    added: float,
    floor_room: float,
    floor_fall: float,
    gap_fall: float,
) -> Recommendation:
    alignment = baseline.alignment
    occupation = reach.occupation[pairs]
    short = baseline.short[occupation]
    weight = answers if gap_fall > 0.0 else np.where(short, alignment.openings[occupation], 0.0)
    wage = _weighted_wage(alignment, occupation, weight)
    precision = _precision(alignment.occupations.rse[occupation])
    sure = DIRECTNESS[candidate.kind] * float(np.average(precision, weights=weight))
    order = np.lexsort((alignment.occupations.soc[occupation], ~short, -answers))
    order = order[(answers > 0.0)[order] | short[order]]
    # Halfway between the best case, which counts only what nobody else could fill, and the expected one.
    openings_answered = (floor_fall + gap_fall) / 2.0
    named = candidate.program if candidate.kind in ("expand", "retain", "partner") else candidate.institution
    rest = {"pathway": f":{candidate.program}", "extend": f":{candidate.cip}:{candidate.rank}"}
    reasons = ("feeds_bottleneck",) if floor_room > SMALLEST_EFFECT else ("feeds_gap",)
    return Recommendation(
        key=f"{candidate.kind}:{named}{rest.get(candidate.kind, '')}",
        kind=candidate.kind,
        occupations=occupation[order],
        program=candidate.program,
        institution=candidate.institution,
        cip=candidate.cip,
        rank=candidate.rank,
        added_completers=added,
        floor_fall=floor_fall,
        gap_fall=gap_fall,
        median_wage=wage,
        confidence=_level(sure),
        score=openings_answered * _wage_for_score(alignment, wage) * sure,
        reasons=reasons + candidate.reasons,
        numbers={**candidate.numbers, "could_answer": floor_room, "confidence": sure},
    )


def _watch(alignment: Alignment) -> list[Recommendation]:
    """Focal occupations whose figures are too wide to act on, or aren't published."""
    occupations = alignment.occupations
    found = []
    for row in np.flatnonzero(occupations.focal & (alignment.imprecise | alignment.unsplit)).tolist():
        rse, openings = float(occupations.rse[row]), float(alignment.openings[row])
        reasons = []
        if np.isnan(occupations.employment[row]):
            reasons.append("employment_unpublished")
        elif np.isnan(rse):
            reasons.append("error_unknown")
        elif rse > TOO_IMPRECISE:
            reasons.append("error_above_30")
        if np.isnan(occupations.rate[row]):
            reasons.append("rate_unknown")
        if occupations.entry_rank[row] == UNKNOWN:
            reasons.append("entry_education_unknown")
        at_stake = _at_stake(alignment, row)
        if at_stake is not None and at_stake < SMALLEST_EFFECT:
            continue
        wage = float(occupations.median_wage[row])
        sure = PRECISION["low"] * DIRECTNESS["watch"]
        numbers = {"rse": rse, "openings": openings, "at_stake": np.nan if at_stake is None else at_stake}
        found.append(
            Recommendation(
                key=f"watch:{occupations.soc[row]}",
                kind="watch",
                occupations=np.array([row]),
                program=None,
                institution=None,
                cip=None,
                rank=None,
                added_completers=None,
                floor_fall=0.0,
                gap_fall=0.0,
                median_wage=wage,
                confidence="low",
                score=(at_stake or 0.0) * _wage_for_score(alignment, wage) * sure,
                reasons=tuple(reasons),
                numbers={name: number for name, number in numbers.items() if not np.isnan(number)},
            )
        )
    return found


def _at_stake(alignment: Alignment, row: int) -> float | None:
    """Openings that could be short at the upper end of the sampling error; None where not known."""
    if np.isnan(alignment.openings[row]):
        return None
    most = np.nan_to_num(alignment.openings_high[row], nan=alignment.openings[row])
    return max(float(most - np.nan_to_num(alignment.supply_expected[row], nan=0.0)), 0.0)


def _precision(rse: Floats) -> Floats:
    """Weight of an occupation's figures by their relative standard error; the lowest where it isn't known."""
    return np.select(
        [rse <= PRECISE, rse <= TOO_IMPRECISE], [PRECISION["high"], PRECISION["medium"]], PRECISION["low"]
    )


def _level(sure: float) -> Confidence:
    if sure >= 0.8:
        return "high"
    return "medium" if sure >= 0.5 else "low"


def _weighted_wage(alignment: Alignment, occupation: Integers, weight: Floats) -> float:
    wage = alignment.occupations.median_wage[occupation]
    known = ~np.isnan(wage) & (weight > 0.0)
    return float(np.average(wage[known], weights=weight[known])) if known.any() else float("nan")


def _wage_for_score(alignment: Alignment, wage: float) -> float:
    """The wage, or where it isn't published the middle one of the focal occupations."""
    if not np.isnan(wage):
        return wage
    focal = alignment.occupations.median_wage[alignment.occupations.focal]
    return float(np.nanmedian(focal)) if (~np.isnan(focal)).any() else 0.0
