"""The brief keeps to what the alliance answered, and says what must be known of the whole."""

from io import BytesIO
from typing import Any

import openpyxl
from pypdf import PdfReader
from tests.unit.landscape_output.landscape_documents import landscape

from trellis.apps.landscape.brief import render_brief
from trellis.apps.landscape.brief.content import content
from trellis.apps.landscape.exports import csv_text
from trellis.apps.landscape.prose import ENGLISH
from trellis.apps.landscape.workbook import workbook

KNOWN = landscape()
KEYS = [row["key"] for row in KNOWN["recommendations"]]
HEADLINES = [row["headline"] for row in KNOWN["recommendations"]]
NOTICE = "A demonstration: partners are made up."


def pages(**options: Any) -> list[str]:
    pdf = PdfReader(BytesIO(render_brief(KNOWN, **options)))
    return [" ".join(page.extract_text().split()) for page in pdf.pages]


def steps(answers: dict[str, str], document: dict[str, Any] = KNOWN) -> dict[str, Any]:
    made = content(document, alliance_name=None, words=ENGLISH, answers=answers, notice="")
    found: dict[str, Any] = made["steps"]
    return found


def test_a_dismissed_step_is_not_printed() -> None:
    page = pages(answers={KEYS[0]: "dismissed"})[2]
    assert HEADLINES[0] not in page
    assert HEADLINES[1] in page


def test_the_steps_that_are_left_are_numbered_from_one_without_a_gap() -> None:
    assert [row["headline"] for row in steps({KEYS[0]: "dismissed"})["rows"]["items"]] == HEADLINES[1:9]
    page = pages(answers={KEYS[0]: "dismissed"})[2]
    assert f"1 {HEADLINES[1]}" in page


def test_an_accepted_step_is_marked_and_no_other_is() -> None:
    assert [row["mark"] for row in steps({KEYS[1]: "accepted"})["rows"]["items"]] == [
        "Accepted" if key == KEYS[1] else "" for key in KEYS[:9]
    ]
    assert pages(answers={KEYS[1]: "accepted"})[2].count("Accepted") == 1


def test_where_every_step_was_dismissed_the_brief_says_so() -> None:
    found = steps(dict.fromkeys(KEYS, "dismissed"))
    assert found["rows"]["items"] == []
    assert "was dismissed" in found["lead"]
    assert found["next"]


def test_steps_are_said_to_overlap() -> None:
    assert "Steps overlap: many answer the same openings" in pages()[2]


def test_a_single_step_overlaps_with_none() -> None:
    assert "overlap" not in steps(dict.fromkeys(KEYS[1:], "dismissed"))["lead"]


def test_every_page_of_a_demonstration_s_brief_says_that_it_is_one() -> None:
    assert [NOTICE in page for page in pages(notice=NOTICE)] == [True] * 4
    assert not any("demonstration" in page for page in pages())


def test_a_demonstration_s_files_say_that_they_are_one() -> None:
    rows = csv_text(KNOWN, "occupations", notice=NOTICE).splitlines()
    assert rows[0].endswith(",notice")
    assert all(NOTICE in row for row in rows[1:])
    book = openpyxl.load_workbook(BytesIO(workbook(KNOWN, notice=NOTICE)))
    assert book["Summary"]["C2"].value == NOTICE


def test_licenses_are_written_as_in_the_product_s_country() -> None:
    assert "License" in pages()[3]
    assert "License" in [
        cell.value for cell in openpyxl.load_workbook(BytesIO(workbook(KNOWN)))["Sources"][1]
    ]
