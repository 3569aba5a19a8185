"""What holds for every region, whatever its numbers (METHODS section 2); the naive method is the oracle."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.naive_access import minutes_between, naive_access, naive_raam

from trellis.methods.access import (
    Access,
    Catchment,
    Decay,
    Demand,
    Supply,
    Travel,
    TravelMatrix,
    binary,
    floating_catchment,
    gaussian,
    raam,
    steps,
    thirds,
)

pytestmark = pytest.mark.slow

# Sums of a few reals in another order; near its limit a Gaussian weight is a difference of near equals.
RELATIVE, ABSOLUTE = 1e-9, 1e-12
MINUTES = 1e-9  # of two points close together, by two formulas: under a micrometer
COLUMNS = ("access", "reachable_seats", "nearest_minutes", "crowding", "reached_people")

unhurried = settings(deadline=None)  # the first example also loads the compiled loops

decays = st.sampled_from(
    [binary(), steps(), thirds(45), gaussian(), steps(((5, 1.0), (12, 0.5), (25, 0.2), (60, 0.1)))]
)
counts = st.one_of(st.just(0.0), st.integers(0, 500).map(float), st.floats(0.01, 400.0))
# Around a town, over the antimeridian, and over the pole.
corners = st.sampled_from([(36.1, -96.0, 0.3, 0.4), (-16.9, 179.9, 0.3, 0.4), (89.9, 10.0, 0.1, 180.0)])


@st.composite
def regions(
    draw: st.DrawFn, *, classes: int | None = None, kinds: int | None = None
) -> tuple[Demand, Supply]:
    """Up to eight places and eight sites, some of them at the same point."""
    latitude, longitude, tall, wide = draw(corners)
    share = st.one_of(st.sampled_from([-1.0, 0.0, 1.0]), st.floats(-1.0, 1.0, width=32))

    def table(columns: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        size = draw(st.integers(1, 8))
        shares = np.array(draw(st.lists(st.tuples(share, share), min_size=size, max_size=size)))
        amounts = draw(
            st.lists(st.lists(counts, min_size=columns, max_size=columns), min_size=size, max_size=size)
        )
        return (
            np.arange(size),
            np.clip(latitude + tall * shares[:, 0], -90.0, 90.0),
            longitude + wide * shares[:, 1],
            np.array(amounts),
        )

    return (
        Demand(*table(classes or draw(st.integers(1, 2)))),
        Supply(*table(kinds or draw(st.integers(1, 2)))),
    )


@st.composite
def ways(draw: st.DrawFn, demand: Demand, supply: Supply) -> list[Travel]:
    """A way of getting about for each class, by distance or by a matrix with gaps."""
    found = []
    for _ in range(demand.people.shape[1]):
        way = Travel(draw(st.sampled_from([0.0, 15.0, 30.0, 45.0])), draw(st.sampled_from([4.8, 15.0, 40.0])))
        if draw(st.booleans()):
            minutes = np.rint(minutes_between(demand, supply, way))
            place, site = np.nonzero(minutes <= 60)
            way = Travel(
                way.minutes_limit,
                matrix=TravelMatrix.from_pairs(
                    place_index=place,
                    site_index=site,
                    minutes=minutes[place, site],
                    n_places=demand.ids.size,
                    n_sites=supply.ids.size,
                ),
            )
        found.append(way)
    return found


def assert_same(found: Access, expected: object) -> None:
    for column in COLUMNS:
        absolute = MINUTES if column == "nearest_minutes" else ABSOLUTE
        np.testing.assert_allclose(
            getattr(found, column), getattr(expected, column), rtol=RELATIVE, atol=absolute, err_msg=column
        )


@unhurried
@given(st.data(), regions(), decays, st.sampled_from(["none", "3sfca", "balanced"]))
def test_the_fast_method_gives_what_the_naive_one_gives(
    data: st.DataObject, region: tuple[Demand, Supply], decay: Decay, selection: str
) -> None:
    demand, supply = region
    travel = data.draw(ways(demand, supply))
    found = floating_catchment(demand=demand, supply=supply, travel=travel, decay=decay, selection=selection)
    expected = naive_access(demand, supply, travel, decay, selection)
    assert_same(found, expected)
    np.testing.assert_array_equal(found.in_reach, np.isfinite(expected.nearest_minutes))


@unhurried
@given(st.data(), regions(), decays)
def test_seats_given_out_are_the_seats_of_sites_with_anyone_in_reach(
    data: st.DataObject, region: tuple[Demand, Supply], decay: Decay
) -> None:
    demand, supply = region
    found = floating_catchment(
        demand=demand, supply=supply, travel=data.draw(ways(demand, supply)), decay=decay
    )
    given_out = np.einsum("nc,nck->k", demand.people, found.access)
    np.testing.assert_allclose(given_out, supply.seats[found.used].sum(axis=0), rtol=RELATIVE, atol=1e-9)


@unhurried
@given(st.data(), regions(), decays)
def test_balanced_service_is_what_the_sites_offer_shared_out(
    data: st.DataObject, region: tuple[Demand, Supply], decay: Decay
) -> None:
    demand, supply = region
    found = floating_catchment(
        demand=demand,
        supply=supply,
        travel=data.draw(ways(demand, supply)),
        decay=decay,
        selection="balanced",
    )
    received = np.einsum("nc,nck->k", demand.people > 0, found.access)
    np.testing.assert_allclose(received, found.crowding.sum(axis=0), rtol=RELATIVE, atol=1e-9)


@unhurried
@given(st.data(), regions(), decays, st.sampled_from(["none", "3sfca", "balanced"]))
def test_twice_the_seats_is_twice_the_access_and_twice_the_people_half_of_it(
    data: st.DataObject, region: tuple[Demand, Supply], decay: Decay, selection: str
) -> None:
    demand, supply = region
    travel = data.draw(ways(demand, supply))

    def access(demand: Demand, supply: Supply) -> np.ndarray:
        return floating_catchment(
            demand=demand, supply=supply, travel=travel, decay=decay, selection=selection
        ).access

    base = access(demand, supply)
    doubled = access(demand, replace(supply, seats=supply.seats * 2))
    halved = access(replace(demand, people=demand.people * 2), supply)
    np.testing.assert_allclose(doubled, base * 2, rtol=RELATIVE)
    np.testing.assert_allclose(halved, base / 2, rtol=RELATIVE)


@unhurried
@given(regions(classes=1), decays, st.randoms(use_true_random=False))
def test_order_changes_nothing(region: tuple[Demand, Supply], decay: Decay, random: object) -> None:
    demand, supply = region
    travel = [Travel(30.0, 40.0)]
    rng = np.random.default_rng(random.randrange(2**32))  # type: ignore[attr-defined]
    i, j = rng.permutation(demand.ids.size), rng.permutation(supply.ids.size)
    base = floating_catchment(demand=demand, supply=supply, travel=travel, decay=decay)
    turned = floating_catchment(
        demand=Demand(demand.ids[i], demand.latitude[i], demand.longitude[i], demand.people[i]),
        supply=Supply(supply.ids[j], supply.latitude[j], supply.longitude[j], supply.seats[j]),
        travel=travel,
        decay=decay,
    )
    np.testing.assert_allclose(turned.access, base.access[i], rtol=RELATIVE, atol=ABSOLUTE)
    np.testing.assert_allclose(turned.crowding, base.crowding[j], rtol=RELATIVE, atol=ABSOLUTE)


@unhurried
@given(regions(classes=1), decays, st.floats(0.1, 0.9))
def test_a_site_split_in_two_at_the_same_point_changes_no_place(
    region: tuple[Demand, Supply], decay: Decay, share: float
) -> None:
    demand, supply = region
    travel = [Travel(30.0, 40.0)]
    split = Supply(
        np.append(supply.ids, -1),
        np.append(supply.latitude, supply.latitude[0]),
        np.append(supply.longitude, supply.longitude[0]),
        np.vstack([supply.seats, supply.seats[:1] * (1 - share)]),
    )
    split.seats[0] *= share
    base = floating_catchment(demand=demand, supply=supply, travel=travel, decay=decay)
    found = floating_catchment(demand=demand, supply=split, travel=travel, decay=decay)
    np.testing.assert_allclose(found.access, base.access, rtol=RELATIVE, atol=ABSOLUTE)


@unhurried
@given(regions(classes=1), decays, st.sampled_from(["none", "3sfca", "balanced"]))
def test_a_site_beyond_every_limit_changes_no_place(
    region: tuple[Demand, Supply], decay: Decay, selection: str
) -> None:
    demand, supply = region
    travel = [Travel(30.0, 40.0)]
    farther = Supply(
        np.append(supply.ids, -1),
        np.append(supply.latitude, -60.0),
        np.append(supply.longitude, 60.0),
        np.vstack([supply.seats, np.full((1, supply.seats.shape[1]), 100.0)]),
    )
    base = floating_catchment(demand=demand, supply=supply, travel=travel, decay=decay, selection=selection)
    found = floating_catchment(demand=demand, supply=farther, travel=travel, decay=decay, selection=selection)
    np.testing.assert_allclose(found.access, base.access, rtol=RELATIVE, atol=ABSOLUTE)
    assert not found.used[-1]


@unhurried
@given(regions(kinds=2), decays, st.sampled_from(["none", "3sfca", "balanced"]))
def test_kinds_of_seat_in_one_pass_give_what_each_gives_alone(
    region: tuple[Demand, Supply], decay: Decay, selection: str
) -> None:
    demand, supply = region
    travel = [Travel(30.0, 40.0), Travel(30.0, 15.0)][: demand.people.shape[1]]

    def access(seats: np.ndarray) -> np.ndarray:
        return floating_catchment(
            demand=demand,
            supply=replace(supply, seats=seats),
            travel=travel,
            decay=decay,
            selection=selection,
        ).access

    together = access(supply.seats)
    for kind in range(2):
        alone = access(supply.seats[:, kind : kind + 1])
        np.testing.assert_allclose(together[:, :, kind], alone[:, :, 0], rtol=RELATIVE, atol=ABSOLUTE)


@st.composite
def changes(draw: st.DrawFn, supply: Supply, sites: Supply) -> tuple[dict[str, object], Supply]:
    """What to ask for, and the sites as they are afterwards."""
    kinds = supply.seats.shape[1]
    fate = draw(
        st.lists(
            st.sampled_from(["keep", "drop", "seats"]), min_size=supply.ids.size, max_size=supply.ids.size
        )
    )
    after = supply.seats.copy()
    drop, seats = [], {}
    for row, what in enumerate(fate):
        if what == "drop":
            drop.append(row)
            after[row] = 0.0
        elif what == "seats":
            after[row] = draw(st.lists(counts, min_size=kinds, max_size=kinds))
            seats[row] = after[row]
    add = None
    if draw(st.booleans()):
        new = np.arange(sites.ids.size) + 100
        add = Supply(new, sites.latitude, sites.longitude, np.resize(sites.seats, (sites.ids.size, kinds)))
    whole = replace(supply, seats=after)
    if add is not None:
        whole = Supply(
            np.append(supply.ids, add.ids),
            np.append(supply.latitude, add.latitude),
            np.append(supply.longitude, add.longitude),
            np.vstack([after, add.seats]),
        )
    return {"add": add, "drop": drop, "seats": seats}, whole


@unhurried
@given(st.data(), regions(), regions(), decays)
def test_a_what_if_gives_what_starting_over_gives(
    data: st.DataObject, region: tuple[Demand, Supply], other: tuple[Demand, Supply], decay: Decay
) -> None:
    demand, supply = region
    asked, whole = data.draw(changes(supply, other[1]))
    limits = data.draw(st.sampled_from([(15.0, 30.0), (45.0, 10.0)]))
    travel = [Travel(limit, 40.0) for limit in limits][: demand.people.shape[1]]
    base = Catchment.prepare(demand=demand, supply=supply, travel=travel, decay=decay)
    found = base.with_changes(**asked)  # type: ignore[arg-type]
    expected = floating_catchment(demand=demand, supply=whole, travel=travel, decay=decay)
    assert_same(found, expected)
    np.testing.assert_array_equal(found.in_reach, expected.in_reach)
    np.testing.assert_array_equal(found.used, expected.used)


@unhurried
@given(st.data(), regions(classes=1, kinds=1))
def test_rational_agents_go_where_the_naive_procedure_sends_them(
    data: st.DataObject, region: tuple[Demand, Supply]
) -> None:
    """By a matrix, where both see the same numbers: by distance a tie may be broken by the last bit."""
    demand, supply = region
    demand = replace(demand, people=np.rint(demand.people))
    way = Travel(30.0, 40.0)
    minutes = minutes_between(demand, supply, way)
    place, site = np.nonzero(minutes <= 60)
    matrix = TravelMatrix.from_pairs(
        place_index=place,
        site_index=site,
        minutes=minutes[place, site],
        n_places=demand.ids.size,
        n_sites=supply.ids.size,
    )
    travel = Travel(30.0, matrix=matrix)
    found = raam(demand=demand, supply=supply, travel=[travel])
    np.testing.assert_allclose(
        found.cost[:, 0, 0], naive_raam(demand, supply, travel), rtol=RELATIVE, atol=ABSOLUTE
    )
