"""OEWS as a workbook and as flat files."""

from pathlib import Path

import pytest
from tests.unit.sources import layouts

from trellis.sources import oews_series, oews_workbook
from trellis.sources.errors import MissingColumn, Truncated, Unreadable, WrongVintage

FIGURES = {
    "OEUN000000000000000000001": ("2000", ""),
    "OEUM004614000000000000001": ("1000", ""),
    "OEUM004614000000017205101": ("700", ""),
    "OEUM004614000000017205102": ("12.5", ""),
    "OEUM004614000000017205113": ("-", "5"),
    "OEUM004614000011130017205": ("1", ""),
    "OEUM004614000000017200001": ("900", ""),
}


def test_markers_become_notes_not_numbers(tmp_path: Path) -> None:
    rows = [
        layouts.total(),
        layouts.oews_row(),
        layouts.oews_row(OCC_CODE="15-1252", TOT_EMP="**", EMP_PRSE="**", A_MEDIAN="*", A_MEAN="*"),
        layouts.oews_row(OCC_CODE="29-1222", A_MEDIAN="#", A_MEAN="#"),
        layouts.oews_row(OCC_CODE="27-2011", A_MEDIAN="*", A_MEAN="*", HOURLY="TRUE"),
        layouts.oews_row(NAICS="111300", TOT_EMP=1),
        layouts.oews_row(OWN_CODE="5", TOT_EMP=1),
        layouts.oews_row(OCC_CODE="17-2000", O_GROUP="minor"),
    ]
    parsed = oews_workbook.parse(layouts.oews(tmp_path / "areas.xlsx", rows))
    cells = parsed.tables["employment"]
    assert cells["area"] == ["0046140"] * 5
    assert cells["soc"] == ["00-0000", "17-2051", "15-1252", "29-1222", "27-2011"]
    assert cells["employment"] == [1000, 700, None, 700, 700]
    assert cells["median_wage"] == [98700, 98700, None, 239200, None]
    assert cells["employment_note"] == [0, 0, 8, 0, 0]
    assert cells["wage_note"] == [0, 0, 8, 5, 4]
    assert (parsed.vintage, parsed.edition, parsed.scope) == ("May 2024", "2024-05", "areas")


@pytest.mark.parametrize(
    ("area", "kind", "code"),
    [("99", "1", "0000000"), ("40", "2", "4000000"), (46140, "4", "0046140"), ("4000001", "6", "4000001")],
)
def test_area_codes_are_those_of_the_series(tmp_path: Path, area: object, kind: str, code: str) -> None:
    path = layouts.oews(tmp_path / "o.xlsx", [layouts.total(AREA=area, AREA_TYPE=kind)])
    assert oews_workbook.parse(path).tables["areas"]["area"] == [code]


def test_a_cell_that_is_neither_number_nor_marker_is_named(tmp_path: Path) -> None:
    path = layouts.oews(tmp_path / "o.xlsx", [layouts.total(), layouts.oews_row(A_MEDIAN="n/a")])
    with pytest.raises(Unreadable, match=r"o\.xlsx, row 3, column A_MEDIAN: “n/a” isn't a number"):
        oews_workbook.parse(path)


def test_a_renamed_column_is_named(tmp_path: Path) -> None:
    header = ["TOTAL_EMP" if name == "TOT_EMP" else name for name in layouts.OEWS_HEADER]
    with pytest.raises(MissingColumn, match=r"“tot_emp” is missing\. The nearest is “TOTAL_EMP”"):
        oews_workbook.parse(layouts.oews(tmp_path / "o.xlsx", [layouts.total()], header=header))


def test_a_workbook_that_does_not_say_its_year_is_refused_until_it_is_said(tmp_path: Path) -> None:
    path = layouts.oews(tmp_path / "o.xlsx", [layouts.total()], year=None)
    with pytest.raises(WrongVintage, match="year can't be told"):
        oews_workbook.parse(path)
    assert oews_workbook.parse(path, vintage="May 2023").edition == "2023-05"


def test_a_workbook_of_another_year_than_said_is_refused(tmp_path: Path) -> None:
    path = layouts.oews(tmp_path / "o.xlsx", [layouts.total()])
    with pytest.raises(WrongVintage, match="figures of May 2024, not May 2025"):
        oews_workbook.parse(path, vintage="May 2025")


def test_flat_files_are_read_across_industries_and_for_detailed_occupations(tmp_path: Path) -> None:
    parsed = oews_series.parse(layouts.series(tmp_path / "oe", FIGURES))
    cells = parsed.tables["employment"]
    assert list(zip(cells["area"], cells["soc"], cells["employment"], strict=True)) == [
        ("0000000", "00-0000", 2000),
        ("0046140", "00-0000", 1000),
        ("0046140", "17-2051", 700),
    ]
    assert cells["rse"][2] == 12.5
    assert (cells["median_wage"][2], cells["wage_note"][2]) == (239200, 5)
    assert (parsed.vintage, parsed.scope) == ("May 2024", "")


def test_flat_files_that_break_off_in_a_row_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Truncated, match=r"oe\.data\.0\.Current, row 8: the row isn't whole"):
        oews_series.parse(layouts.series(tmp_path / "oe", FIGURES, end=""))


def test_flat_files_that_break_off_between_rows_are_refused(tmp_path: Path) -> None:
    part = {key: figure for key, figure in FIGURES.items() if "0046140" not in key}
    with pytest.raises(Truncated, match="1 of 2 areas have no figure"):
        oews_series.parse(layouts.series(tmp_path / "oe", part))


def test_flat_files_with_a_word_for_a_number_say_where(tmp_path: Path) -> None:
    figures = FIGURES | {"OEUM004614000000017205101": ("seven", "")}
    with pytest.raises(Unreadable, match="row 4, column value: “seven” isn't a number"):
        oews_series.parse(layouts.series(tmp_path / "oe", figures))


def test_a_missing_flat_file_is_named(tmp_path: Path) -> None:
    folder = layouts.series(tmp_path / "oe", FIGURES)
    (folder / "oe.footnote").unlink()
    with pytest.raises(Unreadable, match=r"no file oe\.footnote"):
        oews_series.parse(folder)
