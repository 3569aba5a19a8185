"""All occupations, and one of them."""

import pytest
from tests.unit.landscape_pages.pages import WICHITA, Pages

from trellis.apps.core.ui.figures import about

SOFTWARE = "15-1252"


def test_every_occupation_of_the_field_is_listed(pages: Pages) -> None:
    count = len(pages.document()["occupations"])
    assert f"of {count}" in pages.text("occupations")


def test_they_are_sorted_filtered_and_paged_by_the_address(pages: Pages) -> None:
    document = pages.document()
    best_paid = max(document["occupations"], key=lambda row: row["median_wage"] or 0)
    html = pages.get("occupations", {"occupations.sort": "-median_wage"}).content.decode()
    rows = html[html.index("<tbody>") :]
    assert rows.index(best_paid["title"]) < 1500
    text = pages.text("occupations", {"occupations.q": "civil engineers"})
    assert "Civil Engineers" in text
    assert "Software Developers" not in text


@pytest.mark.parametrize(
    ("column", "value", "holds"),
    [
        ("balance", "Surplus", lambda row: row["gap"] < -0.1 * row["openings"]),
        ("balance", "Short", lambda row: row["gap"] > 0.1 * row["openings"]),
        ("entry_education", "Associate's degree", lambda row: row["entry_education"] == "Associate's degree"),
    ],
)
def test_they_are_narrowed_to_short_or_surplus_or_by_entry_education(
    pages: Pages, column: str, value: str, holds: object
) -> None:
    expected = {row["title"] for row in pages.document()["occupations"] if holds(row)}  # type: ignore[operator]
    shown = pages.get("export_csv", {f"occupations.{column}": value}).content.decode()
    assert expected
    assert len(shown.strip().splitlines()) == len(expected) + 1
    assert all(title in shown for title in expected)


def test_one_occupation_says_who_feeds_it_what_it_pays_and_how_sure_that_is(pages: Pages) -> None:
    document, text = pages.document(), pages.text("occupation", soc=SOFTWARE)
    row = next(each for each in document["occupations"] if each["soc"] == SOFTWARE)
    assert f"about {about(row['openings'])} jobs open for software developers" in text
    assert f"${row['median_wage']:,.0f}" in text
    assert "Its employment has a sampling error of" in text
    largest = max(row["feeders"], key=lambda feeder: feeder["expected"] or 0)
    program = next(each for each in document["programs"] if each["id"] == largest["program"])
    assert program["institution"] in text


def test_it_says_where_else_the_same_graduates_can_go(pages: Pages) -> None:
    text = pages.text("occupation", soc=SOFTWARE)
    assert "Where else the same graduates can go" in text
    assert "Computer Systems Analysts" in text


def test_an_occupation_that_no_program_leads_to_says_so(pages: Pages) -> None:
    assert "and no program here leads to them" in pages.text("occupation", soc="17-2051")


def test_it_leads_to_what_to_do_about_it(pages: Pages) -> None:
    assert "What to do about it" in pages.text("occupation", soc="17-2051")


def test_without_placed_colleges_it_shows_openings_and_the_step_that_mends_it(pages: Pages) -> None:
    text = pages.text("occupation", {"region": WICHITA}, soc=SOFTWARE)
    assert "Graduates are not known yet" in text
    assert "Who feeds it" not in text


@pytest.mark.parametrize("soc", ["99-9999", "x", "11-1011"])
def test_an_occupation_outside_the_field_is_not_found(pages: Pages, soc: str) -> None:
    assert pages.get("occupation", soc=soc).status_code == 404
