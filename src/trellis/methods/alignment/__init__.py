"""Openings against completers: what a region's programs can and can't supply (docs/methods/alignment.md)."""

from trellis.methods.alignment.align import METHOD_VERSION, align
from trellis.methods.alignment.eligibility import PreparedCrosswalk, prepare
from trellis.methods.alignment.errors import (
    AlignmentError,
    BelowZero,
    DuplicateProgram,
    ImpossibleChange,
    InvalidInput,
    NotFinite,
    SupplyUnknown,
    TooManyCompleters,
    UnknownProgram,
)
from trellis.methods.alignment.model import (
    Alignment,
    Bottleneck,
    Change,
    Crosswalk,
    FeederInstitutions,
    Flows,
    MoreCompleters,
    NewProgram,
    Occupations,
    OutsidePrograms,
    Programs,
    Recommendation,
    Totals,
)
from trellis.methods.alignment.ranks import rank_of_awlevel, rank_of_entry_education, rank_of_scorecard_level
from trellis.methods.alignment.recommend import recommend
from trellis.methods.alignment.what_if import what_if

__all__ = [
    "METHOD_VERSION",
    "Alignment",
    "AlignmentError",
    "BelowZero",
    "Bottleneck",
    "Change",
    "Crosswalk",
    "DuplicateProgram",
    "FeederInstitutions",
    "Flows",
    "ImpossibleChange",
    "InvalidInput",
    "MoreCompleters",
    "NewProgram",
    "NotFinite",
    "Occupations",
    "OutsidePrograms",
    "PreparedCrosswalk",
    "Programs",
    "Recommendation",
    "SupplyUnknown",
    "TooManyCompleters",
    "Totals",
    "UnknownProgram",
    "align",
    "prepare",
    "rank_of_awlevel",
    "rank_of_entry_education",
    "rank_of_scorecard_level",
    "recommend",
    "what_if",
]
