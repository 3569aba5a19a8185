"""Census tables in both layouts, and what is said of broken ones."""

import numpy as np
import pytest
from tests.unit.sources import census

from trellis.sources.errors import MissingColumn, Truncated, Unreadable
from trellis.sources.places import read_acs

TRACTS = ("40143000100", "40143000200")
API_ROW = {
    "NAME": "Census Tract 1; Tulsa County; Oklahoma",
    "B01001_004E": "12",
    "B01001_004M": "7",
    "state": "40",
    "county": "143",
    "tract": "000100",
}


@pytest.mark.parametrize("objects", [False, True])
def test_the_apis_answer_is_read_as_rows_and_as_objects(objects: bool) -> None:
    rows = [API_ROW, API_ROW | {"tract": "000200", "B01001_004E": "15"}]
    table = read_acs(census.api(rows, objects=objects), name="acs5_2023_B01001_40_tract.json")
    assert table.ids.tolist() == list(TRACTS)
    assert table.estimates["B01001_004"].tolist() == [12, 15]
    assert table.margins["B01001_004"].tolist() == [7, 7]
    assert (table.level, table.vintage, table.edition) == ("tract", "2019–23", "2023")


def test_block_groups_of_the_api_have_twelve_digits() -> None:
    table = read_acs(census.api([API_ROW | {"block group": "3"}]))
    assert (table.ids.tolist(), table.level) == (["401430001003"], "block_group")


def test_only_the_lines_that_are_used_are_kept() -> None:
    counts = {line: (line, 1) for line in (1, 3, 4, 25)}
    assert list(read_acs(census.table("B01001", TRACTS, counts)).estimates) == ["B01001_001", "B01001_004"]


@pytest.mark.parametrize(
    ("estimate", "margin", "expected"),
    [
        ("12", "7", (12, 7)),
        ("1,234", "7", (1234, 7)),
        # A controlled estimate has no sampling error.
        ("12", "*****", (12, 0)),
        (12, -555555555, (12, 0)),
        ("12", "**", (12, np.nan)),
        ("-666666666", "-222222222", (np.nan, np.nan)),
        ("-666666666.0", "-222222222.0", (np.nan, np.nan)),
        ("-", "**", (np.nan, np.nan)),
        ("N", "N", (np.nan, np.nan)),
        ("(X)", "(X)", (np.nan, np.nan)),
        ("*****", "*****", (np.nan, 0)),
        (None, None, (np.nan, np.nan)),
    ],
)
def test_marks_are_unknown_and_never_numbers(
    estimate: object, margin: object, expected: tuple[float, float]
) -> None:
    table = read_acs(census.api([API_ROW | {"B01001_004E": estimate, "B01001_004M": margin}]))
    found = table.estimates["B01001_004"][0], table.margins["B01001_004"][0]
    np.testing.assert_equal(found, expected)
    assert sum(table.unpublished.values()) == sum(
        value in census.MARKS or value is None for value in (estimate, margin)
    )


@pytest.mark.parametrize(
    ("name", "vintage"),
    [
        ("ACSDT5Y2022.B01001-Data.csv", ("2018–22", "2022")),
        ("ACSDT1Y2023.B01001-Data.csv", ("2023", "2023")),
        ("acs5_2020_B05003_tracts.json", ("2016–20", "2020")),
        ("DECENNIALPL2020.P1-Data.csv", ("2020", "2020")),
        ("upload.csv", ("", "")),
    ],
)
def test_the_vintage_is_in_the_files_name(name: str, vintage: tuple[str, str]) -> None:
    table = read_acs(census.b01001(TRACTS), name=name)
    assert (table.vintage, table.edition) == vintage


def test_the_vintage_can_be_said() -> None:
    table = read_acs(census.b01001(TRACTS), vintage="2018–22")
    assert (table.vintage, table.edition) == ("2018–22", "2022")


def refused(content: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as found:
        read_acs(content, name="table.csv")
    return found.value


def test_a_missing_second_header_is_said() -> None:
    error = refused(census.table("B01001", TRACTS, {4: (1, 1)}, labels=False))
    assert (error.row, "second header row" in str(error)) == (2, True)


def test_a_missing_row_of_codes_is_said() -> None:
    error = refused(census.table("B01001", TRACTS, {4: (1, 1)}, codes_row=False))
    assert isinstance(error, MissingColumn)
    assert "labels come first" in str(error)


def test_labels_that_stand_over_other_columns_are_noticed() -> None:
    content = census.table("B01001", TRACTS, {4: (1, 1)}).decode("utf-8-sig")
    shifted = content.replace('"Estimate!!Line 4","Margin of Error!!Line 4"', '"Line","Estimate!!Line 4"')
    error = refused(shifted.encode())
    assert (error.row, error.column) == (2, "B01001_004E")
    assert "may be shifted" in str(error)


def test_a_row_with_a_cell_too_many_is_shifted() -> None:
    content = census.table("B01001", TRACTS, {4: (1, 1)}).decode("utf-8-sig")
    error = refused(content.replace("Place 40143000100", 'Place","40143000100').encode())
    assert (error.row, "shifted" in str(error)) == (3, True)


def test_a_row_that_breaks_off_at_the_end_is_a_cut_file() -> None:
    error = refused(census.b01001(TRACTS)[:-40])
    assert isinstance(error, Truncated)
    assert error.row == 4


@pytest.mark.parametrize(
    ("estimate", "problem"), [("about 12", "isn't a number"), ("-12", "none of the marks")]
)
def test_a_cell_that_is_no_count_is_named(estimate: str, problem: str) -> None:
    error = refused(census.table("B01001", TRACTS, {4: (1, 1)}, first={4: (estimate, 1)}))
    assert (error.row, error.column) == (3, "B01001_004E")
    assert problem in str(error)


def test_a_place_that_comes_twice_is_named_with_both_rows() -> None:
    error = refused(census.b01001((*TRACTS, TRACTS[0])))
    assert error.row == 5
    assert "40143000100 is there twice, first in row 3" in str(error)


def test_two_kinds_of_place_in_a_file_are_refused() -> None:
    assert "block groups; the rows before are census tracts" in str(
        refused(census.b01001((*TRACTS, "401430001001")))
    )


def test_a_code_that_lost_its_zero_is_said() -> None:
    content = census.table("B01001", ["6001400100"], {4: (1, 1)}).replace(b"1100000US", b"")
    assert "lost its zero" in str(refused(content))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is empty"),
        (b"name,ages\nYouth club,10-14\n", "“GEO_ID” is missing"),
        (b'[["NAME","state"],["Oklahoma","40"]]', "no column of it is an estimate"),
        (b'[["B01001_004E","county"],["1","143"]]', "nothing says which place"),
        (b'[["B01001_004E","state"],["1","40"],["1"]]', "the row has 1 cells, the header 2"),
        (b'[["B01001_004E","state"],["1",4]]', "isn't a code of 2 digits"),
        (b'[["B01001_004E","state"],["1","4', "may be cut"),
        (b'{"error": "over the limit"}', "not a list of rows"),
        (b"\x00\x01\x02\x03" * 20, "binary file"),
        (b"PK\x03\x04 and no more", "isn't a whole zip file"),
        (census.shapefile_zip(TRACTS), "no file in it is of a kind wanted"),
    ],
)
def test_what_is_no_census_table_is_refused(content: bytes, problem: str) -> None:
    assert problem in str(refused(content))
