"""Files refuse what they can't give, and follow what the alliance answered."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from tests.unit.landscape_pages.pages import Pages

from trellis.apps.accounts.models import User
from trellis.apps.findings.models import Verdict
from trellis.apps.landscape import queries, services
from trellis.apps.landscape.asked import LandscapeRequest
from trellis.apps.landscape.regions import Gazetteer
from trellis.apps.landscape.views.files import brief_file
from trellis.sources import Store

FILES = ("json", "export_csv", "export_xlsx", "brief")


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_a_field_there_is_not_is_refused_in_plain_text(pages: Pages, name: str) -> None:
    answer = pages.get(name, {"field": "zz"})
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("text/plain")
    assert answer.content.decode().startswith("field is “zz”: choose one of stem, stem_health")


def test_every_wrong_value_is_named(pages: Pages) -> None:
    said = pages.get("json", {"definition": "a", "split": "b", "retention": "900"}).content.decode()
    for part in ("definition is “a”", "split is “b”", "retention is “900”: give a whole percentage"):
        assert part in said


def test_a_parameter_that_no_file_knows_is_passed_over(pages: Pages) -> None:
    assert pages.get("json", {"vintage": "1900-05", "completions": "x"}).status_code == 200


@pytest.mark.parametrize("name", ["overview", *FILES])
def test_a_region_of_nothing_printable_is_unknown_not_home(pages: Pages, name: str) -> None:
    answer = pages.client.get(f"{pages.url(name)}?region=%00")
    assert answer.status_code == 404


def test_the_brief_leaves_out_what_was_dismissed_and_marks_what_was_accepted(
    pages: Pages, staff: User, store_at_hand: Store
) -> None:
    reading = answered(pages, staff, store_at_hand)
    first, second = reading.document["recommendations"][:2]
    page = step_page(pages.get("brief").content)
    assert first["headline"] not in page
    assert second["headline"] in page
    assert page.count("Accepted") == 1


def test_the_public_brief_leaves_out_what_was_dismissed_and_keeps_acceptance_to_the_alliance(
    pages: Pages, staff: User, store_at_hand: Store
) -> None:
    reading = answered(pages, staff, store_at_hand, is_public=True)
    first, second = reading.document["recommendations"][:2]
    page = step_page(brief_file(reading, pages.alliance.name).content)
    assert first["headline"] not in page
    assert second["headline"] in page
    assert "Accepted" not in page


def test_files_of_the_demonstration_say_that_it_is_one(pages: Pages) -> None:
    pages.alliance.is_demonstration = True
    pages.alliance.save()
    notice = pages.alliance.demonstration_notice
    assert notice.startswith("A demonstration")
    assert all(notice in page_text for page_text in pdf_pages(pages.get("brief").content))
    assert load_workbook(BytesIO(pages.get("export_xlsx").content)).worksheets[0]["C2"].value == notice
    text = pages.get("export_csv").content.decode("utf-8-sig")
    assert {row["notice"] for row in csv.DictReader(StringIO(text))} == {notice}


def test_an_alliance_of_its_own_is_no_demonstration(pages: Pages) -> None:
    assert "notice" not in pages.get("export_csv").content.decode("utf-8-sig").splitlines()[0]


def test_recommendations_are_said_to_overlap(pages: Pages) -> None:
    assert "Steps overlap: many answer the same openings" in pages.text("recommendations")


def test_an_earlier_release_there_is_not_is_named(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "vintages", lambda _store: ("May 2025", "May 2024"))
    said = pages.text("compare", {"mode": "vintages", "vintage": "1900-05"})
    assert "No other release here is of “1900-05”." in said


@pytest.fixture
def store_at_hand() -> Store:
    from trellis.apps.core.store import store

    return store()


def answered(pages: Pages, staff: User, store: Store, *, is_public: bool = False) -> queries.Reading:
    """Return the home region's landscape with its first step dismissed and its second accepted."""
    reading = queries.read(
        alliance=pages.alliance,
        asked=LandscapeRequest(),
        by=staff,
        gazetteer=Gazetteer.of(pages.alliance, store),
        is_public=is_public,
    )
    stands = ((Verdict.DISMISSED, "No room in the lab"), (Verdict.ACCEPTED, ""))
    for row, (verdict, reason) in zip(reading.document["recommendations"], stands, strict=False):
        services.answer_step(
            alliance=pages.alliance, by=staff, reading=reading, key=row["key"], verdict=verdict, reason=reason
        )
    return reading


def pdf_pages(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def step_page(content: bytes) -> str:
    return pdf_pages(content)[2]
