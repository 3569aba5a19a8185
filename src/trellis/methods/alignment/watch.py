"""Occupations to watch: their figures are too wide to act on, or aren't published."""

from __future__ import annotations

import numpy as np

from trellis.methods.alignment.evaluation import DIRECTNESS, PRECISION, SMALLEST_EFFECT, wage_for_score
from trellis.methods.alignment.model import Alignment, Floats, Recommendation
from trellis.methods.alignment.ranks import UNKNOWN
from trellis.methods.alignment.uncertainty import TOO_IMPRECISE


def watched(alignment: Alignment) -> list[Recommendation]:
    """Focal occupations that could be short, or nobody can say, as far as their figures go."""
    occupations = alignment.occupations
    at_stake = _at_stake(alignment)
    unclear = occupations.focal & (alignment.imprecise | alignment.unsplit)
    wage = wage_for_score(alignment, occupations.median_wage)
    score = np.nan_to_num(at_stake) * wage * PRECISION["low"] * DIRECTNESS["watch"]
    return [
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
            median_wage=float(occupations.median_wage[row]),
            confidence="low",
            score=float(score[row]),
            reasons=_reasons(alignment, row),
            numbers=_known(
                rse=occupations.rse[row], openings=alignment.openings[row], at_stake=at_stake[row]
            ),
        )
        for row in np.flatnonzero(unclear & ~(at_stake < SMALLEST_EFFECT)).tolist()
    ]


def _at_stake(alignment: Alignment) -> Floats:
    """Openings (n_occupations,) that could be short at the upper end of their interval; NaN: unknown."""
    error_known = ~np.isnan(alignment.openings_high)
    most = np.where(error_known, alignment.openings_high, alignment.openings)
    at_stake: Floats = np.maximum(most - np.nan_to_num(alignment.supply_expected), 0.0)
    return at_stake


def _reasons(alignment: Alignment, row: int) -> tuple[str, ...]:
    occupations = alignment.occupations
    reasons = []
    if np.isnan(occupations.employment[row]):
        reasons.append("employment_unpublished")
    elif np.isnan(occupations.rse[row]):
        reasons.append("error_unknown")
    elif occupations.rse[row] > TOO_IMPRECISE:
        reasons.append("error_above_30")
    if np.isnan(occupations.rate[row]):
        reasons.append("rate_unknown")
    if occupations.entry_rank[row] == UNKNOWN:
        reasons.append("entry_education_unknown")
    return tuple(reasons)


def _known(**numbers: np.float64) -> dict[str, float]:
    return {name: float(number) for name, number in numbers.items() if not np.isnan(number)}
