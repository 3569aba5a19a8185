"""Counties, the areas that hold them, and which institutions are in a region."""

from pathlib import Path

import pytest
from tests.unit.sources import layouts

from trellis.sources import Store
from trellis.sources.errors import UnknownArea
from trellis.sources.pull import add

TULSA, OKLAHOMA_CITY, OKLAHOMA, NATION = "0046140", "0036420", "4000000", "0000000"
DENVER, NORTHWEST_OKLAHOMA = "0019740", "4000002"
DENVER_COLLEGE = (
    "999997",
    "College of the Plains",
    "Denver",
    "CO",
    "00000300",
    4,
    1,
    19740,
    8031,
    -105,
    39.7,
)
TULSA_COUNTIES = {"Creek", "Okmulgee", "Osage", "Pawnee", "Rogers", "Tulsa", "Wagoner"}


@pytest.fixture
def with_directory(store: Store, tmp_path: Path) -> Store:
    add(
        store,
        "ipeds-directory",
        layouts.delimited(tmp_path / "hd2024.csv", layouts.HD_HEADER, [*layouts.HD_ROWS, DENVER_COLLEGE]),
    )
    return store


def test_the_counties_of_the_tulsa_area_are_stated(shipped: Store) -> None:
    assert {county.name for county in shipped.area_counties(TULSA) or ()} == TULSA_COUNTIES


def test_a_state_has_its_counties(shipped: Store) -> None:
    assert len(shipped.counties("OK")) == 77
    assert shipped.area_counties(OKLAHOMA) == shipped.counties("OK")
    assert len(shipped.area_counties(NATION) or ()) > 3_100


def test_counties_of_other_areas_are_not_known_offline(shipped: Store) -> None:
    assert shipped.area_counties(OKLAHOMA_CITY) is None


def test_an_unknown_area_has_no_counties(shipped: Store) -> None:
    with pytest.raises(UnknownArea):
        shipped.area_counties("1234567")


def test_counties_lead_to_their_area_and_what_it_holds_beyond(shipped: Store) -> None:
    match = shipped.areas_of_counties(["40143", "40109"])
    assert [area.title for area in match.areas] == ["Tulsa, OK"]
    assert [county.name for county in match.unplaced] == ["Oklahoma"]
    assert {county.name for county in match.beyond} == TULSA_COUNTIES - {"Tulsa"}


def test_a_county_that_is_none_is_refused(shipped: Store) -> None:
    with pytest.raises(UnknownArea, match="99999"):
        shipped.areas_of_counties(["99999"])


def test_the_institutions_of_the_tulsa_area_are_stated(shipped: Store) -> None:
    placement = shipped.place_institutions(area_codes=[TULSA])
    names = {place.name for place in shipped.institutions(unitids=placement.unitids)}
    assert placement.known
    assert len(placement.unitids) == 21
    assert {"Tulsa Community College", "University of Tulsa", "Tulsa Technology Center"} <= names
    assert "main campus" in placement.how


def test_some_of_its_counties_are_enough(shipped: Store) -> None:
    placement = shipped.place_institutions(counties=["40131"])
    assert [place.name for place in shipped.institutions(unitids=placement.unitids)] == [
        "Rogers State University"
    ]


def test_a_state_and_the_nation_are_placed_by_state(shipped: Store) -> None:
    state = shipped.place_institutions(area_codes=[OKLAHOMA])
    assert state == shipped.place_institutions(states=["OK"])
    assert {place.state for place in shipped.institutions(unitids=state.unitids)} == {"OK"}
    assert len(shipped.place_institutions(area_codes=[NATION]).unitids) == len(shipped.institutions())


@pytest.mark.parametrize(
    ("region", "step"),
    [
        ({"area_codes": [OKLAHOMA_CITY]}, "pull ipeds-directory"),
        ({"area_codes": [NORTHWEST_OKLAHOMA]}, "pull area-definitions ipeds-directory"),
        ({"counties": ["40109"]}, "ipeds-directory"),
        ({"counties": ["40143", "40109"]}, "ipeds-directory"),
    ],
)
def test_elsewhere_colleges_are_not_known_yet_and_one_step_mends_it(
    shipped: Store, region: dict[str, list[str]], step: str
) -> None:
    placement = shipped.place_institutions(**region)
    assert not placement.known
    assert placement.unitids == ()
    assert step in placement.how_to_mend
    assert "by hand (on the command line --add-college)" in placement.how_to_mend


def test_the_directory_alone_places_a_metropolitan_areas_open_institutions(with_directory: Store) -> None:
    placement = with_directory.place_institutions(area_codes=[DENVER])
    assert placement.unitids == ("999997",)
    assert placement.how.startswith(
        "Placed by the metropolitan area that the IPEDS directory 2024 gives; its outline can differ from "
        "the employment survey's."
    )


def test_areas_placed_by_county_and_by_the_directorys_areas_are_added(with_directory: Store) -> None:
    placement = with_directory.place_institutions(area_codes=[TULSA, DENVER])
    assert {"207935", "999997"} <= set(placement.unitids)
    assert "999999" not in placement.unitids
    assert "by the county of the main campus (IPEDS directory 2024) and by the metropolitan" in placement.how


@pytest.mark.parametrize("code", [OKLAHOMA_CITY, NORTHWEST_OKLAHOMA])
def test_an_area_that_the_directory_never_names_still_needs_its_definition(
    with_directory: Store, code: str
) -> None:
    placement = with_directory.place_institutions(area_codes=[code])
    assert not placement.known
    assert "area-definitions" in placement.how_to_mend
    assert "by hand (on the command line --county and --add-college)" in placement.how_to_mend


def test_the_directory_places_every_active_institution_by_county(with_directory: Store) -> None:
    placement = with_directory.place_institutions(counties=["40025"])
    assert placement.unitids == ("999998",)
    assert "IPEDS directory 2024" in placement.how
    assert "999999" not in with_directory.place_institutions(counties=["40143"]).unitids


def test_the_directory_gives_positions_nearest_first(with_directory: Store, shipped: Store) -> None:
    near = with_directory.institutions(near=(36.15, -95.99))
    assert [place.unitid for place in near] == ["207935", "999998", "999997"]
    assert shipped.institutions(near=(36.15, -95.99)) == ()


def test_area_definitions_place_counties_and_with_the_directory_colleges(
    with_directory: Store, tmp_path: Path
) -> None:
    rows = [
        ("FIPS Code", "State", "May 2025 Area Code", "May 2025 Area Title", "County Code", "County Name"),
        ("40", "Oklahoma", "36420", "Oklahoma City, OK", "109", "Oklahoma County"),
        ("40", "Oklahoma", "4000002", "Northwest Oklahoma nonmetropolitan area", "025", "Cimarron County"),
    ]
    add(
        with_directory,
        "area-definitions",
        layouts.workbook(tmp_path / "area_definitions_m2025.xlsx", {"A": rows}),
    )
    assert [county.name for county in with_directory.area_counties(OKLAHOMA_CITY) or ()] == ["Oklahoma"]
    assert with_directory.place_institutions(area_codes=["4000002"]).unitids == ("999998",)
    assert {county.name for county in with_directory.area_counties(TULSA) or ()} == TULSA_COUNTIES
