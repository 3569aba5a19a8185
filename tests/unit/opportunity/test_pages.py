"""Every page and file of an answer: there, in one piece, with a constant number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.unit.opportunity.town import Town

PAGES = (
    ("map", {}),
    ("place", {"place": "A"}),
    ("equity", {}),
    ("deserts", {}),
    ("places", {}),
    ("csv", {}),
    ("xlsx", {}),
    ("geojson", {}),
    ("json", {}),
    ("svg", {}),
    ("png", {}),
    ("brief", {}),
)


@pytest.mark.parametrize(("name", "arguments"), PAGES, ids=[name for name, _ in PAGES])
def test_each_is_there_once_a_question_is_answered(town: Town, name: str, arguments: dict[str, str]) -> None:
    town.session(0)
    town.computed()
    assert town.get(name, **arguments).status_code == 200


@pytest.mark.parametrize(("name", "arguments"), PAGES[:5], ids=[name for name, _ in PAGES[:5]])
def test_more_sessions_take_no_more_queries(town: Town, name: str, arguments: dict[str, str]) -> None:
    town.session(0)
    town.computed()
    town.get(name, **arguments)
    with CaptureQueriesContext(connection) as few:
        town.get(name, **arguments)
    for place in range(6):
        town.session(place)
    town.computed()
    with CaptureQueriesContext(connection) as more:
        town.get(name, **arguments)
    assert len(few) <= 14
    assert len(more) <= len(few) + (name == "place")  # there, the earlier answer is read too
