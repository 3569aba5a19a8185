"""When a session happens: its days and times in words, its next days, and whether that is after school."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Final

from dateutil.rrule import rrule, rrulestr
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

if TYPE_CHECKING:
    from trellis.apps.programs.models import Session

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""The days of RFC 5545, numbered from 0 as Python numbers them."""

DAY_NAMES: Final = {
    "MO": gettext_lazy("Monday"),
    "TU": gettext_lazy("Tuesday"),
    "WE": gettext_lazy("Wednesday"),
    "TH": gettext_lazy("Thursday"),
    "FR": gettext_lazy("Friday"),
    "SA": gettext_lazy("Saturday"),
    "SU": gettext_lazy("Sunday"),
}

SCHOOL_IS_OUT: Final = time(14, 0)
EVENING_STARTS: Final = time(17, 0)
AFTER_SCHOOL_STARTS_BEFORE: Final = time(18, 0)
SUMMER_MONTHS: Final = (6, 7, 8)
FREQUENCIES: Final = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}

_BYDAY: Final = re.compile(r"BYDAY=([^;]*)")
_FREQ: Final = re.compile(r"FREQ=(\w+)")
_DAY_CODE: Final = re.compile(r"[+-]?\d{0,2}([A-Z]{2})")


class RuleError(ValueError):
    """A repetition can't be read; the message is for who typed it."""


def rule_text(text: str) -> str:
    """A rule of RFC 5545 as it is kept: without "RRULE:" in front, in capitals."""
    return text.strip().upper().removeprefix("RRULE:")


def check_rule(text: str) -> str:
    """The rule as it is kept; raises RuleError with what is wrong with it."""
    rule = rule_text(text)
    if "\n" in rule or "DTSTART" in rule or "EXDATE" in rule:
        raise RuleError(_("Give one rule on one line, without DTSTART: the first day has its own field."))
    frequency = _FREQ.search(rule)
    if frequency is None or frequency[1] not in FREQUENCIES:
        raise RuleError(
            _("Start with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY, such as FREQ=WEEKLY;BYDAY=TU,TH.")
        )
    try:
        _rule(rule, datetime(2026, 1, 1))  # noqa: DTZ001  a schedule's times are local
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise RuleError(
            _("This rule can't be read. It looks like FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20260529.")
        ) from error
    return rule


def _rule(text: str, start: datetime) -> rrule:
    # Times here are local and without a zone, so the zone that UNTIL may carry is left off.
    found = rrulestr(re.sub(r"(UNTIL=\d{8}(?:T\d{6})?)Z", r"\1", text), dtstart=start)
    if not isinstance(found, rrule):
        raise RuleError(_("Give one rule, not a set of them."))
    return found


@dataclass(frozen=True, slots=True)
class Schedule:
    """When something happens. What is not known is None or empty."""

    starts_on: date | None = None
    ends_on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    days: tuple[str, ...] = ()
    rrule: str = ""

    @classmethod
    def of(cls, session: Session) -> Schedule:
        """The schedule of a session."""
        return cls(
            session.starts_on,
            session.ends_on,
            session.starts_at,
            session.ends_at,
            tuple(session.days or ()),
            session.rrule,
        )

    # ---- on which days of the week

    @property
    def weekdays(self) -> frozenset[int]:
        """The days of the week on which it happens, 0 is Monday; empty where that is not known."""
        return weekdays_of(self.days, self.rrule, self.starts_on, self.ends_on)

    @property
    def on_weekend(self) -> bool:
        """Whether some of it is known to be on a Saturday or Sunday."""
        return bool(self.weekdays & {5, 6})

    @property
    def after_school(self) -> bool:
        """Whether it is known to start between 2 and 6 p.m. on school days."""
        return after_school(self.weekdays, self.starts_at)

    @property
    def in_evening(self) -> bool:
        """Whether it is known to start at 5 p.m. or later."""
        return self.starts_at is not None and self.starts_at >= EVENING_STARTS

    @property
    def in_summer(self) -> bool:
        """Whether at least half of its days are in June, July or August."""
        return in_summer(self.starts_on, self.ends_on)

    # ---- on which dates

    def next_days(self, after: date, most: int = 3) -> tuple[date, ...]:
        """The first `most` days on or after `after`; none where the days are not known."""
        return tuple(islice(self._days(after), most))

    def _days(self, after: date) -> Iterable[date]:
        first = max(after, self.starts_on or after)
        if self.rrule:
            start = datetime.combine(self.starts_on or after, time.min)
            try:
                dates = _rule(self.rrule, start).xafter(datetime.combine(first, time.min), inc=True)
                yield from (each.date() for each in dates if self._not_over(each.date()))
            except ValueError:
                return
            return
        weekdays = self.weekdays
        if not weekdays and self.starts_on is not None and self.ends_on in (None, self.starts_on):
            if self.starts_on >= after:
                yield self.starts_on
            return
        if not weekdays:
            return
        last = self.ends_on or first + timedelta(days=366)
        for offset in range((last - first).days + 1):
            each = first + timedelta(days=offset)
            if each.weekday() in weekdays:
                yield each

    def _not_over(self, day: date) -> bool:
        return self.ends_on is None or day <= self.ends_on

    def over_by(self, day: date) -> bool:
        """Whether it is known to have ended before `day`."""
        last = self.ends_on
        return last is not None and last < day

    # ---- in words

    def in_words(self) -> str:
        """All of it: "Tuesdays and Thursdays, 3:30 p.m. to 5 p.m., June 2, 2026 to July 9, 2026"."""
        return ", ".join(
            part for part in (self.days_in_words(), self.times_in_words(), self.dates_in_words()) if part
        )

    def days_in_words(self) -> str:
        """The days: "Tuesdays and Thursdays", "every second week: Mondays", "weekdays"."""
        days = self.weekdays if self.days or self.rrule else frozenset()
        if not days:
            return ""
        words = _days_in_words(sorted(days))
        every = re.search(r"INTERVAL=(\d+)", self.rrule)
        frequency = _FREQ.search(self.rrule)
        if frequency and frequency[1] == "MONTHLY":
            return _("once or more a month: %(days)s") % {"days": words}
        if every and int(every[1]) == 2:
            return _("every second week: %(days)s") % {"days": words}
        if every and int(every[1]) > 2:
            return _("every %(number)d weeks: %(days)s") % {"number": int(every[1]), "days": words}
        return words

    def times_in_words(self) -> str:
        """The times: "3:30 p.m. to 5 p.m."."""
        if self.starts_at is None:
            return ""
        start = formats.time_format(self.starts_at, "TIME_FORMAT")
        if self.ends_at is None:
            return _("from %(time)s") % {"time": start}
        return _("%(start)s to %(end)s") % {
            "start": start,
            "end": formats.time_format(self.ends_at, "TIME_FORMAT"),
        }

    def dates_in_words(self) -> str:
        """The first and last day."""
        start, end = (formats.date_format(day) if day else "" for day in (self.starts_on, self.ends_on))
        if start and end:
            return start if start == end else _("%(start)s to %(end)s") % {"start": start, "end": end}
        if start:
            return _("from %(date)s") % {"date": start}
        return _("until %(date)s") % {"date": end} if end else ""


def weekdays_of(
    days: Sequence[str], rule: str, starts_on: date | None, ends_on: date | None
) -> frozenset[int]:
    """The days of the week of a schedule, without reading its rule in full: cheap for many rows."""
    named: Iterable[str] = days
    if not days and rule:
        byday = _BYDAY.search(rule)
        named = _DAY_CODE.findall(byday[1]) if byday else ()
        if byday is None and "FREQ=DAILY" in rule:
            named = DAYS
        elif byday is None and starts_on is not None and "FREQ=WEEKLY" in rule:
            return frozenset((starts_on.weekday(),))
    found = frozenset(DAYS.index(day) for day in named if day in DAYS)
    if not found and starts_on is not None and starts_on == ends_on:
        return frozenset((starts_on.weekday(),))
    return found


def after_school(weekdays: frozenset[int], starts_at: time | None) -> bool:
    """Whether something starts between 2 and 6 p.m., on a school day as far as its days are known."""
    if starts_at is None or not SCHOOL_IS_OUT <= starts_at < AFTER_SCHOOL_STARTS_BEFORE:
        return False
    return not weekdays or bool(weekdays & {0, 1, 2, 3, 4})


def in_summer(starts_on: date | None, ends_on: date | None) -> bool:
    """Whether at least half of the days from first to last are in June, July or August."""
    if starts_on is None:
        return False
    last = ends_on or starts_on
    length = (last - starts_on).days + 1
    if length > 2 * 92:
        return False  # three months of summer can't be half of it
    days = (starts_on + timedelta(days=offset) for offset in range(max(length, 1)))
    return sum(day.month in SUMMER_MONTHS for day in days) * 2 >= max(length, 1)


def _days_in_words(days: Sequence[int]) -> str:
    if len(days) == 7:
        return _("every day")
    if list(days) == [0, 1, 2, 3, 4]:
        return _("weekdays")
    names = [_plural(DAYS[day]) for day in days]
    if len(names) == 1:
        return names[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def _plural(day: str) -> str:
    return {
        "MO": pgettext("days of a schedule", "Mondays"),
        "TU": pgettext("days of a schedule", "Tuesdays"),
        "WE": pgettext("days of a schedule", "Wednesdays"),
        "TH": pgettext("days of a schedule", "Thursdays"),
        "FR": pgettext("days of a schedule", "Fridays"),
        "SA": pgettext("days of a schedule", "Saturdays"),
        "SU": pgettext("days of a schedule", "Sundays"),
    }[day]
