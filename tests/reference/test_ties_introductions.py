"""Introductions against every pair scored by the docs page's formulas, on 60 random networks."""

import numpy as np
import pytest
from tests.reference import naive_introductions as naive
from tests.unit.methods.ties.networks import drawn

from trellis.methods.ties import introductions

EXACT = 1e-9  # products of the same few numbers, found in another order


def tables(rng: np.random.Generator, n: int, given: int) -> dict[str, np.ndarray]:
    """Some of the tables; places are shares."""
    found = {
        "focus": (rng.random((n, 4)) < 0.4).astype(float),
        "places": np.round(rng.random((n, 5)), 2) * (rng.random((n, 5)) < 0.5),
        "ages": (rng.random((n, 3)) < 0.6).astype(float),
    }
    found = {name: table for bit, (name, table) in enumerate(found.items()) if given >> bit & 1}
    if given & 8:
        found["needs"], found["offers"] = ((rng.random((n, 6)) < 0.3).astype(float) for _ in range(2))
    return found


@pytest.mark.parametrize("seed", range(60))
def test_the_best_pairs_are_taken_and_no_others(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 13))
    network = drawn(seed, n=n, ties=int(rng.integers(0, n * 3)), sectors=3)
    given = tables(rng, n, seed % 16)
    excluded = [tuple(rng.choice(network.ids, 2).tolist()) for _ in range(3)]
    open_now, most_each, most = rng.integers(0, 3, n), int(rng.integers(1, 4)), int(rng.integers(1, 12))
    expected = naive.introductions(
        network, given, excluded=excluded, open_now=open_now, most_each=most_each, most=most
    )
    found = introductions(
        network,
        **given,
        already=excluded[:2],
        declined=excluded[2:],
        open_now=open_now,
        most_each=most_each,
        most=most,
    )
    assert [(each.a, each.b) for each in found] == [(one, other) for one, other, _ in expected]
    np.testing.assert_allclose([each.score for each in found], [score for *_, score in expected], atol=EXACT)
    row = {name: number for number, name in enumerate(network.ids.tolist())}
    for each in found:
        parts = naive.parts(network, given, row[each.a], row[each.b])
        assert dict(each.parts) == pytest.approx(parts, abs=EXACT)
