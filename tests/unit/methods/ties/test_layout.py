"""The picture: the same each time, alike from wave to wave, friends near each other."""

import numpy as np
from tests.unit.methods.ties.networks import drawn, written

from trellis.methods.ties import Network, layout


def by_id(network: Network, points: np.ndarray) -> dict[str, tuple[float, float]]:
    return {name: (x, y) for name, (x, y) in zip(network.ids.tolist(), points.tolist(), strict=True)}


def test_the_same_seed_gives_the_same_picture_within_the_frame() -> None:
    network = drawn(1, n=80, ties=200, sectors=5)
    points = layout(network, seed=1)
    np.testing.assert_array_equal(points, layout(network, seed=1))
    assert points.shape == (80, 2)
    assert np.abs(points).max() <= 1.0


def test_no_two_lie_on_one_point() -> None:
    points = layout(written("a-b c-d", one="abcdefgh"), seed=1)
    distance = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)) + 9 * np.eye(8)
    assert distance.min() > 0.05


def test_those_tied_lie_nearer_than_others() -> None:
    network = drawn(2, n=60, ties=90, sectors=3)
    points = layout(network, seed=1)
    distance = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    low, high = network.pairs()
    assert distance[low, high].mean() < 0.5 * distance.mean()


def test_the_next_wave_looks_like_the_last() -> None:
    """A tenth of the ties gone and one newcomer: nobody moves far, and the newcomer lies by its partner."""
    network = drawn(3, n=60, ties=150, sectors=4)
    before = layout(network, seed=1)
    names = network.ids.tolist()
    kept = [(names[a], names[b]) for a, b in zip(network.source[15:], network.target[15:], strict=True)]
    sectors = [network.sectors[code] for code in network.sector]
    later = Network.of([*names, "new"], [*sectors, sectors[0]], [*kept, ("new", names[7])])
    after = layout(later, seed=2, previous=by_id(network, before))
    moved = np.hypot(*(after[:-1] - before).T)
    assert np.median(moved) < 0.05
    assert moved.max() < 0.3
    assert np.hypot(*(after[-1] - after[7])) < 0.3
    assert np.abs(after).max() <= 1.0
