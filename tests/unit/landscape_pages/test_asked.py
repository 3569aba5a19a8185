"""The query string that every page takes."""

import pytest
from django.http import QueryDict
from tests.unit.landscape_pages.pages import Pages

from trellis.apps.landscape.asked import LandscapeRequest


def parse(text: str) -> LandscapeRequest:
    return LandscapeRequest.parse(QueryDict(text))


def test_nothing_asked_is_stem_openings_of_the_home_region() -> None:
    asked = parse("")
    assert (asked.region, asked.field, asked.definition, asked.split, asked.retention) == (
        "home", "stem", "openings", "proportional", 100,
    )  # fmt: skip
    assert asked.query() == ""
    assert not asked.mistakes


def test_an_address_says_only_what_differs_from_the_defaults() -> None:
    assert parse("field=stem&retention=80&region=home").query() == "?retention=80"


def test_an_address_keeps_what_was_asked_when_one_thing_changes() -> None:
    assert parse("field=all&retention=80").query(region="0046140") == "?region=0046140&field=all&retention=80"


def test_an_earlier_landscape_is_let_go_when_something_else_is_asked() -> None:
    asked = parse("evidence=7&field=all")
    assert asked.query() == "?field=all&evidence=7"
    assert asked.query(field="stem") == ""


@pytest.mark.parametrize("text", ["0", "101", "-5", "eighty", "1e3", "99999", "٣"])
def test_a_share_of_graduates_that_cannot_be_is_named_and_the_default_used(text: str) -> None:
    asked = parse(f"retention={text}")
    assert asked.retention == 100
    assert "retention" in asked.mistakes


@pytest.mark.parametrize("text", ["80", "80%", " 80 % "])
def test_a_share_of_graduates_may_be_written_with_its_sign(text: str) -> None:
    query = QueryDict(mutable=True)
    query["retention"] = text
    assert LandscapeRequest.parse(query).retention == 80


@pytest.mark.parametrize("name", ["field", "definition", "split"])
def test_a_choice_there_is_not_is_named_and_the_default_used(name: str) -> None:
    asked = parse(f"{name}=bogus")
    assert getattr(asked, name) == getattr(LandscapeRequest(), name)
    assert "bogus" in asked.mistakes[name]


def test_a_wrong_value_is_said_beside_its_control(pages: Pages) -> None:
    html = pages.get(query={"field": "bogus", "retention": "900"}).content.decode()
    assert "“bogus” isn&#x27;t one of the choices" in html
    assert 'id="asked-field-error"' in html
    assert 'aria-describedby="asked-field-error"' in html
    assert 'aria-describedby="asked-retention-error"' in html


HOSTILE = ("%00", "%FF%FE", "<script>", "'; DROP TABLE", "x" * 5000)


@pytest.mark.parametrize("name", ["region", "field", "definition", "split", "retention", "evidence"])
def test_no_value_breaks_a_page(pages: Pages, name: str) -> None:
    answers = {
        text: pages.client.get(f"{pages.url('regions')}?{name}={text}").status_code for text in HOSTILE
    }
    answers |= {text: pages.client.get(f"{pages.url('json')}?{name}={text}").status_code for text in HOSTILE}
    assert set(answers.values()) <= {200, 400, 404}, answers
