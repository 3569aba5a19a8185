"""The example of docs/methods/access.md, worked by hand there; a kilometer takes a minute."""

from pathlib import Path

import numpy as np
import pytest
from tests.unit.methods.access.regions import demand, minutes, supply

from trellis.methods.access import (
    Catchment,
    Demand,
    Supply,
    binary,
    floating_catchment,
    gaussian,
    raam,
)

DOCS = Path(__file__).parents[3] / "docs/methods/access.md"

PEOPLE = demand(100, 200, 50, km=(0, 8, 40))  # north, middle, south
SEATS = supply(20, 30, km=(2, 16))  # library, museum
WAY = [minutes(30)]

MEASURES = {
    "2SFCA": {"decay": binary()},
    "E2SFCA": {},
    "Gaussian": {"decay": gaussian()},
    "3SFCA": {"selection": "3sfca"},
    "balanced": {"selection": "balanced"},
}
# Places north, middle, south.
BY_HAND = {
    "2SFCA": (20 / 300 + 30 / 350, 20 / 300 + 30 / 350, 30 / 350),
    "E2SFCA": (20 / 300 + 0.68 * 30 / 279, 20 / 300 + 30 / 279, 0.22 * 30 / 279),
    "3SFCA": (0.134235, 0.170971, 0.047645),
    "balanced": (0.119055, 0.145581, 0.018237),
}


def access(measure: str) -> np.ndarray:
    found = floating_catchment(demand=PEOPLE, supply=SEATS, travel=WAY, **MEASURES[measure])  # type: ignore[arg-type]
    return found.access[:, 0, 0]


@pytest.mark.parametrize("measure", BY_HAND)
def test_access_is_what_the_hand_finds(measure: str) -> None:
    np.testing.assert_allclose(access(measure), BY_HAND[measure], atol=1e-6)


def test_the_documentation_shows_these_numbers() -> None:
    """Rows of the docs page such as `| E2SFCA | .1398 | .1742 | .0237 |`."""
    text = DOCS.read_text(encoding="utf-8")
    for measure in MEASURES:
        cells = [f"{value:.4f}".removeprefix("0") for value in access(measure)]
        assert f"| {measure} | {' | '.join(cells)} |" in text


def test_fifty_seats_are_given_out_to_three_hundred_and_fifty_young_people() -> None:
    for measure in ("2SFCA", "E2SFCA", "Gaussian", "3SFCA"):
        assert PEOPLE.people[:, 0] @ access(measure) == pytest.approx(50)


def test_what_goes_with_it() -> None:
    found = floating_catchment(demand=PEOPLE, supply=SEATS, travel=WAY)
    np.testing.assert_allclose(found.crowding[:, 0], [20 / 300, 30 / 279])
    np.testing.assert_allclose(found.reached_people, [300, 350])
    np.testing.assert_allclose(found.reachable_seats[:, 0, 0], [50, 50, 30])
    np.testing.assert_allclose(found.nearest_minutes[:, 0], [2, 6, 24], rtol=1e-6)
    assert found.in_reach.all()


def test_without_the_museum_the_south_reaches_nothing() -> None:
    base = Catchment.prepare(demand=PEOPLE, supply=SEATS, travel=WAY)
    after = base.with_changes(drop=["site 1"])
    np.testing.assert_allclose(after.access[:, 0, 0], [20 / 300, 20 / 300, 0])
    assert after.in_reach[:, 0].tolist() == [True, True, False]
    assert after.nearest_minutes[2, 0] == np.inf


def test_a_site_in_the_south_serves_the_south_alone() -> None:
    """Ten seats at 45 km, five minutes from 50 young people, 37 from the next."""
    base = Catchment.prepare(demand=PEOPLE, supply=SEATS, travel=WAY)
    new = Supply(np.array(["new"]), np.array([45 / 111.19508]), np.zeros(1), np.array([10.0]))
    after = base.with_changes(add=new)
    np.testing.assert_allclose(after.access[:, 0, 0] - base.result.access[:, 0, 0], [0, 0, 0.2], atol=1e-12)


def test_the_carless_compete_for_the_same_seats_but_reach_fewer() -> None:
    """Of 200 in the middle, 50 have no car: 8 minutes by car is 24 on foot here, beyond a limit of 20."""
    two_ways = Demand(
        PEOPLE.ids, PEOPLE.latitude, PEOPLE.longitude, np.array([[100.0, 0], [150, 50], [50, 0]])
    )
    on_foot = minutes(20)
    slower = type(on_foot)(minutes_limit=20.0, speed_kmh=20.0, detour=1.0)
    found = floating_catchment(demand=two_ways, supply=SEATS, travel=[minutes(30), slower], decay=binary())
    # The museum is shared by 300 with a car; the library, 18 minutes on foot from the middle, by 300 in all.
    np.testing.assert_allclose(found.access[1, :, 0], [20 / 300 + 30 / 300, 20 / 300])
    np.testing.assert_allclose(found.mean[1, 0], 20 / 300 + 30 / 300 * 0.75)


def test_agents_settle_where_the_longer_way_makes_up_for_the_shorter_queue() -> None:
    """Of 100, x go to ten seats at the door, others 6 minutes: x / 50 = (100 - x) / 50 + 6 / 60."""
    found = raam(demand=demand(100), supply=supply(10, 10, km=(0, 6)), travel=WAY)
    np.testing.assert_allclose(found.people_at_sites[:, 0], [52.5, 47.5], atol=1.0)
    assert found.cost[0, 0, 0] == pytest.approx(1.05, abs=0.02)
    assert found.rho == (5.0,)
