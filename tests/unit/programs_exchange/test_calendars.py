"""Sessions in a calendar, read back by the same library that calendars are read with everywhere."""

from datetime import UTC, date, datetime, time
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar, Event

from trellis.apps.organizations.models import Organization
from trellis.apps.programs.exchange import calendars
from trellis.apps.programs.exchange.flat import Listed
from trellis.apps.programs.models import Program, Session, Site

CHICAGO = ZoneInfo("America/Chicago")
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def listed(**facts: Any) -> Listed:
    organization = Organization(name="Illustrative library")
    program = Program(organization=organization, name="Robot club", enrol_url="https://example.org/go")
    return Listed(program, organization, (Session(program=program, **facts),))


def calendar_of(entry: Listed, notice: str = "") -> Calendar:
    content = calendars.calendar(
        entry, entry.sessions, page="https://example.org/p", host="example.org", now=NOW, notice=notice
    )
    found = Calendar.from_ical(content)
    assert isinstance(found, Calendar)
    return found


def event_of(**facts: Any) -> Event:
    (event,) = calendar_of(listed(**facts)).walk("VEVENT")
    assert isinstance(event, Event)
    return event


def starts(event: Event, most: int = 5) -> list[datetime]:
    """The first occurrences, by another library."""
    rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=event.decoded("dtstart"))
    return list(islice(rule, most))


def test_the_first_event_is_the_first_of_its_days_not_the_seasons_first_day() -> None:
    # June 1, 2026 is a Monday, the first Tuesday is June 2.
    event = event_of(starts_on=date(2026, 6, 1), ends_on=date(2026, 6, 30), days=["TU"], starts_at=time(16))
    assert event.decoded("dtstart") == datetime(2026, 6, 2, 16, tzinfo=CHICAGO)


def test_it_repeats_up_to_and_with_its_last_day() -> None:
    event = event_of(
        starts_on=date(2026, 6, 2),
        ends_on=date(2026, 6, 16),
        days=["TU"],
        starts_at=time(23),
        ends_at=time(23, 30),
    )
    assert [each.day for each in starts(event)] == [2, 9, 16]


def test_the_clock_at_the_place_stays_when_summer_time_ends() -> None:
    # Summer time ends on November 1, 2026.
    event = event_of(
        starts_on=date(2026, 10, 27), ends_on=date(2026, 11, 10), days=["TU"], starts_at=time(16)
    )
    found = starts(event)
    assert [each.hour for each in found] == [16, 16, 16]
    assert found[0].utcoffset() != found[-1].utcoffset()


def test_a_rule_of_its_own_is_kept() -> None:
    event = event_of(starts_on=date(2026, 6, 5), rrule="FREQ=MONTHLY;BYDAY=1FR;COUNT=3", starts_at=time(18))
    assert [(each.month, each.day) for each in starts(event)] == [(6, 5), (7, 3), (8, 7)]


def test_days_without_a_time_are_whole_days() -> None:
    event = event_of(starts_on=date(2026, 6, 1), ends_on=date(2026, 6, 5))
    assert event.decoded("dtstart") == date(2026, 6, 1)
    assert event.decoded("dtend") == date(2026, 6, 6)  # the end is not part of an event
    assert "rrule" not in event


def test_the_zone_is_explained_inside() -> None:
    calendar = calendar_of(listed(starts_on=date(2026, 6, 1), starts_at=time(9)))
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["America/Chicago"]


def test_it_says_where_how_to_sign_up_and_that_it_is_made_up() -> None:
    site = Site(name="Central", address="1 Main Street", city="Tulsa", latitude=36.1, longitude=-95.9)
    entry = listed(starts_on=date(2026, 6, 1), site=site, name="Beginners")
    (event,) = calendar_of(entry, notice="Illustrative").walk("VEVENT")
    assert event["location"] == "Central, 1 Main Street, Tulsa"
    assert event["summary"] == "Robot club: Beginners"
    assert "https://example.org/go" in event["description"]
    assert "Illustrative" in event["description"]
    assert event["uid"] == f"{entry.sessions[0].public_id}@example.org"


@pytest.mark.parametrize("facts", [{}, {"days": ["MO"]}])
def test_a_session_without_a_first_day_is_in_no_calendar(facts: dict[str, Any]) -> None:
    assert calendar_of(listed(**facts)).walk("VEVENT") == []
