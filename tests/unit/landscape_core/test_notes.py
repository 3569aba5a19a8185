"""Notes say what a figure leaves out, to readers who run no commands."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from trellis.apps.landscape.assembly import assemble
from trellis.apps.landscape.evidence_words import KINDS
from trellis.apps.landscape.parameters import Parameters
from trellis.apps.landscape.region_spec import RegionSpec
from trellis.sources import Store

TULSA, DAYTON, DENVER = "0046140", "0019430", "0019740"
DENVER_COUNTIES = ("08001", "08005", "08031")
WRIGHT_STATE, UNIVERSITY_OF_TULSA, OKLAHOMA_STATE = "206604", "207971", "207388"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store.open(tmp_path_factory.mktemp("data"))


def notes(store: Store, **region: Any) -> dict[str, str]:
    made = assemble(store, RegionSpec(**region), Parameters()).document()
    return {note["code"]: note["message"] for note in made["notes"]}


def test_colleges_chosen_by_hand_are_counted_and_the_others_named_as_missing(store: Store) -> None:
    said = notes(store, areas=(DAYTON,), added=(WRIGHT_STATE,))["chosen_by_hand"]
    assert said == "Colleges chosen by hand: 1. Graduates of others who could come are not counted."


def test_colleges_added_to_a_known_list_or_left_out_of_it_are_said(store: Store) -> None:
    said = notes(store, areas=(TULSA,), added=(OKLAHOMA_STATE,), left_out=(UNIVERSITY_OF_TULSA,))
    assert "added to the region by hand: 1" in said["added_by_hand"]
    assert "left out by hand: 1" in said["left_out_by_hand"]
    assert "chosen_by_hand" not in said


def test_a_list_that_nobody_changed_needs_no_note_of_hands(store: Store) -> None:
    assert not [code for code in notes(store, areas=(TULSA,)) if code.endswith("by_hand")]


def test_jobs_of_a_whole_area_are_said_where_the_region_is_only_counties(store: Store) -> None:
    said = notes(store, areas=(DENVER,), counties=DENVER_COUNTIES)["whole_areas"]
    assert "the whole of Denver-Aurora-Centennial, CO" in said
    assert "Adams, Arapahoe, Denver" in said


def test_where_the_area_s_other_counties_are_known_they_are_named_instead(store: Store) -> None:
    said = notes(store, areas=(TULSA,), counties=("40143",))
    assert "Creek" in said["beyond_region"]
    assert "whole_areas" not in said
    assert "whole_areas" not in notes(store, areas=(DENVER,))


@pytest.mark.parametrize("area", [TULSA, DAYTON, "0000000"])
def test_no_note_asks_its_reader_to_run_a_command(store: Store, area: str) -> None:
    assert [said for said in notes(store, areas=(area,)).values() if "trellis data" in said] == []


def test_evidence_says_between_one_number_and_another() -> None:
    document = {"openings_low": 1545.2, "openings_high": 1675.1, "unfilled_floor": None, "occupations": []}
    (said,) = KINDS[0].how_sure(SimpleNamespace(result=document))
    assert said.startswith("Openings are between 1,545 and 1,675 a year")
