"""The landscape as CSV, Excel, PDF and JSON."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from tests.unit.landscape_pages.pages import WICHITA, Pages


def rows(pages: Pages, **query: str) -> list[dict[str, str]]:
    text = pages.get("export_csv", query).content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def test_csv_holds_every_occupation_with_the_document_s_names_and_its_sources(pages: Pages) -> None:
    document, found = pages.document(), rows(pages)
    assert [row["soc"] for row in found] == [row["soc"] for row in document["occupations"]]
    assert float(found[0]["openings"]) == pytest.approx(document["occupations"][0]["openings"], abs=0.1)
    assert "May 2025" in found[0]["sources"]


def test_csv_of_programs_is_one_table_away(pages: Pages) -> None:
    assert len(rows(pages, table="programs")) == len(pages.document()["programs"])


def test_csv_holds_what_the_page_s_table_shows(pages: Pages) -> None:
    found = rows(pages, **{"occupations.q": "civil", "occupations.sort": "title"})
    assert found
    assert all("civil" in row["title"].casefold() for row in found)


def test_what_is_not_known_is_an_empty_cell(pages: Pages) -> None:
    assert {row["supply_expected"] for row in rows(pages, region=WICHITA)} == {""}


def test_a_table_there_is_not_is_not_found(pages: Pages) -> None:
    assert pages.get("export_csv", {"table": "bogus"}).status_code == 404


def test_the_workbook_has_a_sheet_for_each_table(pages: Pages) -> None:
    response = pages.get("export_xlsx")
    book = load_workbook(BytesIO(response.content))
    assert len(book.sheetnames) == 6
    assert 'filename="landscape-' in response.headers["Content-Disposition"]


def test_the_brief_is_a_pdf_that_names_the_alliance(pages: Pages) -> None:
    pdf = PdfReader(BytesIO(pages.get("brief").content))
    assert "Green Country STEM Alliance" in pdf.pages[0].extract_text()
    assert len(pdf.pages) <= 4


def test_json_says_when_it_was_computed_and_on_what(pages: Pages) -> None:
    document = pages.document()
    assert document["schema_version"].startswith("1.")
    assert document["computed_at"]
    assert document["vintage"] == "May 2025"


@pytest.mark.parametrize("name", ["export_csv", "export_xlsx", "brief", "json"])
def test_files_of_an_unknown_region_are_not_found(pages: Pages, name: str) -> None:
    assert pages.get(name, {"region": "tulza"}).status_code == 404
