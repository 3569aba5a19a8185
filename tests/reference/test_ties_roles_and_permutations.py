"""Gould–Fernandez roles and the E-I permutation test against the definitions, on 200 random small graphs."""

import itertools
import math

import numpy as np
import pytest
from tests.reference import naive_ties as naive
from tests.unit.methods.ties.networks import as_sets, drawn

from trellis.methods.ties import Network, brokerage, external_internal

EXACT = 1e-12  # quotients of the same whole numbers, means added up in another order
PERMUTATIONS = 20  # the naive test deals the same sectors, so that few are enough
SEED = 20260511


def graphs() -> list[Network]:
    rng = np.random.default_rng(SEED)
    return [
        drawn(seed, n=int(n), ties=int(share * n * (n - 1)), sectors=int(sectors))
        for seed, n, share, sectors in zip(
            range(200), rng.integers(3, 11, 200), rng.random(200), rng.integers(1, 5, 200), strict=True
        )
    ]


@pytest.mark.parametrize("network", graphs(), ids=range(200))
def test_roles_are_those_of_all_triples(network: Network) -> None:
    ties, sector = as_sets(network)
    found = brokerage(network)
    expected = naive.roles(ties, sector)
    assert found.counts.tolist() == [expected[name] for name in network.ids.tolist()]
    by_chance = naive.expected_roles(ties, sector)
    np.testing.assert_allclose(found.expected, [by_chance[name] for name in network.ids.tolist()], atol=1e-9)


@pytest.mark.parametrize("network", graphs(), ids=range(200))
def test_the_permutation_test_is_that_of_a_plain_loop(network: Network) -> None:
    ties, sector = as_sets(network)
    found = external_internal(network, permutations=PERMUTATIONS, seed=SEED)
    assert (found.external, found.internal) == naive.external_internal(ties, sector)
    indices = naive.permuted_indices(ties, sector, None, SEED, PERMUTATIONS)
    if not ties:
        assert math.isnan(found.index)
        assert math.isnan(found.p)
        return
    assert found.p == pytest.approx(naive.share_as_far(indices, found.index, found.expected), abs=EXACT)
    np.testing.assert_allclose(found.permuted, np.percentile(indices, found.percentiles), atol=EXACT)
    for code, label in enumerate(network.sectors):
        observed = naive.index(*naive.external_internal(naive.touching(ties, sector, label), sector))
        np.testing.assert_allclose(found.by_sector[code], observed, atol=EXACT)
        indices = naive.permuted_indices(ties, sector, label, SEED, PERMUTATIONS)
        known = [each for each in indices if not math.isnan(each)]
        mean = sum(known) / len(known) if known else math.nan
        np.testing.assert_allclose(found.expected_by_sector[code], mean, atol=EXACT)
        if not math.isnan(observed):
            share = naive.share_as_far(indices, observed, mean)
            assert found.p_by_sector[code] == pytest.approx(share, abs=EXACT)


@pytest.mark.parametrize("seed", range(5))
def test_chance_is_that_of_all_ways_to_deal_the_sectors_out(seed: int) -> None:
    """Seven organizations have 5,040 orders: the exact mean and p; 20,000 permutations are a sample."""
    network = drawn(seed, n=7, ties=14, sectors=3)
    ties, sector = as_sets(network)
    indices = [
        naive.index(*naive.external_internal(ties, dict(zip(sector, labels, strict=True))))
        for labels in itertools.permutations(sector.values())
    ]
    found = external_internal(network, permutations=20_000)
    assert found.expected == pytest.approx(sum(indices) / len(indices), abs=1e-9)
    exact = sum(abs(each - found.expected) >= abs(found.index - found.expected) - 1e-12 for each in indices)
    # Four standard errors of a share over 20,000 draws are at most .0142.
    assert found.p == pytest.approx(exact / len(indices), abs=0.0142)
