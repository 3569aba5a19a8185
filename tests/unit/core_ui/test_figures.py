"""Numbers as a reader sees them."""

from decimal import Decimal

import numpy as np
import pytest
from django.utils import translation

from trellis.apps.core.ui.figures import about, dollars, exact, interval, number, percent, signed


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1532, "1,530"),
        (803, "800"),
        (47, "47"),
        (552.4, "550"),
        (12_345, "12,300"),
        (1_234_567, "1,230,000"),
        (999.6, "1,000"),
        (995, "1,000"),
        (99.6, "100"),
        (0.2, "less than one"),
        (0, "0"),
        (-803, "−800"),
        (None, "not known"),
        (float("nan"), "not known"),
        (np.float64(1532.4), "1,530"),
        (np.int64(47), "47"),
    ],
)
def test_a_sentence_has_two_or_three_digits(value: object, shown: str) -> None:
    assert about(value) == shown


def test_a_table_has_all_digits() -> None:
    assert exact(1532) == "1,532"
    assert exact(Decimal("12.345"), 1) == "12.3"
    assert exact(0.5) == "1"
    assert exact(-0.2) == "0"


def test_a_change_has_its_sign() -> None:
    assert [signed(12), signed(-3), signed(0), signed(0.2)] == ["+12", "−3", "0", "0"]
    assert signed(0.2, 1) == "+0.2"


def test_money_and_shares() -> None:
    assert dollars(48_199.6) == "$48,200"
    assert dollars(-1200) == "−$1,200"
    assert percent(0.412) == "41\N{NO-BREAK SPACE}%"
    assert percent(0.0412, 1) == "4.1\N{NO-BREAK SPACE}%"


def test_nothing_is_known_of_what_is_missing() -> None:
    assert [f(None) for f in (exact, signed, dollars, percent)] == ["not known"] * 4
    assert number(True) is None
    assert number("twelve") is None
    assert number(np.nan) is None


def test_an_interval_names_both_ends_or_neither() -> None:
    assert interval(1490.2, 1570.9) == "1,490 to 1,570"
    assert interval(-24, 12, "signed") == "−24 to +12"
    assert interval(803, 804) == "800"
    assert interval(None, 12) == "not known"


def test_spanish_numbers_are_written_as_in_the_united_states() -> None:
    with translation.override("es"):
        assert exact(1234567.5, 1) == "1,234,567.5"
        assert interval(1490.2, 1570.9) == "1,490 a 1,570"
