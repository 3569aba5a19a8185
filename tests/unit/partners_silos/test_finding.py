"""Who does the same, and who could join forces.

Tolerance: 1e-6, since texts come as single precision, and a distance is a difference of cosines.
"""

from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from tests.unit.partners_silos import naive
from tests.unit.partners_silos.made import entries, random_entries

from trellis.apps.partners.silos import finding
from trellis.apps.partners.silos.entries import NO_ROLE, Entries
from trellis.apps.partners.silos.finding import Found, find
from trellis.apps.partners.silos.likeness import blocks

CLOSE = 1e-6
DOWNTOWN = (36.154, -95.993)
NORTH_BY_MILE = 1 / 69.09  # degrees of latitude, 3958.8 miles × π / 180
ROBOTICS: dict[str, Any] = {"topics": [0], "ages": range(7, 12), "sites": [DOWNTOWN]}


def north(miles: float) -> list[tuple[float, float]]:
    return [(DOWNTOWN[0] + miles * NORTH_BY_MILE, DOWNTOWN[1])]


def pairs(found: Found) -> dict[tuple[int, int], float]:
    rows = found.duplicates
    return dict(
        zip(zip(rows.first.tolist(), rows.second.tolist(), strict=True), rows.score.tolist(), strict=True)
    )


def together(found: Found) -> set[tuple[int, int]]:
    rows = found.together
    return set(zip(rows.first.tolist(), rows.second.tolist(), strict=True))


def test_two_programs_about_the_same_nearby_do_the_same_with_the_score_worked_by_hand() -> None:
    # Robotics is held by both: log(1 + 22/4) / log(11) = 0.7806, which both have and which is all they have.
    # Ages 7 to 11 and 8 to 10: 3 of 5. 1.2 miles: 1 / (1 + 0.6²) = 0.7353. No text: 0.3.
    # 0.4 × 0.7806 + 0.2 × 0.6 + 0.25 × 0.7353 + 0.15 × 0.3 = 0.6611
    found = find(entries(ROBOTICS, {**ROBOTICS, "ages": range(8, 11), "sites": north(1.2)}))
    assert pairs(found) == {(0, 1): pytest.approx(0.6611, abs=2e-4)}
    assert found.duplicates.miles[0] == pytest.approx(1.2, abs=1e-3)


@pytest.mark.parametrize(
    "other",
    [
        {"topics": [1]},
        {"ages": range(12, 17)},
        {"sites": north(4)},
        {"sites": []},
        {"owner": 0},
        {"role": 1},
        {"role": NO_ROLE},
    ],
    ids=["topic", "ages", "far", "nowhere", "own", "other role", "no role"],
)
def test_what_differs_in_one_respect_is_no_duplicate(other: dict[str, Any]) -> None:
    assert not pairs(find(entries(ROBOTICS, {**ROBOTICS, **other})))


def test_the_same_aim_elsewhere_could_join_forces() -> None:
    found = find(entries(ROBOTICS, {**ROBOTICS, "sites": north(20)}))
    assert (pairs(found), together(found)) == ({}, {(0, 1)})


def test_beyond_an_hours_drive_nobody_joins_forces() -> None:
    assert not together(find(entries(ROBOTICS, {**ROBOTICS, "sites": north(70)})))


def test_who_needs_what_another_offers_could_join_forces_whatever_their_roles() -> None:
    library = {"topics": [0], "needs": [1], "role": NO_ROLE}
    company = {"topics": [0], "offers": [1], "role": 1}
    found = find(entries(library, company))
    assert together(found) == {(0, 1)}
    assert found.together.fits.all()


def test_a_need_that_fits_an_offer_of_somebody_unrelated_is_no_reason() -> None:
    assert not together(find(entries({"topics": [0], "needs": [1]}, {"topics": [1], "offers": [1]})))


def test_texts_that_say_the_same_are_about_the_same_without_any_topic() -> None:
    said = {"text": [1, 0, 0, 0], "sites": [DOWNTOWN], "ages": range(7, 12)}
    assert (0, 1) in pairs(find(entries(said, said)))


def test_a_topic_that_everybody_has_says_less_than_a_rare_one() -> None:
    common = [{"topics": [0], "sites": [(30.0 + row, -95.0)]} for row in range(60)]
    rare = [{"topics": [1], "sites": [(30.0 + row, -85.0)]} for row in range(2)]
    block = next(blocks(entries(*common, *rare), rows=62))
    assert block.focus[60, 61] > 0.9 > 0.5 > block.focus[0, 1]


def test_everybody_who_does_the_same_as_all_others_is_one_group() -> None:
    found = find(entries(*[{**ROBOTICS, "sites": north(0.1 * step)} for step in range(4)]))
    assert [members for members, _score in found.groups] == [(0, 1, 2, 3)]


def test_a_chain_of_neighbors_is_no_group() -> None:
    # 0 and 2 are 2.4 miles apart, which is not the same place: only the pairs along the chain are.
    found = find(entries(*[{**ROBOTICS, "sites": north(1.2 * step)} for step in range(3)]))
    assert sorted(members for members, _score in found.groups) == [(0, 1), (1, 2)]


def test_nobody_gets_more_suggestions_to_join_forces_than_can_be_followed() -> None:
    found = find(entries(*[{**ROBOTICS, "sites": north(8 * step)} for step in range(7)]))
    count = np.bincount(np.concatenate([found.together.first, found.together.second]))
    assert count.max() <= finding.MOST_TOGETHER


@pytest.mark.parametrize("seed", range(20))
def test_it_finds_what_comparing_pair_by_pair_finds(seed: int) -> None:
    crowd = random_entries(seed)
    expected = naive.duplicates(crowd)
    assert pairs(find(crowd)) == pytest.approx(expected, abs=CLOSE)
    assert expected


@pytest.mark.parametrize("seed", range(20))
def test_groups_hold_every_pair_once_and_nothing_but_pairs(seed: int) -> None:
    found = find(random_entries(seed))
    in_groups = [pair for members, _score in found.groups for pair in combinations(members, 2)]
    assert set(in_groups) == set(pairs(found))
    assert len(in_groups) == len(set(in_groups))


def test_the_order_of_entries_changes_nothing() -> None:
    crowd = random_entries(3)
    order = np.random.default_rng(1).permutation(len(crowd))
    mixed = shuffled(crowd, order)
    place = np.argsort(order)
    expected = {
        tuple(sorted((int(place[a]), int(place[b])))): score for (a, b), score in pairs(find(crowd)).items()
    }
    assert pairs(find(mixed)) == pytest.approx(expected, abs=CLOSE)


def test_the_size_of_blocks_changes_nothing() -> None:
    crowd = random_entries(4)
    whole = next(blocks(crowd, rows=60))
    parts = list(blocks(crowd, rows=7))
    for name in ("focus", "ages", "place", "text", "miles"):
        joined = np.concatenate([getattr(part, name) for part in parts])
        assert np.allclose(joined, getattr(whole, name), atol=CLOSE, equal_nan=True)


@pytest.mark.parametrize("size", [0, 1])
def test_nobody_or_one_alone_is_compared_with_nobody(size: int) -> None:
    found = find(entries(*[ROBOTICS] * size))
    assert (len(found.duplicates), found.groups, len(found.together)) == (0, (), 0)


def test_columns_of_different_length_are_refused() -> None:
    whole = entries(ROBOTICS, ROBOTICS)
    with pytest.raises(ValueError, match="role"):
        replace(whole, role=np.zeros(3, np.int64))


def test_sites_out_of_order_are_refused() -> None:
    whole = entries(ROBOTICS, ROBOTICS)
    with pytest.raises(ValueError, match="order"):
        replace(whole, site_of=np.array([1, 0]))


def shuffled(crowd: Entries, order: Any) -> Entries:
    """The same entries in another order."""
    place = np.argsort(order)
    site_of = place[crowd.site_of]
    sites = np.argsort(site_of, kind="stable")
    rows = {
        name: getattr(crowd, name)[order]
        for name in ("owner", "role", "topics", "ages", "counties", "areas", "text", "needs", "offers")
    }
    return Entries(
        **rows, site_of=site_of[sites], latitude=crowd.latitude[sites], longitude=crowd.longitude[sites]
    )
