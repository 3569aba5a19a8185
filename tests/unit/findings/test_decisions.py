"""Decisions on recommendations are kept with who, when and why, and never overwritten."""

from typing import Any

import pytest
from tests.factories import AllianceFactory, EvidenceFactory, UserFactory

from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.findings import queries
from trellis.apps.findings.models import Finding, Recommendation, Verdict
from trellis.apps.findings.services import DecisionError, decide

pytestmark = pytest.mark.django_db

ADVICE = {"key": "expand:207935-15.02-2", "kind": "expand", "headline": "Graduate 40 more civil technicians"}


def stand(verdict: Verdict, *, alliance: Any, reason: str = "", **more: Any) -> Any:
    """Decide on ADVICE, as somebody new unless said."""
    given = {
        "by": UserFactory(),
        "evidence": EvidenceFactory(alliance=alliance),
        "subject": "region:1",
        "recommendation": ADVICE,
        **more,
    }
    return decide(alliance=alliance, verdict=verdict, reason=reason, **given)


def answer(alliance: Any) -> queries.Answer:
    return queries.decisions_for(alliance, subject="region:1", keys=[ADVICE["key"]])[ADVICE["key"]]


def test_an_accepted_recommendation_stands_as_accepted_with_who_decided() -> None:
    alliance = AllianceFactory()
    decision = stand(Verdict.ACCEPTED, alliance=alliance)
    found = answer(alliance)
    assert found.stands == "accepted"
    assert found.latest == decision
    assert found.recommendation.headline == ADVICE["headline"]


def test_a_dismissal_needs_a_reason_and_nothing_is_kept_without() -> None:
    alliance = AllianceFactory()
    with pytest.raises(DecisionError, match="why it is dismissed"):
        stand(Verdict.DISMISSED, alliance=alliance, reason="   ")
    assert not Recommendation.objects.for_alliance(alliance).exists()


def test_an_empty_note_is_refused() -> None:
    with pytest.raises(DecisionError, match="note is empty"):
        stand(Verdict.NOTED, alliance=AllianceFactory())


def test_a_reason_too_long_to_read_is_refused_with_both_lengths() -> None:
    with pytest.raises(DecisionError, match="2500 characters; 2000 fit"):
        stand(Verdict.DISMISSED, alliance=AllianceFactory(), reason="x" * 2500)


def test_a_note_does_not_change_where_a_recommendation_stands() -> None:
    alliance = AllianceFactory()
    stand(Verdict.DISMISSED, alliance=alliance, reason="No room in the lab")
    stand(Verdict.NOTED, alliance=alliance, reason="Ask again in spring")
    found = answer(alliance)
    assert found.stands == "dismissed"
    assert [note.reason for note in found.notes] == ["Ask again in spring"]


def test_a_recommendation_opened_again_keeps_its_history() -> None:
    alliance = AllianceFactory()
    stand(Verdict.DISMISSED, alliance=alliance, reason="No room in the lab")
    stand(Verdict.REOPENED, alliance=alliance)
    found = answer(alliance)
    assert found.stands == "open"
    assert [each.verdict for each in found.history] == [Verdict.DISMISSED, Verdict.REOPENED]


def test_deciding_twice_keeps_one_recommendation_with_the_newest_evidence() -> None:
    alliance = AllianceFactory()
    newer = EvidenceFactory(alliance=alliance)
    stand(Verdict.ACCEPTED, alliance=alliance)
    stand(Verdict.NOTED, alliance=alliance, reason="Budget asked for", evidence=newer)
    kept = Recommendation.objects.for_alliance(alliance).get()
    assert kept.evidence == newer


def test_the_finding_that_a_recommendation_answers_is_raised_once() -> None:
    alliance = AllianceFactory()
    gap = ("bottleneck:17-2051", "Civil engineers: 79 openings a year, no graduate")
    stand(Verdict.ACCEPTED, alliance=alliance, finding=gap)
    stand(Verdict.ACCEPTED, alliance=alliance, finding=gap, recommendation={**ADVICE, "key": "extend:x"})
    finding = Finding.objects.for_alliance(alliance).get()
    assert finding.recommendations.count() == 2


def test_a_decision_leaves_an_audit_row() -> None:
    alliance, by = AllianceFactory(), UserFactory()
    stand(Verdict.DISMISSED, alliance=alliance, reason="No room", by=by)
    entry = AuditEntry.objects.for_alliance(alliance).first()
    assert entry is not None
    assert (entry.action, entry.by) == ("recommendation.dismissed", by)
    assert entry.changes["reason"]["after"] == "No room"


def test_another_alliance_does_not_see_the_decision() -> None:
    stand(Verdict.ACCEPTED, alliance=AllianceFactory())
    assert not queries.decisions_for(AllianceFactory(), subject="region:1", keys=[ADVICE["key"]])


def test_reading_many_answers_takes_as_many_queries_as_reading_one(django_assert_num_queries: Any) -> None:
    alliance = AllianceFactory()
    evidence = EvidenceFactory(alliance=alliance)
    for number in range(5):
        stand(
            Verdict.ACCEPTED,
            alliance=alliance,
            evidence=evidence,
            recommendation={**ADVICE, "key": str(number)},
            finding=(str(number), "A gap"),
        )
    with django_assert_num_queries(2):
        found = queries.answered(alliance)
    assert len(found) == 5
    with django_assert_num_queries(0):
        assert all(each.latest and str(each.latest.by) for each in found)
