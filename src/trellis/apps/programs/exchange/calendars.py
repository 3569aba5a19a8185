"""Sessions for a calendar (RFC 5545): times are those of the clock in the site's own time zone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vRecur

from trellis.apps.programs.exchange import repeating
from trellis.apps.programs.exchange.flat import Listed
from trellis.apps.programs.models import Session, Site
from trellis.apps.programs.schedule import Schedule

WEEKLY: Final = "WEEKLY"
_UNTIL: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")


def has_dates(session: Session) -> bool:
    """Whether a calendar could hold the session: its first day is known."""
    return session.starts_on is not None


def calendar(
    listed: Listed, sessions: Iterable[Session], *, page: str, host: str, now: datetime, notice: str = ""
) -> bytes:
    """A calendar of the sessions whose first day is known, an event each, repeating as they repeat.

    `page` is the program's page, `host` makes the events' ids unique in the world. `notice` is what every
    event says of itself as well, such as that it is made up.
    """
    made = Calendar()
    made.add("prodid", "-//Trellis//programs//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", listed.program.name)
    for session in sessions:
        if has_dates(session):
            made.add_component(_event(listed, session, page=page, host=host, now=now, notice=notice))
    made.add_missing_timezones()
    return made.to_ical()


def _event(listed: Listed, session: Session, *, page: str, host: str, now: datetime, notice: str) -> Event:
    event = Event()
    program = listed.program
    event.add("uid", f"{session.public_id}@{host}")
    event.add("dtstamp", (session.changed_at or now).astimezone(UTC))
    event.add("summary", f"{program.name}: {session.name}" if session.name else program.name)
    _when(event, session)
    event.add("url", page)
    lines = [listed.organization.name, program.description, notice, page]
    link = session.enrol_url or program.enrol_url
    if link:
        lines.insert(1, _("Sign up: %(link)s") % {"link": link})
    event.add("description", "\n".join(filter(None, lines)))
    if session.site is not None:
        event.add("location", address(session.site))
        if session.site.latitude is not None and session.site.longitude is not None:
            event.add("geo", (session.site.latitude, session.site.longitude))
    elif session.mode == Session.Mode.ONLINE:
        event.add("location", _("Online"))
    event.add("transp", "TRANSPARENT")
    return event


def address(site: Site) -> str:
    """A site on one line."""
    return ", ".join(filter(None, (site.name, site.address, site.city, site.state, site.zip_code)))


def _when(event: Event, session: Session) -> None:
    """The first occurrence, and the rule for the others.

    DTSTART has to be an occurrence itself (RFC 5545, 3.8.5.3), so it is the first of the session's days, not
    the day its season begins. Days without times are whole days.
    """
    assert session.starts_on is not None
    schedule = Schedule.of(session)
    first = next(iter(schedule.next_days(session.starts_on, 1)), session.starts_on)
    rule = _rule(session)
    if session.starts_at is None:
        event.add("dtstart", first)
        last = session.ends_on if not rule and session.ends_on else first
        event.add("dtend", max(last, first) + timedelta(days=1))
    else:
        event.add("dtstart", _moment(first, session.starts_at))
        if session.ends_at is not None and session.ends_at > session.starts_at:
            event.add("dtend", _moment(first, session.ends_at))
    if rule:
        event.add("rrule", rule)


def _rule(session: Session) -> vRecur | None:
    """How the session repeats; its last day ends the rule, where the rule doesn't say when itself."""
    found = repeating.parts(session.rrule)
    if not found:
        if not session.days or session.ends_on == session.starts_on:
            return None
        found = {"FREQ": WEEKLY, "BYDAY": ",".join(session.days)}
    rule = vRecur.from_ical(";".join(f"{part}={value}" for part, value in found.items() if part != "UNTIL"))
    last = session.ends_on
    if said := _UNTIL.match(found.get("UNTIL", "")):
        last = date(*(int(part) for part in said.groups()))
    if last is not None and "COUNT" not in found:
        # With times, UNTIL is a moment in UTC (RFC 5545, 3.3.10): the end of the last day there.
        end = datetime.combine(last, time(23, 59, 59), tzinfo=timezone.get_default_timezone())
        rule["UNTIL"] = [end.astimezone(UTC) if session.starts_at is not None else last]
    return rule


def _moment(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=timezone.get_default_timezone())
