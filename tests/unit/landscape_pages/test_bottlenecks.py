"""Groups of occupations that no choice of graduates could fill."""

from tests.unit.landscape_pages.pages import WICHITA, Pages

from trellis.apps.core.ui.figures import about


def test_it_opens_with_how_many_groups_and_how_many_openings(pages: Pages) -> None:
    document, text = pages.document(), pages.text("bottlenecks")
    assert f"In {len(document['bottlenecks'])} groups of occupations" in text
    assert f"about {about(document['unfilled_floor'])} stay unfilled" in text


def test_each_of_the_largest_groups_with_programs_has_its_picture_in_both_layouts(pages: Pages) -> None:
    drawn = [group for group in pages.document()["bottlenecks"] if group["programs"]][:6]
    html = pages.get("bottlenecks").content.decode()
    assert html.count('<svg xmlns="http://www.w3.org/2000/svg" class="rb"') == 2 * len(drawn)


def test_occupations_that_no_program_leads_to_are_one_list(pages: Pages) -> None:
    document, text = pages.document(), pages.text("bottlenecks")
    listed = text[text.index("No program here leads to these") : text.index("All groups")]
    titles = {row["soc"]: row["title"] for row in document["occupations"]}
    without = [group for group in document["bottlenecks"] if not group["programs"]]
    assert without
    assert all(titles[group["occupations"][0]] in listed for group in without)


def test_pictures_lead_to_programs_and_occupations(pages: Pages) -> None:
    html = pages.get("bottlenecks").content.decode()
    picture = html[html.index('class="rb"') :][:20000]
    assert "/landscape/programs/" in picture
    assert "/landscape/occupations/" in picture


def test_without_placed_colleges_nothing_is_claimed(pages: Pages) -> None:
    text = pages.text("bottlenecks", {"region": WICHITA})
    assert "Which occupations stay short can be said once it is known which colleges are here." in text
