"""What the pipeline recommends, from shown numbers alone, and what is decided about it."""

import pytest
from tests.unit.landscape_pipeline_pages.schools import LARGE, SMALL, PipelinePages

from trellis.apps.findings.models import Recommendation

ALGEBRA, CALCULUS = "k12:algebra:4000002", "k12:calculus:4000002"


@pytest.fixture
def below(pages: PipelinePages) -> PipelinePages:
    """Two districts of which the second is below a target of 70 % and offers no calculus."""
    pages.use(LARGE)
    pages.post("pipeline-settings", {"target": "70", "threshold": "10", "extent": "state"})
    pages.compute(LARGE)
    return pages


def test_the_effect_is_how_many_more_reach_the_target(below: PipelinePages) -> None:
    """70 % of 100 less the 52 who take it."""
    assert "Bring 18 more eighth-graders of Illustrative district 4000002 into algebra I" in below.text(
        "pipeline-steps"
    )


def test_a_missing_course_is_taken_at_the_states_rate(below: PipelinePages) -> None:
    """90 of the 500 who could take calculus do: of the 400 at the other school it would be 72."""
    said = below.text("pipeline-steps")
    assert "Offer calculus in high school in Illustrative district 4000002" in said
    assert "72 more students in the course, at the state's rate" in said


def test_a_target_that_is_reached_asks_for_nothing(below: PipelinePages) -> None:
    assert "Bring 0" not in below.text("pipeline-steps")
    assert "k12:algebra:4000001" not in below.get("pipeline-steps").content.decode()


def test_nothing_is_recommended_from_hidden_numbers(pages: PipelinePages) -> None:
    """The third district's 7 who take algebra I are hidden, and so is how many more would be enough."""
    pages.compute(SMALL)
    assert pages.get("pipeline-district", leaid="4000003").context["row"]["algebra"]["taking"] == "hidden"
    assert "k12:algebra:4000003" not in pages.get("pipeline-steps").content.decode()


def test_accepting_one_begins_a_thread(below: PipelinePages) -> None:
    response = below.post("pipeline-answer", {"key": ALGEBRA, "verdict": "accepted"})
    assert response.status_code == 302
    kept = Recommendation.objects.for_alliance(below.alliance).get()
    assert (kept.key, kept.kind, kept.subject) == (ALGEBRA, "pathway", below.region.evidence_subject)
    assert kept.content["students"] == 18
    said = kept.finding.statement.replace("\N{NO-BREAK SPACE}", " ")
    assert said == "52 % of its 100 eighth-graders take algebra I; the target is 70 %."
    assert "Accepted" in below.text("pipeline-steps")


def test_a_dismissal_wants_a_reason(below: PipelinePages) -> None:
    response = below.post("pipeline-answer", {"key": CALCULUS, "verdict": "dismissed"})
    assert response.status_code == 422
    assert "Say in a few words why" in response.content.decode()


def test_what_was_dismissed_leaves_the_overview(below: PipelinePages) -> None:
    below.post("pipeline-answer", {"key": CALCULUS, "verdict": "dismissed", "reason": "No teacher."})
    assert "Offer calculus" not in below.text()
    assert "No teacher." in below.text("pipeline-steps")


def test_an_answer_stays_when_it_is_computed_again(below: PipelinePages) -> None:
    below.post("pipeline-answer", {"key": ALGEBRA, "verdict": "noted", "reason": "Ask the board."})
    below.compute(LARGE)
    assert "Ask the board." in below.text("pipeline-steps")


@pytest.mark.parametrize(
    "values", [{"key": "k12:algebra:4000001", "verdict": "accepted"}, {"key": ALGEBRA, "verdict": "loved"}]
)
def test_what_is_not_recommended_cannot_be_answered(below: PipelinePages, values: dict[str, str]) -> None:
    assert below.post("pipeline-answer", values).status_code == 404


def test_one_course_can_be_looked_at_alone(below: PipelinePages) -> None:
    said = below.text("pipeline-steps", {"course": "calculus"})
    assert "Offer calculus" in said
    assert "Bring 18 more" not in said


def test_the_landscapes_recommendations_lead_here(below: PipelinePages) -> None:
    assert f'href="{below.url("pipeline-steps")}"' in below.get("recommendations").content.decode()
