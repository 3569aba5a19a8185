"""What holds for every spread of access over young people (METHODS section 2, equity and deserts)."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from trellis.methods.access.deserts import deserts
from trellis.methods.access.equity import group_equity
from trellis.methods.access.inequality import Floats, concentration_index, gini, theil

pytestmark = pytest.mark.slow

CLOSE = 1e-9  # sums of reals in another order

seats = st.one_of(st.just(0.0), st.floats(1e-3, 1e3), st.integers(0, 5).map(float))
counts = st.one_of(st.just(0.0), st.floats(0.1, 1e4), st.integers(0, 50).map(float))


@st.composite
def spreads(draw: st.DrawFn) -> tuple[Floats, Floats, Floats]:
    """Access, people and poverty of up to a dozen places where someone has some."""
    n = draw(st.integers(1, 12))
    access, people = (np.array(draw(st.lists(kind, min_size=n, max_size=n))) for kind in (seats, counts))
    poverty = np.array(draw(st.lists(st.integers(0, 4), min_size=n, max_size=n)), dtype=float)
    assume(float(access @ people) > 0.0)
    return access, people, poverty


@given(spreads())
def test_gini_is_at_least_0_and_below_1(spread: tuple[Floats, Floats, Floats]) -> None:
    access, people, _ = spread
    assert -CLOSE <= gini(access, people) < 1.0


@given(spreads())
def test_gini_agrees_with_the_mean_difference(spread: tuple[Floats, Floats, Floats]) -> None:
    access, people, _ = spread
    weights = np.outer(people, people)
    differences = float((weights * np.abs(np.subtract.outer(access, access))).sum())
    expected = differences / (2.0 * people.sum() * (people @ access))
    assert gini(access, people) == pytest.approx(expected, abs=CLOSE)


@given(spreads(), st.floats(0.01, 100.0))
def test_inequality_has_no_unit(spread: tuple[Floats, Floats, Floats], times: float) -> None:
    access, people, poverty = spread
    assert gini(access * times, people) == pytest.approx(gini(access, people), abs=CLOSE)
    assert gini(access, people * times) == pytest.approx(gini(access, people), abs=CLOSE)
    index = concentration_index(access, people, poverty)
    assert concentration_index(access * times, people, poverty) == pytest.approx(index, abs=CLOSE)


@given(spreads(), st.randoms(use_true_random=False))
def test_the_order_of_places_changes_nothing(spread: tuple[Floats, Floats, Floats], random: object) -> None:
    access, people, poverty = spread
    order = np.arange(access.size)
    random.shuffle(order)  # type: ignore[attr-defined]
    assert gini(access[order], people[order]) == pytest.approx(gini(access, people), abs=CLOSE)
    index = concentration_index(access[order], people[order], poverty[order])
    assert index == pytest.approx(concentration_index(access, people, poverty), abs=CLOSE)
    there = deserts(access=access, people=people).mask
    assert (deserts(access=access[order], people=people[order]).mask == there[order]).all()


@given(spreads(), st.floats(0.0, 1.0))
def test_splitting_a_place_in_two_changes_no_inequality(
    spread: tuple[Floats, Floats, Floats], share: float
) -> None:
    access, people, poverty = spread
    parts = np.append(people, people[0] * share)
    parts[0] *= 1.0 - share
    twice, poor = np.append(access, access[0]), np.append(poverty, poverty[0])
    assert gini(twice, parts) == pytest.approx(gini(access, people), abs=CLOSE)
    index = concentration_index(twice, parts, poor)
    assert index == pytest.approx(concentration_index(access, people, poverty), abs=CLOSE)


@given(spreads())
def test_the_concentration_index_lies_within_the_gini(spread: tuple[Floats, Floats, Floats]) -> None:
    access, people, poverty = spread
    assert abs(concentration_index(access, people, poverty)) <= gini(access, people) + CLOSE


@given(spreads())
def test_theil_adds_up_and_neither_part_is_negative(spread: tuple[Floats, Floats, Floats]) -> None:
    access, people, poverty = spread
    parts = theil(access, people, poverty)
    assert parts.total == pytest.approx(parts.within + parts.between, abs=CLOSE)
    assert parts.total == pytest.approx(theil(access, people, np.zeros(access.size)).within, abs=1e-7)
    assert min(parts.within, parts.between) >= -1e-7


@given(spreads())
def test_nobody_lives_in_a_desert_that_is_better_off_than_one_outside_with_as_many_people(
    spread: tuple[Floats, Floats, Floats],
) -> None:
    access, people, _ = spread
    found = deserts(access=access, people=people)
    for inside in np.flatnonzero(found.mask):
        worse_off = (access < access[inside]) & (people >= people[inside])
        assert found.mask[worse_off].all()


@given(spreads(), st.floats(0.0, 50.0))
def test_an_estimate_lies_in_its_interval(spread: tuple[Floats, Floats, Floats], margin: float) -> None:
    access, people, _ = spread
    margins = {"all": np.full(access.size, margin)}
    row = group_equity(access=access, people={"all": people}, margins=margins, reference="all", draws=100)
    for interval in (row.rows[0].mean, row.rows[0].share_low, row.rows[0].share_none):
        if not np.isnan(interval.low):
            assert interval.low <= interval.value <= interval.high
