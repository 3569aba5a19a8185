"""The pipeline as files: the rows of the page, hidden numbers as words, nothing that runs."""

import csv
import json
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from tests.unit.landscape_pipeline_pages.schools import LARGE, SMALL, PipelinePages

from trellis.apps.landscape.pipeline.exports import SHEETS


def rows(pages: PipelinePages, **query: str) -> list[dict[str, str]]:
    content = pages.get("pipeline-export", query, kind="csv").content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(content)))


def test_csv_has_a_row_for_each_district(pages: PipelinePages) -> None:
    pages.compute(LARGE)
    found = rows(pages)
    assert [row["leaid"] for row in found] == ["4000001", "4000002"]
    assert (found[1]["eighth"], found[1]["taking"], found[1]["share"]) == ("100", "52", "0.52")
    assert (found[1]["calculus_schools"], found[1]["calculus_taking"]) == ("0", "0")
    assert found[0]["vintage"] == "2017–18"


def test_csv_has_the_rows_that_the_page_was_filtered_to(pages: PipelinePages) -> None:
    pages.compute(LARGE)
    assert [row["leaid"] for row in rows(pages, **{"districts.q": "4000002"})] == ["4000002"]


def test_hidden_numbers_say_so(pages: PipelinePages) -> None:
    pages.compute(SMALL)
    third = next(row for row in rows(pages) if row["leaid"] == "4000003")
    assert (third["taking"], third["share"]) == ("hidden", "hidden")


def test_the_workbook_has_every_sheet(pages: PipelinePages) -> None:
    pages.compute(SMALL)
    book = load_workbook(BytesIO(pages.get("pipeline-export", kind="xlsx").content))
    assert len(book.sheetnames) == len(SHEETS)
    header = [cell.value for cell in book["Districts"][1]]
    assert "Eighth-graders" in header


def test_json_says_where_it_is_from(pages: PipelinePages) -> None:
    pages.compute(LARGE)
    found = json.loads(pages.get("pipeline-export", kind="json").content)
    assert found["schema"] == "pipeline-1"
    assert found["sources"][0]["vintage"] == "2017–18"
    assert found["pipeline"]["region"]["algebra"]["taking"] == 122


@pytest.mark.parametrize(("kind", "query"), [("pdf", {}), ("csv", {"table": "students"})])
def test_there_are_no_other_files(pages: PipelinePages, kind: str, query: dict[str, str]) -> None:
    pages.compute(LARGE)
    assert pages.get("pipeline-export", query, kind=kind).status_code == 404
