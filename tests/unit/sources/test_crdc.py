"""The Civil Rights Data Collection: tidy tables, reserve codes, and the schools' pipeline."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from tests.unit.sources import layouts, schools
from tests.unit.sources.schools import HIGH, MIDDLE

from trellis.sources import Store, ccd, crdc
from trellis.sources.errors import MissingColumn, Truncated, UnknownVintage, Unreadable, WrongVintage
from trellis.sources.pull import add


@pytest.fixture
def official(store: Store, tmp_path: Path) -> Store:
    """A store with the made-up collection."""
    add(store, "crdc", schools.crdc_zip(tmp_path / "crdc.zip"))
    return store


def test_the_zip_and_the_folder_give_the_same_tables(tmp_path: Path) -> None:
    packed = crdc.parse(schools.crdc_zip(tmp_path / "crdc.zip"))
    folder = crdc.parse(schools.crdc_folder(tmp_path / "2017-18 CSV"), vintage="2017–18")
    assert packed == folder
    assert (packed.vintage, packed.edition, packed.scope) == ("2017–18", "2017-18", "OK")


def test_schools_keep_their_twelve_digits_and_their_grades(tmp_path: Path) -> None:
    table = crdc.parse(schools.crdc_zip(tmp_path / "crdc.zip")).tables["crdc_schools"]
    assert table["combokey"] == [MIDDLE, HIGH]
    assert (table["lowest_grade"], table["highest_grade"]) == (["06", "09"], ["08", "12"])
    assert table["grades"][0] == "06 07 08"


def test_a_reserve_code_is_no_count_and_keeps_its_meaning(tmp_path: Path) -> None:
    counts = crdc.parse(schools.crdc_zip(tmp_path / "crdc.zip")).tables["crdc_counts"]
    rows = list(zip(*counts.values(), strict=True))
    assert (MIDDLE, "algebra1_g8", "bl_f", 4, None) in rows
    assert (HIGH, "physics", "total_m", None, -5) in rows
    assert all(count is None or count >= 0 for *_, count, _ in rows)
    assert Counter(reserve for *_, count, reserve in rows if count is None).keys() == {-9, -5}


def test_the_pipeline_says_what_is_offered_and_what_is_not_known(official: Store) -> None:
    pipeline = official.school_pipeline(states=["OK"])
    assert pipeline.combokey.tolist() == [MIDDLE, HIGH]
    assert {name: course.offered.tolist() for name, course in pipeline.courses.items()} == {
        "algebra1_g7": [0, -1],
        "algebra1_g8": [1, -1],
        "algebra1_g9_10": [-1, 1],
        "calculus": [-1, 0],
        "physics": [-1, 1],
        "ap_any": [-1, 0],
        # Asked only of schools with AP at all.
        "ap_science": [-1, 0],
    }
    assert pipeline.courses["algebra1_g8"].classes.tolist()[0] == 2
    assert pipeline.courses["algebra1_g8"].classes_certified.tolist()[0] == 1
    assert pipeline.staff["fte_certified"][0] == 18.5
    assert np.isnan(pipeline.staff["fte_total"][1])


def test_a_course_that_is_not_offered_has_no_students_and_an_unreported_one_unknown(official: Store) -> None:
    pipeline = official.school_pipeline(states=["OK"])
    np.testing.assert_equal(pipeline.students("algebra1_g8", "total"), [18, np.nan])
    np.testing.assert_equal(pipeline.students("algebra1_g8", "bl_m", "bl_f"), [8, np.nan])
    np.testing.assert_equal(pipeline.students("calculus", "total"), [np.nan, 0])
    np.testing.assert_equal(pipeline.students("physics", "total"), [np.nan, np.nan])
    assert pipeline.unknown["physics"] == {"not applicable or skipped": 1, "action plan": 1}
    assert pipeline.unknown["calculus"] == {"not applicable or skipped": 1}
    assert pipeline.students("enrollment", "total").tolist() == [180, 240]


def test_without_membership_grade_8_is_enrollment_spread_evenly(official: Store) -> None:
    pipeline = official.school_pipeline(leaids=["4000001"])
    assert pipeline.grade8_from == "spread evenly"
    # 180 students over three grades; the high school has no grade 8.
    assert pipeline.students("grade8", "total").tolist() == [60, 0]
    assert pipeline.serves("08").tolist() == [True, False]


def test_with_membership_grade_8_is_counted(official: Store, tmp_path: Path) -> None:
    before = official.school_pipeline(states=["OK"])
    path = layouts.delimited(
        tmp_path / "ccd_sch_052_2223.csv", schools.MEMBERSHIP_HEADER, schools.MEMBERSHIP_ROWS
    )
    add(official, "ccd-membership", path)
    pipeline = official.school_pipeline(states=["OK"])
    assert pipeline.grade8_from == "membership"
    # By hand: 14 + 13 + 16 + 17 + 1; subtotals and grade 5 are left out.
    np.testing.assert_equal(pipeline.students("grade8", "total"), [61, 0])
    np.testing.assert_equal(pipeline.students("grade8", "bl_f"), [13, 0])
    np.testing.assert_equal(pipeline.students("grade8", "as_f"), [0, 0])
    assert {info.source for info in pipeline.infos} == {"crdc", "ccd-membership"}
    assert before.grade8_from == "spread evenly"


def test_a_region_without_schools_says_what_to_do(official: Store) -> None:
    with pytest.raises(UnknownVintage, match="trellis data add crdc FILE"):
        official.school_pipeline(states=["TX"])
    with pytest.raises(UnknownVintage):
        official.school_pipeline(states=["OK"], vintage="2015–16")


def test_schools_have_addresses_and_positions(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UnknownVintage, match="trellis data pull ccd-schools"):
        store.schools(states=["OK"])
    directory = layouts.delimited(
        tmp_path / "ccd_sch_029_2223.csv", schools.DIRECTORY_HEADER, schools.DIRECTORY_ROWS
    )
    add(store, "ccd-schools", directory)
    found = store.schools(states=["OK"])
    # The closed one is left out.
    assert found.ncessch.tolist() == [MIDDLE, HIGH]
    assert (found.zip.tolist(), found.charter.tolist(), found.unplaced) == (["74106"] * 2, [False, True], 2)
    with pytest.raises(UnknownVintage, match="school-positions"):
        store.schools(counties=["40143"])
    positions = tmp_path / "EDGE_GEOCODE_PUBLICSCH_2223.TXT"
    positions.write_bytes(schools.POSITIONS)
    add(store, "school-positions", positions)
    placed = store.schools(counties=["40143"])
    assert (placed.ncessch.tolist(), placed.latitude.tolist(), placed.unplaced) == ([MIDDLE], [36.18], 0)
    assert store.schools(leaids=["4000001"]).unplaced == 1


def broken(tmp_path: Path, name: str, change: dict[str, object]) -> Unreadable:
    rows = schools.modules()[name]
    rows[1] = rows[1] | change
    with pytest.raises(Unreadable) as found:
        crdc.parse(schools.crdc_folder(tmp_path / "csv", {name: rows}), vintage="2017-18")
    return found.value


@pytest.mark.parametrize(
    ("name", "change", "column", "problem"),
    [
        ("Calculus", {"TOT_MATHENR_CALC_F": "many"}, "TOT_MATHENR_CALC_F", "isn't a number"),
        ("Calculus", {"TOT_MATHENR_CALC_F": -100}, "TOT_MATHENR_CALC_F", "isn't one of the reserve codes"),
        ("Enrollment", {"COMBOKEY": "40000010000"}, "COMBOKEY", "A spreadsheet took it for a number"),
        ("Enrollment", {"COMBOKEY": MIDDLE}, "COMBOKEY", "is there twice, first in row 2"),
        ("Enrollment", {"COMBOKEY": "400000199999"}, "COMBOKEY", "is not among the schools"),
        ("School Characteristics", {"COMBOKEY": MIDDLE}, "COMBOKEY", "is there twice"),
        ("School Support", {"SCH_FTETEACH_TOT": "x"}, "SCH_FTETEACH_TOT", "isn't a number"),
    ],
)
def test_a_wrong_cell_is_named_with_its_file_row_and_column(
    tmp_path: Path, name: str, change: dict[str, object], column: str, problem: str
) -> None:
    error = broken(tmp_path, name, change)
    assert (error.file, error.row, error.column) == (f"{name}.csv", 3, column)
    assert problem in str(error)


def test_what_is_no_collection_is_refused(tmp_path: Path) -> None:
    folder = schools.crdc_folder(tmp_path / "csv")
    with pytest.raises(WrongVintage, match="--vintage 2017-18"):
        crdc.parse(folder)
    with pytest.raises(WrongVintage, match="says 2017-18, not 2021-22"):
        crdc.parse(schools.crdc_zip(tmp_path / "crdc.zip"), vintage="2021-22")
    with pytest.raises(Unreadable, match="one module alone"):
        crdc.parse(folder / "Calculus.csv")
    (tmp_path / "cut.zip").write_bytes((tmp_path / "crdc.zip").read_bytes()[:500])
    with pytest.raises(Truncated):
        crdc.parse(tmp_path / "cut.zip")
    (folder / "Enrollment.csv").unlink()
    with pytest.raises(Unreadable, match=r"“Enrollment\.csv” isn't in it\. Found: Advanced Placement"):
        crdc.parse(folder, vintage="2017-18")


def test_a_module_with_other_columns_is_refused(tmp_path: Path) -> None:
    rows = [schools.school(MIDDLE, "Middle") | {"SCH_MATHCLASSES_CALC": 1}]
    with pytest.raises(MissingColumn, match="SCH_MATHENR_CALC_HI_M"):
        crdc.parse(schools.crdc_folder(tmp_path / "csv", {"Calculus": rows}), vintage="2017-18")


def test_a_membership_file_of_other_grades_is_refused(tmp_path: Path) -> None:
    path = layouts.delimited(
        tmp_path / "ccd_sch_052.csv", schools.MEMBERSHIP_HEADER, schools.MEMBERSHIP_ROWS[-2:]
    )
    with pytest.raises(Unreadable, match="no row of it is a count of grades 7 to 12"):
        ccd.parse_membership(path)
