"""What if a program graduated more, or fewer, or there were a new one?"""

from collections.abc import Callable
from typing import Any

import pytest
from tests.unit.landscape_pages.pages import WICHITA, Pages

from trellis.apps.alliances.models import Alliance
from trellis.apps.core.evidence.models import Evidence
from trellis.apps.core.permissions import Role


def program(pages: Pages) -> dict[str, Any]:
    """Return a program whose further graduates would fill openings."""
    rows = {row["id"]: row for row in pages.document()["programs"]}
    steps = pages.document()["recommendations"]
    found: dict[str, Any] = next(rows[step["program"]] for step in steps if step["kind"] == "expand")
    return found


def test_nothing_asked_shows_how_to_ask(pages: Pages) -> None:
    assert "Choose a program and how many more, or fewer, would graduate." in pages.text("what_if")


def test_more_graduates_lower_what_nobody_could_fill_and_name_the_occupations_that_change(
    pages: Pages,
) -> None:
    text = pages.text("what_if", {"program": program(pages)["id"], "more": "20"})
    assert "20 more graduates a year of" in text
    assert "Openings that no graduate could fill would fall from about" in text
    assert "Occupations that change most" in text


def test_fewer_graduates_raise_it(pages: Pages) -> None:
    text = pages.text("what_if", {"program": program(pages)["id"], "more": "-10"})
    assert "10 fewer graduates a year of" in text
    assert "would rise from about" in text


def test_a_new_program_is_computed_and_named(pages: Pages) -> None:
    text = pages.text("what_if", {"cip": "14.08", "rank": "3", "graduates": "40"})
    assert (
        "40 graduates a year of a new program in civil engineering (14.08), with a bachelor's degree" in text
    )
    assert "Civil Engineers" in text


def test_a_program_may_be_typed_by_words_that_only_it_has(pages: Pages) -> None:
    row = program(pages)
    typed = f"{row['institution']} {row['title'].rstrip('.')} {row['credential']}"
    assert "5 more graduates" in pages.text("what_if", {"program": typed, "more": "5"})


def test_words_that_fit_several_programs_offer_them(pages: Pages) -> None:
    html = pages.get("what_if", {"program": "computer", "more": "20"}).content.decode()
    assert "programs fit; choose the one you mean." in html
    assert 'class="candidates"' in html
    assert "more=20" in html


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"more": "-100000"}, "so at most that many fewer"),
        ({"more": "99999999"}, "more than any program could graduate"),
        ({"more": "many"}, "Write how many people a year as a whole number"),
        ({"more": "1e999"}, "Write how many people a year as a whole number"),
        ({"more": "9" * 400}, "more than any program could graduate"),
    ],
)
def test_a_number_that_cannot_be_is_said_beside_the_field_and_nothing_is_computed(
    pages: Pages, query: dict[str, str], message: str
) -> None:
    html = pages.get("what_if", {"program": program(pages)["id"], **query}).content.decode()
    assert message in html
    assert 'aria-invalid="true"' in html
    assert "Occupations that change most" not in html


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"cip": "civil", "rank": "3", "graduates": "40"}, "by its CIP code of four or six digits"),
        ({"cip": "14.08", "rank": "9", "graduates": "40"}, "Choose the credential it would lead to."),
        ({"cip": "14.08", "rank": "3", "graduates": "-4"}, "can't have fewer than no graduates"),
        ({"program": "zzz no such thing", "more": "4"}, "No program here has all of these words"),
    ],
)
def test_what_cannot_be_read_is_said(pages: Pages, query: dict[str, str], message: str) -> None:
    assert message in pages.text("what_if", query).replace("&#x27;", "'")


def test_the_address_holds_the_whole_what_if(pages: Pages) -> None:
    row = program(pages)
    html = pages.get("what_if", {"program": row["id"], "more": "20", "field": "all"}).content.decode()
    assert f"/what-if/?field=all&amp;program={row['id']}&amp;more=20" in html


def test_it_can_be_kept_as_evidence_that_leads_back_to_it(pages: Pages, alliance: Alliance) -> None:
    row = program(pages)
    response = pages.client.post(f"{pages.url('keep_scenario')}?program={row['id']}&more=20")
    kept = Evidence.objects.for_alliance(alliance).get(kind="landscape_scenario")
    assert response.headers["Location"] == kept.get_absolute_url()
    assert kept.result["change"] == {"program": row["id"], "completers": 20.0}
    assert kept.result["after"]["unfilled_floor"] < kept.result["before"]["unfilled_floor"]
    html = pages.client.get(kept.get_absolute_url()).content.decode()
    assert "/what-if/?" in html


def test_nothing_is_kept_of_a_what_if_that_cannot_be(pages: Pages, alliance: Alliance) -> None:
    assert pages.client.post(f"{pages.url('keep_scenario')}?program=x&more=20").status_code == 404
    assert not Evidence.objects.for_alliance(alliance).filter(kind="landscape_scenario").exists()


def test_those_who_only_read_can_try_but_not_keep(pages: Pages, pages_as: Callable[[Role], Pages]) -> None:
    reader = pages_as(Role.CONTRIBUTOR)
    query = {"program": program(pages)["id"], "more": "20"}
    assert "Keep as scenario" not in reader.text("what_if", query)
    assert (
        reader.client.post(f"{reader.url('keep_scenario')}?program={query['program']}&more=20").status_code
        == 404
    )


def test_without_placed_colleges_there_is_the_step_that_mends_it(pages: Pages) -> None:
    assert "Graduates are not known yet" in pages.text(
        "what_if", {"region": WICHITA, "program": "x", "more": "1"}
    )
