"""What goes wrong in lists: each time a message with row and column, and nothing lost."""

import gzip
import io
import random
import struct
import zipfile

import pytest
from tests.unit.programs_import.importing_help import (
    HEADINGS,
    ROBOTS,
    STARS,
    Importing,
    codes,
    sheet,
)

from trellis.apps.programs.importing import limits, services
from trellis.apps.programs.importing.errors import ImportRefused
from trellis.apps.programs.importing.messages import in_full, say_note
from trellis.apps.programs.importing.reading import read
from trellis.apps.programs.models import ImportFile, ImportRow, ImportRun, Session

PLACED = (*HEADINGS, "Latitude", "Longitude")
FIELDS_OF_HEADINGS = (
    "external_id",
    "organization",
    "program",
    "age_min",
    "age_max",
    "price",
    "starts_on",
    "zip_code",
    "address",
)


def said(row: ImportRow) -> list[str]:
    """A row's problems in full."""
    return [in_full(row.number, problem) for problem in row.problems]


def placed(importing: Importing, latitude: str, longitude: str) -> ImportRow:
    run = importing.preview(sheet((*ROBOTS, latitude, longitude), headings=PLACED))
    return importing.row(run)


# Coordinates ---------------------------------------------------------------------------------------------


def test_exchanged_coordinates_are_put_right_and_said(importing: Importing) -> None:
    row = placed(importing, "-95.993", "36.154")
    assert (row.values["latitude"], row.values["longitude"]) == (36.154, -95.993)
    assert said(row) == [
        "Row 2, column Latitude: Latitude -95.993 and longitude 36.154 were exchanged. They are put right."
    ]


def test_a_longitude_without_its_minus_sign_is_put_right_and_said(importing: Importing) -> None:
    row = placed(importing, "36.154", "95.993")
    assert row.values["longitude"] == -95.993
    assert codes(row) == {"west_without_sign": "Longitude"}


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("30.0", "-40.0"), ("27.5", "-90.0"), ("48.85", "2.35")], ids=str
)
def test_a_position_in_the_sea_or_abroad_is_not_used_and_said(
    importing: Importing, latitude: str, longitude: str
) -> None:
    row = placed(importing, latitude, longitude)
    assert codes(row) == {"not_in_us": "Latitude"}
    assert "latitude" not in row.values
    assert row.raw[-2:] == [latitude, longitude]


def test_a_site_without_a_usable_position_is_located_by_its_zip_code(importing: Importing) -> None:
    importing.bring(sheet((*ROBOTS, "0", "0"), headings=PLACED))
    site = Session.objects.for_alliance(importing.alliance).get().site
    assert site is not None
    assert site.located == "zip"
    assert site.latitude == pytest.approx(36.15, abs=0.05)


def test_a_position_far_from_its_zip_code_is_kept_and_said(importing: Importing) -> None:
    row = placed(importing, "41.88", "-87.63")
    assert codes(row) == {"far_from_zip": "Latitude"}
    assert row.values["latitude"] == 41.88


def test_half_a_position_is_not_used_and_said(importing: Importing) -> None:
    assert codes(placed(importing, "36.1", "")) == {"half_position": "Latitude"}


# Cells ---------------------------------------------------------------------------------------------------


def test_reversed_ages_keep_the_row_out_and_say_where(importing: Importing) -> None:
    run = importing.preview(sheet((*ROBOTS[:3], "14", "9", *ROBOTS[5:])))
    row = importing.row(run)
    assert row.action == ImportRow.Action.REJECT
    assert said(row) == [
        "Row 2, column Min Age: The youngest age, 14, is above the oldest, 9. Exchange them, or correct one."
    ]
    assert row.raw[3:5] == ["14", "9"]


def test_ages_0_to_99_are_for_everybody(importing: Importing) -> None:
    run = importing.preview(sheet((*ROBOTS[:3], "0", "99", *ROBOTS[5:])))
    assert not {"age_min", "age_max"} & importing.row(run).values.keys()


@pytest.mark.parametrize(
    ("text", "price", "code"),
    [
        ("Free", "0", None),
        ("free!!", "0", "free"),
        ("$20-30", "30", "price_range"),
        ("$50 or Less", "50", "price_range"),
        ("Varies", None, "price_open"),
        ("More Than $50", None, "price"),
        ("two chickens", None, "price"),
    ],
)
def test_prices_are_read_where_they_are_clear_and_else_the_row_is_kept(
    importing: Importing, text: str, price: str | None, code: str | None
) -> None:
    row = importing.row(importing.preview(sheet((*ROBOTS[:5], text, *ROBOTS[6:]))))
    assert row.action == ImportRow.Action.ADD
    assert row.values.get("price") == price
    assert codes(row) == ({code: "Price"} if code else {})
    if price is None:
        assert row.values["price_note"] == text


def test_a_price_below_zero_keeps_the_row_out(importing: Importing) -> None:
    row = importing.row(importing.preview(sheet((*ROBOTS[:5], "-5", *ROBOTS[6:]))))
    assert said(row) == ["Row 2, column Price: “-5” is below zero."]
    assert row.action == ImportRow.Action.REJECT


def test_html_becomes_text_and_is_said(importing: Importing) -> None:
    row = importing.row(
        importing.preview(
            sheet((*ROBOTS[:2], "<b>Robots</b> &amp; <script>alert(1)</script>us", *ROBOTS[3:]))
        )
    )
    assert row.values["program"] == "Robots & us"
    assert codes(row) == {"markup": "Program"}
    assert row.raw[2].startswith("<b>")


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x","y")', "@SUM(A1)", "+cmd|'/c calc'!A0", "-cmd()"])
def test_formulas_stay_the_text_they_are(importing: Importing, text: str) -> None:
    row = importing.row(importing.preview(sheet((*ROBOTS[:2], text, *ROBOTS[3:]))))
    assert row.values["program"] == text
    assert codes(row) == {"formula": "Program"}


def test_a_date_that_is_none_is_left_out_and_the_row_kept(importing: Importing) -> None:
    row = importing.row(importing.preview(sheet((*ROBOTS[:6], "31/02/2026", *ROBOTS[7:]))))
    assert codes(row) == {"date": "Start Date"}
    assert row.action == ImportRow.Action.ADD


@pytest.mark.parametrize(("at", "field"), [(1, "no_organization"), (2, "no_program")])
def test_a_row_needs_its_program_and_organization(importing: Importing, at: int, field: str) -> None:
    row = importing.row(importing.preview(sheet((*ROBOTS[:at], "", *ROBOTS[at + 1 :]))))
    assert row.action == ImportRow.Action.REJECT
    assert field in codes(row)


# Files ---------------------------------------------------------------------------------------------------


def test_more_than_25_mb_are_refused_without_reading(importing: Importing) -> None:
    class Unread(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise AssertionError("It was read.")

    with pytest.raises(ImportRefused, match="at most 25 MB"):
        services.upload(
            alliance=importing.alliance,
            by=importing.by,
            source_name="Large",
            file_name="large.csv",
            size=50 * limits.MEGABYTE,
            content=Unread(),
        )
    assert not ImportRun.objects.for_alliance(importing.alliance).exists()


def zip_of(name: str, content: bytes, also: tuple[str, ...] = ("xl/workbook.xml",)) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        for each in also:
            archive.writestr(each, b"<workbook/>")
    return out.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_opened() -> None:
    bomb = zip_of("xl/worksheets/sheet1.xml", bytes(40 * limits.MEGABYTE))
    assert len(bomb) < 100_000
    with pytest.raises(ImportRefused, match="It was not opened"):
        read(bomb, "bomb.xlsx")


def test_a_zip_bomb_that_lies_about_its_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trellis.apps.programs.importing.reading.packed.UNPACKED_BYTES", 5 * limits.MEGABYTE)
    bomb = bytearray(zip_of("xl/worksheets/sheet1.xml", bytes(20 * limits.MEGABYTE)))
    stated = struct.pack("<I", 20 * limits.MEGABYTE)
    while (at := bomb.find(stated)) >= 0:
        bomb[at : at + 4] = struct.pack("<I", 1000)
    with pytest.raises(ImportRefused, match="It was not opened"):
        read(bytes(bomb), "bomb.xlsx")


def test_a_gzip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trellis.apps.programs.importing.reading.file.UNPACKED_BYTES", limits.MEGABYTE)
    with pytest.raises(ImportRefused, match="unpacks to more"):
        read(gzip.compress(bytes(2 * limits.MEGABYTE)), "bomb.csv.gz")


def test_a_cell_at_the_far_end_of_a_sheet_is_refused_before_the_sheet_is_laid_out() -> None:
    cells = b'<sheetData><row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row></sheetData>'
    with pytest.raises(ImportRefused, match="row 1048576 and column 16384"):
        read(zip_of("xl/worksheets/sheet1.xml", cells), "far.xlsx")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"ID,Program\n", "no rows below"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old Excel"),
        (b"%PDF-1.7\n%abc", "PDF"),
        (b"PK\x03\x04" + bytes(40), "damaged"),
        (b"\x1f\x8b\x08broken", "damaged"),
        (random.Random(1).randbytes(3000), "no table"),
    ],
    ids=["empty", "headings only", "old excel", "pdf", "broken zip", "broken gzip", "noise"],
)
def test_what_is_no_list_is_refused_in_words(content: bytes, message: str) -> None:
    with pytest.raises(ImportRefused, match=message):
        read(content, "list.csv")


def test_a_refused_file_leaves_nothing_behind(importing: Importing) -> None:
    with pytest.raises(ImportRefused):
        importing.upload(b"%PDF-1.7")
    assert not ImportFile.objects.for_alliance(importing.alliance).exists()


def test_latin_1_text_is_read_and_said() -> None:
    table = read("Program,Organization\nCafé für alle,Niños\n".encode("latin-1"), "list.csv")
    assert table.rows == [(2, ["Café für alle", "Niños"])]
    assert say_note(*table.reading.notes[0]).startswith("The text is in Latin-1")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_encodings_and_separators_are_found(encoding: str, separator: str) -> None:
    rows = [("Program", "Organization", "Cost"), ("Café, again", "Niños; more", "5"), ("B", "C", "6")]
    content = sheet(*rows[1:], headings=rows[0], separator=separator).decode().encode(encoding)
    table = read(content, "list.csv")
    assert table.reading.columns == rows[0]
    assert [tuple(cells) for _number, cells in table.rows] == rows[1:]


def test_two_heading_rows_are_put_together_and_said(importing: Importing) -> None:
    content = b"Program,,Ages,,Cost\nName,Organization,from,to,\nRobot Club,Illustrative Library,10,14,Free\n"
    run = importing.preview(content)
    assert run.reading["columns"] == [
        "Program – Name",
        "Program – Organization",
        "Ages – from",
        "Ages – to",
        "Cost",
    ]
    assert [say_note(*note) for note in run.reading["notes"]] == [
        "Rows 1 and 2 are both headings; they were put together."
    ]
    row = importing.row(run, 3)
    assert (row.values["age_min"], row.values["age_max"], row.values["price"]) == (10, 14, "0")


def test_codes_above_names_are_two_heading_rows_too() -> None:
    content = b"ORG_NAME,PRG,AGE_MIN\nOrganization name,Program,Minimum age\nIllustrative Club,Knots,9\n"
    assert read(content, "list.csv").reading.heading_rows == 2


def test_titles_above_the_headings_are_left_out_and_said() -> None:
    table = read(b"Summer 2026\n\nProgram,Organization,Cost\nKnots,Illustrative Club,5\n", "list.csv")
    assert table.reading.heading_row == 3
    assert say_note(*table.reading.notes[0]) == "Row 1 stands above the headings and is left out."


def test_a_quotation_mark_left_open_swallows_only_its_own_row() -> None:
    rows = "".join(f"Program {number},Illustrative Club\n" for number in range(300))
    table = read(f'Program,Organization\n"Open,Illustrative Club\n{rows}'.encode(), "list.csv")
    assert len(table.rows) == 301
    assert table.rows[0] == (2, ["Open", "Illustrative Club"])
    assert say_note(*table.reading.notes[0]).startswith("Row 2 has a quotation mark")


def test_line_breaks_inside_a_cell_are_one_row() -> None:
    table = read(b'Program,Description\nKnots,"one\ntwo ""three"" four\nfive"\nSails,six\n', "list.csv")
    assert table.rows == [(2, ["Knots", 'one\ntwo "three" four\nfive']), (3, ["Sails", "six"])]


def test_a_row_with_more_cells_than_headings_is_rejected_with_all_of_them(importing: Importing) -> None:
    others = [(str(number), *STARS[1:2], f"Stars {number}", *STARS[3:]) for number in range(5)]
    run = importing.preview(sheet((*ROBOTS, "surplus"), *others))
    row = importing.row(run)
    assert row.action == ImportRow.Action.REJECT
    assert row.raw[-1] == "surplus"
    assert "10 cells, but the list 9 columns" in said(row)[0]


def test_a_column_without_heading_is_a_column_with_a_letter() -> None:
    table = read(b"Program,Organization,\nKnots,Illustrative Club,5\nSails,Illustrative Club,6\n", "list.csv")
    assert table.reading.columns == ("Program", "Organization", "Column C")


def test_unknown_columns_must_be_left_out_on_purpose(importing: Importing) -> None:
    run = importing.upload(sheet((*ROBOTS, "sunny"), headings=(*HEADINGS, "Mood")))
    with pytest.raises(ImportRefused, match="“Mood”"):
        services.match_columns(
            run=run,
            by=importing.by,
            mapping=dict(zip(HEADINGS, FIELDS_OF_HEADINGS, strict=True)),
            defaults={},
            leave_out=False,
        )


def test_what_was_left_out_is_still_in_the_row(importing: Importing) -> None:
    run = importing.preview(sheet((*ROBOTS, "sunny"), headings=(*HEADINGS, "Mood")))
    assert importing.row(run).raw[-1] == "sunny"
