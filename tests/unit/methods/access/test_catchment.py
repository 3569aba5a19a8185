"""Limits, corners of the globe, empty tables, and the same answer however many processors there are."""

import subprocess
import sys
from types import FunctionType

import numpy as np
import pytest
from tests.unit.methods.access.regions import by_car, demand, minutes, scattered, supply

from trellis.methods.access import (
    Demand,
    Supply,
    Travel,
    TravelMatrix,
    binary,
    floating_catchment,
    gaussian,
    pairs_within,
    parallel,
    raam,
    steps,
    thirds,
)
from trellis.methods.access.compiling import compiled


def test_importing_the_package_imports_no_compiler() -> None:
    ask = "import sys, trellis.methods.access; print('numba' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


def test_a_loop_that_can_be_kept_nowhere_is_compiled_all_the_same() -> None:
    """Code that is in no file has no place to be kept, as code where nothing may be written."""

    def twice(number: float) -> float:
        return 2.0 * number

    homeless = FunctionType(twice.__code__.replace(co_filename="<nowhere>"), {})
    assert compiled(homeless)(1.5) == 3.0


@pytest.mark.parametrize(("limit", "reached"), [(10.0, True), (9.999, False)])
def test_the_limit_is_inclusive(limit: float, reached: bool) -> None:
    """Ten kilometers of meridian by two different formulas differ in the last digits."""
    km = 10.0 / 111.19508023353292
    sites = Supply(np.array(["s"]), np.array([km]), np.zeros(1), np.array([5.0]))
    found = floating_catchment(demand=demand(10), supply=sites, travel=[minutes(limit)], decay=binary())
    assert found.in_reach[0, 0] == reached
    assert found.access[0, 0, 0] == (0.5 if reached else 0.0)


def test_a_step_is_inclusive() -> None:
    km = 10.0 / 111.19508023353292
    sites = Supply(np.array(["s"]), np.array([km]), np.zeros(1), np.array([5.0]))
    found = floating_catchment(
        demand=demand(10), supply=sites, travel=[minutes(30)], decay=steps(((10, 0.5), (30, 0.1)))
    )
    assert found.crowding[0, 0] == pytest.approx(1.0)


@pytest.mark.parametrize("selection", ["none", "3sfca", "balanced"])
@pytest.mark.parametrize("how", ["distance", "matrix"])
def test_a_gaussian_gives_nothing_at_the_limit_whatever_the_rounding(selection: str, how: str) -> None:
    """Else a site that only those at its limit reach would give them its seats, or not, by the last bit."""
    places = demand(*[10.0] * 20, km=tuple(np.arange(20) * 1.7))
    sites = supply(*[5.0] * 20, km=tuple(np.arange(20) * 1.7 + 3_000.0))
    way = minutes(3_000.0)
    if how == "matrix":
        rows = np.arange(20)
        matrix = TravelMatrix.from_pairs(
            place_index=rows, site_index=rows, minutes=np.full(20, 3_000.0), n_places=20, n_sites=20
        )
        way = Travel(3_000.0, matrix=matrix)
    for row in range(20):
        only = np.arange(20) == row
        found = floating_catchment(
            demand=Demand(places.ids, places.latitude, places.longitude, places.people * only[:, None]),
            supply=Supply(sites.ids, sites.latitude, sites.longitude, sites.seats * only[:, None]),
            travel=[way],
            decay=gaussian(),
            selection=selection,  # type: ignore[arg-type]
        )
        assert found.in_reach[row, 0]
        assert found.access[row, 0, 0] == 0.0
        assert not found.used[row]


def test_a_limit_of_zero_reaches_the_same_point_alone() -> None:
    found = floating_catchment(
        demand=demand(10, 10, km=(0, 0.01)), supply=supply(5), travel=[minutes(0)], decay=gaussian()
    )
    assert found.access[:, 0, 0].tolist() == [0.5, 0.0]


def test_steps_are_cut_by_the_limit_of_travel() -> None:
    found = floating_catchment(demand=demand(10, 10, km=(0, 18)), supply=supply(5), travel=[minutes(15)])
    assert found.access[:, 0, 0].tolist() == [0.5, 0.0]


def test_thirds_stretch_the_default_over_another_limit() -> None:
    assert thirds(60).edges == (20.0, 40.0, 60.0)
    assert thirds(30) == steps()


def test_a_neighbor_across_the_antimeridian_is_a_neighbor() -> None:
    places = Demand(np.array(["p"]), np.array([-16.8]), np.array([179.95]), np.array([10.0]))
    sites = Supply(np.array(["s"]), np.array([-16.8]), np.array([-179.95]), np.array([5.0]))
    found = floating_catchment(demand=places, supply=sites, travel=[minutes(11)])
    assert found.nearest_minutes[0, 0] == pytest.approx(10.64, abs=0.01)


def test_a_neighbor_across_the_pole_is_a_neighbor() -> None:
    places = Demand(np.array(["p"]), np.array([89.97]), np.array([10.0]), np.array([10.0]))
    sites = Supply(np.array(["s"]), np.array([89.97]), np.array([-170.0]), np.array([5.0]))
    found = floating_catchment(demand=places, supply=sites, travel=[minutes(7)])
    assert found.nearest_minutes[0, 0] == pytest.approx(0.06 * 111.19508, rel=1e-6)


def test_longitudes_may_be_counted_eastward_from_zero() -> None:
    here = Demand(np.array(["p"]), np.array([36.1]), np.array([-96.0]), np.array([10.0]))
    same = Supply(np.array(["s"]), np.array([36.1]), np.array([264.0]), np.array([5.0]))
    found = floating_catchment(demand=here, supply=same, travel=[by_car(5)])
    assert found.nearest_minutes[0, 0] == pytest.approx(0.0, abs=1e-6)


def test_a_full_site_is_no_seat_in_reach() -> None:
    found = floating_catchment(demand=demand(10), supply=supply(0, 5, km=(0, 4)), travel=[minutes(5)])
    assert found.nearest_minutes[0, 0] == pytest.approx(4.0, rel=1e-6)
    full = floating_catchment(demand=demand(10), supply=supply(0), travel=[minutes(5)])
    assert not full.in_reach.any()
    assert full.used.all()


def test_a_place_where_nobody_lives_still_has_access() -> None:
    found = floating_catchment(demand=demand(0, 10), supply=supply(5), travel=[minutes(5)])
    assert found.access[:, 0, 0].tolist() == [0.5, 0.5]


def test_where_nobody_lives_classes_count_as_everywhere() -> None:
    places = Demand(np.arange(2), np.zeros(2), np.zeros(2), np.array([[30.0, 10.0], [0.0, 0.0]]))
    found = floating_catchment(
        demand=places, supply=supply(8, km=(3,)), travel=[minutes(5), minutes(1)], decay=binary()
    )
    np.testing.assert_allclose(found.access[1, :, 0], [8 / 30, 0])
    np.testing.assert_allclose(found.mean[1], [8 / 30 * 0.75])


@pytest.mark.parametrize("selection", ["none", "3sfca", "balanced"])
def test_without_sites_nobody_reaches_anything(selection: str) -> None:
    nothing = Supply(np.zeros(0, int), np.zeros(0), np.zeros(0), np.zeros((0, 2)))
    found = floating_catchment(
        demand=demand(10, 5),
        supply=nothing,
        travel=[minutes(5)],
        selection=selection,  # type: ignore[arg-type]
    )
    assert found.access.shape == (2, 1, 2)
    assert not found.access.any()
    assert not found.in_reach.any()
    assert np.isnan(raam(demand=demand(10, 5), supply=nothing, travel=[minutes(5)]).cost).all()


def test_without_places_nobody_uses_a_site() -> None:
    nowhere = Demand(np.zeros(0, int), np.zeros(0), np.zeros(0), np.zeros((0, 1)))
    found = floating_catchment(demand=nowhere, supply=supply(5), travel=[minutes(5)])
    assert found.access.shape == (0, 1, 1)
    assert not found.used.any()


def test_agents_out_of_reach_have_no_cost() -> None:
    found = raam(demand=demand(10, 10, km=(0, 90)), supply=supply(5), travel=[minutes(30)])
    assert found.cost[0, 0, 0] == pytest.approx(0.5)  # ten people for five seats, where 20 would cost 1
    assert np.isnan(found.cost[1, 0, 0])


def test_agents_can_be_at_more_sites_than_there_was_room_for_at_first() -> None:
    found = raam(demand=demand(100_000), supply=supply(*[10.0] * 40), travel=[minutes(30)])
    assert (found.people_at_sites > 0).all()
    assert found.people_at_sites.sum() == 100_000


@pytest.mark.parametrize("decay", [steps(), gaussian()])
def test_the_answer_is_the_same_on_one_processor_and_on_two(
    monkeypatch: pytest.MonkeyPatch, decay: object
) -> None:
    places, sites = scattered(np.random.default_rng(3), 2_000, 3_000)
    question = {"demand": places, "supply": sites, "travel": [by_car(30)], "decay": decay}
    monkeypatch.setattr(parallel, "_threads", lambda: 2)
    two = floating_catchment(**question)  # type: ignore[arg-type]
    monkeypatch.setattr(parallel, "_threads", lambda: 1)
    one = floating_catchment(**question)  # type: ignore[arg-type]
    np.testing.assert_array_equal(one.access, two.access)
    np.testing.assert_array_equal(one.crowding, two.crowding)


def test_pairs_are_sorted_and_within_the_limit() -> None:
    start, site, cost = pairs_within(demand(1, 1, km=(0, 8.5)), supply(1, 1, 1, km=(3, 1, 12)), minutes(5))
    assert start.tolist() == [0, 2, 3]
    assert site.tolist() == [0, 1, 2]
    np.testing.assert_allclose(cost, [3, 1, 3.5], rtol=1e-6)
