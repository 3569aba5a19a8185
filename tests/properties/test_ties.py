"""What holds for every network, whatever its ties (METHODS section 3)."""

from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference import naive_ties as naive
from tests.unit.methods.ties.networks import as_sets

from trellis.methods.ties import (
    Network,
    bridging_and_bonding,
    brokerage,
    cohesion,
    external_internal,
    fragility,
    introductions,
    layout,
    positions,
    sector_gaps,
)

pytestmark = pytest.mark.slow

EXACT = 1e-9  # the same sums in another order
unhurried = settings(deadline=None, max_examples=60)  # the first example also loads the compiled loops


@st.composite
def networks(draw: st.DrawFn, *, smallest: int = 0) -> Network:
    """Up to twelve organizations in up to four sectors, with any ties among them."""
    n = draw(st.integers(smallest, 12))
    sectors = draw(st.lists(st.sampled_from("abcd"), min_size=n, max_size=n))
    pairs = [(i, j) for i in range(n) for j in range(n) if i != j]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    ids = [f"org {number:02}" for number in range(n)]
    return Network.of(ids, sectors, [(ids[a], ids[b], (a + b) % 5) for a, b in chosen])


def reordered(network: Network, order: list[int]) -> Network:
    """The same network with its rows in another order."""
    ties, sector = as_sets(network)
    ids = [str(network.ids[row]) for row in order]
    return Network.of(ids, [sector[each] for each in ids], sorted(ties, reverse=True))


def columns(result: Any, *, leave_out: tuple[str, ...] = ()) -> dict[str, Any]:
    return {each.name: getattr(result, each.name) for each in fields(result) if each.name not in leave_out}


def same(one: Any, other: Any) -> None:
    if isinstance(one, np.ndarray | float):
        np.testing.assert_allclose(one, other, atol=EXACT)
    else:
        assert one == other


@given(networks(), st.randoms(use_true_random=False))
@unhurried
def test_the_order_of_organizations_and_ties_changes_nothing(network: Network, random: Any) -> None:
    order = list(range(network.n))
    random.shuffle(order)
    other = reordered(network, order)
    for name, value in columns(cohesion(network)).items():
        same(value, getattr(cohesion(other), name))
    for measure in (positions, bridging_and_bonding, fragility, brokerage):
        one, again = columns(measure(network)), columns(measure(other))
        for name, value in one.items():
            if isinstance(value, np.ndarray):
                same(value[order], again[name])
    same(external_internal(network, permutations=1).index, external_internal(other, permutations=1).index)
    same(sector_gaps(network).residual, sector_gaps(other).residual)


@given(networks())
@unhurried
def test_undirected_measures_are_the_same_once_every_tie_goes_both_ways(network: Network) -> None:
    both = network.undirected()
    directed = ("ties", "density", "reciprocity", "in_centralization", "out_centralization", "mixing")
    for name, value in columns(cohesion(network), leave_out=directed).items():
        same(value, getattr(cohesion(both), name))
    for name, value in columns(positions(network), leave_out=("in_degree", "out_degree", "roles")).items():
        same(value, getattr(positions(both), name))
    for measure in (bridging_and_bonding, fragility, external_internal):
        for name, value in columns(measure(network)).items():
            same(value, getattr(measure(both), name))
    same(sector_gaps(network).residual, sector_gaps(both).residual)


@given(networks(smallest=1))
@unhurried
def test_a_partner_without_ties_changes_only_what_depends_on_their_number(network: Network) -> None:
    ties, sector = as_sets(network)
    more = Network.of([*sector, "isolate"], [*sector.values(), next(iter(sector.values()))], sorted(ties))
    before, after = cohesion(network), cohesion(more)
    assert (after.ties, after.tied_pairs, after.k_core_max) == (
        before.ties,
        before.tied_pairs,
        before.k_core_max,
    )
    for name in ("reciprocity", "average_path", "diameter", "mixing"):
        same(getattr(before, name), getattr(after, name))
    assert after.components.count == before.components.count + 1
    for name in ("in_degree", "out_degree", "degree", "constraint", "effective_size", "k_core"):
        same(getattr(positions(network), name), getattr(positions(more), name)[:-1])
    one, other = bridging_and_bonding(network), bridging_and_bonding(more)
    for name in ("internal", "external", "bonding", "disagree"):
        same(getattr(one, name), getattr(other, name)[:-1])
    same(fragility(network).lost_pairs, fragility(more).lost_pairs[:-1])
    same(brokerage(network).counts, brokerage(more).counts[:-1])
    same(external_internal(network, permutations=1).index, external_internal(more, permutations=1).index)


@given(networks(smallest=2))
@unhurried
def test_indices_and_shares_stay_within_their_bounds(network: Network) -> None:
    found = external_internal(network, permutations=50)
    for values in (found.index, found.by_organization, found.by_sector, found.permuted, found.expected):
        assert np.all(np.isnan(values) | (np.abs(values) <= 1 + EXACT))
    assert np.isnan(found.p) or 1 / 51 <= found.p <= 1
    whole, each = cohesion(network), positions(network)
    for share in (
        whole.density,
        whole.reciprocity,
        whole.degree_centralization,
        whole.betweenness_centralization,
    ):
        assert np.isnan(share) or -EXACT <= share <= 1 + EXACT
    assert np.all((each.betweenness >= 0) & (each.betweenness <= 1 + EXACT))
    # Two partners tied to each other constrain more than one alone: Burt's measure goes up to 1.125.
    assert np.all(np.isnan(each.constraint) | ((each.constraint > 0) & (each.constraint <= 1.125 + EXACT)))
    assert np.all((each.effective_size >= 0) & (each.effective_size <= each.degree))


@given(networks())
@unhurried
def test_turning_all_ties_around_makes_gatekeepers_of_representatives(network: Network) -> None:
    ties, sector = as_sets(network)
    turned = Network.of(list(sector), list(sector.values()), sorted((b, a) for a, b in ties))
    np.testing.assert_array_equal(brokerage(turned).counts, brokerage(network).counts[:, [0, 1, 3, 2, 4]])


@given(networks(smallest=1))
@unhurried
def test_what_falls_apart_is_what_the_definition_says(network: Network) -> None:
    ties, sector = as_sets(network)
    found = fragility(network)
    together = naive.reachable(ties, set(sector))
    for row, one in enumerate(sector):
        rest = set(sector) - {one}
        left = naive.reachable(ties, rest)
        assert found.lost_pairs[row] == len({pair for pair in together if one not in pair} - left)
        assert found.components_after[row] == naive.components(ties, rest)


@given(networks())
@unhurried
def test_gaps_account_for_every_tied_pair(network: Network) -> None:
    found = sector_gaps(network)
    assert sum(pair.observed for pair in found.pairs) == network.pairs()[0].size
    assert sum(pair.expected for pair in found.pairs) == pytest.approx(network.pairs()[0].size)
    np.testing.assert_array_equal(found.observed, found.observed.T)


@given(networks(smallest=2), st.integers(0, 3), st.randoms(use_true_random=False))
@unhurried
def test_introductions_keep_their_promises_in_any_order(
    network: Network, most_each: int, random: Any
) -> None:
    focus = np.random.default_rng(network.ties).integers(0, 2, (network.n, 3)).astype(float)
    found = introductions(network, focus=focus, most_each=most_each, most=8)
    pairs = [(each.a, each.b) for each in found]
    assert not network.tied(pairs).any()
    assert len(set(pairs)) == len(pairs) <= 8
    assert all(sum(one in pair for pair in pairs) <= most_each for one in network.ids.tolist())
    scores = [each.score for each in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    order = list(range(network.n))
    random.shuffle(order)
    again = introductions(reordered(network, order), focus=focus[order], most_each=most_each, most=8)
    assert [(each.a, each.b) for each in again] == pairs


@given(networks(), st.integers(0, 5))
@unhurried
def test_a_picture_fits_its_frame_and_is_the_same_again(network: Network, seed: int) -> None:
    points = layout(network, seed=seed)
    assert np.isfinite(points).all()
    assert np.abs(points).max(initial=0.0) <= 1 + EXACT
    np.testing.assert_array_equal(points, layout(network, seed=seed))
    before = {name: (x, y) for name, (x, y) in zip(network.ids.tolist(), points.tolist(), strict=True)}
    after = layout(network, seed=seed + 1, previous=before)
    assert np.isfinite(after).all()
    assert np.abs(after).max(initial=0.0) <= 1 + EXACT
