"""What people type into cells, and what it is read as."""

from typing import Any

import pytest

from trellis.apps.programs.importing.cells import READERS
from trellis.apps.programs.importing.rows import RowReader

READ: list[tuple[str, str, Any]] = [
    ("ages", "10-14", (10, 14)),
    ("ages", "10 to 14 years", (10, 14)),
    ("ages", "6+", (6, None)),
    ("ages", "under 12", (None, 11)),
    ("ages", "all ages", None),
    ("age", "10.0", 10),
    ("age", "6 months", 0),
    ("age", "99", None),
    ("grades", "K-5", (0, 5)),
    ("grades", "6th", (6, 6)),
    ("grades", "PK-2", (-1, 2)),
    ("grades", "9th–12th", (9, 12)),
    ("grades", "middle school", (6, 8)),
    ("grades", "9 and up", (9, None)),
    ("grade", "K", 0),
    ("grade", "13.0", 13),
    ("price", "$1,200.50", "1200.50"),
    ("price", "No cost", "0"),
    ("price", "Free - $20", "20"),
    ("price_per", "per week", "week"),
    ("date", "6/7/2026", "2026-06-07"),
    ("date", "13/06/2026", "2026-06-13"),
    ("date", "June 1, 2026", "2026-06-01"),
    ("date", "44501", "2021-11-01"),
    ("date", "2026-06-01T00:00:00", "2026-06-01"),
    ("date", "Ongoing", None),
    ("time", "36000.0", "10:00"),
    ("time", "1530", "15:30"),
    ("time", "3:30 PM", "15:30"),
    ("time", "3:30", "15:30"),
    ("time", "noon", "12:00"),
    ("time", "0.5", "12:00"),
    ("times", "3-5 pm", ("15:00", "17:00")),
    ("times", "11–1 pm", ("11:00", "13:00")),
    ("times", "9:00 AM - 12:00 PM", ("09:00", "12:00")),
    ("days", "M/W/F", ("MO", "WE", "FR")),
    ("days", "Mon-Thu", ("MO", "TU", "WE", "TH")),
    ("days", "TTh", ("TU", "TH")),
    ("days", "Tuesdays and Thursdays", ("TU", "TH")),
    ("days", "weekends", ("SA", "SU")),
    ("zip", "60609.0", "60609"),
    ("zip", "2134", "02134"),
    ("zip", "74103-1234", "74103-1234"),
    ("state", "Oklahoma", "OK"),
    ("yes_no", "Not Paid", False),
    ("yes_no", "Paid, Type Unknown", True),
    ("yes_no", "Unknown_Code", None),
    ("mode", "face_to_face", "in_person"),
    ("mode", "In person & online", "hybrid"),
    ("whole", "1,200", 1200),
    ("whole", "20 students", 20),
    ("url", "example.org/camp", "https://example.org/camp"),
    ("id", "76358.0", "76358"),
    ("languages", "English and Spanish", ("en", "es")),
    ("position", "POINT (-95.9 36.1)", (36.1, -95.9)),
    ("text", "Ann &amp; Bob", "Ann & Bob"),
    ("text", "N/A", None),
]
UNREAD = [
    ("ages", "K-5"),
    ("grade", "beginner"),
    ("date", "Summer 2026"),
    ("date", "June 1"),
    ("date", "2026-02-30"),
    ("time", "25:00"),
    ("times", "5-3"),
    ("days", "whenever"),
    ("zip", "abc"),
    ("state", "Somewhere"),
    ("yes_no", "maybe"),
    ("mode", "outdoors"),
    ("whole", "15-20"),
    ("url", "javascript:alert(1)"),
    ("email", "nobody"),
    ("topics", "Basket weaving"),
    ("rrule", "EVERY DAY"),
    ("latitude", "north"),
]


@pytest.mark.parametrize(("kind", "text", "value"), READ)
def test_cells_are_read(kind: str, text: str, value: Any) -> None:
    assert READERS[kind](text).value == value


@pytest.mark.parametrize(("kind", "text"), UNREAD)
def test_what_is_not_understood_is_said_and_left_out(kind: str, text: str) -> None:
    cell = READERS[kind](text)
    assert cell.value is None
    assert cell.code
    assert cell.level == "warning"


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("text", ["", " ", "\x00", "🙂" * 50, "-", "1e400", "∞", "NaN", "9" * 400, "'", '"'])
def test_no_cell_breaks_its_reader(kind: str, text: str) -> None:
    READERS[kind](text)


def test_a_price_says_what_it_is_for() -> None:
    assert READERS["price"]("$10/week").more == {"price_per": "week"}


@pytest.mark.parametrize(
    ("heading", "text", "value"),
    [
        ("description", "'=SUM(A1)", "=SUM(A1)"),
        ("phone", "'+1 918 555 0100", "+1 918 555 0100"),
        ("description", "'- Snacks", "- Snacks"),
        ("description", "'Round the clock", "'Round the clock"),
        ("standards", "'@home; NGSS", ["@home", "NGSS"]),
    ],
)
def test_an_apostrophe_before_what_a_spreadsheet_would_run_is_not_part_of_the_text(
    heading: str, text: str, value: Any
) -> None:
    reader = RowReader([heading], {heading: heading})
    assert reader.read([text]).values[heading] == value
