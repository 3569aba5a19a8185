"""The board's brief: four tagged pages in the reader's language, whatever the landscape holds."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from tests.unit.landscape_output.landscape_documents import bare, crowded, landscape

from trellis.apps.landscape.brief import render_brief
from trellis.apps.landscape.dates import day, month
from trellis.apps.landscape.prose import ENGLISH

KNOWN = landscape()
DOCUMENTS: dict[str, dict[str, Any]] = {
    "known": KNOWN,
    "graduates unknown": landscape(supply_known=False),
    "nothing short": bare(KNOWN),
    "too much of everything": crowded(KNOWN),
    "the nation": {**KNOWN, "region": {**KNOWN["region"], "kind": "nation", "name": "United States"}},
    "no interval, no date": {**KNOWN, "openings_low": None, "openings_high": None, "computed_at": None},
}


def read(document: dict[str, Any], **options: Any) -> PdfReader:
    return PdfReader(BytesIO(render_brief(document, **options)))


def text(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_the_brief_is_four_pages_tagged_titled_and_in_a_language(document: dict[str, Any]) -> None:
    pdf = read(document)
    root = pdf.trailer["/Root"]
    assert len(pdf.pages) == 4
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert "STEM jobs and the graduates who head for them" in str(pdf.metadata.title)
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_every_picture_has_words_in_its_place() -> None:
    figures = [each for each in _structure(read(KNOWN)) if each.get("/S") == "/Figure"]
    assert len(figures) >= 4
    assert all(str(each.get("/Alt", "")).strip() for each in figures)


def test_all_fonts_are_embedded_and_public_sans_sets_the_text() -> None:
    names = set()
    for page in read(KNOWN).pages:
        for font in page["/Resources"]["/Font"].values():
            (inner,) = font.get_object()["/DescendantFonts"]
            descriptor = inner.get_object()["/FontDescriptor"].get_object()
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            names.add(descriptor["/FontName"])
    assert all("PublicSans" in name for name in names)


def test_the_answer_stands_on_the_first_page_and_the_sources_on_the_last() -> None:
    pages = [
        " ".join(page.extract_text().split()) for page in read(KNOWN, alliance_name="Our Alliance").pages
    ]
    assert "Each year about 1,180 STEM jobs open" in pages[0]
    assert "Our Alliance" in pages[0]
    assert "Page 1 of 4" in pages[0]
    assert "no program here leads to them" in pages[1]
    assert KNOWN["recommendations"][0]["headline"] in pages[2]
    for source in KNOWN["sources"]:
        assert source["title"] in pages[3]
        assert source["vintage"] in pages[3]


def test_unknown_graduates_are_said_to_be_unknown_with_the_step_that_mends_it() -> None:
    words = text(read(DOCUMENTS["graduates unknown"]))
    assert "is not known yet" in words
    assert "choose the colleges that belong to the region, in its settings." in words


def test_what_does_not_fit_is_counted() -> None:
    pages = [page.extract_text() for page in read(DOCUMENTS["too much of everything"]).pages]
    for page in pages[1:]:
        assert "more in the spreadsheet" in page


def test_no_title_can_break_the_page() -> None:
    document = landscape()
    evil = 'Welding #panic("x") *bold* $x^2$ <label> @ref \\ `raw` // [ ] { } ~ "quoted" _a_'
    document["programs"][6]["title"] = evil
    document["recommendations"][0]["headline"] = evil
    document["region"]["name"] = "#set page(width: 1pt)"
    words = text(read(document, alliance_name="$ * _ # <b>"))
    assert '#panic("x") *bold* $x^2$ <label> @ref' in words
    assert "#set page(width: 1pt)" in words


@pytest.mark.parametrize(
    "name", ["ᏣᎳᎩ STEM", "科学 Alliance", "a\u200bb\x07c", "🌱 Grow", "Ñandú Łódź Cường"]
)
def test_letters_that_no_font_has_do_not_stop_the_brief(name: str) -> None:
    assert len(read(KNOWN, alliance_name=name).pages) == 4


def test_the_language_is_said() -> None:
    assert read(KNOWN, language="es-mx").trailer["/Root"]["/Lang"] == "es"


def test_the_same_landscape_gives_the_same_file() -> None:
    assert render_brief(KNOWN) == render_brief(KNOWN)


def test_dates_are_written_out() -> None:
    assert month("2025-05", ENGLISH) == "May 2025"
    assert month("2024–34", ENGLISH) == "2024–34"
    assert day("2026-11-20T15:04:05+00:00", ENGLISH) == "November 20, 2026"


def _structure(pdf: PdfReader) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    waiting: list[Any] = [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, dict):
            found.append(node)
            children = node.get("/K", [])
            waiting += children if isinstance(children, list) else [children]
    return found
