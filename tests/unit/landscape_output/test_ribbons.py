"""Bottleneck groups as pictures: well-formed, without inline style, true to the figures."""

import re
from xml.etree import ElementTree

import pytest
from tests.unit.landscape_output.landscape_documents import landscape

from trellis.apps.landscape.ribbon_layout import best_case, wrap
from trellis.apps.landscape.ribbons import group_picture

SVG = "{http://www.w3.org/2000/svg}"
KNOWN = landscape()
GROUPS = range(len(KNOWN["bottlenecks"]))


def read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 (our own, just written)


@pytest.mark.parametrize("number", GROUPS)
@pytest.mark.parametrize("narrow", [False, True])
def test_a_picture_is_well_formed_named_and_described(number: int, narrow: bool) -> None:
    picture = group_picture(KNOWN, number, narrow=narrow)
    root = read(picture.svg)
    title, described = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert described is not None
    assert root.get("aria-labelledby") == title.get("id")
    assert described.text == picture.sentence
    assert " style=" not in picture.svg
    assert float(root.get("width", 0)) == (344 if narrow else 720)


def test_two_pictures_on_a_page_share_no_id() -> None:
    written = "".join(group_picture(KNOWN, n, narrow=narrow).svg for n in GROUPS for narrow in (False, True))
    ids = re.findall(r' id="([^"]+)"', written)
    assert len(ids) == len(set(ids))


def test_names_are_text_never_markup() -> None:
    document = landscape()
    for program in document["programs"]:
        program["title"] = '<script>alert("1")</script> & #set'
    picture = group_picture(document, 0, program_link=lambda key: f'/p/"><b>{key}')
    assert "<script" not in picture.svg
    assert "<b>" not in picture.svg
    read(picture.svg)


def test_every_node_leads_to_its_page() -> None:
    picture = group_picture(
        KNOWN, 2, program_link=lambda key: f"/program/{key}", occupation_link=lambda soc: f"/occupation/{soc}"
    )
    hrefs = [link.get("href") for link in read(picture.svg).iter(f"{SVG}a")]
    assert hrefs == ["/program/900003-15.03-2", "/occupation/17-3023", "/occupation/17-3026"]


def test_a_group_that_no_program_feeds_says_so_and_is_all_short() -> None:
    picture = group_picture(KNOWN, 1)
    assert "no program here leads to them" in picture.sentence
    assert "68, short 68" in picture.svg
    assert picture.rows[0]["completers"] == 0


def test_what_is_short_in_the_picture_adds_up_to_the_groups_shortage() -> None:
    for number, group in enumerate(KNOWN["bottlenecks"]):
        shorts = [int(found) for found in re.findall(r", short (\d+)", group_picture(KNOWN, number).svg)]
        assert sum(shorts) == pytest.approx(group["short"], abs=len(shorts))


def test_in_the_best_case_every_graduate_is_placed_and_no_opening_is_taken_twice() -> None:
    # by hand: a (8) can go to x or y, b (10) only to x; x has 12 openings, so a sends 2 there and 6 to y
    programs = [
        {"id": "a", "completers": 8.0, "goes_to": [{"soc": "x"}, {"soc": "y"}]},
        {"id": "b", "completers": 10.0, "goes_to": [{"soc": "x"}]},
    ]
    flows = best_case(programs, {"x": 12.0, "y": 7.0})
    assert flows["a", "x"] == pytest.approx(2, abs=0.1)
    assert flows["a", "y"] == pytest.approx(6, abs=0.1)
    assert flows["b", "x"] == pytest.approx(10)


def test_a_side_with_many_nodes_keeps_the_largest_and_adds_up_the_rest() -> None:
    document = landscape()
    socs = [row["soc"] for row in document["occupations"]]
    document["bottlenecks"] = [
        {"occupations": socs, "programs": [p["id"] for p in document["programs"]], "openings": 1.0,
         "completers": 1.0, "short": 1.0}
    ]  # fmt: skip
    svg = group_picture(document, 0).svg
    assert f"{len(socs) - 7} more occupations" in svg
    assert "3 more programs" in svg


def test_long_labels_break_into_lines_and_end_in_an_ellipsis() -> None:
    assert wrap("Civil Engineers", 17) == ["Civil Engineers"]
    lines = wrap("Health and Safety Engineers, Except Mining Safety Engineers and Inspectors", 15)
    assert len(lines) == 4
    assert lines[-1].endswith("…")
    assert max(len(line) for line in lines) <= 15
