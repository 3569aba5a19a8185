"""Files: numbers stay numbers, text is never a formula, what is unknown is empty, sources go along."""

import csv
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from tests.unit.landscape_output.landscape_documents import landscape

from trellis.apps.landscape.exports import SHEETS, csv_text, file_name
from trellis.apps.landscape.workbook import workbook

KNOWN = landscape()
UNKNOWN = landscape(supply_known=False)


def read(document: dict[str, Any], key: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(csv_text(document, key))))


@pytest.mark.parametrize("key", SHEETS)
def test_every_row_of_every_file_names_its_sources_and_vintages(key: str) -> None:
    for row in read(KNOWN, key):
        assert "Occupational Employment and Wage Statistics, May 2025" in row["sources"]
        assert row["employment_vintage"] == "2025-05"
        assert row["computed_at"] == KNOWN["computed_at"]


@pytest.mark.parametrize("key", SHEETS)
def test_no_column_is_named_twice(key: str) -> None:
    header = csv_text(KNOWN, key).splitlines()[0].split(",")
    assert len(header) == len(set(header))


def test_figures_are_the_documents() -> None:
    first = read(KNOWN, "occupations")[0]
    assert first["soc"] == "15-1252"
    assert float(first["gap"]) == pytest.approx(KNOWN["occupations"][0]["gap"], abs=1e-4)


def test_a_negative_number_is_not_taken_for_a_formula() -> None:
    last = read(KNOWN, "occupations")[-1]
    assert float(last["gap"]) < 0


def test_unknown_graduates_are_empty_cells() -> None:
    first = read(UNKNOWN, "occupations")[0]
    assert first["supply_expected"] == first["gap"] == ""
    summary = {row["what"]: row for row in read(UNKNOWN, "summary")}
    assert summary["Graduates who head there"]["value"] == ""
    assert summary["Graduates who head there"]["note"] == "not known yet"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_would_run_as_a_formula_is_escaped_in_csv(start: str) -> None:
    document = landscape()
    document["programs"][0]["institution"] = f"{start}HYPERLINK(1)"
    assert read(document, "programs")[0]["institution"].startswith("'")


def test_the_workbook_has_all_sheets_with_a_frozen_header() -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(KNOWN)))
    assert [page.title for page in book] == [
        "Summary", "Occupations", "Programs", "Bottlenecks", "Recommendations", "Sources",
    ]  # fmt: skip
    assert all(page.freeze_panes for page in book)


def test_numbers_in_the_workbook_are_numbers_and_formulas_are_text() -> None:
    document = landscape()
    document["programs"][0]["title"] = '=HYPERLINK("http://example.org")'
    document["programs"][1]["title"] = "A\x0bB"
    book = openpyxl.load_workbook(BytesIO(workbook(document)))
    occupations, programs = book["Occupations"], book["Programs"]
    assert occupations["C2"].value == KNOWN["occupations"][0]["employment"]
    assert occupations["C2"].data_type == "n"
    assert programs["D2"].data_type == "s"
    assert programs["D3"].value == "AB"


def test_unknown_is_empty_in_the_workbook() -> None:
    page = openpyxl.load_workbook(BytesIO(workbook(UNKNOWN)))["Occupations"]
    labels = [cell.value for cell in page[1]]
    assert page.cell(2, labels.index("Gap") + 1).value is None


def test_a_files_name_says_what_it_holds() -> None:
    assert (
        file_name(KNOWN, "csv", key="occupations") == "landscape-green-country-stem-2025-05-occupations.csv"
    )


def test_an_unknown_sheet_is_refused() -> None:
    with pytest.raises(KeyError):
        csv_text(KNOWN, "nothing")
