"""The example of docs/methods/alignment.md, small enough to work by hand.

Occupations              employment  RSE   rate  openings D  entry
15-1252 software             1,000   10 %  .08         80    bachelor's (3)
15-1232 user support           500   20 %  .08         40    certificate (1)
17-2051 civil engineers        600   15 %  .10         60    bachelor's (3)
11-1021 managers             2,000    5 %  .06        120    bachelor's (3), not in the field

Programs                  completers  can go to
cs   11.07 bachelor's (3)        48   15-1252, 15-1232 (1 + 2 steps), 11-1021
it   11.01 associate (2)         30   15-1232; not 15-1252, which asks for more
ce   14.08 bachelor's (3)        20   17-2051
mba  52.02 master's (4)          48   11-1021

Expected supply: cs splits 80 : 40 : 120, so 16 : 8 : 24.
  15-1252  16            at least  0, at most 48
  15-1232   8 + 30 = 38  at least 30, at most 78
  17-2051  20            at least 20, at most 20
Sampling error, 90 %: 80 ± 1.645 × 8 = 13.16; 40 ± 1.645 × 8 = 13.16; 60 ± 1.645 × 9 = 14.805.
Gaps:
  15-1252  80 - 16 = 64  from 66.84 - 48 to 93.16 - 0
  15-1232  40 - 38 =  2  from 26.84 - 78 to 53.16 - 30
  17-2051  60 - 20 = 40  from 45.195 - 20 to 74.805 - 20
Best case: 48 + 30 + 20 = 98 of 180 openings can be filled, so 82 can't.
  Software and user support share cs: 120 openings, 48 + 30 = 78 graduates, short by 42.
  Civil engineering: 60 openings, 20 graduates, short by 40.
Total: error √(8² + 8² + 9²) = √209, so 180 ± 23.781. Of the 98 graduates, 30 + 20 have nowhere else to go.
"""

from pathlib import Path

import numpy as np
import pytest
from tests.unit.methods.alignment.regions import crosswalk, occupations

from trellis.methods.alignment import Alignment, MoreCompleters, Programs, align, what_if

FIELD = occupations(
    {"soc": "15-1252", "employment": 1000, "rse": 10, "rate": 0.08, "entry": 3, "wage": 130_000},
    {"soc": "15-1232", "employment": 500, "rse": 20, "rate": 0.08, "entry": 1, "wage": 60_000},
    {"soc": "17-2051", "employment": 600, "rse": 15, "rate": 0.10, "entry": 3, "wage": 99_000},
    {"soc": "11-1021", "employment": 2000, "rse": 5, "rate": 0.06, "entry": 3, "focal": False},
)
OFFERED = Programs(
    id=np.array(["cs", "it", "ce", "mba"]),
    cip=np.array(["11.07", "11.01", "14.08", "52.02"]),
    rank=np.array([3, 2, 3, 4], dtype=np.int8),
    completers=np.array([48.0, 30.0, 20.0, 48.0]),
)
LINKS = crosswalk(
    c11_0701=["15-1252", "15-1232", "11-1021"],
    c11_0101=["15-1232", "15-1252"],
    c14_0801=["17-2051"],
    c52_0201=["11-1021"],
)
DOCS = Path(__file__).parents[3] / "docs" / "methods" / "alignment.md"


@pytest.fixture(scope="module")
def region() -> Alignment:
    return align(occupations=FIELD, programs=OFFERED, crosswalk=LINKS)


def test_openings_are_employment_times_rate_with_a_90_percent_interval(region: Alignment) -> None:
    np.testing.assert_allclose(region.openings, [80, 40, 60, 120])
    np.testing.assert_allclose(region.openings_low[:3], [66.84, 26.84, 45.195])
    np.testing.assert_allclose(region.openings_high[:3], [93.16, 53.16, 74.805])


def test_graduates_are_split_in_proportion_to_openings(region: Alignment) -> None:
    np.testing.assert_allclose(region.supply_expected, [16, 38, 20, 72])
    np.testing.assert_allclose(region.supply_low, [0, 30, 20, 48])
    np.testing.assert_allclose(region.supply_high, [48, 78, 20, 96])


def test_every_pair_says_how_many_graduates_it_expects(region: Alignment) -> None:
    flows = region.flows()
    named = zip(
        region.programs.id[flows.program],
        region.occupations.soc[flows.occupation],
        flows.expected,
        strict=True,
    )
    assert {(str(program), str(soc)): round(float(expected), 9) for program, soc, expected in named} == {
        ("cs", "15-1252"): 16,
        ("cs", "15-1232"): 8,
        ("cs", "11-1021"): 24,
        ("it", "15-1232"): 30,
        ("ce", "17-2051"): 20,
        ("mba", "11-1021"): 48,
    }


def test_a_program_knows_how_many_stay_in_the_field(region: Alignment) -> None:
    np.testing.assert_allclose(region.expected_in_field, [24, 30, 20, 0])
    np.testing.assert_allclose(region.expected_elsewhere, [24, 0, 0, 48])


def test_gaps_carry_bounds_and_sampling_error(region: Alignment) -> None:
    np.testing.assert_allclose(region.gap[:3], [64, 2, 40])
    np.testing.assert_allclose(region.gap_low[:3], [18.84, -51.16, 25.195])
    np.testing.assert_allclose(region.gap_high[:3], [93.16, 23.16, 54.805])


def test_the_floor_is_what_the_best_case_leaves_open(region: Alignment) -> None:
    assert region.totals.unfilled_floor == pytest.approx(82)


def test_the_bottleneck_groups_add_up_to_the_floor(region: Alignment) -> None:
    found = [
        (
            region.occupations.soc[group.occupations].tolist(),
            region.programs.id[group.programs].tolist(),
            group.openings,
            group.completers,
            group.short,
        )
        for group in region.bottlenecks
    ]
    assert found == [
        (["15-1252", "15-1232"], ["cs", "it"], pytest.approx(120), 78, pytest.approx(42)),
        (["17-2051"], ["ce"], pytest.approx(60), 20, pytest.approx(40)),
    ]


def test_totals_count_each_graduate_once(region: Alignment) -> None:
    totals = region.totals
    assert totals.openings == pytest.approx(180)
    assert totals.openings_low == pytest.approx(180 - 1.645 * 209**0.5)
    assert totals.openings_high == pytest.approx(180 + 1.645 * 209**0.5)
    assert totals.completers == 98
    assert totals.supply_expected == pytest.approx(16 + 38 + 20)
    assert totals.gap == pytest.approx(106)
    assert totals.gap_low == pytest.approx(180 - 1.645 * 209**0.5 - 98)
    assert totals.gap_high == pytest.approx(180 + 1.645 * 209**0.5 - 50)
    assert totals.short_expected == pytest.approx(64 + 2 + 40)


def test_ten_more_civil_engineers_answer_ten_openings(region: Alignment) -> None:
    after = what_if(region, [MoreCompleters("ce", 10)])
    assert after.totals.unfilled_floor == pytest.approx(72)
    assert after.gap[2] == pytest.approx(30)


def test_where_half_leave_the_floor_is_higher() -> None:
    """49 of 98 stay: 131 of 180 openings can't be filled."""
    region = align(occupations=FIELD, programs=OFFERED, crosswalk=LINKS, retention=0.5)
    assert region.totals.unfilled_floor == pytest.approx(131)
    assert region.totals.completers == 98
    np.testing.assert_allclose(region.supply_expected, [8, 19, 10, 36])


def test_an_equal_split_gives_every_occupation_of_a_program_the_same() -> None:
    """Cs sends 16 to each of its three."""
    region = align(occupations=FIELD, programs=OFFERED, crosswalk=LINKS, split="equal")
    np.testing.assert_allclose(region.supply_expected, [16, 46, 20, 64])


def test_the_documentation_shows_these_numbers(region: Alignment) -> None:
    """Rows of the docs page such as `| 15-1252 | 80 | 16 | 0 | 48 | 64 | 18.84 | 93.16 |`."""
    for row in range(3):
        columns = (
            region.openings,
            region.supply_expected,
            region.supply_low,
            region.supply_high,
            region.gap,
            region.gap_low,
            region.gap_high,
        )
        cells = [region.occupations.soc[row], *(f"{column[row]:.6g}" for column in columns)]
        assert f"| {' | '.join(cells)} |" in DOCS.read_text(encoding="utf-8")
