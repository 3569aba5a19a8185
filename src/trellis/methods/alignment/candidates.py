"""Who could do something about a gap: the programs and institutions that a recommendation can name."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from trellis.methods.alignment.codes import SIX_DIGIT_STEPS, cip_keys
from trellis.methods.alignment.model import (
    Alignment,
    FeederInstitutions,
    Integers,
    OutsidePrograms,
    RecommendationKind,
)

SHARE_OF_SIZE: Final = 0.25  # how much a program can grow in a few years
SMALLEST_STEP: Final = 10.0  # graduates; a quarter of a small program is not worth a recommendation
NEW_PROGRAM: Final = 20.0  # graduates; one cohort
KEPT_OF_LEAVERS: Final = 0.5
PATHWAY_RANKS: Final = (1, 2, 3)  # credentials that a student in high school can be on the way to


@dataclass(frozen=True, slots=True)
class Candidate:
    """A step that could be taken, before anything is known of its effect."""

    kind: RecommendationKind
    program: str | None
    institution: str | None
    cip: str
    field: int  # CIP key
    rank: int
    most: float  # the most graduates it could add
    reasons: tuple[str, ...]
    numbers: dict[str, float]


def step_for(size: float) -> float:
    """Graduates that a program of this size could add: a quarter, at least ten."""
    return float(max(SMALLEST_STEP, np.ceil(SHARE_OF_SIZE * size)))


def expandable(alignment: Alignment, offers: OutsidePrograms | None) -> list[Candidate]:
    """The largest program of each kind in the region."""
    assert alignment.programs is not None
    institution = {}
    if offers is not None:
        inside = offers.in_region
        institution = dict(zip(offers.id[inside].tolist(), offers.institution[inside].tolist(), strict=True))
    found = []
    for row in _largest_of_each(alignment):
        program = str(alignment.programs.id[row])
        size = float(np.nan_to_num(alignment.programs.completers[row], nan=0.0))
        kind = alignment.eligible.kind[row]
        found.append(
            Candidate(
                kind="expand",
                program=program,
                institution=institution.get(program),
                cip=str(alignment.programs.cip[row]),
                field=int(alignment.eligible.field[kind]),
                rank=int(alignment.programs.rank[row]),
                most=step_for(size),
                reasons=("largest_of_its_kind",),
                numbers={"completers_now": size},
            )
        )
    return found


def retainable(expand: list[Candidate], retention: float) -> list[Candidate]:
    """The same programs, keeping half of the graduates who leave; none where everyone stays."""
    found = []
    for candidate in expand:
        leaving = (1.0 - retention) * candidate.numbers["completers_now"]
        if leaving >= 1.0:
            found.append(
                Candidate(
                    kind="retain",
                    program=candidate.program,
                    institution=candidate.institution,
                    cip=candidate.cip,
                    field=candidate.field,
                    rank=candidate.rank,
                    most=KEPT_OF_LEAVERS * leaving,
                    reasons=("graduates_leave",),
                    numbers={**candidate.numbers, "leaving": leaving},
                )
            )
    return found


def feedable(expand: list[Candidate], feeders: FeederInstitutions) -> list[Candidate]:
    """The same programs, fed by dual enrollment from the nearest district or career-tech center."""
    if feeders.id.size == 0:
        return []
    nearest = min(
        range(feeders.id.size), key=lambda row: (_far(float(feeders.distance_km[row])), str(feeders.id[row]))
    )
    numbers, reasons = _distance(float(feeders.distance_km[nearest]), known="nearest_feeder")
    return [
        Candidate(
            kind="pathway",
            program=candidate.program,
            institution=str(feeders.id[nearest]),
            cip=candidate.cip,
            field=candidate.field,
            rank=candidate.rank,
            most=candidate.most,
            reasons=reasons,
            numbers={**candidate.numbers, **numbers},
        )
        for candidate in expand
        if candidate.rank in PATHWAY_RANKS
    ]


def reachable_outside(offers: OutsidePrograms) -> list[Candidate]:
    """For each field (4 digits) and credential the nearest program outside that graduates anyone."""
    rows = np.flatnonzero(~offers.in_region & (offers.completers >= 1.0))
    keys = cip_keys(offers.cip[rows], where="outside programs, column cip")
    nearest: dict[tuple[int, int], tuple[tuple[float, float, str], int]] = {}
    for row, key in zip(rows.tolist(), keys.tolist(), strict=True):
        kind = (key // SIX_DIGIT_STEPS, int(offers.rank[row]))
        order = (_far(float(offers.distance_km[row])), -float(offers.completers[row]), str(offers.id[row]))
        if kind not in nearest or order < nearest[kind][0]:
            nearest[kind] = (order, row)
    field = dict(zip(rows.tolist(), keys.tolist(), strict=True))
    found = []
    for _, row in nearest.values():
        numbers, reasons = _distance(float(offers.distance_km[row]), known="nearest_outside")
        size = float(offers.completers[row])
        found.append(
            Candidate(
                kind="partner",
                program=str(offers.id[row]),
                institution=str(offers.institution[row]),
                cip=str(offers.cip[row]),
                field=field[row],
                rank=int(offers.rank[row]),
                most=min(step_for(size), math.floor(size)),
                reasons=reasons,
                numbers={"completers_now": size, **numbers},
            )
        )
    return found


def extendable(alignment: Alignment, offers: OutsidePrograms) -> list[Candidate]:
    """Fields and credentials that nobody in the region graduates, where an institution is one step away.

    One step: it has the same 4-digit field at another credential, or the 2-digit field at this credential.
    The nearest credential, then the most graduates, decide between institutions.
    """
    rows = np.flatnonzero(offers.in_region & (offers.completers > 0))
    firsts = cip_keys(offers.cip[rows], where="outside programs, column cip") // SIX_DIGIT_STEPS
    offered = {(int(first), int(rank)) for first, rank in zip(firsts, offers.rank[rows], strict=True)}
    by_field: dict[int, list[int]] = {}
    by_family: dict[tuple[int, int], list[int]] = {}
    for row, first in zip(rows.tolist(), firsts.tolist(), strict=True):
        by_field.setdefault(first, []).append(row)
        by_family.setdefault((first // 100, int(offers.rank[row])), []).append(row)

    found = []
    for first in alignment.eligible.crosswalk.four.keys.tolist():
        for rank in range(1, 6):
            if (first, rank) in offered:
                continue
            same_field = by_field.get(first, [])
            near = same_field or by_family.get((first // 100, rank), [])
            if not near:
                continue
            row = min(near, key=lambda row: _step(offers, row, rank))
            found.append(
                Candidate(
                    kind="extend",
                    program=None,
                    institution=str(offers.institution[row]),
                    cip=f"{first // 100:02d}.{first % 100:02d}",
                    field=first * SIX_DIGIT_STEPS,
                    rank=rank,
                    most=NEW_PROGRAM,
                    reasons=(
                        "same_field_other_credential" if same_field else "same_family_same_credential",
                        "not_offered_in_region",
                    ),
                    numbers={
                        "nearest_rank": float(offers.rank[row]),
                        "completers_there": float(offers.completers[row]),
                    },
                )
            )
    return found


def _step(offers: OutsidePrograms, row: int, rank: int) -> tuple[int, float, str]:
    return abs(int(offers.rank[row]) - rank), -float(offers.completers[row]), str(offers.institution[row])


def _largest_of_each(alignment: Alignment) -> Integers:
    """The row of the largest program of each kind; the first id where several are as large."""
    assert alignment.programs is not None
    completers = np.nan_to_num(alignment.programs.completers, nan=0.0)
    order = np.lexsort((alignment.programs.id, -completers, alignment.eligible.kind))
    _, first = np.unique(alignment.eligible.kind[order], return_index=True)
    return order[first]


def _far(distance_km: float) -> float:
    """Distance for sorting; unknown comes last."""
    return math.inf if math.isnan(distance_km) else distance_km


def _distance(distance_km: float, *, known: str) -> tuple[dict[str, float], tuple[str, ...]]:
    if math.isnan(distance_km):
        return {}, ("distance_unknown",)
    return {"distance_km": distance_km}, (known,)
