"""Keeps what somebody decided about a recommendation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trellis.apps.findings.services import decide
from trellis.apps.opportunity import recommendations
from trellis.apps.opportunity.services.places import subject_of

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.findings.models import Decision, Verdict
    from trellis.apps.opportunity.queries import Reading


class NoSuchStep(LookupError):
    """The answer recommends nothing by that key."""


def answer_step(
    *, alliance: Alliance, by: User, reading: Reading, key: str, verdict: Verdict, reason: str = ""
) -> Decision:
    """Keep a stand on a recommendation, with the gap it answers and the evidence as it stands today.

    Raises NoSuchStep, and DecisionError where words are missing.
    """
    row = reading.steps.get(key)
    if row is None:
        raise NoSuchStep(key)
    return decide(
        alliance=alliance,
        by=by,
        evidence=reading.evidence,
        subject=subject_of(reading.place_set),
        recommendation=recommendations.content(reading, row),
        verdict=verdict,
        reason=reason,
        finding=(f"desert:{reading.question.ages}:{row['place']}", recommendations.finding(reading, row)),
    )
