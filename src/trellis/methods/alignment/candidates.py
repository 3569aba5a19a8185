"""Who could do something about a gap: the programs and institutions that a recommendation can name."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from trellis.methods.alignment.codes import SIX_DIGIT_STEPS, cip_keys
from trellis.methods.alignment.eligibility import RANK_STEPS
from trellis.methods.alignment.model import (
    Alignment,
    FeederInstitutions,
    Floats,
    Integers,
    OutsidePrograms,
    Ranks,
    RecommendationKind,
)
from trellis.methods.alignment.ranks import HIGHEST

SHARE_OF_SIZE: Final = 0.25  # how much a program can grow in a few years
SMALLEST_STEP: Final = 10.0  # graduates; a quarter of a small program is not worth a recommendation
NEW_PROGRAM: Final = 20.0  # graduates; one cohort
KEPT_OF_LEAVERS: Final = 0.5
SAME_FIELD: Final = "same_field_other_credential"
SAME_FAMILY: Final = "same_family_same_credential"
NO_FAMILY: Final = 30  # "multi/interdisciplinary studies": its fields have nothing but the number in common
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

    @property
    def key(self) -> str:
        """The same from one computation to the next."""
        if self.kind == "extend":
            return f"extend:{self.institution}:{self.cip}:{self.rank}"
        if self.kind == "pathway":
            return f"pathway:{self.institution}:{self.program}"
        return f"{self.kind}:{self.program}"


def step_for(size: float) -> float:
    """Graduates that a program of this size could add: a quarter, at least ten, but no more than double."""
    return float(max(np.ceil(SHARE_OF_SIZE * size), min(SMALLEST_STEP, size)))


def expandable(alignment: Alignment, offers: OutsidePrograms | None) -> list[Candidate]:
    """The largest program of each kind in the region that graduates anyone."""
    assert alignment.programs is not None
    institution = {}
    if offers is not None:
        inside = offers.in_region
        institution = dict(zip(offers.id[inside].tolist(), offers.institution[inside].tolist(), strict=True))
    completers = np.nan_to_num(alignment.programs.completers, nan=0.0)
    found = []
    for row in _largest_of_each(alignment, completers).tolist():
        program, size = str(alignment.programs.id[row]), float(completers[row])
        if size == 0.0:
            continue
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


def reachable_outside(alignment: Alignment, offers: OutsidePrograms) -> list[Candidate]:
    """For each field (4 digits) and credential that the region lacks, the nearest program that has it.

    The most graduates, then the first id, decide between programs as near.
    """
    rows = np.flatnonzero(~offers.in_region & (offers.completers >= 1.0))
    keys = cip_keys(offers.cip[rows], where="outside programs, column cip")
    kinds = _field_and_rank(keys, offers.rank[rows])
    lacking = ~np.isin(kinds, _offered(alignment))
    rows, keys, kinds = rows[lacking], keys[lacking], kinds[lacking]
    order = np.lexsort((offers.id[rows], -offers.completers[rows], offers.distance_km[rows], kinds))
    _, first = np.unique(kinds[order], return_index=True)
    found = []
    for row, key in zip(rows[order[first]].tolist(), keys[order[first]].tolist(), strict=True):
        numbers, reasons = _distance(float(offers.distance_km[row]), known="nearest_outside")
        size = float(offers.completers[row])
        found.append(
            Candidate(
                kind="partner",
                program=str(offers.id[row]),
                institution=str(offers.institution[row]),
                cip=str(offers.cip[row]),
                field=key,
                rank=int(offers.rank[row]),
                most=float(min(NEW_PROGRAM, math.floor(size))),
                reasons=("not_offered_in_region", *reasons),
                numbers={"completers_now": size, **numbers},
            )
        )
    return found


def extendable(alignment: Alignment, offers: OutsidePrograms) -> list[Candidate]:
    """Fields and credentials that nobody in the region graduates, where an institution is one step away.

    One step: it grants this credential, and has the same 4-digit field at another or, failing that, the
    2-digit field at this one. The nearest credential, then the most graduates, decide between institutions.
    """
    offered = set(_offered(alignment).tolist())
    rows = np.flatnonzero(offers.in_region & (offers.completers > 0.0))
    fields = cip_keys(offers.cip[rows], where="outside programs, column cip") // SIX_DIGIT_STEPS
    found = []
    for rank in range(1, HIGHEST + 1):
        same_field, same_family = _nearest_institutions(offers, rows, fields, rank)
        for field in alignment.eligible.crosswalk.four.keys.tolist():
            family = field // 100
            row = same_field.get(field, None if family == NO_FAMILY else same_family.get(family))
            if row is None or field * RANK_STEPS + rank + 1 in offered:
                continue
            found.append(
                Candidate(
                    kind="extend",
                    program=None,
                    institution=str(offers.institution[row]),
                    cip=f"{family:02d}.{field % 100:02d}",
                    field=field * SIX_DIGIT_STEPS,
                    rank=rank,
                    most=NEW_PROGRAM,
                    reasons=("not_offered_in_region", SAME_FIELD if field in same_field else SAME_FAMILY),
                    numbers={
                        "nearest_rank": float(offers.rank[row]),
                        "completers_there": float(offers.completers[row]),
                    },
                )
            )
    return found


def _nearest_institutions(
    offers: OutsidePrograms, rows: Integers, fields: Integers, rank: int
) -> tuple[dict[int, int], dict[int, int]]:
    """Among institutions that grant `rank`, the row to build on for each 4-digit field and each family."""
    here = offers.rank[rows] == rank
    grants = np.isin(offers.institution[rows], offers.institution[rows[here]])
    rows, fields = rows[grants], fields[grants]
    steps = np.abs(offers.rank[rows].astype(np.int64) - rank)
    order = np.lexsort((offers.id[rows], -offers.completers[rows], steps))
    in_field, first = np.unique(fields[order], return_index=True)
    same_field = dict(zip(in_field.tolist(), rows[order[first]].tolist(), strict=True))
    order = order[steps[order] == 0]
    in_family, first = np.unique(fields[order] // 100, return_index=True)
    return same_field, dict(zip(in_family.tolist(), rows[order[first]].tolist(), strict=True))


def _field_and_rank(fields: Integers, ranks: Ranks) -> Integers:
    """One number for a 4-digit field and a credential."""
    return fields // SIX_DIGIT_STEPS * RANK_STEPS + ranks + 1


def _offered(alignment: Alignment) -> Integers:
    """The fields (4 digits) and credentials that someone in the region graduates with."""
    assert alignment.programs is not None
    kinds = np.unique(alignment.eligible.kind[alignment.programs.completers > 0.0])
    return _field_and_rank(alignment.eligible.field[kinds], alignment.eligible.rank[kinds])


def _largest_of_each(alignment: Alignment, completers: Floats) -> Integers:
    """The row of the largest program of each kind; the first id where several are as large."""
    assert alignment.programs is not None
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
