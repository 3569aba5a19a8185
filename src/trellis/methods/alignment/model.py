"""The words of the alignment method: what goes in and what comes out.

Everything is a frozen bundle of columns. Lengths are named `n_occupations`, `n_programs`, `n_links`.
Counts are people or openings per year. NaN in a column, and None in a total, mean "not known": never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from trellis.methods.alignment.eligibility import Eligible

Split = Literal["proportional", "equal"]
RecommendationKind = Literal["expand", "extend", "partner", "pathway", "retain", "watch"]
Confidence = Literal["high", "medium", "low"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Ranks = NDArray[np.int8]
Flags = NDArray[np.bool_]
Texts = NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Occupations:
    """The occupations of one region, focal or not, each column of shape (n_occupations,)."""

    soc: Texts  # "15-1252"
    employment: Floats  # people employed; NaN where unpublished
    rse: Floats  # relative standard error of employment, percent; NaN where unpublished
    rate: Floats  # openings per person employed per year; NaN where unknown
    entry_rank: Ranks  # 0 to 5, see `ranks`; -1 where unknown
    focal: Flags  # in the chosen field: reported. The others only compete for the same graduates
    median_wage: Floats  # dollars a year; NaN where unpublished


@dataclass(frozen=True, slots=True)
class Programs:
    """The programs of one region, each column of shape (n_programs,)."""

    id: Texts
    cip: Texts  # "15.10" or "15.1001"
    rank: Ranks  # credential, 0 to 5; -1 where unknown
    completers: Floats  # graduates a year; NaN where unpublished


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Which field of study leads to which occupation, each column of shape (n_links,)."""

    cip: Texts  # "15.10" or "15.1001"
    soc: Texts


@dataclass(frozen=True, slots=True)
class Flows:
    """Expected graduates from a program to an occupation, a row a pair, sorted by program then occupation."""

    program: Integers  # index into the alignment's programs
    occupation: Integers  # index into the alignment's occupations
    expected: Floats  # graduates a year who stay and are expected there; NaN where openings are not known


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """Focal occupations whose programs together graduate fewer people than they need."""

    occupations: Integers  # indices into the alignment's occupations
    programs: Integers  # indices of every program that can lead to one of them
    openings: float
    completers: float  # graduates of those programs who stay in the region
    short: float  # openings - completers


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the focal occupations."""

    openings: float
    openings_low: float | None  # 90 %; None where an occupation's sampling error is not known
    openings_high: float | None
    completers: float | None  # graduates of programs that can lead to a focal occupation, staying or not
    supply_expected: float | None
    supply_low: float | None  # those who can go to focal occupations only
    supply_high: float | None  # everyone who can go to a focal occupation, counted once
    gap: float | None
    gap_low: float | None
    gap_high: float | None
    short_expected: float | None  # sum of max(gap, 0)
    unfilled_floor: float | None  # openings that no choice of any graduate could fill


@dataclass(frozen=True, slots=True)
class Alignment:
    """Openings against completers in one region. Columns have shape (n_occupations,)."""

    occupations: Occupations
    programs: Programs | None  # None: not known yet
    retention: float
    split: Split

    openings: Floats
    openings_low: Floats
    openings_high: Floats
    supply_expected: Floats
    supply_low: Floats
    supply_high: Floats
    gap: Floats  # openings - supply_expected
    gap_low: Floats
    gap_high: Floats
    imprecise: Flags  # sampling error above 30 %, or not known
    linked: Flags  # the crosswalk names the occupation at all
    unsplit: Flags  # openings or entry education not known: no graduates are expected there, nor ruled out

    expected_in_field: Floats  # (n_programs,) graduates expected in focal occupations; NaN where unknown
    expected_elsewhere: Floats  # (n_programs,) and in the others
    unplaced: Integers  # programs that lead only to occupations whose openings are not known
    uncounted: Integers  # programs whose completers are not known; counted as none

    totals: Totals
    bottlenecks: tuple[Bottleneck, ...]  # largest shortfall first; empty also where programs are not known
    eligible: Eligible

    @property
    def known(self) -> bool:
        """Whether the region's programs are known at all."""
        return self.programs is not None

    def flows(self, *, focal_only: bool = False) -> Flows:
        """Every pair of a program and an occupation it can lead to, with the graduates expected there."""
        from trellis.methods.alignment.allocation import expand_flows

        return expand_flows(self, focal_only=focal_only)


@dataclass(frozen=True, slots=True)
class MoreCompleters:
    """A change to a program there is: so many more graduates a year (fewer when negative)."""

    program: str
    completers: float


@dataclass(frozen=True, slots=True)
class NewProgram:
    """A program that isn't there yet."""

    id: str
    cip: str
    rank: int
    completers: float


Change = MoreCompleters | NewProgram


@dataclass(frozen=True, slots=True)
class OutsidePrograms:
    """Programs that could be built on, each column of shape (n_rows,).

    Rows with `in_region` say which institution offers which program of the region (for *extend*, and for the
    institution named by *expand*); the others are candidates for *partner*.
    """

    id: Texts
    institution: Texts
    cip: Texts
    rank: Ranks
    completers: Floats
    distance_km: Floats  # from the region; NaN where unknown
    in_region: Flags


@dataclass(frozen=True, slots=True)
class FeederInstitutions:
    """School districts and career-tech centers of the region, each column of shape (n_rows,)."""

    id: Texts
    distance_km: Floats  # from the middle of the region; NaN where unknown


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A step to take, with its effect and the numbers it rests on. Words are made by whoever shows it."""

    key: str  # stable from one computation to the next
    kind: RecommendationKind
    occupations: Integers  # indices of the focal occupations it answers, most answered first
    program: str | None
    institution: str | None
    cip: str | None
    rank: int | None
    added_completers: float | None  # k
    floor_fall: float  # fall in the unfilled floor
    gap_fall: float  # fall in the sum of max(gap, 0)
    median_wage: float  # dollars, weighted by openings answered; NaN where unpublished
    confidence: Confidence
    score: float
    reasons: tuple[str, ...]  # codes, see docs/methods/alignment.md
    numbers: dict[str, float]  # what the reasons rest on
