"""One ladder for three vocabularies of education: 0 none or high school … 5 doctoral or professional."""

from __future__ import annotations

from typing import Final

UNKNOWN: Final = -1
HIGHEST: Final = 5

# Typical entry-level education, BLS Employment Projections, table 1.2.
ENTRY_EDUCATION: Final[dict[str, int]] = {
    "no formal educational credential": 0,
    "high school diploma or equivalent": 0,
    "some college, no degree": 1,
    "postsecondary nondegree award": 1,
    "associate's degree": 2,
    "bachelor's degree": 3,
    "master's degree": 4,
    "doctoral or professional degree": 5,
}

# CREDLEV of the College Scorecard's field-of-study file.
SCORECARD_LEVEL: Final[dict[int, int]] = {
    1: 1,  # undergraduate certificate or diploma
    2: 2,  # associate
    3: 3,  # bachelor's
    4: 3,  # post-baccalaureate certificate
    5: 4,  # master's
    6: 5,  # doctoral
    7: 5,  # first professional
    8: 4,  # graduate or professional certificate
}

# AWLEVEL of the IPEDS Completions file, with the codes of earlier years (1, 9, 10, 11).
IPEDS_AWLEVEL: Final[dict[int, int]] = {
    1: 1,  # award of less than one academic year
    20: 1,  # certificate of less than 12 weeks
    21: 1,  # certificate of 12 weeks to a year
    2: 1,  # certificate of one to two years
    4: 1,  # certificate of two to four years
    3: 2,  # associate's
    5: 3,  # bachelor's
    6: 3,  # post-baccalaureate certificate
    7: 4,  # master's
    8: 4,  # post-master's certificate
    11: 4,  # first-professional certificate
    9: 5,  # doctor's
    10: 5,  # first professional
    17: 5,  # doctor's, research
    18: 5,  # doctor's, professional practice
    19: 5,  # doctor's, other
}


def rank_of_entry_education(text: str) -> int:
    """Rank of a BLS "typical education needed for entry"; -1 where the text is none of theirs."""
    return ENTRY_EDUCATION.get(" ".join(text.replace("\u2019", "'").casefold().split()), UNKNOWN)


def rank_of_scorecard_level(level: int) -> int:
    """Rank of a College Scorecard credential level (1 to 8); -1 for any other number."""
    return SCORECARD_LEVEL.get(level, UNKNOWN)


def rank_of_awlevel(level: int) -> int:
    """Rank of an IPEDS award level; -1 for any other number (12, for one, is a total)."""
    return IPEDS_AWLEVEL.get(level, UNKNOWN)
