"""Workbooks in the publishers' layouts: what is read, and what is said about what can't be."""

from pathlib import Path

import pytest
from tests.unit.sources import layouts

from trellis.sources import area_definitions, crosswalk, projections, state_projections
from trellis.sources.errors import MissingColumn, Truncated, Unreadable, WrongVintage


def test_crosswalk_pairs_are_read_without_those_that_match_nothing(tmp_path: Path) -> None:
    parsed = crosswalk.parse(layouts.crosswalk(tmp_path / "crosswalk.xlsx"))
    pairs = parsed.tables["crosswalk"]
    assert list(zip(pairs["cip"], pairs["soc"], strict=True)) == [
        ("01.0000", "19-1011"),
        ("15.1001", "17-3022"),
        ("52.0202", "13-1021"),
        ("52.0202", "13-1022"),
    ]
    assert parsed.edition == "2020"
    assert parsed.tables["field_titles"]["title"][0] == "Agriculture, General"


def test_a_crosswalk_with_codes_as_numbers_is_refused_with_row_and_column(tmp_path: Path) -> None:
    rows = [*layouts.CROSSWALK_ROWS[:1], (1.01, "Agriculture", "19-1011", "Animal Scientists")]
    with pytest.raises(Unreadable, match=r"number 1\.01, not text, so its zeros are lost") as refused:
        crosswalk.parse(layouts.crosswalk(tmp_path / "numbers.xlsx", rows=rows))
    assert (refused.value.file, refused.value.row, refused.value.column) == ("numbers.xlsx", 3, "CIP2020Code")


def test_a_crosswalk_whose_codes_lost_their_zeros_as_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"row 2, column CIP2020Code: “1\.0000” isn't a CIP code"):
        crosswalk.parse(
            layouts.crosswalk(tmp_path / "c.xlsx", rows=[("1.0000", "Agriculture", "19-1011", "Animals")])
        )


def test_a_renamed_column_is_named_with_the_nearest(tmp_path: Path) -> None:
    header = ("CIP2020Code", "CIP2020Title", "Occupation", "SOC2018Title")
    with pytest.raises(MissingColumn, match=r"“SOC2018Code” is missing\. The nearest is “SOC2018Title”"):
        crosswalk.parse(layouts.crosswalk(tmp_path / "c.xlsx", header=header))


def test_a_crosswalk_to_another_soc_is_refused(tmp_path: Path) -> None:
    header = ("CIP2010Code", "CIP2010Title", "SOC2010Code", "SOC2010Title")
    with pytest.raises(WrongVintage, match="coded in 2010 SOC"):
        crosswalk.parse(layouts.crosswalk(tmp_path / "c.xlsx", header=header))


def test_a_broken_off_workbook_is_refused(tmp_path: Path) -> None:
    path = layouts.crosswalk(tmp_path / "c.xlsx")
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(Truncated, match=r"c\.xlsx: this isn't a whole Excel workbook"):
        crosswalk.parse(path)


def test_another_workbook_is_refused_with_the_sheets_found(tmp_path: Path) -> None:
    path = layouts.workbook(tmp_path / "other.xlsx", {"Budget": [("a", "b")]})
    with pytest.raises(Unreadable, match=r"no sheet “CIP-SOC”\. Sheets found: Budget"):
        crosswalk.parse(path)


def test_projections_become_rates_a_year(tmp_path: Path) -> None:
    parsed = projections.parse(layouts.projections(tmp_path / "occupation.xlsx"))
    rates = parsed.tables["rates"]
    # Civil engineers: openings 3.5 / 50; growth 5 / 10 years / 50; entrants growth + exits 1 / 50.
    assert [column[0] for column in rates.values()] == [
        "17-2051",
        0.07,
        pytest.approx(0.03),
        0.01,
        "Bachelor's degree",
    ]
    assert [column[1] for column in rates.values()] == ["45-9999", 0.1, None, None, None]
    assert (parsed.vintage, parsed.edition) == ("2024–34", "2024-34")


def test_a_projection_that_is_no_number_is_named(tmp_path: Path) -> None:
    rows = [layouts.OPENINGS_ROWS[0], (*layouts.OPENINGS_ROWS[1][:8], "many")]
    with pytest.raises(Unreadable, match="“many” isn't a number") as refused:
        projections.parse(layouts.projections(tmp_path / "o.xlsx", rows=rows))
    assert refused.value.file == "o.xlsx/Table 1.10"
    assert refused.value.row == 4
    assert str(refused.value.column).startswith("Occupational openings")


def test_projections_without_a_column_name_it(tmp_path: Path) -> None:
    header = [name.replace("Labor force exits", "Leavers") for name in layouts.OPENINGS_HEADER]
    with pytest.raises(MissingColumn, match="“labor force exits” is missing"):
        projections.parse(layouts.projections(tmp_path / "o.xlsx", header=header))


def test_projections_that_do_not_say_their_years_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongVintage, match="doesn't say which years"):
        projections.parse(layouts.projections(tmp_path / "o.xlsx", title="Table 1.10 Openings"))


def test_projections_of_other_years_than_asked_for_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongVintage, match="projections 2024-34, not 2022-32"):
        projections.parse(layouts.projections(tmp_path / "o.xlsx"), vintage="2022-32")


def test_californias_ten_years_become_one(tmp_path: Path) -> None:
    parsed = state_projections.parse_california(layouts.california(tmp_path / "ca.xlsx"))
    rates = parsed.tables["rates"]
    # 600 openings, 100 growth and 200 exits over ten years on 1,000 people.
    assert dict(rates) == {
        "soc": ["17-2051"],
        "openings": [pytest.approx(0.06)],
        "entrants": [pytest.approx(0.03)],
        "growth": [pytest.approx(0.01)],
        "entry_education": ["Bachelor's degree"],
    }
    assert (parsed.scope, parsed.edition) == ("CA", "2023-33")


def test_a_part_of_california_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="isn't for the whole state"):
        state_projections.parse_california(layouts.california(tmp_path / "ca.xlsx", area="Fresno County"))


def test_area_definitions_are_found_by_their_columns_names(tmp_path: Path) -> None:
    rows = [
        ("Area definitions",),
        ("State Abbreviation", "County Name", "County Code", "FIPS Code", "May 2024 Area Code"),
        ("OK", "Tulsa County", "143", "40", "46140"),
        ("CT", "Capitol Planning Region", 110.0, 9.0, 25540.0),
    ]
    parsed = area_definitions.parse(layouts.workbook(tmp_path / "definitions.xlsx", {"A": rows}))
    assert parsed.tables["area_counties"] == {"area": ("0025540", "0046140"), "county": ("09110", "40143")}
    assert parsed.vintage == "May 2024"


def test_area_definitions_say_which_code_is_wrong(tmp_path: Path) -> None:
    rows = [("FIPS Code", "County Code", "May 2025 Area Code"), ("40", "Tulsa", "46140")]
    with pytest.raises(Unreadable, match="row 2, column County Code: “Tulsa” isn't a code"):
        area_definitions.parse(layouts.workbook(tmp_path / "d.xlsx", {"A": rows}))


def test_area_definitions_without_a_year_are_refused_until_it_is_said(tmp_path: Path) -> None:
    rows = [("FIPS Code", "County Code", "Area Code"), ("40", "143", "46140")]
    path = layouts.workbook(tmp_path / "d.xlsx", {"A": rows})
    with pytest.raises(WrongVintage, match="year can't be told"):
        area_definitions.parse(path)
    assert area_definitions.parse(path, vintage="May 2023").edition == "2023-05"


def test_text_in_a_workbooks_place_says_so(tmp_path: Path) -> None:
    path = layouts.delimited(tmp_path / "hd2024.csv", layouts.HD_HEADER, layouts.HD_ROWS)
    with pytest.raises(Unreadable, match=r"it is not an Excel workbook \(it looks like a text file"):
        crosswalk.parse(path)
    with pytest.raises(Unreadable, match="it looks like a folder"):
        crosswalk.parse(tmp_path)
