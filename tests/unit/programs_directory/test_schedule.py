"""When sessions happen. Dates are from the calendar of 2026: June 2 is a Tuesday."""

from datetime import date, time

import pytest

from trellis.apps.programs.schedule import RuleError, Schedule, check_rule

TUESDAY = date(2026, 6, 2)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("FREQ=WEEKLY;BYDAY=TU,TH", "FREQ=WEEKLY;BYDAY=TU,TH"),
        (" rrule:freq=weekly;byday=mo ", "FREQ=WEEKLY;BYDAY=MO"),
        ("FREQ=WEEKLY;UNTIL=20260710T000000Z", "FREQ=WEEKLY;UNTIL=20260710T000000Z"),
    ],
)
def test_a_rule_that_can_be_read_is_kept(typed: str, kept: str) -> None:
    assert check_rule(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "every tuesday",
        "FREQ=SECONDLY",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;INTERVAL=often",
        "FREQ=WEEKLY\nFREQ=DAILY",
        "DTSTART=20260602;FREQ=DAILY",
        "FREQ=WEEKLY;COLOR=RED",
    ],
)
def test_a_rule_that_can_not_be_read_is_refused_with_words(typed: str) -> None:
    with pytest.raises(RuleError, match=r"FREQ|one rule|day"):
        check_rule(typed)


def test_next_days_follow_the_days_of_the_week() -> None:
    found = Schedule(starts_on=TUESDAY, ends_on=date(2026, 6, 10), days=("TU", "TH")).next_days(TUESDAY, 9)
    assert found == (date(2026, 6, 2), date(2026, 6, 4), date(2026, 6, 9))


def test_next_days_follow_the_rule_and_end_with_the_session() -> None:
    schedule = Schedule(starts_on=TUESDAY, ends_on=date(2026, 6, 30), rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")
    assert schedule.next_days(date(2026, 6, 3), 9) == (date(2026, 6, 16), date(2026, 6, 30))


def test_a_single_day_is_its_own_next_day() -> None:
    single = Schedule(starts_on=TUESDAY, ends_on=TUESDAY)
    assert single.next_days(date(2026, 5, 1)) == (TUESDAY,)
    assert single.next_days(date(2026, 6, 3)) == ()


def test_no_days_are_made_up_where_none_are_known() -> None:
    assert Schedule(starts_on=TUESDAY, ends_on=date(2026, 7, 9)).next_days(TUESDAY) == ()


@pytest.mark.parametrize(
    ("schedule", "weekdays"),
    [
        (Schedule(days=("SA",)), {5}),
        (Schedule(rrule="FREQ=WEEKLY;BYDAY=MO,WE"), {0, 2}),
        (Schedule(rrule="FREQ=MONTHLY;BYDAY=1SA,-1SU"), {5, 6}),
        (Schedule(rrule="FREQ=DAILY"), {0, 1, 2, 3, 4, 5, 6}),
        (Schedule(starts_on=TUESDAY, rrule="FREQ=WEEKLY"), {1}),
        (Schedule(starts_on=TUESDAY, ends_on=TUESDAY), {1}),
        (Schedule(starts_on=TUESDAY), set()),
    ],
)
def test_days_of_the_week_come_from_days_rule_or_date(schedule: Schedule, weekdays: set[int]) -> None:
    assert schedule.weekdays == weekdays


def test_after_school_starts_in_the_afternoon_of_a_school_day() -> None:
    assert Schedule(days=("TU",), starts_at=time(15, 30)).after_school
    assert not Schedule(days=("SA",), starts_at=time(15, 30)).after_school
    assert not Schedule(days=("TU",), starts_at=time(9, 0)).after_school
    assert not Schedule(days=("TU",)).after_school


def test_evening_starts_at_five() -> None:
    assert Schedule(starts_at=time(17, 0)).in_evening
    assert not Schedule(starts_at=time(16, 59)).in_evening


@pytest.mark.parametrize(
    ("first", "last", "summer"),
    [
        (date(2026, 6, 15), date(2026, 8, 7), True),
        (date(2026, 5, 25), date(2026, 6, 12), True),
        (date(2026, 5, 1), date(2026, 6, 12), False),
        (date(2026, 1, 1), date(2026, 12, 31), False),
        (None, None, False),
    ],
)
def test_summer_is_where_at_least_half_the_days_are(
    first: date | None, last: date | None, summer: bool
) -> None:
    assert Schedule(starts_on=first, ends_on=last).in_summer is summer


def test_all_of_it_reads_as_words() -> None:
    schedule = Schedule(TUESDAY, date(2026, 7, 9), time(15, 30), time(17), ("TU", "TH"))
    assert schedule.in_words() == "Tuesdays and Thursdays, 3:30 p.m. to 5 p.m., June 2, 2026 to July 9, 2026"


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        (Schedule(days=("MO", "TU", "WE", "TH", "FR")), "weekdays"),
        (Schedule(rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"), "every second week: Mondays"),
        (Schedule(rrule="FREQ=DAILY"), "every day"),
        (Schedule(starts_at=time(9)), "from 9 a.m."),
        (Schedule(ends_on=TUESDAY), "until June 2, 2026"),
        (Schedule(), ""),
    ],
)
def test_what_is_known_reads_as_words(schedule: Schedule, words: str) -> None:
    assert schedule.in_words() == words
