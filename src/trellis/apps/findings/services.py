"""Writes of the thread: a stand on a recommendation, and the finding it answers."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from trellis.apps.core.audit import services as audit
from trellis.apps.findings.models import Decision, Finding, Recommendation, Verdict

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.core.models import Evidence

LONGEST_REASON = 2000


class DecisionError(ValueError):
    """A decision that can't be kept; the message says what is missing."""


@transaction.atomic
def decide(
    *,
    alliance: "Alliance",
    by: "User",
    evidence: "Evidence",
    subject: str,
    recommendation: dict[str, Any],
    verdict: Verdict,
    reason: str = "",
    finding: tuple[str, str] | None = None,
) -> Decision:
    """Keep what somebody decided about a recommendation, or noted beside it.

    subject: what the recommendation is about, such as a region's key.
    recommendation: as the evidence holds it; needs `key`, `kind` and `headline`.
    finding: (key, statement) of the finding it answers, where it answers one.
    Raises DecisionError when a dismissal or a note comes without words, or the words are too long.
    """
    reason = reason.strip()
    if verdict == Verdict.DISMISSED and not reason:
        raise DecisionError(_("Say in a few words why it is dismissed, so that nobody has to ask again."))
    if verdict == Verdict.NOTED and not reason:
        raise DecisionError(_("The note is empty. Write what the others should know."))
    if len(reason) > LONGEST_REASON:
        raise DecisionError(
            _("That is %(length)d characters; %(most)d fit.")
            % {"length": len(reason), "most": LONGEST_REASON}
        )
    kept, _created = Recommendation.objects.for_alliance(alliance).update_or_create(
        alliance=alliance,
        subject=subject,
        key=recommendation["key"],
        defaults={
            "kind": recommendation["kind"],
            "headline": recommendation["headline"],
            "content": recommendation,
            "evidence": evidence,
            "finding": _raise_finding(alliance=alliance, evidence=evidence, subject=subject, finding=finding),
        },
    )
    decision = Decision.objects.create(
        alliance=alliance, recommendation=kept, verdict=verdict, reason=reason, by=by
    )
    changes = {"reason": {"before": None, "after": reason}} if reason else {}
    audit.record(by=by, alliance=alliance, action=f"recommendation.{verdict}", target=kept, changes=changes)
    return decision


def _raise_finding(
    *, alliance: "Alliance", evidence: "Evidence", subject: str, finding: tuple[str, str] | None
) -> Finding | None:
    if finding is None:
        return None
    key, statement = finding
    kept, _created = Finding.objects.for_alliance(alliance).update_or_create(
        alliance=alliance,
        subject=subject,
        key=key,
        defaults={"statement": statement, "evidence": evidence},
    )
    return kept
