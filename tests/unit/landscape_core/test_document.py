"""The landscape document: checked against its published schema, null for what is not known, stable."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from trellis.apps import landscape
from trellis.apps.landscape.assembly import assemble, assemble_many
from trellis.apps.landscape.parameters import FIELDS, Parameters
from trellis.apps.landscape.region_spec import RegionError, RegionSpec
from trellis.methods.alignment import MoreCompleters, NewProgram
from trellis.sources import Store

SCHEMA = json.loads((Path(landscape.__file__).parent / "schema" / "landscape-1.json").read_text("utf-8"))
TULSA, OKLAHOMA, NATION, DAYTON = "0046140", "4000000", "0000000", "0019430"
TULSA_COUNTIES = ("40037", "40111", "40113", "40117", "40131", "40143", "40145")
TULSA_COMMUNITY, UNIVERSITY_OF_TULSA = "207935", "207971"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store.open(tmp_path_factory.mktemp("data"))


def document(store: Store, region: RegionSpec | str, **parameters: Any) -> dict[str, Any]:
    spec = RegionSpec.of_areas(region) if isinstance(region, str) else region
    return assemble(store, spec, Parameters(**parameters)).document()


def problems(made: dict[str, Any]) -> list[str]:
    return [
        f"{error.json_path}: {error.message[:200]}"
        for error in Draft202012Validator(SCHEMA).iter_errors(made)
    ]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("area", [TULSA, OKLAHOMA, NATION, DAYTON])
def test_documents_keep_to_the_schema(store: Store, area: str) -> None:
    assert problems(json.loads(json.dumps(document(store, area), allow_nan=False))) == []


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("definition", ["entrants", "growth"])
def test_every_field_and_definition_keeps_to_the_schema(store: Store, field: str, definition: str) -> None:
    made = document(store, TULSA, field=field, definition=definition, split="equal", retention=0.6)
    assert problems(made) == []
    assert (made["field"], made["definition"], made["retention"]) == (field, definition, 0.6)


def test_graduates_of_a_metro_without_placed_colleges_are_null_with_the_step_that_mends_it(
    store: Store,
) -> None:
    made = document(store, DAYTON)
    institutions = made["region"]["institutions"]
    assert made["openings"] > 1000
    for key in ("completers", "supply_expected", "unfilled_floor", "gap", "gap_low", "gap_high"):
        assert made[key] is None
    assert not institutions["known"]
    assert institutions["count"] is None
    assert "trellis data pull" in institutions["how_to_mend"]
    assert made["notes"][0]["code"] == "graduates_unknown"
    assert all(row["supply_expected"] is None for row in made["occupations"])


def test_a_college_ticked_by_hand_makes_graduates_known(store: Store) -> None:
    wright_state = "206604"
    made = document(store, RegionSpec(areas=(DAYTON,), added=(wright_state,)))
    assert made["region"]["institutions"]["count"] == 1
    assert made["supply_expected"] > 0


def test_leaving_a_college_out_takes_its_programs_away(store: Store) -> None:
    whole = document(store, TULSA)
    less = document(store, RegionSpec(areas=(TULSA,), left_out=(UNIVERSITY_OF_TULSA,)))
    assert any(row["unitid"] == UNIVERSITY_OF_TULSA for row in whole["programs"])
    assert not any(row["unitid"] == UNIVERSITY_OF_TULSA for row in less["programs"])
    assert less["unfilled_floor"] > whole["unfilled_floor"]


def test_a_region_of_the_areas_counties_is_the_area(store: Store) -> None:
    by_area, by_county = document(store, TULSA), document(store, RegionSpec.of_counties(*TULSA_COUNTIES))
    assert by_county["region"]["kind"] == "counties"
    for key in ("openings", "supply_expected", "unfilled_floor"):
        assert by_county[key] == pytest.approx(by_area[key])


def test_a_region_of_some_counties_says_which_jobs_are_counted_beyond_it(store: Store) -> None:
    made = document(store, RegionSpec.of_counties("40143"))
    (note,) = [note for note in made["notes"] if note["code"] == "beyond_region"]
    assert "Creek" in note["message"]


def test_two_areas_are_added_up(store: Store) -> None:
    both = document(store, RegionSpec.of_areas(TULSA, "0036420"))
    alone = [document(store, code) for code in (TULSA, "0036420")]
    assert both["employment"] == pytest.approx(sum(made["employment"] for made in alone))
    assert both["region"]["kind"] == "areas"


@pytest.mark.parametrize(
    ("region", "message"),
    [
        (RegionSpec.of_counties("99999"), "no county with the FIPS code 99999"),
        (RegionSpec.of_counties("39113"), "Which published areas hold Montgomery, OH is not known"),
        (RegionSpec(areas=(TULSA,), added=("999999",)), "no college with the unit ID 999999"),
    ],
)
def test_a_region_that_can_not_be_computed_says_why(store: Store, region: RegionSpec, message: str) -> None:
    with pytest.raises(RegionError, match=message):
        assemble(store, region)


def test_a_document_is_the_same_each_time(store: Store, tmp_path: Path) -> None:
    again = document(Store.open(tmp_path), TULSA)
    assert json.dumps(document(store, TULSA)) == json.dumps(again)


def test_what_if_changes_the_floor_by_no_more_than_the_graduates_added(store: Store) -> None:
    before = assemble(store, RegionSpec.of_areas(TULSA))
    program = next(row["id"] for row in before.document()["programs"] if row["cip"] == "11.07")
    after = before.changed([MoreCompleters(program, 60.0)]).document()
    fall = before.document()["unfilled_floor"] - after["unfilled_floor"]
    assert 0 <= fall <= 60 + 1e-9


def test_a_new_program_is_in_the_document_with_its_fields_name(store: Store) -> None:
    before = assemble(store, RegionSpec.of_areas(TULSA))
    after = before.changed([NewProgram(id="new", cip="14.08", rank=3, completers=40.0)]).document()
    (row,) = [row for row in after["programs"] if row["id"] == "new"]
    assert row["title"].startswith("Civil Engineering")
    assert row["unitid"] is None
    assert problems(after) == []


def test_every_name_in_the_document_leads_somewhere(store: Store) -> None:
    made = document(store, TULSA)
    programs = {row["id"] for row in made["programs"]}
    socs = {row["soc"] for row in made["occupations"]}
    sources = {row["key"] for row in made["sources"]}
    for row in made["occupations"]:
        assert {feeder["program"] for feeder in row["feeders"]} <= programs
    for group in made["bottlenecks"]:
        assert set(group["occupations"]) <= socs
        assert set(group["programs"]) <= programs
    for step in made["recommendations"]:
        assert set(step["occupations"]) <= socs
        assert set(step["rests_on"]) <= sources
        assert step["headline"]
        assert step["why"]


def test_feeders_of_an_occupation_add_up_to_its_supply(store: Store) -> None:
    for row in document(store, TULSA)["occupations"]:
        if row["supply_expected"]:
            expected = sum(feeder["expected"] or 0 for feeder in row["feeders"])
            assert expected == pytest.approx(row["supply_expected"])


def test_many_areas_at_once_are_what_each_is_alone(store: Store) -> None:
    for code, each in zip(
        (TULSA, DAYTON), assemble_many(store, (TULSA, DAYTON), recommending=True), strict=True
    ):
        assert each.document() == document(store, code)
