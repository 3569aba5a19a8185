"""Landscapes are kept, and earlier ones stay within reach."""

import pytest
from tests.unit.landscape_pages.pages import Pages, words_of

from trellis.apps.alliances.models import Alliance
from trellis.apps.core.evidence.models import Evidence
from trellis.apps.landscape import evidence


def kept(alliance: Alliance) -> list[Evidence]:
    return list(Evidence.objects.for_alliance(alliance).filter(kind="landscape"))


def test_the_first_visit_keeps_the_landscape_and_the_next_reads_it(pages: Pages, alliance: Alliance) -> None:
    pages.text()
    pages.text("occupations")
    assert len(kept(alliance)) == 1


def test_what_is_kept_names_its_sources_parameters_and_answer(pages: Pages, alliance: Alliance) -> None:
    pages.text(query={"retention": "80"})
    (row,) = kept(alliance)
    assert row.parameters["retention"] == 0.8
    assert {source["key"] for source in row.inputs} >= {"oews", "scorecard"}
    assert "STEM jobs open in the Tulsa area" in row.summary


def test_other_data_make_a_new_landscape_and_leave_the_earlier_one(
    pages: Pages, alliance: Alliance, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = pages.document()["openings"]
    (earlier,) = kept(alliance)
    monkeypatch.setattr(evidence, "state_of_data", lambda: "other data")
    pages.text()
    assert len(kept(alliance)) == 2
    then = pages.document(evidence=earlier.pk)
    assert then["openings"] == first
    assert "as it was computed on" in pages.text(query={"evidence": earlier.pk})


def test_an_earlier_landscape_shows_what_it_was_computed_with(pages: Pages, alliance: Alliance) -> None:
    pages.text(query={"field": "all", "retention": "70"})
    (row,) = kept(alliance)
    html = pages.get(query={"evidence": row.pk}).content.decode()
    assert '<option value="all" selected>' in html
    assert 'value="70"' in html


@pytest.mark.parametrize("number", ["0", "999999", "-1", "x", "9" * 40])
def test_evidence_there_is_not_is_a_designed_404(pages: Pages, number: str) -> None:
    response = pages.get(query={"evidence": number})
    assert response.status_code == 404
    assert "Show the newest" in words_of(response)


def test_evidence_of_another_region_is_not_shown_as_this_one_s(pages: Pages, alliance: Alliance) -> None:
    pages.text(query={"region": "4000000"})
    (row,) = kept(alliance)
    assert pages.get(query={"evidence": row.pk}).status_code == 404


def test_the_evidence_page_says_how_sure_it_is_and_leads_back(pages: Pages, alliance: Alliance) -> None:
    pages.text()
    (row,) = kept(alliance)
    html = pages.client.get(row.get_absolute_url()).content.decode()
    assert "90 % interval" in html
    assert f"evidence={row.pk}" in html
