"""CSV, XLSX, GeoJSON: what they hold, and that nothing in them runs."""

import csv
import io
import json
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook
from tests.factories import AllianceFactory, ProgramFactory, SessionFactory, SiteFactory

from trellis.apps.alliances.models import Alliance
from trellis.apps.programs.exchange import flat, geojson, sheets
from trellis.apps.programs.exchange.reading import listed
from trellis.apps.programs.models import Program

pytestmark = pytest.mark.django_db
MaxQueries = Callable[[int], AbstractContextManager[Any]]


@pytest.fixture
def alliance() -> Alliance:
    """An alliance with one session of which much is known."""
    made: Alliance = AllianceFactory()
    SessionFactory(
        program=ProgramFactory(
            organization__alliance=made,
            name='=HYPERLINK("https://example.org")',
            description="Robots & <b>more</b>\nEvery week",
            phone="+1 918 555 0100",
            topics=["robotics", "math"],
        ),
        name="-1 to start",
        price=Decimal("12.50"),
        starts_on=date(2026, 6, 1),
        starts_at=time(15, 30),
        days=["MO", "WE"],
        transport=True,
        seats_open=None,
    )
    return made


def rows_of_csv(alliance: Alliance, **more: Any) -> list[dict[str, str]]:
    text = "".join(sheets.csv_text(listed(alliance), **more))
    return list(csv.DictReader(io.StringIO(text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"), newline="")))


def book_of(alliance: Alliance) -> bytes:
    with tempfile.TemporaryFile() as out:
        sheets.workbook(listed(alliance), out, about=["Illustrative"])
        out.seek(0)
        return out.read()


def test_csv_has_the_importers_columns_and_a_row_a_session(alliance: Alliance) -> None:
    SessionFactory(program=Program.objects.for_alliance(alliance).get())
    rows = rows_of_csv(alliance)
    assert [list(row) for row in rows] == [[*flat.FIELDS]] * 2
    (row,) = (row for row in rows if row["days"])
    assert row["topics"] == "robotics; math"
    assert (row["price"], row["days"], row["starts_at"]) == ("12.5", "MO; WE", "15:30")
    assert (row["transport"], row["food"], row["seats_open"]) == ("yes", "", "")


def test_csv_runs_no_formula(alliance: Alliance) -> None:
    (row,) = rows_of_csv(alliance)
    assert row["program"] == '\'=HYPERLINK("https://example.org")'
    assert row["phone"] == "'+1 918 555 0100"
    assert row["session_name"] == "'-1 to start"


def test_a_longitude_stays_a_number(alliance: Alliance) -> None:
    (row,) = rows_of_csv(alliance)
    assert row["longitude"] == "-95.993"


def test_a_program_without_sessions_has_a_row_too(alliance: Alliance) -> None:
    ProgramFactory(organization__alliance=alliance, name="Empty")
    assert [row["program"] for row in rows_of_csv(alliance)][-1] == "Empty"


def test_a_demonstrations_rows_say_what_they_are(alliance: Alliance) -> None:
    (row,) = rows_of_csv(alliance, notice="Illustrative figures")
    assert row["notice"] == "Illustrative figures"


@pytest.mark.parametrize("reader", ["openpyxl", "calamine"])
def test_a_workbook_opens_with_numbers_days_and_plain_text(alliance: Alliance, reader: str) -> None:
    content = io.BytesIO(book_of(alliance))
    if reader == "openpyxl":
        page = openpyxl.load_workbook(content).worksheets[0]
        head, first = ([cell.value for cell in row] for row in page.iter_rows(max_row=2))
        assert {cell.data_type for cell in page[2]} <= {"s", "inlineStr", "n", "d"}
    else:
        head, first = CalamineWorkbook.from_filelike(content).get_sheet_by_index(0).to_python()[:2]
    row = dict(zip(head, first, strict=True))
    assert row["Program"] == '=HYPERLINK("https://example.org")'
    assert row["Description"] == "Robots & <b>more</b>\nEvery week"
    assert row["Price"] == 12.5
    assert row["Telephone"] == "+1 918 555 0100"
    first_day = row["First day"]
    assert (first_day if reader == "calamine" else first_day.date()) == date(2026, 6, 1)


def test_control_characters_never_break_a_workbook(alliance: Alliance) -> None:
    Program.objects.for_alliance(alliance).update(name="A\x0bB\uffffC")
    page = openpyxl.load_workbook(io.BytesIO(book_of(alliance))).worksheets[0]
    assert "ABC" in [cell.value for cell in page[2]]


def test_points_carry_their_programs_and_unlocated_sites_are_counted(alliance: Alliance) -> None:
    nowhere = SiteFactory(alliance=alliance, latitude=None, longitude=None)
    SessionFactory(program=ProgramFactory(organization__alliance=alliance), site=nowhere)
    made = json.loads("".join(geojson.text(listed(alliance), address=lambda each: each.program.name)))
    (feature,) = made["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [-95.993, 36.154]}
    assert [program["topics"] for program in feature["properties"]["programs"]] == [["robotics", "math"]]
    assert made["sites_without_position"] == 1


def test_reading_takes_five_queries_however_many_programs(
    alliance: Alliance, max_queries: MaxQueries
) -> None:
    for number in range(12):
        program = ProgramFactory(organization__alliance=alliance)
        for day in range(number % 3):
            SessionFactory(program=program, starts_on=date(2026, 1, 1) + timedelta(days=day))
    with max_queries(5):
        found = list(listed(alliance))
    assert [len(each.sessions) for each in found] == [1, *(number % 3 for number in range(12))]


def test_only_the_alliances_own_programs_are_read(alliance: Alliance) -> None:
    SessionFactory()
    assert len(list(listed(alliance))) == 1
