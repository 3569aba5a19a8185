"""Which seats a question counts."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from tests.unit.opportunity.sessions import sessions

from trellis.apps.opportunity.question import Question
from trellis.apps.opportunity.reach import sites_of
from trellis.apps.opportunity.supply import counted

TODAY = date(2026, 6, 15)


def seats(*rows: dict[str, Any], **asked: Any) -> float:
    """The seats that a question counts."""
    return counted(sessions(*rows), Question(**asked), as_of=TODAY).total


@pytest.mark.parametrize(
    ("ages", "expected"),
    [
        ({"age_min": 10, "age_max": 14}, 20),  # all five years
        ({"age_min": 8, "age_max": 17}, 10),  # five years of ten
        ({"age_min": 14, "age_max": 18}, 4),  # one year of five
        ({"age_min": 5, "age_max": 9}, 0),
        ({"age_min": 0, "age_max": 99}, 20 * 5 / 19),  # the young up to 18, not adults
        ({"age_min": np.nan, "age_max": np.nan}, 20 * 5 / 13),  # no limit: ages 5 to 17
        ({"age_min": 12, "age_max": np.nan}, 20 * 3 / 6),  # 12 to 17
        ({"age_min": np.nan, "age_max": np.nan, "grade_min": 6, "grade_max": 8}, 20 * 4 / 4),  # 11 to 14
    ],
)
def test_seats_are_shared_evenly_over_a_sessions_ages(ages: dict[str, float], expected: float) -> None:
    assert seats(ages) == pytest.approx(expected)


def test_the_bands_together_have_the_seats_of_a_session_for_all_of_them() -> None:
    row = {"age_min": 5, "age_max": 17}
    assert sum(seats(row, ages=band) for band in ("5-9", "10-14", "15-17")) == pytest.approx(20)


def test_an_unknown_number_of_seats_is_the_usual_one_and_is_counted() -> None:
    table = sessions({"seats": 10}, {"seats": 30}, {"seats": 20}, {"seats": np.nan})
    found = counted(table, Question(), as_of=TODAY)
    assert (found.total, found.typical, found.assumed) == (80, 20, 1)
    assert counted(table, Question(seats="known"), as_of=TODAY).total == 60


def test_a_full_session_has_no_seat() -> None:
    assert seats({"seats_open": 0}, {"seats_open": 3}) == 20


def test_a_price_that_is_not_known_is_not_taken_for_free() -> None:
    rows = ({"price": 0}, {"price": 40}, {"price": np.nan})
    assert seats(*rows, price="any") == 60
    assert seats(*rows, price="50") == 40
    assert seats(*rows, price="free") == 20
    found = counted(sessions(*rows), Question(price="free"), as_of=TODAY)
    assert found.left_out == {"price": 1, "price_unknown": 1}


def test_topics_are_stem_unless_something_else_is_asked_for() -> None:
    rows = ({"topics": ("robotics",)}, {"topics": ("sports",)}, {"topics": ()})
    assert seats(*rows) == 20
    assert seats(*rows, topic="any") == 60
    assert seats(*rows, topic="sports") == 20


def test_a_session_that_ended_counts_only_for_its_own_year() -> None:
    row = {"starts_on": "2024-09-01", "ends_on": "2025-05-30"}
    assert seats(row) == 0
    assert seats(row, period="2025") == 20
    assert seats(row, period="2026") == 0
    assert seats(row, period="all") == 20


@pytest.mark.parametrize(
    ("starts", "ends", "in_summer"),
    [
        ("2026-06-30", "2026-07-10", True),
        ("2026-01-10", "2026-05-30", False),
        ("2026-09-01", "2027-05-30", False),
        ("2026-09-01", "2027-06-01", True),
        ("2026-04-01", "2026-12-20", True),
        ("NaT", "NaT", False),
    ],
)
def test_summer_is_june_to_august(starts: str, ends: str, *, in_summer: bool) -> None:
    row = {"starts_on": starts, "ends_on": ends}
    assert seats(row, schedule="summer", period="all") == (20 if in_summer else 0)


def test_online_seats_count_only_when_they_are_asked_for() -> None:
    rows = ({}, {"site_id": -1, "latitude": np.nan, "longitude": np.nan})
    without = counted(sessions(*rows), Question(), as_of=TODAY)
    assert (without.total, without.online_seats, without.left_out) == (20, 0, {"online": 1})
    with_them = counted(sessions(*rows), Question(online=True), as_of=TODAY)
    assert (with_them.total, with_them.online_seats) == (20, 20)


def test_a_session_at_an_unknown_place_is_counted_as_left_out() -> None:
    found = counted(sessions({"latitude": np.nan, "longitude": np.nan}), Question(), as_of=TODAY)
    assert (found.total, found.left_out) == (0, {"no_position": 1})


def test_sessions_of_a_site_are_one_site_but_those_with_a_ride_another() -> None:
    table = sessions({"site_id": 7}, {"site_id": 7, "seats": 5}, {"site_id": 7, "transport": 1})
    found = sites_of(table, counted(table, Question(), as_of=TODAY))
    assert dict(zip(found.ids, found.seats.tolist(), strict=True)) == {"7": 25, "7r": 20}
