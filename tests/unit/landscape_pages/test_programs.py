"""All programs that lead into the field, and one of them."""

from tests.unit.landscape_pages.pages import WICHITA, Pages

from trellis.apps.core.ui.figures import about


def largest(pages: Pages) -> dict[str, object]:
    found: dict[str, object] = max(pages.document()["programs"], key=lambda row: row["completers"] or 0)
    return found


def test_every_program_that_leads_into_the_field_is_listed_the_largest_first(pages: Pages) -> None:
    html = pages.get("programs").content.decode()
    first_row = html[html.index("<tbody>") :][:1500]
    assert str(largest(pages)["institution"]) in first_row
    assert f"of {len(pages.document()['programs'])}" in pages.text("programs")


def test_one_program_says_how_many_graduate_and_where_they_can_go(pages: Pages) -> None:
    row = largest(pages)
    text = pages.text("program", program=str(row["id"]))
    assert f"About {about(row['completers'])} people a year graduate" in text
    assert "nobody publishes that" in text
    assert all(each["title"] in text for each in row["goes_to"][:3])  # type: ignore[index]


def test_one_program_leads_to_the_what_if_with_it_chosen(pages: Pages) -> None:
    row = largest(pages)
    html = pages.get("program", program=str(row["id"])).content.decode()
    assert f"/what-if/?program={row['id']}" in html


def test_a_program_there_is_not_is_not_found(pages: Pages) -> None:
    assert pages.get("program", program="000000-00.00-0").status_code == 404


def test_without_placed_colleges_there_is_the_step_that_mends_it_and_no_empty_table(pages: Pages) -> None:
    text = pages.text("programs", {"region": WICHITA})
    assert "Which programs lead here can be said once it is known which colleges are here." in text
    assert "There is nothing here yet" not in text
