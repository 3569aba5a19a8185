"""Every page: for whom, how many queries, how fast, and in one piece."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.unit.landscape_pages.pages import EVERY_PAGE, Pages

from trellis.apps.core.permissions import Role

SMALL, LARGE = "0011260", "0035620"
"""Anchorage, and New York-Newark-Jersey City."""

PAGES = pytest.mark.parametrize(("name", "arguments"), EVERY_PAGE, ids=[name for name, _ in EVERY_PAGE])
BUDGET_MS = 150


@pytest.mark.parametrize("role", [Role.PARTNER_EDITOR, Role.NETWORK_ADMIN])
def test_members_see_every_page(pages_as: Callable[[Role], Pages], role: Role) -> None:
    reader = pages_as(role)
    answers = {name: reader.get(name, **arguments).status_code for name, arguments in EVERY_PAGE}
    assert set(answers.values()) == {200}, answers


def test_others_see_none(pages_as: Callable[[Role], Pages]) -> None:
    stranger = pages_as(Role.PUBLIC)
    answers = {name: stranger.get(name, **arguments).status_code for name, arguments in EVERY_PAGE}
    assert set(answers.values()) == {404}, answers


def queries(pages: Pages, name: str, arguments: dict[str, str], region: str) -> int:
    pages.get(name, {"region": region}, **arguments)
    with CaptureQueriesContext(connection) as captured:
        assert pages.get(name, {"region": region}, **arguments).status_code == 200
    return len(captured)


@PAGES
def test_a_large_region_takes_no_more_queries_than_a_small_one(
    pages: Pages, name: str, arguments: dict[str, str]
) -> None:
    small, large = (queries(pages, name, arguments, region) for region in (SMALL, LARGE))
    assert small == large <= 12


@pytest.mark.slow
@PAGES
def test_a_page_answers_within_its_budget(pages: Pages, name: str, arguments: dict[str, str]) -> None:
    assert pages.fastest_ms(name, **arguments) < BUDGET_MS


def test_no_page_needs_a_script_or_style_of_its_own(pages: Pages) -> None:
    for name, arguments in EVERY_PAGE:
        html = pages.get(name, **arguments).content.decode()
        assert " style=" not in html, name
        assert "<script>" not in html, name
        assert html.count("<h1") == 1, name
