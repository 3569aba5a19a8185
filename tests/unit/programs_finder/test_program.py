"""A program's own page, its calendars, and the feed for other directories."""

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from icalendar import Calendar
from tests.factories import SessionFactory
from tests.unit.programs_finder.pages import Finder, session, today, words

from trellis.apps.alliances.models import Alliance
from trellis.apps.programs.models import Program, Session

MaxQueries = Callable[[int], AbstractContextManager[Any]]


def address(finder: Finder, made: Session, rest: str = "") -> str:
    return f"{finder.address}{made.program.public_id}/{rest}"


def test_the_page_says_all_that_is_known_and_what_to_ask(alliance: Alliance, finder: Finder) -> None:
    made = session(alliance, "Robot club", price=None, transport=True, days=["SA"])
    made.program.who_may_take_part = "Girls and boys"
    made.program.email = "club@example.org"
    made.program.save()
    page = words(finder.client.get(address(finder, made)).content.decode())
    for part in ("Robot club", "Girls and boys", "Saturdays", "Ride provided", "Price They don't say; ask."):
        assert part in page


def test_a_mistake_is_reported_to_those_who_offer_it(alliance: Alliance, finder: Finder) -> None:
    made = session(alliance, "Robots & more")
    made.program.organization.email = "club@example.org"
    made.program.organization.save()
    page = finder.client.get(address(finder, made)).content.decode()
    assert "mailto:club@example.org?subject=A%20mistake%20in%20the%20entry%20of%20Robots%20%26%20more" in page


def test_structured_data_can_not_end_its_element(alliance: Alliance, finder: Finder) -> None:
    made = session(alliance, "</script><script>alert(1)</script>")
    page = finder.client.get(address(finder, made)).content.decode()
    assert "<script>alert" not in page
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert json.loads(block)["name"] == "</script><script>alert(1)</script>"


def test_what_is_over_stands_apart(alliance: Alliance, finder: Finder) -> None:
    made = session(alliance, "Club", ends_on=today() - timedelta(days=1), name="Spring")
    SessionFactory(program=made.program, name="Fall", starts_on=today(), ends_on=today())
    page = words(finder.client.get(address(finder, made)).content.decode())
    assert page.index("Fall") < page.index("What is over") < page.index("Spring")


def test_what_the_public_may_not_see_is_not_there(alliance: Alliance, finder: Finder) -> None:
    hidden = session(alliance, "Hidden", status=Program.Status.HIDDEN)
    old = session(alliance, "Old", verified_on=today() - timedelta(days=1000))
    elsewhere = SessionFactory()
    for made in (hidden, old, elsewhere):
        for rest in ("", "calendar.ics", f"{made.public_id}/calendar.ics"):
            assert finder.client.get(address(finder, made, rest)).status_code == 404
    assert finder.client.get(f"{finder.address}{uuid4()}/").status_code == 404


def test_calendars_of_the_program_and_of_a_session(alliance: Alliance, finder: Finder) -> None:
    made = session(alliance, "Club")
    SessionFactory(program=made.program, starts_on=today(), ends_on=today())
    whole = finder.client.get(address(finder, made, "calendar.ics"))
    one = finder.client.get(address(finder, made, f"{made.public_id}/calendar.ics"))
    assert whole["Content-Type"] == "text/calendar; charset=utf-8"
    assert len(Calendar.from_ical(whole.content).walk("VEVENT")) == 2
    assert len(Calendar.from_ical(one.content).walk("VEVENT")) == 1


def test_a_session_without_days_has_no_calendar(alliance: Alliance, finder: Finder) -> None:
    made = session(alliance, "Club", starts_on=None, ends_on=None)
    assert finder.client.get(address(finder, made, f"{made.public_id}/calendar.ics")).status_code == 404
    assert "calendar.ics" not in finder.client.get(address(finder, made)).content.decode()


def test_the_page_takes_a_fixed_number_of_queries(
    alliance: Alliance, finder: Finder, max_queries: MaxQueries
) -> None:
    made = session(alliance, "Club")
    for _number in range(8):
        SessionFactory(program=made.program)
    with max_queries(6):
        finder.client.get(address(finder, made))


def feed(finder: Finder, **headers: str) -> Any:
    return Client().get(f"{finder.address}hsds.json", headers=headers)


def test_the_feed_holds_what_the_finder_may_show(alliance: Alliance, finder: Finder) -> None:
    session(alliance, "Shown")
    session(alliance, "Hidden", status=Program.Status.HIDDEN)
    session(alliance, "Old", verified_on=today() - timedelta(days=1000))
    found = json.loads(b"".join(feed(finder).streaming_content))
    assert [service["name"] for service in found["contents"]] == ["Shown"]


def test_an_unchanged_feed_is_not_sent_again(alliance: Alliance, finder: Finder) -> None:
    made = session(alliance, "Shown")
    tag = feed(finder)["ETag"]
    assert feed(finder, if_none_match=tag).status_code == 304
    made.program.name = "Renamed"
    made.program.save()
    assert feed(finder, if_none_match=tag).status_code == 200
