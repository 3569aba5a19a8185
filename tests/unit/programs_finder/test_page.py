"""The finder's page: what it says, how it is asked, how fast it answers."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from tests.factories import AllianceFactory
from tests.unit.programs_finder.pages import Finder, session

from trellis.apps.alliances.models import Alliance

MaxQueries = Callable[[int], AbstractContextManager[Any]]


def test_the_answer_is_one_sentence(alliance: Alliance, finder: Finder) -> None:
    session(alliance, "Free", price=0)
    session(alliance, "Paid", price=20)
    assert finder.answer("age=12&zip=74106") == (
        "2 programs for a 12-year-old within 10 miles of 74106; 1 is free."
    )
    assert finder.answer("age=11&zip=74106&within=any&cost=free") == (
        "1 program for an 11-year-old near 74106 for free."
    )
    assert finder.answer("grade=6&topic=math&transport=1").startswith("No programs for grade 6 about Math")


def test_what_may_fit_is_counted_apart(alliance: Alliance, finder: Finder) -> None:
    session(alliance, "Silent", price=None)
    assert finder.answer("cost=free") == (
        "No programs for free. 1 more may fit, but doesn't say all you asked for."
    )


def test_a_card_says_what_where_when_cost_and_seats(alliance: Alliance, finder: Finder) -> None:
    session(alliance, "Robot club", miles=2.1, price=25, seats=20, seats_open=3, days=["SA"])
    page = finder.text("zip=74106")
    assert "Robot club" in page
    # 2.1 miles × 1.609 km × 1.3 / 40 km/h × 60 = 6.6 minutes, rounded up
    assert "2.1 miles away, about 7 minutes by car" in page
    assert "Saturdays" in page
    assert "$25" in page
    assert "Seats: 20, 3 left" in page
    assert "ages 10 to 14" in page


def test_too_little_says_what_would_give_more_and_links_to_it(alliance: Alliance, finder: Finder) -> None:
    session(alliance, "Far and paid", miles=20, price=0)
    session(alliance, "Near and paid", miles=1, price=30)
    page = finder.html("age=12&zip=74106&cost=free")
    offers = dict(re.findall(r'<li><a href="\?([^"]*)">([^<]*)</a>', page))
    assert "Look within 25 miles" in offers.values()
    assert "At any price" in offers.values()
    wider = next(query for query, label in offers.items() if label == "Look within 25 miles")
    assert finder.names(wider.replace("&amp;", "&")) == ["Far and paid"]


def test_nothing_at_all_is_said_kindly(finder: Finder) -> None:
    assert "No program is listed that comes close." in finder.text("age=12")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("age=twelve", "Give the age in whole years, such as 12."),
        ("age=99", "Give the age in whole years, such as 12."),
        ("zip=7410", "A ZIP code has five digits, such as 74106."),
        ("zip=99999", "We don't know where the ZIP code 99999 is."),
        ("price=cheap", "Give the price in dollars, such as 50."),
        ("price=NaN", "Give the price in dollars, such as 50."),
        ("starting=tomorrow", "Give the day as year-month-day"),
        ("within=-3", "Give the distance in whole miles"),
        ("near=91,0", "Your place could not be read."),
    ],
)
def test_what_cannot_be_read_is_said_beside_it_and_left_open(
    alliance: Alliance, finder: Finder, query: str, message: str
) -> None:
    session(alliance, "Still shown")
    assert message in finder.text(query)
    assert finder.names(query) == ["Still shown"]


def test_what_was_typed_stays_in_the_form(finder: Finder) -> None:
    page = finder.html('age=12&zip=7410&q="><script>alert(1)</script>')
    assert 'name="age" type="number" value="12"' in page
    assert 'value="7410"' in page
    assert "<script>alert" not in page


def test_a_browsers_own_place_is_as_good_as_a_zip_code(alliance: Alliance, finder: Finder) -> None:
    session(alliance, "Near", miles=1)
    session(alliance, "Far", miles=30)
    assert finder.names("near=36.19,-95.97") == ["Near"]
    assert "within 10 miles of you" in finder.answer("near=36.19,-95.97")


def test_long_answers_come_in_pages(alliance: Alliance, finder: Finder) -> None:
    for number in range(23):
        session(alliance, f"Club {number:02}", miles=1 + number / 10)
    first, second = finder.names("zip=74106"), finder.names("zip=74106&page=2")
    assert (len(first), len(second)) == (20, 3)
    assert not set(first) & set(second)
    assert "Page 1 of 2" in finder.text("zip=74106")
    assert finder.names("zip=74106&page=99") == second


def test_the_number_of_queries_does_not_grow(
    alliance: Alliance, finder: Finder, max_queries: MaxQueries
) -> None:
    for number in range(15):
        session(alliance, f"Club {number}")
    finder.html("zip=74106")
    with max_queries(6):
        finder.html("zip=74106&age=12")


def test_the_points_of_the_map_lead_to_what_is_there(alliance: Alliance, finder: Finder) -> None:
    made = session(alliance, "Club", miles=2)
    session(alliance, "Not for twelve", age_min=3, age_max=5)
    points = finder.client.get(f"{finder.address}sites.geojson?age=12&zip=74106").json()
    (feature,) = points["features"]
    assert feature["properties"]["label"] == "1 program, 2.0 miles away"
    assert made.site is not None
    assert f"site={made.site.public_id}" in feature["properties"]["href"]


def test_the_map_stands_on_the_counties_of_the_sites(alliance: Alliance, finder: Finder) -> None:
    session(alliance, "Club")
    session(alliance, "Somewhere", miles=None)
    outlines = finder.client.get(f"{finder.address}counties.geojson").json()
    assert [feature["id"] for feature in outlines["features"]] == ["40143"]


def test_the_finder_is_not_there_until_an_admin_opens_it(db: None) -> None:
    closed = AllianceFactory(slug="closed")
    assert Client().get(f"/p/{closed.slug}/programs/").status_code == 404


def test_a_demonstration_says_so(alliance: Alliance, finder: Finder) -> None:
    alliance.is_demonstration = True
    alliance.save()
    assert alliance.demonstration_notice in finder.text()
