"""Looks up job titles: the likeliest occupations, with why, as a hiring need keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from trellis.apps.core.store import store

if TYPE_CHECKING:
    from trellis.methods.retrieval import Candidate
    from trellis.sources.records import TableInfo
    from trellis.sources.titles import JobTitles

TITLES: Final = "job_titles"
OCCUPATIONS: Final = "occupations"

Suggestion = dict[str, Any]
"""{"soc", "title", "score", "listed", "why": [{"title", "matched": [[own, theirs]], "near": …}]}"""

_read: JobTitles | None = None


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The likeliest occupations, best first; without any, `unknown` are the words that weren't understood."""

    suggestions: tuple[Suggestion, ...]
    unknown: tuple[str, ...]


def is_whole() -> bool:
    """Whether O*NET's job titles are at hand, or only the published names of occupations."""
    return any(info.table == TITLES for info in store().tables())


def is_ready() -> bool:
    """Whether a title is looked up in milliseconds: the index is in this process' memory, or it is small.

    The index of all job titles takes seconds to make: that is for a job, or for somebody who was told so.
    """
    return not is_whole() or (_read is not None and _read is store().job_titles())


def source() -> TableInfo:
    """Where the titles that are searched come from."""
    wanted = TITLES if is_whole() else OCCUPATIONS
    return next(info for info in store().tables() if info.table == wanted)


def look_up(title: str) -> LookedUp:
    """The occupations that a job title may belong to, at most five; none that nothing speaks for."""
    global _read
    coding = store().title_coder().code(title)
    _read = store().job_titles()
    found = tuple(_suggestion(each) for each in coding.candidates)
    return LookedUp(tuple(each for each in found if each["why"]), tuple(coding.asked.unknown))


def occupation_name(soc: str) -> str:
    """What an occupation is called; "" where there is none of that code."""
    return store().job_titles().names.get(soc, "")


def _suggestion(candidate: Candidate) -> Suggestion:
    return {
        "soc": candidate.soc,
        "title": candidate.title,
        "score": round(candidate.score, 4),
        "listed": candidate.listed,
        "why": [
            {
                "title": match.title,
                "matched": [list(pair) for pair in match.why.matched],
                "near": [list(pair) for pair in match.why.near],
            }
            for match in candidate.matches
            if match.why.matched or match.why.near
        ],
    }
