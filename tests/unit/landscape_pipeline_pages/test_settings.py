"""Target, threshold and districts: who may set them, what is refused, what changes."""

import csv
from io import StringIO
from typing import Any

import pytest
from tests.unit.landscape_pipeline_pages.schools import LARGE, PipelinePages

from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.landscape.models import PipelineSettings
from trellis.apps.landscape.pipeline import evidence, queries

RIGHT = {"target": "70", "threshold": "10", "extent": "state"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"target": "140"}, "less than or equal to 100"),
        ({"target": "0"}, "greater than or equal to 1"),
        ({"target": "half"}, "whole number"),
        ({"threshold": "2"}, "greater than or equal to 3"),
        ({"extent": "chosen"}, "Tick at least one district"),
        ({"extent": "chosen", "districts": ["9999999"]}, "9999999 is not one of the available choices"),
    ],
)
def test_what_cannot_be_is_refused(pages: PipelinePages, wrong: dict[str, Any], said: str) -> None:
    pages.use(LARGE)
    response = pages.post("pipeline-settings", {**RIGHT, **wrong})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not PipelineSettings.objects.for_alliance(pages.alliance).exists()


def test_a_new_target_counts_at_once(pages: PipelinePages) -> None:
    pages.compute(LARGE)
    pages.post("pipeline-settings", {**RIGHT, "extent": "counties"})
    said = pages.text()
    assert "70 % is your target" in said
    assert "have changed since" not in said


def test_another_threshold_asks_for_computing_again(pages: PipelinePages) -> None:
    pages.compute(LARGE)
    pages.post("pipeline-settings", {**RIGHT, "extent": "counties", "threshold": "20"})
    assert "settings or data have changed since" in pages.text()


def test_what_was_changed_is_audited(pages: PipelinePages) -> None:
    pages.use(LARGE)
    pages.post("pipeline-settings", RIGHT)
    entry = AuditEntry.objects.for_alliance(pages.alliance).get(action="pipeline.settings_changed")
    assert entry.changes == {
        "target": {"before": 50, "after": 70},
        "extent": {"before": "counties", "after": "state"},
    }


def test_chosen_districts_are_the_region(pages: PipelinePages) -> None:
    pages.use(LARGE)
    pages.post("pipeline-settings", {**RIGHT, "extent": "chosen", "districts": ["4000001"]})
    pages.compute(LARGE)
    said = pages.text()
    assert "70 % of eighth-graders in this district take algebra I" in said
    assert "In all of the state 61 % take algebra I by then." in said


def test_numbers_below_a_higher_threshold_are_hidden(pages: PipelinePages) -> None:
    """6 of 11 Black and 15 of 29 white students in algebra I are girls: 21, shown with 10, hidden with 30."""
    pages.compute(LARGE)
    assert girls_in_algebra(pages) == "21"
    pages.post("pipeline-settings", {**RIGHT, "threshold": "30"})
    pages.compute(LARGE)
    assert girls_in_algebra(pages) == "hidden"


def girls_in_algebra(pages: PipelinePages) -> str:
    content = pages.get("pipeline-export", {"table": "groups"}, kind="csv").content.decode("utf-8-sig")
    rows = csv.DictReader(StringIO(content))
    return next(row["algebra"] for row in rows if (row["key"], row["group"]) == ("4000002", "Girls"))


def test_the_evidence_says_what_was_asked(pages: PipelinePages) -> None:
    kept = pages.compute(LARGE)
    assert kept.parameters == {
        "states": ["OK"],
        "extent": "counties",
        "counties": [],
        "threshold": 10,
        "target": 50,
        "vintage": "2017–18",
    }
    assert kept.inputs[0]["title"] == "Civil Rights Data Collection, schools"


def test_the_same_question_on_the_same_data_is_kept_once(pages: PipelinePages) -> None:
    assert pages.compute(LARGE).pk == pages.compute(LARGE).pk


def test_a_region_without_states_has_no_schools(pages: PipelinePages) -> None:
    pages.region.states = []
    with pytest.raises(evidence.NoStates):
        evidence.compute_and_keep(
            alliance=pages.alliance,
            region=pages.region,
            settings=queries.settings_of(pages.alliance, pages.region),
            by=None,
        )
