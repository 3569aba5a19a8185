"""Inequality against the closed forms of known distributions, and a plain sum over pairs."""

from math import erf, log

import numpy as np
import pytest
from scipy.stats import norm

from trellis.methods.access.inequality import concentration_index, gini, theil

# A continuous distribution cut into 200,000 equal slices loses a little of its tail.
SLICED = 2e-3
EXACT = 1e-12

SLICES = (np.arange(200_000) + 0.5) / 200_000
EVEN = np.ones(SLICES.size)


@pytest.mark.parametrize("alpha", [3.0, 4.0, 6.0])
def test_pareto(alpha: float) -> None:
    """Gini 1 / (2α − 1), Theil ln((α − 1) / α) + 1 / (α − 1) (Cowell 2011, appendix)."""
    values = (1.0 - SLICES) ** (-1.0 / alpha)
    assert gini(values, EVEN) == pytest.approx(1.0 / (2.0 * alpha - 1.0), abs=SLICED)
    expected = log((alpha - 1.0) / alpha) + 1.0 / (alpha - 1.0)
    assert theil(values, EVEN, EVEN).total == pytest.approx(expected, abs=SLICED)


@pytest.mark.parametrize("sigma", [0.25, 0.5, 1.0])
def test_lognormal(sigma: float) -> None:
    """Gini erf(σ / 2), Theil σ² / 2 (Cowell 2011, appendix)."""
    values = np.exp(sigma * norm.ppf(SLICES))
    assert gini(values, EVEN) == pytest.approx(erf(sigma / 2.0), abs=SLICED)
    assert theil(values, EVEN, EVEN).total == pytest.approx(sigma**2 / 2.0, abs=SLICED)


@pytest.mark.parametrize("n", [2, 7, 100])
def test_one_to_n(n: int) -> None:
    """Gini of 1, 2, …, n is (n − 1) / 3n."""
    assert gini(np.arange(1.0, n + 1.0), np.ones(n)) == pytest.approx((n - 1.0) / (3.0 * n), abs=EXACT)


def test_weights_are_people_counted_one_by_one() -> None:
    values, weights = np.array([0.0, 0.5, 2.0, 7.0]), np.array([3, 1, 4, 2])
    one_by_one = np.repeat(values, weights)
    pairs = np.abs(np.subtract.outer(one_by_one, one_by_one)).sum()
    assert gini(values, weights) == pytest.approx(pairs / (2 * 10**2 * one_by_one.mean()), abs=EXACT)


def test_the_concentration_index_is_twice_the_covariance_with_the_rank() -> None:
    """Kakwani, Wagstaff & van Doorslaer (1997), equation 2, without ties."""
    rng = np.random.default_rng(8)
    values, people, poverty = rng.gamma(2, 1, 300), rng.integers(1, 90, 300), rng.permutation(300)
    order = np.argsort(poverty)
    rank = np.empty(300)
    rank[order] = (np.cumsum(people[order]) - 0.5 * people[order]) / people.sum()
    mean = np.average(values, weights=people)
    expected = 2.0 / mean * np.average((values - mean) * (rank - 0.5), weights=people)
    assert concentration_index(values, people, poverty) == pytest.approx(expected, abs=EXACT)
