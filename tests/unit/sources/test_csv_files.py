"""College Scorecard, the IPEDS directory and completions: CSV files, plain and zipped."""

from pathlib import Path

import pytest
from tests.unit.sources import layouts

from trellis.sources import ipeds, scorecard
from trellis.sources.errors import MissingColumn, Truncated, Unreadable, WrongVintage

FIELD_HEADER = (
    "UNITID", "OPEID6", "INSTNM", "CONTROL", "MAIN", "CIPCODE", "CIPDESC", "CREDLEV", "CREDDESC",
    "IPEDSCOUNT1", "IPEDSCOUNT2", "EARN_MDN_4YR",
)  # fmt: skip
FIELD_FILE = "Most-Recent-Cohorts-Field-of-Study_06102026.csv"


def field_row(
    cip: str = "1510", level: int = 2, first: str = "10", second: str = "13", earned: str = "51000"
) -> tuple[object, ...]:
    return (
        "207935",
        "9763",
        "Tulsa Community College",
        "Public",
        1,
        cip,
        "Construction.",
        level,
        "",
        first,
        second,
        earned,
    )


def field_file(folder: Path, *rows: tuple[object, ...], name: str = FIELD_FILE) -> Path:
    return layouts.delimited(folder / name, FIELD_HEADER, rows)


def test_fields_of_study_average_their_two_years(tmp_path: Path) -> None:
    parsed = scorecard.parse(
        field_file(
            tmp_path,
            field_row(),
            field_row("1511", first="PS", second="7", earned="PrivacySuppressed"),
            field_row("1512", first="NULL", second="PS", earned="PS"),
            field_row("9999", level=99),
        )
    )
    programs = parsed.tables["field_of_study"]
    assert programs["cip"] == ["15.10", "15.11", "15.12"]
    assert programs["completers"] == [12, 7, None]
    assert programs["earnings"] == [51000, None, None]
    assert programs["earnings_years"] == [4, None, None]
    assert parsed.tables["institutions"]["opeid6"] == ["009763"]
    assert (parsed.vintage, parsed.edition) == ("June 2026", "2026-06")


def test_a_field_of_study_file_without_a_date_is_refused_until_it_is_said(tmp_path: Path) -> None:
    path = field_file(tmp_path, field_row(), name="Most-Recent-Cohorts-Field-of-Study.csv")
    with pytest.raises(WrongVintage, match="year can't be told"):
        scorecard.parse(path)
    assert scorecard.parse(path, vintage="2025-04").vintage == "April 2025"
    assert scorecard.parse(path, vintage="April 2025").edition == "2025-04"


def test_a_field_of_study_file_of_another_release_than_said_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongVintage, match="says June 2026, not May 2025"):
        scorecard.parse(field_file(tmp_path, field_row()), vintage="May 2025")


@pytest.mark.parametrize(
    ("cip", "problem"), [("109", "leading zero is lost"), ("15.1", "isn't a four-digit CIP")]
)
def test_a_wrong_field_code_is_named_with_its_row(tmp_path: Path, cip: str, problem: str) -> None:
    with pytest.raises(Unreadable, match=problem) as refused:
        scorecard.parse(field_file(tmp_path, field_row(), field_row(cip)))
    assert (refused.value.row, refused.value.column) == (3, "CIPCODE")


def test_a_count_that_is_no_number_is_named_with_row_and_column(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="row 2, column IPEDSCOUNT2: “some” isn't a number"):
        scorecard.parse(field_file(tmp_path, field_row(second="some")))


def test_the_directory_is_read_past_its_mark_and_its_minus_twos(tmp_path: Path) -> None:
    parsed = ipeds.parse_directory(
        layouts.delimited(tmp_path / "hd2024.csv", layouts.HD_HEADER, layouts.HD_ROWS)
    )
    table = parsed.tables["directory"]
    assert table["unitid"][0] == "207935"
    assert table["county"] == ["40143", "40025", "40143"]
    assert table["cbsa"] == ["46140", None, "46140"]
    assert table["active"] == [True, True, False]
    assert parsed.edition == "2024"


def test_an_older_directory_in_the_windows_code_page_is_read(tmp_path: Path) -> None:
    path = tmp_path / "hd2019.csv"
    rows = [("243081", "Universidad de Mayagüez", "Mayagüez", "PR", "1", 1, 1, -2, 72097, -67.1, 18.2)]
    path.write_bytes(layouts.csv_bytes(layouts.HD_HEADER, rows).decode().encode("cp1252"))
    assert ipeds.parse_directory(path).tables["directory"]["name"] == ["Universidad de Mayagüez"]


def test_completions_count_first_majors_and_six_digits_only(tmp_path: Path) -> None:
    rows = [
        layouts.completions_row("207935", "15.1001", 3, 10),
        layouts.completions_row("207935", "15.1001", 3, 4, major=2),
        layouts.completions_row("207935", "15.10", 3, 10),
        layouts.completions_row("207935", "99", 3, 10),
    ]
    content = layouts.csv_bytes(layouts.COMPLETIONS_HEADER, rows)
    parsed = ipeds.parse_completions(layouts.zipped(tmp_path / "C2023_A.zip", {"c2023_a.csv": content}))
    table = parsed.tables["completions"]
    assert {name: column[0] for name, column in table.items() if column[0]} == {
        "unitid": "207935",
        "cip": "15.1001",
        "award_level": 3,
        "total": 10,
        "men": 5,
        "women": 5,
        "white": 10,
    }
    assert len(table["total"]) == 1
    assert (parsed.vintage, parsed.edition) == ("2022–23", "2023")


def test_the_revised_file_of_a_zip_is_the_one_read(tmp_path: Path) -> None:
    first, revised = (
        layouts.csv_bytes(layouts.COMPLETIONS_HEADER, [layouts.completions_row("207935", "15.1001", 3, n)])
        for n in (1, 2)
    )
    path = layouts.zipped(tmp_path / "C2023_A.zip", {"c2023_a_rv.csv": revised, "c2023_a.csv": first})
    assert ipeds.parse_completions(path).tables["completions"]["total"] == [2]


def test_a_field_that_lost_its_zero_is_refused(tmp_path: Path) -> None:
    path = layouts.delimited(
        tmp_path / "c2023_a.csv",
        layouts.COMPLETIONS_HEADER,
        [layouts.completions_row("207935", "1.0901", 3, 10)],
    )
    with pytest.raises(Unreadable, match=r"row 2, column CIPCODE: “1\.0901” isn't a six-digit CIP code"):
        ipeds.parse_completions(path)


def test_completions_without_totals_name_the_column(tmp_path: Path) -> None:
    header = [name.replace("CTOTALT", "CTOTAL") for name in layouts.COMPLETIONS_HEADER]
    path = layouts.delimited(tmp_path / "c2023_a.csv", header, [])
    with pytest.raises(MissingColumn, match=r"“CTOTALT” is missing\. The nearest is “CTOTAL”"):
        ipeds.parse_completions(path)


def test_a_csv_that_breaks_off_is_refused(tmp_path: Path) -> None:
    path = layouts.delimited(tmp_path / "hd2024.csv", layouts.HD_HEADER, layouts.HD_ROWS)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(Truncated, match=r"hd2024\.csv, row 4: the last row has 3 cells, the header 11"):
        ipeds.parse_directory(path)


def test_a_row_with_cells_missing_in_the_middle_is_named(tmp_path: Path) -> None:
    rows = [layouts.HD_ROWS[0], layouts.HD_ROWS[1][:5], layouts.HD_ROWS[2]]
    with pytest.raises(Unreadable, match="row 3: the row has 5 cells, the header 11"):
        ipeds.parse_directory(layouts.delimited(tmp_path / "hd2024.csv", layouts.HD_HEADER, rows))


def test_a_zip_that_breaks_off_is_refused(tmp_path: Path) -> None:
    path = layouts.zipped(
        tmp_path / "HD2024.zip", {"hd2024.csv": layouts.csv_bytes(layouts.HD_HEADER, layouts.HD_ROWS)}
    )
    path.write_bytes(path.read_bytes()[:150])
    with pytest.raises(Truncated, match="isn't a whole zip file"):
        ipeds.parse_directory(path)


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"Found: readme\.txt"):
        ipeds.parse_directory(layouts.zipped(tmp_path / "HD2024.zip", {"readme.txt": b"hello"}))


def test_a_directory_without_a_year_is_refused_until_it_is_said(tmp_path: Path) -> None:
    path = layouts.delimited(tmp_path / "colleges.csv", layouts.HD_HEADER, layouts.HD_ROWS)
    with pytest.raises(WrongVintage, match="year can't be told"):
        ipeds.parse_directory(path)
    assert ipeds.parse_directory(path, vintage="2022").edition == "2022"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "hd2024.csv"
    path.touch()
    with pytest.raises(Truncated, match="the file is empty"):
        ipeds.parse_directory(path)


@pytest.mark.parametrize(
    ("begins", "looks_like"),
    [
        (b"PAR1\x15\x04\x15\x8f", "a Parquet file"),
        (b"PK\x03\x04\x14\x00[Content_Types].xml", "an Excel workbook"),
        (b"PK\x03\x04\x14\x00hd2024.csv", "a zip file"),
        (b"UNITID\x00\x8f", "a binary file"),
    ],
)
def test_a_file_that_is_no_text_says_what_it_looks_like(
    tmp_path: Path, begins: bytes, looks_like: str
) -> None:
    path = tmp_path / "hd2024.csv"
    path.write_bytes(begins + b"\x8f\x8d" * 2000)
    with pytest.raises(Unreadable) as refused:
        ipeds.parse_directory(path)
    assert f"hd2024.csv: it is not a CSV text file (it looks like {looks_like})." in str(refused.value)
    assert "codec" not in str(refused.value)


def test_bytes_that_are_no_letters_are_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "hd2024.csv"
    path.write_bytes(b"UNITID,\x8f\x8d\n")
    with pytest.raises(Unreadable, match=r"hd2024\.csv: it is not a CSV text file\. Give the CSV"):
        ipeds.parse_directory(path)


def test_the_wrong_file_is_told_by_its_columns_before_its_year(tmp_path: Path) -> None:
    directory = layouts.delimited(tmp_path / "hd2024.csv", layouts.HD_HEADER, layouts.HD_ROWS)
    with pytest.raises(MissingColumn, match="“cipcode” is missing"):
        ipeds.parse_completions(directory)
    completions = layouts.delimited(tmp_path / "c2024_a.csv", layouts.COMPLETIONS_HEADER, [])
    with pytest.raises(MissingColumn, match="“opeid” is missing"):
        ipeds.parse_directory(completions)
