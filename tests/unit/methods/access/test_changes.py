"""What-ifs at the edges: nothing asked, nothing there, everything gone, a place where no site was."""

import numpy as np
import pytest
from tests.unit.methods.access.regions import demand, minutes, scattered, supply

from trellis.methods.access import Catchment, Demand, Supply, Travel

NO_SITES = Supply(np.zeros(0, int), np.zeros(0), np.zeros(0), np.zeros((0, 1)))
NO_PLACES = Demand(np.zeros(0, int), np.zeros(0), np.zeros(0), np.zeros((0, 1)))


def one_site(latitude: float = 0.0) -> Supply:
    return Supply(np.array(["new"]), np.array([latitude]), np.zeros(1), np.array([4.0]))


@pytest.fixture
def base() -> Catchment:
    """Twenty young people at one point, with five seats at the door and three at four minutes."""
    return Catchment.prepare(demand=demand(10, 10), supply=supply(5, 3, 0, km=(0, 4, 1)), travel=[minutes(5)])


@pytest.mark.parametrize("nothing", [{}, {"drop": []}, {"seats": {}}, {"add": NO_SITES}])
def test_asking_for_nothing_changes_nothing(base: Catchment, nothing: dict[str, object]) -> None:
    same = base.with_changes(**nothing)  # type: ignore[arg-type]
    np.testing.assert_array_equal(same.access, base.result.access)
    np.testing.assert_array_equal(same.nearest_minutes, base.result.nearest_minutes)


def test_seats_that_are_there_already_change_nothing() -> None:
    places, sites = scattered(np.random.default_rng(5), 200, 100)
    base = Catchment.prepare(demand=places, supply=sites, travel=[Travel(30.0, 40.0)])
    same = base.with_changes(seats={3: sites.seats[3]})
    np.testing.assert_array_equal(same.access, base.result.access)


def test_the_base_stays_as_it_was(base: Catchment) -> None:
    before = base.result.access.copy(), base.result.nearest_minutes.copy()
    base.with_changes(drop=["site 0"], seats={"site 1": 9}, add=one_site())
    np.testing.assert_array_equal(base.result.access, before[0])
    np.testing.assert_array_equal(base.result.nearest_minutes, before[1])


def test_with_every_site_dropped_nobody_reaches_anything(base: Catchment) -> None:
    after = base.with_changes(drop=["site 0", "site 1"])
    assert not after.access.any()
    assert not after.in_reach.any()
    assert np.isinf(after.nearest_minutes).all()


def test_a_site_without_seats_can_get_some(base: Catchment) -> None:
    after = base.with_changes(drop=["site 0"], seats={"site 2": 2})
    np.testing.assert_allclose(after.access[:, 0, 0], [5 / 20, 5 / 20])
    np.testing.assert_allclose(after.nearest_minutes[:, 0], [1, 1], rtol=1e-9)


def test_a_first_site_can_be_added_to_a_region_without_any() -> None:
    empty = Catchment.prepare(demand=demand(10, 10), supply=NO_SITES, travel=[minutes(5)])
    after = empty.with_changes(add=one_site())
    np.testing.assert_allclose(after.access[:, 0, 0], [0.2, 0.2])
    assert after.reached_people.tolist() == [20.0]


def test_a_region_without_places_can_be_changed() -> None:
    empty = Catchment.prepare(demand=NO_PLACES, supply=supply(5), travel=[minutes(5)])
    after = empty.with_changes(drop=["site 0"], add=one_site())
    assert after.access.shape == (0, 1, 1)
    assert after.used.tolist() == [False, False]


@pytest.mark.parametrize("latitude", [90.0, -90.0, 45.0])
def test_a_site_added_where_nobody_is_changes_nobody(base: Catchment, latitude: float) -> None:
    after = base.with_changes(add=one_site(latitude))
    np.testing.assert_array_equal(after.access, base.result.access)
    assert after.used.tolist() == [True, True, True, False]


def test_two_sites_at_the_same_point_are_told_apart(base: Catchment) -> None:
    after = base.with_changes(add=one_site(), drop=["site 0"])
    np.testing.assert_allclose(after.access[:, 0, 0], [7 / 20, 7 / 20])
    assert after.nearest_minutes[:, 0].tolist() == [0.0, 0.0]
