"""Measures where they have no ordinary answer, and where the answer is known beforehand."""

import math

import numpy as np
import pytest
from tests.unit.methods.ties.networks import drawn, written

from trellis.methods.ties import (
    CONNECTS_ONLY,
    MIXED_ONLY,
    InvalidInput,
    Network,
    UnknownId,
    between_waves,
    bridging_and_bonding,
    cohesion,
    external_internal,
    fragility,
    layout,
    positions,
    sector_gaps,
)

STAR = written("a-b a-c a-d a-e", one="abcde")


@pytest.mark.parametrize("n", [0, 1, 2])
def test_a_network_without_ties_has_measures_without_meaning(n: int) -> None:
    network = Network.of([str(i) for i in range(n)], ["one"] * n, [])
    whole, each = cohesion(network), positions(network)
    assert (whole.n, whole.ties, whole.components.count, whole.k_core_max) == (n, 0, n, 0)
    assert math.isnan(whole.reciprocity)
    assert math.isnan(whole.average_path)
    assert math.isnan(external_internal(network).index)
    assert math.isnan(external_internal(network).p)
    assert np.isnan(each.constraint).all()
    assert each.effective_size.tolist() == [0.0] * n
    assert math.isnan(bridging_and_bonding(network).internal_mean)
    assert fragility(network).lost_pairs.tolist() == [0] * n
    assert sector_gaps(network).gaps == ()
    assert layout(network, seed=1).shape == (n, 2)


def test_a_star_is_as_centralized_as_can_be() -> None:
    whole = cohesion(STAR)
    assert whole.degree_centralization == pytest.approx(1.0)
    assert whole.betweenness_centralization == pytest.approx(1.0)
    assert cohesion(written("b>a c>a d>a", one="abcd")).in_centralization == pytest.approx(1.0)
    assert cohesion(written("a>b a>c a>d", one="abcd")).out_centralization == pytest.approx(1.0)


def test_the_response_rate_is_answered_over_invited() -> None:
    assert cohesion(STAR, invited=8, answered=5).response_rate == 0.625
    assert cohesion(STAR).response_rate is None
    assert cohesion(STAR, invited=0, answered=0).response_rate is None


def test_more_answers_than_invitations_are_refused() -> None:
    with pytest.raises(InvalidInput, match="5 answered, but only 4 were invited"):
        cohesion(STAR, invited=4, answered=5)


def test_the_index_is_minus_one_inside_and_one_outside() -> None:
    inside = external_internal(written("a-b c-d", one="ab", two="cd"))
    outside = external_internal(written("a-c b-d", one="ab", two="cd"))
    assert (inside.index, outside.index) == (-1.0, 1.0)
    assert inside.by_sector.tolist() == [-1.0, -1.0]
    assert outside.by_organization.tolist() == [1.0] * 4


def test_in_one_sector_chance_could_not_do_otherwise() -> None:
    found = external_internal(STAR)
    assert (found.index, found.expected, found.p) == (-1.0, -1.0, 1.0)


def test_the_same_seed_gives_the_same_permutations_and_another_others() -> None:
    network = drawn(1, n=40, ties=120, sectors=4)
    one, again, other = (external_internal(network, permutations=500, seed=seed) for seed in (1, 1, 2))
    assert one.p == again.p
    assert one.expected_by_sector.tolist() == again.expected_by_sector.tolist()
    assert one.expected_by_sector.tolist() != other.expected_by_sector.tolist()


def test_no_permutations_are_refused() -> None:
    with pytest.raises(InvalidInput, match="0 permutations"):
        external_internal(STAR, permutations=0)


def test_who_joins_many_alike_connects_only_and_who_has_mixed_friends_of_each_other_is_mixed_only() -> None:
    """h joins four of one sector who don't know each other; m is one of four from four sectors, all tied."""
    network = written(
        "h-a h-b h-c h-d m-p m-q m-r p-q p-r q-r d-p", one="abcdh", two="m", three="p", four="qr"
    )
    found = bridging_and_bonding(network)
    disagree = dict(zip(found.ids, found.disagree.tolist(), strict=True))
    assert disagree["h"] == CONNECTS_ONLY
    assert {each for each, way in disagree.items() if way == MIXED_ONLY} <= {"m", "q", "r"}
    assert disagree["a"] == 0


def test_what_falls_apart_without_the_middle_of_a_star() -> None:
    found = fragility(STAR, depend_on=["a"])
    assert found.articulation.tolist() == [True, False, False, False, False]
    assert found.lost_pairs.tolist() == [6, 0, 0, 0, 0]
    assert found.components_after.tolist() == [4, 1, 1, 1, 1]
    assert found.dependence is not None
    assert found.dependence.stranded == ("b", "c", "d", "e")
    assert (found.dependence.ties_share, found.dependence.lost_share) == (1.0, 1.0)


def test_dependence_on_somebody_who_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownId, match="'z'"):
        fragility(STAR, depend_on=["z"])


def test_sectors_that_never_meet_are_a_gap_and_sectors_without_a_partner_are_missing() -> None:
    """Two groups of six, all tied inside, nobody across: 36 pairs possible, 30 of 66 tied."""
    ids = [f"{side}{i}" for side in "ab" for i in range(6)]
    ties = [(one, other) for one in ids for other in ids if one < other and one[0] == other[0]]
    found = sector_gaps(
        Network.of(ids, [each[0] for each in ids], ties), all_sectors=["media", "a", "library", "media"]
    )
    [gap] = found.gaps
    assert gap.sectors == ("a", "b")
    assert (gap.possible, gap.observed) == (36, 0)
    assert gap.expected == pytest.approx(30 * 36 / 66)
    assert found.pairs[0] is gap
    assert found.missing == ("media", "library")


def test_between_waves_says_what_stayed_came_and_went() -> None:
    earlier = written("a-b b>c c>d", one="abcd")
    later = written("b>a c>a c-e", one="abce")
    found = between_waves(earlier, later)
    assert found.kept == (("a", "b"),)
    assert found.new == (("a", "c"), ("c", "e"))
    assert found.gone == (("b", "c"), ("c", "d"))
    assert (found.joined, found.left) == (("e",), ("d",))
    assert found.turnover == pytest.approx(2 / 3)  # among a, b, c: a–b stayed, b–c went, a–c came
    assert found.measures["ties"].change == 0
    assert found.measures["reciprocity"].earlier == pytest.approx(2 / 4)


def test_an_organization_merged_between_waves_takes_its_ties_along() -> None:
    found = between_waves(written("a-b c-d", one="abcd"), written("a-b a-d", one="abd"), merged={"c": "a"})
    assert found.kept == (("a", "b"), ("a", "d"))
    assert (found.new, found.gone, found.left) == ((), (), ())
    assert found.turnover == 0.0


def test_nothing_can_be_said_of_the_turnover_of_no_ties() -> None:
    assert math.isnan(between_waves(written("", one="ab"), written("", one="ab")).turnover)
