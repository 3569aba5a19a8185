"""The layouts that lists come in."""

import io
import json
from datetime import date, time
from typing import Any

import openpyxl
from tests.unit.programs_import.importing_help import ROBOTS, STARS, Importing, packed, sheet

from trellis.apps.programs.importing.reading import read
from trellis.apps.programs.models import Session


def workbook(**sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_from_its_first_sheet_with_rows() -> None:
    content = workbook(
        Cover=[], List=[["Program", "Organization", "Cost"], ["Knots", "Illustrative Club", 5.0]]
    )
    table = read(content, "list.xlsx")
    assert (table.reading.sheets, table.reading.sheet) == (("Cover", "List"), "List")
    assert table.rows == [(2, ["Knots", "Illustrative Club", "5"])]


def test_another_sheet_can_be_chosen() -> None:
    content = workbook(
        A=[["Program", "Organization"], ["One", "X"]], B=[["Program", "Organization"], ["Two", "Y"]]
    )
    assert read(content, "list.xlsx", sheet="B").rows == [(2, ["Two", "Y"])]


def test_days_and_times_of_a_workbook_are_days_and_times() -> None:
    content = workbook(
        A=[
            ["Program", "Organization", "Start date", "Start time"],
            ["One", "X", date(2026, 6, 1), time(15, 30)],
        ]
    )
    assert read(content, "list.xlsx").rows == [(2, ["One", "X", "2026-06-01", "15:30"])]


def test_a_packed_csv_is_unpacked(importing: Importing) -> None:
    run = importing.preview(packed(sheet(ROBOTS, STARS)), name="list.csv.gz")
    assert run.counts["add"] == 2


def test_hsds_goes_in_without_matching_columns(importing: Importing) -> None:
    service = {
        "id": "9f8b1c62-0000-4000-8000-000000000001",
        "name": "Robot Club",
        "status": "active",
        "minimum_age": 10,
        "maximum_age": 14,
        "organization": {"id": "9f8b1c62-0000-4000-8000-000000000002", "name": "Illustrative Library"},
    }
    run = importing.upload(json.dumps({"contents": [service]}).encode(), name="services.json")
    importing.match(run, leave_out=False)
    importing.run_jobs()
    run = importing.apply(importing.again(run))
    assert run.layout == "hsds_json"
    assert run.counts["reject"] == 0
    session = Session.objects.for_alliance(importing.alliance).get()
    assert session.program.organization.name == "Illustrative Library"
    assert (session.age_min, session.age_max) == (10, 14)
