"""What holds for every region, whatever its numbers (METHODS section 1, invariants)."""

from dataclasses import replace
from itertools import chain, combinations
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.unit.methods.alignment.regions import outside

from trellis.methods.alignment import (
    Alignment,
    Crosswalk,
    MoreCompleters,
    NewProgram,
    Occupations,
    Programs,
    align,
    recommend,
    what_if,
)

pytestmark = pytest.mark.slow

# Sums of reals in another order; openings and graduates are below ten thousand here.
CLOSE = 1e-6

SOCS = tuple(f"15-12{number}1" for number in range(6))
CIPS = ("11.01", "11.0101", "11.0102", "14.08", "14.0801", "52.02")

counts = st.one_of(st.just(0.0), st.floats(0.0, 500.0), st.integers(0, 50).map(float))
maybe = st.one_of(counts, st.just(float("nan")))


def ranks(draw: st.DrawFn, size: int, lowest: int) -> np.ndarray:
    """Ranks (size,) from `lowest`."""
    return np.array(draw(st.lists(st.integers(lowest, 5), min_size=size, max_size=size)), dtype=np.int8)


@st.composite
def regions(draw: st.DrawFn, *, unknowns: bool = True) -> Alignment:
    """A region of at most six occupations and six programs."""
    number = maybe if unknowns else counts
    n = draw(st.integers(1, len(SOCS)))
    m = draw(st.integers(0, 6))
    links = draw(st.lists(st.tuples(st.sampled_from(CIPS), st.sampled_from(SOCS)), max_size=18))
    lowest = -1 if unknowns else 0
    return align(
        occupations=Occupations(
            soc=np.array(SOCS[:n]),
            employment=np.array(draw(st.lists(number, min_size=n, max_size=n))),
            rse=np.array(draw(st.lists(maybe, min_size=n, max_size=n))),
            rate=np.array(draw(st.lists(st.floats(-0.1, 1.0), min_size=n, max_size=n))),
            entry_rank=np.array(
                draw(st.lists(st.integers(lowest, 5), min_size=n, max_size=n)), dtype=np.int8
            ),
            focal=np.array(draw(st.lists(st.booleans(), min_size=n, max_size=n))),
            median_wage=np.full(n, 90_000.0),
        ),
        programs=Programs(
            id=np.array([f"p{row}" for row in range(m)], dtype=np.str_),
            cip=np.array(draw(st.lists(st.sampled_from(CIPS), min_size=m, max_size=m)), dtype=np.str_),
            rank=ranks(draw, m, lowest),
            completers=np.array(draw(st.lists(number, min_size=m, max_size=m)), dtype=np.float64),
        ),
        crosswalk=Crosswalk(
            cip=np.array([cip for cip, _ in links], dtype=np.str_),
            soc=np.array([soc for _, soc in links], dtype=np.str_),
        ),
        retention=draw(st.sampled_from((1.0, 0.7, 0.0))),
        split=draw(st.sampled_from(("proportional", "equal"))),
    )


def staying(region: Alignment) -> np.ndarray:
    """Graduates (n_programs,) who stay."""
    return region.retention * np.nan_to_num(region.programs.completers)


def counted(region: Alignment) -> np.ndarray:
    """The focal occupations that the floor is about."""
    return np.flatnonzero(region.occupations.focal & ~region.unsplit)


@given(regions())
def test_no_graduate_is_lost_or_counted_twice(region: Alignment) -> None:
    flows = region.flows()
    placed = np.unique(flows.program[~region.unsplit[flows.occupation]])
    assert np.nansum(region.supply_expected) == pytest.approx(staying(region)[placed].sum(), abs=CLOSE)


@given(regions())
def test_the_flows_add_up_to_the_supply(region: Alignment) -> None:
    flows = region.flows()
    total = np.bincount(flows.occupation, np.nan_to_num(flows.expected), region.openings.size)
    np.testing.assert_allclose(total, np.nan_to_num(region.supply_expected), atol=CLOSE)


@given(regions())
def test_a_program_s_graduates_go_into_the_field_or_elsewhere(region: Alignment) -> None:
    flows = region.flows()
    for program in np.unique(flows.program):
        if program in region.unplaced or program in region.uncounted:
            assert np.isnan(region.expected_in_field[program])
        else:
            both = region.expected_in_field[program] + region.expected_elsewhere[program]
            assert both == pytest.approx(staying(region)[program], abs=CLOSE)


@given(regions())
def test_the_expected_supply_lies_within_its_bounds(region: Alignment) -> None:
    known = ~np.isnan(region.supply_expected)
    assert (region.supply_low[known] <= region.supply_expected[known]).all()
    assert (region.supply_expected[known] <= region.supply_high[known]).all()


@given(regions())
def test_a_gap_lies_within_its_interval(region: Alignment) -> None:
    known = ~np.isnan(region.gap_low) & ~np.isnan(region.gap)
    assert (region.gap_low[known] <= region.gap[known] + CLOSE).all()
    assert (region.gap[known] <= region.gap_high[known] + CLOSE).all()


@given(regions())
def test_an_unknown_error_is_never_an_interval_of_no_width(region: Alignment) -> None:
    unknown = np.isnan(region.occupations.rse) & ~(region.openings == 0)
    assert np.isnan(region.openings_low[unknown]).all()
    assert np.isnan(region.gap_high[unknown]).all()
    assert region.imprecise[unknown].all()


@given(regions())
def test_the_floor_is_at_least_what_even_everyone_eligible_would_leave_open(region: Alignment) -> None:
    rows = counted(region)
    least = np.maximum(region.openings[rows] - region.supply_high[rows], 0.0).sum()
    assert region.totals.unfilled_floor >= least - CLOSE


@given(regions())
def test_the_floor_is_the_largest_hall_deficiency_of_any_set(region: Alignment) -> None:
    """By brute force over every set of focal occupations (Hall 1935)."""
    rows = counted(region).tolist()
    flows = region.flows()
    largest = 0.0
    for chosen in chain.from_iterable(combinations(rows, size) for size in range(len(rows) + 1)):
        feeding = np.unique(flows.program[np.isin(flows.occupation, chosen)])
        deficiency = region.openings[list(chosen)].sum() - staying(region)[feeding].sum()
        largest = max(largest, float(deficiency))
    assert region.totals.unfilled_floor == pytest.approx(largest, abs=CLOSE)


@given(regions())
def test_the_bottleneck_groups_are_apart_short_and_add_up_to_the_floor(region: Alignment) -> None:
    seen_occupations: set[int] = set()
    seen_programs: set[int] = set()
    flows = region.flows()
    for group in region.bottlenecks:
        feeding = np.unique(flows.program[np.isin(flows.occupation, group.occupations)])
        assert group.programs.tolist() == feeding.tolist()
        assert group.openings == pytest.approx(region.openings[group.occupations].sum())
        assert group.completers == pytest.approx(staying(region)[feeding].sum())
        assert group.short == pytest.approx(group.openings - group.completers)
        assert group.short > 0
        graduating = {int(program) for program in feeding if staying(region)[program] > 0}
        assert seen_occupations.isdisjoint(group.occupations.tolist())
        assert seen_programs.isdisjoint(graduating)
        seen_occupations |= set(group.occupations.tolist())
        seen_programs |= graduating
    assert sum(group.short for group in region.bottlenecks) == pytest.approx(
        region.totals.unfilled_floor, abs=CLOSE
    )


@given(regions(), st.data())
def test_the_floor_never_rises_when_a_program_grows(region: Alignment, data: st.DataObject) -> None:
    assume(region.programs.id.size > 0)
    program = data.draw(st.sampled_from(region.programs.id.tolist()))
    more = data.draw(st.floats(0.0, 300.0))
    after = what_if(region, [MoreCompleters(program, more)])
    assert after.totals.unfilled_floor <= region.totals.unfilled_floor + CLOSE
    assert after.totals.unfilled_floor >= region.totals.unfilled_floor - region.retention * more - CLOSE


@given(regions())
def test_the_floor_is_never_above_the_openings_or_below_openings_less_graduates(region: Alignment) -> None:
    totals = region.totals
    open_and_counted = region.openings[counted(region)].sum()
    assert open_and_counted - totals.supply_high - CLOSE <= totals.unfilled_floor <= open_and_counted + CLOSE


@given(regions(), st.randoms(use_true_random=False))
def test_order_and_names_change_nothing(region: Alignment, random: Random) -> None:
    occupations, programs = region.occupations, region.programs
    o = random.sample(range(occupations.soc.size), occupations.soc.size)
    p = random.sample(range(programs.id.size), programs.id.size)
    links = region.eligible.crosswalk.links
    k = random.sample(range(links.cip.size), links.cip.size)
    shuffled = align(
        occupations=Occupations(
            *(
                getattr(occupations, column)[o]
                for column in ("soc", "employment", "rse", "rate", "entry_rank", "focal", "median_wage")
            )
        ),
        programs=Programs(
            id=np.array([f"other {row}" for row in p], dtype=np.str_),
            cip=programs.cip[p],
            rank=programs.rank[p],
            completers=programs.completers[p],
        ),
        crosswalk=Crosswalk(cip=links.cip[k], soc=links.soc[k]),
        retention=region.retention,
        split=region.split,
    )
    for column in ("openings", "supply_expected", "supply_low", "supply_high", "gap_low", "gap_high"):
        np.testing.assert_allclose(getattr(shuffled, column), getattr(region, column)[o], atol=CLOSE)
    assert {frozenset(region.occupations.soc[b.occupations]) for b in region.bottlenecks} == {
        frozenset(shuffled.occupations.soc[b.occupations]) for b in shuffled.bottlenecks
    }


@given(regions(), st.data())
def test_splitting_a_program_in_two_changes_nothing(region: Alignment, data: st.DataObject) -> None:
    programs = region.programs
    assume(programs.id.size > 0)
    row = data.draw(st.integers(0, programs.id.size - 1))
    assume(programs.rank[row] >= 0 and not np.isnan(programs.completers[row]))
    half = float(programs.completers[row]) / 2
    after = what_if(
        region,
        [
            MoreCompleters(str(programs.id[row]), -half),
            NewProgram("half", str(programs.cip[row]), int(programs.rank[row]), half),
        ],
    )
    np.testing.assert_allclose(after.supply_expected, region.supply_expected, atol=CLOSE)
    assert after.totals.unfilled_floor == pytest.approx(region.totals.unfilled_floor, abs=CLOSE)


@given(regions(unknowns=False))
def test_twice_the_openings_and_graduates_make_twice_of_everything(region: Alignment) -> None:
    double = align(
        occupations=replace(region.occupations, employment=region.occupations.employment * 2),
        programs=replace(region.programs, completers=region.programs.completers * 2),
        crosswalk=region.eligible.crosswalk,
        retention=region.retention,
        split=region.split,
    )
    np.testing.assert_allclose(double.gap, region.gap * 2, atol=CLOSE)
    assert double.totals.unfilled_floor == pytest.approx(region.totals.unfilled_floor * 2, abs=CLOSE)


@given(regions(), st.data())
def test_the_effect_of_a_recommendation_is_what_solving_again_gives(
    region: Alignment, data: st.DataObject
) -> None:
    """Expand and extend, against a what-if with the same graduates."""
    assume(region.retention > 0)
    offers = outside(
        *(
            (
                str(name),
                f"college {data.draw(st.integers(0, 2))}",
                str(cip),
                int(rank),
                float(size),
                0.0,
                True,
            )
            for name, cip, rank, size in zip(
                region.programs.id,
                region.programs.cip,
                region.programs.rank,
                region.programs.completers,
                strict=True,
            )
        )
    )
    for step in recommend(region, outside=offers):
        if step.kind == "expand":
            changes = [MoreCompleters(step.program, step.added_completers)]
        elif step.kind == "extend":
            changes = [NewProgram("new", step.cip, step.rank, step.added_completers)]
        else:
            continue
        after = what_if(region, changes).totals
        before = region.totals
        assert step.floor_fall == pytest.approx(before.unfilled_floor - after.unfilled_floor, abs=CLOSE)
        assert step.gap_fall == pytest.approx(before.short_expected - after.short_expected, abs=CLOSE)
