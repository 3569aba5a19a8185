"""What a region's numbers say where some are zero, unknown or not numbers at all."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.methods.alignment.regions import UNKNOWN, crosswalk, needing, occupations, programs

from trellis.methods.alignment import InvalidInput, align

CIVIL, WATER, SURVEY = "17-2051", "17-2081", "17-1022"
LINKS = crosswalk(c14_0801=[CIVIL, WATER], c14_0805=[WATER], c15_1102=[SURVEY])


def test_programs_not_known_yet_leave_supply_gap_and_floor_unknown_never_zero() -> None:
    region = align(occupations=occupations(needing(CIVIL, 30)), programs=None, crosswalk=LINKS)
    assert region.openings.tolist() == [30]
    assert not region.known
    for column in ("supply_expected", "supply_low", "supply_high", "gap", "gap_low", "gap_high"):
        assert np.isnan(getattr(region, column)).all()
    totals = region.totals
    assert totals.openings == 30
    assert (totals.completers, totals.gap, totals.unfilled_floor, totals.short_expected) == (None,) * 4
    assert region.bottlenecks == ()
    assert region.flows().expected.size == 0


def test_a_region_known_to_have_no_programs_fills_nothing() -> None:
    region = align(occupations=occupations(needing(CIVIL, 30)), programs=programs(), crosswalk=LINKS)
    assert region.known
    assert region.supply_expected.tolist() == [0]
    assert region.totals.unfilled_floor == pytest.approx(30)
    assert region.totals.completers == 0


def test_a_region_without_occupations_has_nothing_open() -> None:
    region = align(occupations=occupations(), programs=programs(("14.08", 3, 5.0)), crosswalk=LINKS)
    assert region.totals.openings == 0
    assert region.totals.unfilled_floor == 0


def test_an_occupation_with_unpublished_employment_gets_no_split_and_is_reported() -> None:
    region = align(
        occupations=occupations(needing(CIVIL, 30), needing(WATER, UNKNOWN)),
        programs=programs(("14.0801", 3, 10.0)),
        crosswalk=LINKS,
    )
    assert region.unsplit.tolist() == [False, True]
    assert region.supply_expected[0] == 10
    assert np.isnan(region.supply_expected[1])
    assert region.totals.openings == pytest.approx(30)


def test_graduates_with_another_unknown_way_to_go_are_not_sure_to_come() -> None:
    """They are all expected in the known one, but could go to the other: low is none, high is all."""
    region = align(
        occupations=occupations(needing(CIVIL, 30), needing(WATER, UNKNOWN)),
        programs=programs(("14.0801", 3, 10.0)),
        crosswalk=LINKS,
    )
    assert region.supply_low.tolist() == [0, 0]
    assert region.supply_high.tolist() == [10, 10]


def test_graduates_who_lead_only_to_unknown_openings_are_unplaced_and_reported() -> None:
    region = align(
        occupations=occupations(needing(CIVIL, 30), needing(WATER, UNKNOWN)),
        programs=programs(("14.0805", 3, 10.0), ("14.0801", 3, 4.0)),
        crosswalk=LINKS,
    )
    assert region.unplaced.tolist() == [0]
    assert np.isnan(region.expected_in_field[0])
    assert np.isnan(region.flows().expected[0])
    assert np.nansum(region.supply_expected) == 4


def test_where_all_openings_are_zero_graduates_split_equally() -> None:
    region = align(
        occupations=occupations(needing(CIVIL, 0), needing(WATER, 0)),
        programs=programs(("14.0801", 3, 10.0)),
        crosswalk=LINKS,
    )
    assert region.supply_expected.tolist() == [5, 5]
    assert region.gap.tolist() == [-5, -5]


def test_a_declining_occupation_has_no_openings_rather_than_negative_ones() -> None:
    region = align(
        occupations=occupations({"soc": CIVIL, "rate": -0.02}, needing(WATER, 30)),
        programs=programs(("14.0801", 3, 10.0)),
        crosswalk=LINKS,
    )
    assert region.openings.tolist() == [0, 30]
    assert region.supply_expected.tolist() == [0, 10]


def test_unknown_entry_education_leaves_supply_unknown_and_the_floor_out_of_it() -> None:
    region = align(
        occupations=occupations(needing(CIVIL, 30, entry=-1), needing(SURVEY, 8)),
        programs=programs(("14.0801", 3, 10.0)),
        crosswalk=LINKS,
    )
    assert region.unsplit.tolist() == [True, False]
    assert np.isnan(region.supply_high[0])
    assert region.totals.openings == pytest.approx(38)
    assert region.totals.unfilled_floor == pytest.approx(8)


def test_unknown_completers_count_as_none_and_are_reported() -> None:
    region = align(
        occupations=occupations(needing(CIVIL, 30)),
        programs=programs(("14.0801", 3, UNKNOWN), ("14.08", 3, 10.0)),
        crosswalk=LINKS,
    )
    assert region.uncounted.tolist() == [0]
    assert region.supply_expected.tolist() == [10]
    assert np.isnan(region.expected_in_field[0])


def test_an_unknown_error_leaves_the_interval_unknown_not_without_width() -> None:
    region = align(
        occupations=occupations(needing(CIVIL, 30, rse=UNKNOWN), needing(SURVEY, 10)),
        programs=programs(("14.0801", 3, 10.0)),
        crosswalk=LINKS,
    )
    assert region.imprecise.tolist() == [True, False]
    assert np.isnan(region.gap_low[0])
    assert region.gap[0] == pytest.approx(20)
    assert region.totals.openings_low is None
    assert region.totals.gap_high is None


def test_an_error_above_30_percent_is_imprecise() -> None:
    region = align(
        occupations=occupations(needing(CIVIL, 30, rse=30), needing(SURVEY, 10, rse=30.1)),
        programs=None,
        crosswalk=LINKS,
    )
    assert region.imprecise.tolist() == [False, True]


def test_no_interval_goes_below_zero_openings() -> None:
    region = align(occupations=occupations(needing(CIVIL, 30, rse=90)), programs=None, crosswalk=LINKS)
    assert region.openings_low.tolist() == [0]
    assert region.totals.openings_low == 0


def test_occupations_outside_the_field_compete_but_are_not_counted() -> None:
    region = align(
        occupations=occupations(needing(CIVIL, 30), needing(WATER, 90, focal=False)),
        programs=programs(("14.0801", 3, 40.0)),
        crosswalk=LINKS,
    )
    assert region.supply_expected.tolist() == [10, 30]
    assert region.totals.openings == pytest.approx(30)
    assert region.totals.supply_expected == pytest.approx(10)
    assert region.totals.unfilled_floor == 0


def test_the_bounds_of_all_supply_count_a_graduate_of_several_occupations_once() -> None:
    region = align(
        occupations=occupations(needing(CIVIL, 30), needing(WATER, 30)),
        programs=programs(("14.0801", 3, 40.0)),
        crosswalk=LINKS,
    )
    assert region.supply_high.tolist() == [40, 40]
    assert region.totals.supply_high == 40
    assert region.totals.supply_low == 40


def test_only_focal_flows_can_be_asked_for() -> None:
    region = align(
        occupations=occupations(needing(CIVIL, 30), needing(WATER, 90, focal=False)),
        programs=programs(("14.0801", 3, 40.0), ("14.08", 4, 8.0)),
        crosswalk=LINKS,
    )
    flows = region.flows(focal_only=True)
    assert flows.program.tolist() == [0, 1]
    assert flows.occupation.tolist() == [0, 0]
    np.testing.assert_allclose(flows.expected, [10, 2])


@pytest.mark.parametrize("retention", [-0.1, 1.1, UNKNOWN])
def test_a_retention_that_is_no_share_is_refused(retention: float) -> None:
    with pytest.raises(InvalidInput, match="retention"):
        align(occupations=occupations(), programs=None, crosswalk=LINKS, retention=retention)


def test_a_split_there_is_not_is_refused() -> None:
    with pytest.raises(InvalidInput, match="split"):
        align(occupations=occupations(), programs=None, crosswalk=LINKS, split="fair")


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("employment", [-1.0, 2.0], "employment, row 0: -1.0 is not a count"),
        ("employment", [1.0, np.inf], "employment, row 1"),
        ("rse", [1.0, -3.0], "rse, row 1"),
        ("rate", [np.inf, 0.1], "rate, row 0"),
        ("entry_rank", [1, 6], "entry_rank, row 1"),
        ("soc", ["17-2051", "17-2051"], "row 1: '17-2051' is there twice"),
        ("soc", ["17-2051", "172081"], "soc, row 1: '172081' is not a code"),
        ("focal", [True], "focal: has shape"),
    ],
)
def test_a_malformed_occupation_is_refused_by_column_and_row(
    column: str, value: list[object], message: str
) -> None:
    good = occupations(needing(CIVIL, 30), needing(WATER, 30))
    with pytest.raises(InvalidInput, match=message):
        align(occupations=replace(good, **{column: np.array(value)}), programs=None, crosswalk=LINKS)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("completers", [-1.0, 2.0], "completers, row 0"),
        ("rank", [1, 9], "rank, row 1"),
        ("id", ["p", "p"], "row 1: 'p' is there twice"),
        ("cip", ["14.08", "14"], "cip, row 1"),
        ("cip", ["14.08"], "cip: has shape"),
    ],
)
def test_a_malformed_program_is_refused_by_column_and_row(
    column: str, value: list[object], message: str
) -> None:
    good = programs(("14.08", 3, 1.0), ("14.0801", 3, 1.0))
    with pytest.raises(InvalidInput, match=message):
        align(
            occupations=occupations(needing(CIVIL, 30)),
            programs=replace(good, **{column: np.array(value)}),
            crosswalk=LINKS,
        )
