"""The floor and the groups that make it."""

import numpy as np
import pytest
from tests.unit.methods.alignment.regions import crosswalk, needing, occupations, programs

from trellis.methods.alignment import Alignment, align

A, B, D = "17-2051", "17-2081", "17-2071"


def groups(region: Alignment) -> list[tuple[list[str], list[str], float]]:
    """Occupations, programs and shortfall of each group."""
    return [
        (
            region.occupations.soc[group.occupations].tolist(),
            region.programs.id[group.programs].tolist(),
            round(group.short, 6),
        )
        for group in region.bottlenecks
    ]


def test_an_occupation_that_no_program_leads_to_is_a_group_of_its_own() -> None:
    region = align(
        occupations=occupations(needing(A, 30), needing(B, 20)), programs=programs(), crosswalk=crosswalk()
    )
    assert groups(region) == [([A], [], 30), ([B], [], 20)]


def test_a_filled_occupation_that_shares_short_graduates_is_in_the_group() -> None:
    """Whoever fills B could have filled A: together they need 40 and get 28, whichever way it falls."""
    region = align(
        occupations=occupations(needing(A, 30), needing(B, 10)),
        programs=programs(("14.08", 3, 20.0), ("14.09", 3, 8.0)),
        crosswalk=crosswalk(c14_0801=[A, B], c14_0901=[B]),
    )
    assert groups(region) == [([A, B], ["p0", "p1"], 12)]


def test_an_occupation_with_more_than_enough_of_its_own_stays_out_of_the_group() -> None:
    """B has 15 of its own for 10, so it needs nobody whom A could use."""
    region = align(
        occupations=occupations(needing(A, 30), needing(B, 10)),
        programs=programs(("14.08", 3, 20.0), ("14.09", 3, 15.0)),
        crosswalk=crosswalk(c14_0801=[A, B], c14_0901=[B]),
    )
    assert groups(region) == [([A], ["p0"], 10)]


def test_an_occupation_with_just_enough_of_its_own_stays_out_of_the_group() -> None:
    """With B the cut would be as small; the group is the fewest occupations that explain the shortfall."""
    region = align(
        occupations=occupations(needing(A, 30), needing(B, 10)),
        programs=programs(("14.08", 3, 20.0), ("14.09", 3, 10.0)),
        crosswalk=crosswalk(c14_0801=[A, B], c14_0901=[B]),
    )
    assert groups(region) == [([A], ["p0"], 10)]


def test_short_occupations_without_common_programs_are_groups_apart() -> None:
    region = align(
        occupations=occupations(needing(A, 30), needing(B, 50)),
        programs=programs(("14.08", 3, 20.0), ("14.09", 3, 5.0)),
        crosswalk=crosswalk(c14_0801=[A], c14_0901=[B]),
    )
    assert groups(region) == [([B], ["p1"], 45), ([A], ["p0"], 10)]


def test_a_program_without_graduates_is_named_but_joins_nothing() -> None:
    region = align(
        occupations=occupations(needing(A, 30), needing(B, 50)),
        programs=programs(("14.08", 3, 0.0)),
        crosswalk=crosswalk(c14_0801=[A, B]),
    )
    assert groups(region) == [([B], ["p0"], 50), ([A], ["p0"], 30)]


def test_just_enough_is_not_short() -> None:
    """A tenth and two tenths for three tenths, which do not add up in floating point."""
    region = align(
        occupations=occupations(needing(A, 0.1), needing(B, 0.2)),
        programs=programs(("14.08", 3, 0.3)),
        crosswalk=crosswalk(c14_0801=[A, B]),
    )
    assert groups(region) == []
    assert region.totals.unfilled_floor == 0


def test_graduates_are_shared_as_well_as_can_be() -> None:
    """P0 must leave B to p1 for A to be filled; a split by openings would leave A short."""
    region = align(
        occupations=occupations(needing(A, 20), needing(B, 20)),
        programs=programs(("14.08", 3, 20.0), ("14.09", 3, 20.0)),
        crosswalk=crosswalk(c14_0801=[A, B], c14_0901=[B]),
    )
    assert region.totals.unfilled_floor == 0


def test_programs_shared_with_other_fields_count_in_full_in_the_best_case() -> None:
    region = align(
        occupations=occupations(needing(A, 30), needing(D, 500, focal=False)),
        programs=programs(("14.08", 3, 20.0)),
        crosswalk=crosswalk(c14_0801=[A, D]),
    )
    assert groups(region) == [([A], ["p0"], 10)]


def test_retention_takes_graduates_away_from_the_best_case() -> None:
    region = align(
        occupations=occupations(needing(A, 30)),
        programs=programs(("14.08", 3, 20.0)),
        crosswalk=crosswalk(c14_0801=[A]),
        retention=0.5,
    )
    assert groups(region) == [([A], ["p0"], 20)]
    assert region.bottlenecks[0].completers == 10


def test_a_nation_of_programs_is_solved_on_its_kinds() -> None:
    """A hundred thousand programs of four kinds; the group names them all."""
    n = 100_000
    rows = programs(*[(("14.08", "14.09")[row % 2], 3 + row // 2 % 2, 1.0) for row in range(n)])
    region = align(
        occupations=occupations(needing(A, 80_000), needing(B, 40_000)),
        programs=rows,
        crosswalk=crosswalk(c14_0801=[A], c14_0901=[B]),
    )
    assert region.eligible.n_kinds == 4
    assert region.totals.unfilled_floor == pytest.approx(30_000)
    assert region.bottlenecks[0].programs.size == n // 2
    np.testing.assert_allclose(region.supply_expected, [50_000, 50_000])
