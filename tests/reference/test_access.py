"""Access against PySAL's `access` on the same cost matrix, and against all pairs, on larger regions."""

import numpy as np
import pandas as pd
import pytest
from access import fca
from access import raam as peer_raam
from access import weights as peer_weights
from tests.reference.naive_access import minutes_between
from tests.unit.methods.access.regions import scattered

from trellis.methods.access import (
    Catchment,
    Decay,
    Demand,
    Supply,
    Travel,
    TravelMatrix,
    binary,
    floating_catchment,
    gaussian,
    pairs_within,
    raam,
    steps,
)
from trellis.methods.access.decay import gaussian_weight

# The same reals added up in another order, and minutes by another formula for the great circle.
RELATIVE = 1e-9
LIMIT = 30.0
STEPS = {10: 1.0, 20: 0.68, 30: 0.22}

Region = tuple[Demand, Supply, np.ndarray]


@pytest.fixture(scope="module")
def region() -> Region:
    """400 places, 300 sites, nobody and no site without people or seats; minutes between all of them."""
    demand, supply = scattered(np.random.default_rng(20260502), 400, 300)
    demand.people[:] += 1.0
    supply.seats[:] += 1.0
    minutes = minutes_between(demand, supply, Travel(LIMIT, 40.0))
    assert (minutes.min(axis=1) <= LIMIT).all()
    return demand, supply, minutes


def by_distance(region: Region) -> Travel:
    return Travel(LIMIT, 40.0)


def by_matrix(region: Region) -> Travel:
    place, site = np.nonzero(region[2] <= 2 * LIMIT)
    return Travel(
        LIMIT,
        matrix=TravelMatrix.from_pairs(
            place_index=place,
            site_index=site,
            minutes=region[2][place, site],
            n_places=region[0].ids.size,
            n_sites=region[1].ids.size,
        ),
    )


def frames(region: Region) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Demand, supply and the pairs within the limit, as the peer wants them."""
    demand, supply, minutes = region
    origin, dest = np.nonzero(minutes <= LIMIT)
    index = pd.RangeIndex(demand.ids.size, name="geoid")
    return (
        pd.DataFrame({"demand": demand.people[:, 0].astype(int)}, index=index),
        pd.DataFrame({"supply": supply.seats[:, 0]}, index=pd.RangeIndex(supply.ids.size, name="geoid")),
        pd.DataFrame({"origin": origin, "dest": dest, "cost": minutes[origin, dest]}),
    )


def our_gaussian(minutes: float) -> float:
    return float(gaussian_weight(np.float64(minutes), LIMIT))


@pytest.mark.parametrize("travel", [by_distance, by_matrix])
@pytest.mark.parametrize(
    ("decay", "peer_weight"),
    [
        (binary(), None),
        (steps(tuple(STEPS.items())), peer_weights.step_fn(STEPS)),
        (gaussian(), our_gaussian),  # the peer's own bell is not zero at the limit
    ],
    ids=["2SFCA", "E2SFCA", "Gaussian"],
)
def test_two_steps_agree_with_pysal(
    region: Region, travel: object, decay: Decay, peer_weight: object
) -> None:
    demand, supply, _ = region
    found = floating_catchment(
        demand=demand,
        supply=supply,
        travel=[travel(region)],  # type: ignore[operator]
        decay=decay,
    )
    expected = fca.two_stage_fca(*frames(region), max_cost=LIMIT, weight_fn=peer_weight)
    np.testing.assert_allclose(found.access[:, 0, 0], expected.reindex(range(demand.ids.size)), rtol=RELATIVE)


@pytest.mark.parametrize("travel", [by_distance, by_matrix])
@pytest.mark.parametrize(
    ("decay", "peer_weight"),
    [(steps(tuple(STEPS.items())), peer_weights.step_fn(STEPS)), (gaussian(), our_gaussian)],
    ids=["steps", "Gaussian"],
)
def test_three_steps_agree_with_pysal(
    region: Region, travel: object, decay: Decay, peer_weight: object
) -> None:
    """The peer normalises over every pair it is given: it is given those within the limit."""
    demand, supply, _ = region
    found = floating_catchment(
        demand=demand,
        supply=supply,
        travel=[travel(region)],  # type: ignore[operator]
        decay=decay,
        selection="3sfca",
    )
    expected = fca.three_stage_fca(*frames(region), max_cost=LIMIT, weight_fn=peer_weight)
    np.testing.assert_allclose(found.access[:, 0, 0], expected.reindex(range(demand.ids.size)), rtol=RELATIVE)


@pytest.mark.parametrize("travel", [by_distance, by_matrix])
@pytest.mark.parametrize("tau", [60.0, 15.0])
def test_rational_agents_agree_with_pysal(region: Region, travel: object, tau: float) -> None:
    demand, supply, _ = region
    found = raam(
        demand=demand,
        supply=supply,
        travel=[travel(region)],  # type: ignore[operator]
        tau=tau,
    )
    expected = peer_raam.raam(*frames(region), tau=tau)
    np.testing.assert_allclose(found.cost[:, 0, 0], expected.reindex(range(demand.ids.size)), rtol=RELATIVE)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [((-90.0, 90.0), (-180.0, 180.0)), ((-2.0, 2.0), (178.0, 182.0)), ((88.5, 90.0), (-180.0, 180.0))],
    ids=["everywhere", "antimeridian", "pole"],
)
@pytest.mark.parametrize("km", [1.0, 40.0, 300.0, 9_000.0])
def test_the_grid_finds_every_pair_anywhere_on_the_globe(
    latitude: tuple[float, float], longitude: tuple[float, float], km: float
) -> None:
    rng = np.random.default_rng(7)

    def points(size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return np.arange(size), rng.uniform(*latitude, size), rng.uniform(*longitude, size)

    demand = Demand(*points(700), rng.uniform(1, 9, 700))
    supply = Supply(*points(600), rng.uniform(1, 9, 600))
    travel = Travel(minutes_limit=km, speed_kmh=60.0, detour=1.0)
    minutes = _all_minutes(demand, supply)
    found = floating_catchment(demand=demand, supply=supply, travel=[travel], decay=gaussian())
    w = np.where(minutes <= km, gaussian_weight(np.minimum(minutes, km), km), 0.0)
    competing = demand.people[:, 0] @ w
    rate = np.divide(supply.seats[:, 0], competing, out=np.zeros(600), where=competing > 0)
    np.testing.assert_allclose(found.access[:, 0, 0], w @ rate, rtol=1e-8, atol=1e-12)
    nearest = np.where(minutes <= km, minutes, np.inf).min(axis=1)
    np.testing.assert_allclose(found.nearest_minutes[:, 0], nearest, rtol=1e-7)
    start, sites, cost = pairs_within(demand, supply, travel)
    place, site = np.nonzero(minutes <= km)
    np.testing.assert_array_equal(np.repeat(np.arange(700), np.diff(start)), place)
    np.testing.assert_array_equal(sites, site)
    np.testing.assert_allclose(cost, minutes[place, site], rtol=1e-7)


def _all_minutes(demand: Demand, supply: Supply) -> np.ndarray:
    """Haversine, a kilometer a minute, for all pairs at once."""
    south, north = np.deg2rad(demand.latitude)[:, None], np.deg2rad(supply.latitude)[None]
    turn = np.deg2rad(supply.longitude[None] - demand.longitude[:, None])
    half = np.sin((north - south) / 2) ** 2 + np.cos(south) * np.cos(north) * np.sin(turn / 2) ** 2
    return 2 * 6371.0088 * np.arcsin(np.sqrt(np.minimum(half, 1.0)))


def test_many_changes_at_once_give_what_starting_over_gives() -> None:
    rng = np.random.default_rng(11)
    demand, supply = scattered(rng, 3_000, 4_000, classes=2, kinds=2, degrees=1.0)
    travel = [Travel(30.0, 40.0), Travel(30.0, 15.0)]
    base = Catchment.prepare(demand=demand, supply=supply, travel=travel)
    fates = rng.choice(["keep", "drop", "seats"], 4_000, p=[0.5, 0.4, 0.1])
    seats = supply.seats.copy()
    seats[fates == "drop"] = 0.0
    seats[fates == "seats"] += 7.0
    found = base.with_changes(
        drop=np.flatnonzero(fates == "drop").tolist(),
        seats={int(row): seats[row] for row in np.flatnonzero(fates == "seats")},
    )
    expected = floating_catchment(
        demand=demand,
        supply=Supply(supply.ids, supply.latitude, supply.longitude, seats),
        travel=travel,
    )
    for column in ("access", "reachable_seats", "nearest_minutes", "crowding"):
        np.testing.assert_allclose(
            getattr(found, column), getattr(expected, column), rtol=RELATIVE, atol=1e-12, err_msg=column
        )
