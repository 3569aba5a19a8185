"""Landscapes side by side."""

import pytest
from tests.unit.landscape_pages.pages import WICHITA, Pages

from trellis.apps.core.ui.figures import about


def test_a_region_stands_beside_its_state_and_the_nation(pages: Pages) -> None:
    text = pages.text("compare")
    for code in ("home", "4000000", "0000000"):
        assert about(pages.document(region=code)["openings"]) in text
    assert "For each 1,000 jobs" in text
    assert "the others include it" in text


def test_the_nation_stands_beside_nothing_larger(pages: Pages) -> None:
    assert "Side by side" not in pages.text("compare", {"region": "0000000"})


def test_two_regions_are_compared_by_figures_for_each_1000_jobs(pages: Pages) -> None:
    text = pages.text("compare", {"mode": "regions", "other": "4000000"})
    assert "in the Tulsa area" in text
    assert "in Oklahoma" in text
    assert "Jobs for each 1,000 jobs" in text


def test_the_other_region_may_be_typed(pages: Pages) -> None:
    html = pages.get("compare", {"mode": "regions", "typed": "wichita"}).content.decode()
    assert f'<option value="{WICHITA}" selected>' in html


def test_a_region_without_placed_colleges_is_compared_by_openings_and_said_so(pages: Pages) -> None:
    text = pages.text("compare", {"mode": "regions", "other": WICHITA})
    assert "It is not known yet which colleges are in Wichita, KS" in text
    assert "not known" in text


@pytest.mark.parametrize(
    ("other", "message"),
    [("tulza", "No published area is called “tulza”."), ("home", "That is the same region.")],
)
def test_a_region_it_cannot_be_compared_with_is_said_beside_the_field(
    pages: Pages, other: str, message: str
) -> None:
    text = pages.text("compare", {"mode": "regions", "typed": other})
    assert message in text
    assert "Side by side" not in text


def test_three_definitions_stand_side_by_side(pages: Pages) -> None:
    text = pages.text("compare", {"mode": "definitions"})
    for definition in ("openings", "entrants", "growth"):
        assert about(pages.document(definition=definition)["openings"]) in text
    assert "not three estimates of one number" in text


def test_with_one_release_at_hand_it_says_how_to_get_another(pages: Pages) -> None:
    text = pages.text("compare", {"mode": "vintages"})
    assert "Only one release is here" in text
    assert "trellis data add oews FILE" in text


def test_the_row_of_controls_keeps_what_is_compared(pages: Pages) -> None:
    html = pages.get("compare", {"mode": "regions", "other": "4000000"}).content.decode()
    controls = html[html.index('class="asked"') :][:800]
    assert '<input type="hidden" name="mode" value="regions">' in controls
    assert '<input type="hidden" name="other" value="4000000">' in controls


def test_an_unknown_way_to_compare_is_the_usual_one(pages: Pages) -> None:
    assert "the others include it" in pages.text("compare", {"mode": "bogus"})
