"""What is refused at the door, and how it is said."""

import numpy as np
import pytest
from tests.unit.methods.access.regions import demand, minutes, supply

from trellis.methods.access import (
    Catchment,
    Demand,
    InvalidInput,
    MissingMinutes,
    Supply,
    Travel,
    TravelMatrix,
    UnknownId,
    floating_catchment,
    raam,
    steps,
    travel_matrix,
)

ZERO = np.zeros(2)


def test_an_id_that_is_there_twice_is_refused_by_name() -> None:
    with pytest.raises(InvalidInput, match="row 1: 'a' is there twice"):
        Demand(np.array(["a", "a"]), ZERO, ZERO, ZERO)


@pytest.mark.parametrize(
    ("latitude", "longitude", "message"),
    [
        ([0.0, -95.9], [0.0, 36.1], "latitude, row 1: -95.9 is not from -90 to 90"),
        ([0.0, 1.0], [0.0, np.nan], "longitude, row 1: nan is not from"),
        ([0.0], [0.0, 1.0], r"latitude: has shape \(1,\)"),
    ],
)
def test_a_position_off_the_globe_is_refused(
    latitude: list[float], longitude: list[float], message: str
) -> None:
    with pytest.raises(InvalidInput, match=message):
        Supply(np.arange(2), np.array(latitude), np.array(longitude), ZERO)


def test_text_among_numbers_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"demand, column latitude: .*'north'"):
        Demand(np.arange(2), np.array(["north", "south"]), ZERO, ZERO)  # type: ignore[arg-type]


@pytest.mark.parametrize("seats", [[1.0, -1.0], [1.0, np.nan], [1.0, np.inf]])
def test_seats_that_are_not_a_count_are_refused(seats: list[float]) -> None:
    with pytest.raises(InvalidInput, match="seats, row 1"):
        Supply(np.arange(2), ZERO, ZERO, np.array(seats))


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes_limit": -1.0, "speed_kmh": 5.0},
        {"minutes_limit": 30.0},
        {"minutes_limit": 30.0, "speed_kmh": 0.0},
        {"minutes_limit": 30.0, "speed_kmh": 5.0, "detour": 0.0},
        {"minutes_limit": 1e6, "speed_kmh": 60.0},
    ],
)
def test_travel_that_cannot_be_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(InvalidInput):
        Travel(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [(), ((20, 1), (10, 0.5)), ((10, 0.5), (20, 1)), ((10, -1),), ((0, 1),)])
def test_steps_that_do_not_go_down_with_distance_are_refused(wrong: tuple[tuple[float, float], ...]) -> None:
    with pytest.raises(InvalidInput):
        steps(wrong)


def test_there_has_to_be_a_way_for_each_class() -> None:
    with pytest.raises(InvalidInput, match="2 ways of getting about for 1 class"):
        floating_catchment(demand=demand(1), supply=supply(1), travel=[minutes(1), minutes(2)])


def test_a_selection_that_is_not_one_is_refused() -> None:
    with pytest.raises(InvalidInput, match="is none of them"):
        floating_catchment(demand=demand(1), supply=supply(1), travel=[minutes(1)], selection="best")  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [{"tau": 0.0}, {"rho": -1.0}])
def test_agents_need_costs_above_zero(wrong: dict[str, float]) -> None:
    with pytest.raises(InvalidInput):
        raam(demand=demand(1), supply=supply(1), travel=[minutes(1)], **wrong)  # type: ignore[arg-type]


def test_a_matrix_names_the_ids_it_does_not_know() -> None:
    with pytest.raises(UnknownId, match="to_id: 1 ids are not among the sites: 'z'"):
        travel_matrix(np.array(["a"]), np.array(["s"]), np.array(["a"]), np.array(["z"]), np.array([1.0]))


@pytest.mark.parametrize(
    ("place", "site", "cost", "message"),
    [
        ([0, 0], [0, 0], [1.0, 2.0], "row 1: place 0 and site 0 are there twice"),
        ([0], [0], [-1.0], "row 0: -1.0 is not a number of minutes"),
        ([0], [5], [1.0], "site indices have to be from 0 to 1"),
        ([0.5], [0], [1.0], "place indices have to be whole numbers"),
        ([0, 1], [0], [1.0], "2 places, 1 sites and 1 minutes"),
    ],
)
def test_a_matrix_that_cannot_be_is_refused(
    place: list[int], site: list[int], cost: list[float], message: str
) -> None:
    with pytest.raises(InvalidInput, match=message):
        TravelMatrix.from_pairs(
            place_index=np.array(place),
            site_index=np.array(site),
            minutes=np.array(cost),
            n_places=2,
            n_sites=2,
        )


def matrix(minutes: list[float], *, n_sites: int) -> TravelMatrix:
    """From one place to sites in a row."""
    size = len(minutes)
    return TravelMatrix.from_pairs(
        place_index=np.zeros(size, int),
        site_index=np.arange(size),
        minutes=np.array(minutes),
        n_places=1,
        n_sites=n_sites,
    )


def test_a_matrix_of_another_size_is_refused() -> None:
    with pytest.raises(InvalidInput, match="for 1 places and 3 sites; there are 1 and 2"):
        floating_catchment(
            demand=demand(1), supply=supply(1, 1), travel=[Travel(9.0, matrix=matrix([1.0], n_sites=3))]
        )


def test_minutes_unknown_to_the_router_mean_no_way() -> None:
    found = floating_catchment(
        demand=demand(10),
        supply=supply(1, 1),
        travel=[Travel(9.0, matrix=matrix([5.0, np.nan], n_sites=2))],
    )
    assert found.used.tolist() == [True, False]
    assert found.access[0, 0, 0] == pytest.approx(0.1)


@pytest.fixture
def base() -> Catchment:
    return Catchment.prepare(demand=demand(10, 10), supply=supply(1, 2), travel=[minutes(5)])


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"drop": ["site 9"]}, UnknownId, "no site has the id 'site 9'"),
        ({"seats": {"site 0": -1}}, InvalidInput, "seats of site 'site 0'"),
        ({"seats": {"site 0": [1, 2]}}, InvalidInput, "is not 1 counts"),
        ({"seats": {"site 0": "many"}}, InvalidInput, "'many' is not 1 counts"),
        ({"added_travel": [None, None]}, InvalidInput, "2 matrices for 1 class"),
        ({"drop": ["site 0"], "seats": {"site 0": 1}}, InvalidInput, "dropped and given seats"),
        ({"add": supply(4)}, InvalidInput, "'site 0' has the id of one that is there"),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    base: Catchment, change: dict[str, object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        base.with_changes(**change)  # type: ignore[arg-type]


def new_site() -> Supply:
    return Supply(np.array(["new"]), np.zeros(1), np.zeros(1), np.array([3.0]))


def test_a_new_site_needs_its_minutes_where_travel_is_by_a_matrix() -> None:
    by_matrix = Catchment.prepare(
        demand=demand(10), supply=supply(1), travel=[Travel(9.0, matrix=matrix([5.0], n_sites=1))]
    )
    with pytest.raises(MissingMinutes, match="added_travel"):
        by_matrix.with_changes(add=new_site())
    after = by_matrix.with_changes(add=new_site(), added_travel=[matrix([2.0], n_sites=1)])
    assert after.access[0, 0, 0] == pytest.approx(0.4)
    assert after.nearest_minutes[0, 0] == 2.0
