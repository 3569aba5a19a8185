"""More graduates, fewer, or a new program: and changes that can't be."""

import math

import numpy as np
import pytest
from tests.unit.methods.alignment.regions import UNKNOWN, crosswalk, needing, occupations, programs

from trellis.methods.alignment import (
    Alignment,
    BelowZero,
    Change,
    DuplicateProgram,
    ImpossibleChange,
    InvalidInput,
    MoreCompleters,
    NewProgram,
    NotFinite,
    SupplyUnknown,
    TooManyCompleters,
    UnknownProgram,
    align,
    what_if,
)

CIVIL, WATER = "17-2051", "17-2081"
LINKS = crosswalk(c14_0801=[CIVIL], c14_0805=[WATER])
NEEDS = occupations(needing(CIVIL, 30), needing(WATER, 20))


@pytest.fixture
def region() -> Alignment:
    return align(
        occupations=NEEDS,
        programs=programs(("14.0801", 3, 10.0), ("14.0805", 3, UNKNOWN)),
        crosswalk=LINKS,
        retention=0.5,
    )


def test_more_graduates_are_solved_with_the_same_retention(region: Alignment) -> None:
    after = what_if(region, [MoreCompleters("p0", 20)])
    np.testing.assert_allclose(after.supply_expected, [15, 0])
    assert after.retention == 0.5
    assert after.totals.unfilled_floor == pytest.approx(35)


def test_the_region_itself_stays_as_it_was(region: Alignment) -> None:
    what_if(region, [MoreCompleters("p0", 20)])
    assert region.programs.completers[0] == 10
    assert region.totals.unfilled_floor == pytest.approx(45)


def test_no_change_gives_the_same_answer(region: Alignment) -> None:
    assert what_if(region, []).totals == region.totals


def test_several_changes_to_one_program_add_up(region: Alignment) -> None:
    after = what_if(region, [MoreCompleters("p0", 20), MoreCompleters("p0", -25)])
    assert after.programs.completers[0] == 5


def test_a_program_can_be_closed(region: Alignment) -> None:
    after = what_if(region, [MoreCompleters("p0", -10)])
    assert after.totals.unfilled_floor == pytest.approx(50)


def test_a_program_with_unknown_graduates_is_counted_from_none(region: Alignment) -> None:
    after = what_if(region, [MoreCompleters("p1", 8)])
    assert after.programs.completers[1] == 8
    assert after.uncounted.size == 0


def test_a_new_program_takes_its_place_at_the_end(region: Alignment) -> None:
    after = what_if(region, [NewProgram("a new one", "14.0805", 4, 12)])
    assert after.programs.id.tolist() == ["p0", "p1", "a new one"]
    np.testing.assert_allclose(after.supply_expected, [5, 6])


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (MoreCompleters("p0", -11), BelowZero, "'p0' has 10 graduates a year; 11 fewer"),
        (MoreCompleters("p1", -1), BelowZero, "'p1' has 0"),
        (NewProgram("new", "14.08", 3, -1), BelowZero, "new program"),
        (MoreCompleters("p0", math.inf), NotFinite, "inf is not"),
        (MoreCompleters("p0", math.nan), NotFinite, "nan is not"),
        (MoreCompleters("p0", 100_001), TooManyCompleters, "100,001 graduates"),
        (MoreCompleters("p0", -100_001), TooManyCompleters, "100,000 or fewer"),
        (NewProgram("new", "14.08", 3, 1e9), TooManyCompleters, "1,000,000,000"),
        (MoreCompleters("p9", 1), UnknownProgram, "'p9'"),
        (NewProgram("p0", "14.08", 3, 1), DuplicateProgram, "'p0' already"),
        (NewProgram("new", "14.08", 3, math.nan), NotFinite, "nan is not"),
        (NewProgram("new", "1408", 3, 1), InvalidInput, "programs, column cip, row 2: '1408'"),
        (NewProgram("new", "14.08", 7, 1), InvalidInput, "'new': 7 is not a credential's rank"),
        (NewProgram("new", "14.08", 300, 1), InvalidInput, "'new': 300"),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    region: Alignment, change: Change, error: type[ValueError], message: str
) -> None:
    with pytest.raises(error, match=message):
        what_if(region, [change])


def test_changes_that_are_impossible_only_together_are_refused(region: Alignment) -> None:
    with pytest.raises(BelowZero):
        what_if(region, [MoreCompleters("p0", -6), MoreCompleters("p0", -6)])
    with pytest.raises(TooManyCompleters):
        what_if(region, [MoreCompleters("p0", 60_000), MoreCompleters("p0", 60_000)])


def test_nothing_can_be_changed_before_programs_are_known() -> None:
    unknown = align(occupations=NEEDS, programs=None, crosswalk=LINKS)
    with pytest.raises(SupplyUnknown, match="place its colleges first"):
        what_if(unknown, [MoreCompleters("p0", 1)])


def test_every_impossible_change_is_a_value_error() -> None:
    for error in (BelowZero, DuplicateProgram, NotFinite, SupplyUnknown, TooManyCompleters, UnknownProgram):
        assert issubclass(error, ImpossibleChange)
        assert issubclass(error, ValueError)
