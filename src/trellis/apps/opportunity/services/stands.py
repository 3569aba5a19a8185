"""Keeps what somebody decided about a recommendation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trellis.apps.findings import queries as findings
from trellis.apps.findings.models import Verdict
from trellis.apps.findings.services import decide
from trellis.apps.opportunity import recommendations
from trellis.apps.opportunity.answers import share, who
from trellis.apps.opportunity.memory import document_of
from trellis.apps.opportunity.plans import plan_words
from trellis.apps.opportunity.question import in_words
from trellis.apps.opportunity.services.places import subject_of

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.core.evidence.models import Evidence
    from trellis.apps.findings.models import Decision
    from trellis.apps.findings.queries import Answer
    from trellis.apps.opportunity.models import PlaceSet
    from trellis.apps.opportunity.question import Question
    from trellis.apps.opportunity.reading import Reading


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


def accept_plan(
    *, alliance: Alliance, by: User, evidence: Evidence, place_set: PlaceSet, question: Question
) -> Decision:
    """Keep that a plan for new sites is accepted, so that it can be taken up as a commitment."""
    document = document_of(evidence)
    row = plan_words.region(document)
    return decide(
        alliance=alliance,
        by=by,
        evidence=evidence,
        subject=subject_of(place_set),
        recommendation={
            "key": plan_key(evidence),
            "kind": "open_site",
            "headline": evidence.title,
            "why": [plan_words.plan_summary(document, question), plan_words.who_gains(document)],
            "sites": document["chosen"],
        },
        verdict=Verdict.ACCEPTED,
        finding=(
            f"left_out:{question.ages}:{question.travel}:{question.minutes}",
            _("%(share)s of %(who)s reach no seat (%(question)s).")
            % {"share": share(row["none_before"]), "who": who(question), "question": in_words(question)},
        ),
    )


def of_plan(alliance: Alliance, evidence: Evidence) -> Answer | None:
    """Return the stand taken on a plan; None where there is none."""
    key = plan_key(evidence)
    return findings.decisions_for(alliance, subject=evidence.subject, keys=[key]).get(key)


def plan_key(evidence: Evidence) -> str:
    """Return the stable name of a plan as a recommendation."""
    return f"plan:{evidence.pk}"
