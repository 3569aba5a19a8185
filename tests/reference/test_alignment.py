"""The fast method against the naive one and against networkx, on regions made up from a seed."""

import networkx as nx
import numpy as np
import pytest
from tests.reference.alignment_regions import Problem, problems, small_problem
from tests.reference.naive_alignment import naive_align

from trellis.methods.alignment import Alignment, align, prepare
from trellis.methods.alignment.floor import maximum_flow

# Both add up the same reals in another order.
RELATIVE = 1e-9
COLUMNS = (
    "openings",
    "openings_low",
    "openings_high",
    "supply_expected",
    "supply_low",
    "supply_high",
    "gap",
    "gap_low",
    "gap_high",
)


def assert_same(problem: Problem, found: Alignment, **parameters: object) -> None:
    """Every column, every flow, the floor and the bottleneck groups are those of the naive method."""
    expected = naive_align(problem.occupations, problem.programs, problem.crosswalk, **parameters)
    for column in COLUMNS:
        np.testing.assert_allclose(
            getattr(found, column),
            expected.occupations[column].to_numpy(),
            rtol=RELATIVE,
            atol=1e-9,
            err_msg=f"{problem.title}: {column}",
        )
    assert found.totals.unfilled_floor == pytest.approx(expected.floor, rel=1e-7, abs=1e-6)
    assert found.totals.completers == pytest.approx(expected.completers)
    groups = {
        (
            frozenset(problem.occupations.soc[group.occupations].tolist()),
            frozenset(problem.programs.id[group.programs].tolist()),
        )
        for group in found.bottlenecks
    }
    assert groups == expected.bottlenecks
    flows = found.flows()
    keys = list(
        zip(
            problem.programs.id[flows.program].tolist(),
            problem.occupations.soc[flows.occupation].tolist(),
            strict=True,
        )
    )
    naive_flows = expected.flows.set_index(["program", "soc"])["expected"]
    assert set(keys) == set(naive_flows.index)
    # The naive method counts unknown completers as none; a flow of the fast one says it isn't known.
    np.testing.assert_allclose(
        np.nan_to_num(flows.expected), np.nan_to_num(naive_flows.loc[keys].to_numpy()), rtol=RELATIVE
    )


@pytest.mark.parametrize("seed", range(24))
def test_small_regions_agree_with_the_naive_method(seed: int) -> None:
    problem = small_problem(seed)
    parameters = {"retention": (1.0, 0.6)[seed % 2], "split": ("proportional", "equal")[seed // 2 % 2]}
    found = align(
        occupations=problem.occupations,
        programs=problem.programs,
        crosswalk=problem.crosswalk,
        **parameters,
    )
    assert_same(problem, found, **parameters)


@pytest.mark.slow
def test_regions_of_real_size_agree_with_the_naive_method() -> None:
    for problem in problems(4, seed=20260101):
        found = align(
            occupations=problem.occupations,
            programs=problem.programs,
            crosswalk=prepare(problem.crosswalk),
        )
        assert_same(problem, found)


@pytest.mark.parametrize("seed", range(30))
def test_the_flow_is_as_large_as_networkx_finds(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n_sets, n_classes = rng.integers(1, 12, 2)
    reach = rng.random((n_sets, n_classes)) < 0.35
    graduates, openings = rng.lognormal(3, 1, n_sets), rng.lognormal(3, 1, n_classes)
    graph = nx.DiGraph()
    graph.add_nodes_from(("source", "sink"))
    for row in range(n_sets):
        graph.add_edge("source", ("set", row), capacity=graduates[row])
    for column in range(n_classes):
        graph.add_edge(("class", column), "sink", capacity=openings[column])
    for row, column in np.argwhere(reach).tolist():
        graph.add_edge(("set", row), ("class", column))

    flow = maximum_flow(reach, graduates, openings)

    assert flow.sum() == pytest.approx(nx.maximum_flow_value(graph, "source", "sink"))
    assert not flow[~reach].any()
    assert (flow.sum(axis=0) <= openings * (1 + RELATIVE)).all()
    assert (flow.sum(axis=1) <= graduates * (1 + RELATIVE)).all()
