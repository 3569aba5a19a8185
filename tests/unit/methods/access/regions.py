"""Small made-up regions for tests of access."""

import numpy as np

from trellis.methods.access import CAR_KMH, Demand, Supply, Travel

NORTH_KM = 111.19508023353292  # kilometers in a degree of latitude on the mean sphere


def demand(*people: float, km: tuple[float, ...] | None = None) -> Demand:
    """Places on a meridian, `km` north of the equator; young people in each."""
    at = np.array(km if km is not None else [0.0] * len(people))
    ids = np.array([f"place {row}" for row in range(len(people))])
    return Demand(ids, at / NORTH_KM, np.zeros(at.size), np.array(people, dtype=float))


def supply(*seats: float, km: tuple[float, ...] | None = None) -> Supply:
    """Sites on the same meridian."""
    at = np.array(km if km is not None else [0.0] * len(seats))
    ids = np.array([f"site {row}" for row in range(len(seats))])
    return Supply(ids, at / NORTH_KM, np.zeros(at.size), np.array(seats, dtype=float))


def minutes(limit: float) -> Travel:
    """A way of getting about on which a kilometer takes a minute."""
    return Travel(minutes_limit=limit, speed_kmh=60.0, detour=1.0)


def by_car(limit: float) -> Travel:
    """By car, with the default detour."""
    return Travel(minutes_limit=limit, speed_kmh=CAR_KMH)


def scattered(
    rng: np.random.Generator, n: int, m: int, *, classes: int = 1, kinds: int = 1, degrees: float = 0.5
) -> tuple[Demand, Supply]:
    """Places and sites drawn over a square around Tulsa."""

    def points(count: int) -> tuple[np.ndarray, np.ndarray]:
        return 36.15 + rng.uniform(-degrees, degrees, count), -95.99 + rng.uniform(-degrees, degrees, count)

    return (
        Demand(np.arange(n), *points(n), rng.integers(0, 900, (n, classes)).astype(float)),
        Supply(np.arange(m), *points(m), rng.integers(0, 40, (m, kinds)).astype(float)),
    )
