"""What to do, and what people decided about it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from tests.unit.landscape_pages.pages import Pages, words_of

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.audit import queries as audit
from trellis.apps.core.permissions import Role
from trellis.apps.findings.models import Decision, Recommendation


def first(pages: Pages) -> dict[str, Any]:
    found: dict[str, Any] = pages.document()["recommendations"][0]
    return found


def decide(pages: Pages, verdict: str, reason: str = "", key: str | None = None) -> HttpResponse:
    data = {"key": first(pages)["key"] if key is None else key, "verdict": verdict, "reason": reason}
    return pages.client.post(pages.url("answer"), data)


def test_steps_are_ranked_each_with_why_how_sure_and_what_it_rests_on(pages: Pages) -> None:
    step, text = first(pages), pages.text("recommendations")
    assert step["headline"] in text
    assert all(line in text for line in step["why"])
    for label in ("How sure", "Answers", "Rests on", "Occupational Employment and Wage Statistics, May 2025"):
        assert label in text


def test_they_are_shown_ten_at_a_time(pages: Pages) -> None:
    count = len(pages.document()["recommendations"])
    assert f"1 to 10 of {count}" in pages.text("recommendations")
    assert f"11 to 20 of {count}" in pages.text("recommendations", {"page": "2"})


def test_they_are_narrowed_to_a_kind(pages: Pages) -> None:
    kinds = {row["kind"] for row in pages.document()["recommendations"]}
    assert "watch" in kinds
    text = pages.text("recommendations", {"kind": "watch"})
    assert "Ask employers how many" in text
    assert "Try it" not in text


def test_a_kind_there_is_not_shows_all(pages: Pages) -> None:
    assert first(pages)["headline"] in pages.text("recommendations", {"kind": "bogus"})


def test_a_step_leads_to_its_what_if_filled_in(pages: Pages) -> None:
    html = pages.get("recommendations").content.decode()
    assert "/what-if/?" in html


def test_an_acceptance_is_kept_with_who_and_when(pages: Pages, alliance: Alliance, staff: User) -> None:
    response = decide(pages, "accepted")
    assert response.status_code == 302
    kept = Decision.objects.for_alliance(alliance).get()
    assert (kept.verdict, kept.by) == ("accepted", staff)
    text = pages.text("recommendations")
    assert f"Accepted {staff}" in text


def test_a_decision_has_its_audit_row_and_the_finding_it_answers(pages: Pages, alliance: Alliance) -> None:
    decide(pages, "accepted")
    assert "recommendation.accepted" in audit.actions_used(alliance)
    kept = Recommendation.objects.for_alliance(alliance).select_related("finding").get()
    assert kept.finding is not None
    assert "jobs open for" in kept.finding.statement


def test_a_decision_outlives_a_new_computation(pages: Pages) -> None:
    then = {row["key"] for row in pages.document(definition="entrants")["recommendations"]}
    key = next(row["key"] for row in pages.document()["recommendations"] if row["key"] in then)
    decide(pages, "noted", "We know.", key=key)
    shown = [
        pages.text("recommendations", {"definition": "entrants", "page": str(page)}) for page in range(1, 11)
    ]
    assert any("“We know.”" in text for text in shown)


def test_a_dismissed_step_moves_to_the_end_with_its_reason_and_leaves_the_overview(pages: Pages) -> None:
    headline = first(pages)["headline"]
    decide(pages, "dismissed", "The university closed this department.")
    text = pages.text("recommendations")
    assert "1 dismissed" in text
    assert "“The university closed this department.”" in text
    assert headline not in pages.text()


def test_a_dismissal_without_a_reason_is_asked_for_one_and_nothing_is_kept(
    pages: Pages, alliance: Alliance
) -> None:
    response = decide(pages, "dismissed", "   ")
    assert response.status_code == 422
    assert "Say in a few words why it is dismissed" in words_of(response)
    assert not Decision.objects.for_alliance(alliance).exists()


def test_a_reason_that_is_too_long_is_given_back_with_what_was_written(pages: Pages) -> None:
    response = decide(pages, "noted", "long " * 500)
    assert response.status_code == 422
    assert "2000 fit" in words_of(response)
    assert "long long long" in response.content.decode()


def test_a_note_is_kept_beside_the_step_and_changes_no_stand(pages: Pages) -> None:
    decide(pages, "noted", "Ask the dean in May.")
    text = pages.text("recommendations")
    assert "“Ask the dean in May.”" in text
    assert "Accepted" not in text


def test_a_dismissed_step_can_be_opened_again(pages: Pages) -> None:
    decide(pages, "dismissed", "Not now.")
    decide(pages, "reopened")
    assert "1 dismissed" not in pages.text("recommendations")
    assert first(pages)["headline"] in pages.text()


@pytest.mark.parametrize(("verdict", "key"), [("bogus", None), ("", None), ("accepted", "no-such-step")])
def test_an_answer_to_nothing_is_not_found(pages: Pages, verdict: str, key: str | None) -> None:
    assert decide(pages, verdict, key=key).status_code == 404


@pytest.mark.parametrize("role", [Role.PARTNER_EDITOR, Role.CONTRIBUTOR])
def test_those_who_only_read_see_what_was_decided_but_no_buttons(
    pages: Pages, pages_as: Callable[[Role], Pages], role: Role
) -> None:
    decide(pages, "accepted")
    reader = pages_as(role)
    html = reader.get("recommendations").content.decode()
    assert "Accepted" in html
    assert 'name="verdict"' not in html
    assert decide(reader, "accepted").status_code == 404
