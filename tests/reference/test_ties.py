"""Every measure of ties against igraph's or networkx's own, on random networks and on two published ones.

The published networks are those of organizations in two disaster responses (Drabek et al. 1981), by sponsor.
"""

import csv
import math
import os
from collections.abc import Callable
from pathlib import Path

import igraph
import networkx as nx
import numpy as np
import pytest
from tests.reference import naive_ties as naive
from tests.unit.methods.ties.networks import as_sets, drawn

from trellis.methods.ties import (
    Network,
    bridging_and_bonding,
    cohesion,
    external_internal,
    fragility,
    positions,
    sector_gaps,
)

PUBLIC_DATA = os.environ.get("TRELLIS_PUBLIC_DATA")
EXACT = 1e-9  # the same sums of reals in another order

Drawn = Callable[[], Network]


def published(name: str) -> Network:
    """A published network: sponsors are sectors, frequency is strength."""
    if not PUBLIC_DATA:
        pytest.skip("TRELLIS_PUBLIC_DATA names no folder of published networks")
    folder = Path(PUBLIC_DATA) / "ties"

    def table(kind: str) -> list[dict[str, str]]:
        with (folder / f"emon_{name}_{kind}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    nodes = table("nodes")
    return Network.of(
        [row["node_id"] for row in nodes],
        [row["Sponsorship"] for row in nodes],
        [(row["from"], row["to"], float(row["Frequency"])) for row in table("edges")],
    )


NETWORKS: dict[str, Drawn] = {
    "texas": lambda: published("Texas"),
    "wichita": lambda: published("Wichita"),
    "sparse, in parts": lambda: drawn(1, n=60, ties=50, sectors=5),
    "middling": lambda: drawn(2, n=80, ties=400, sectors=6),
    "dense": lambda: drawn(3, n=25, ties=450, sectors=3),
    "of one sector": lambda: drawn(4, n=20, ties=40, sectors=1),
    "tied one way only": lambda: drawn(5, n=30, ties=15, sectors=4),
}


@pytest.fixture(params=NETWORKS, ids=str)
def network(request: pytest.FixtureRequest) -> Network:
    return NETWORKS[request.param]()


def graph(network: Network) -> igraph.Graph:
    """The undirected peer, made without the package's own helpers."""
    ties = {
        tuple(sorted(pair)) for pair in zip(network.source.tolist(), network.target.tolist(), strict=True)
    }
    return igraph.Graph(n=network.n, edges=sorted(ties))


def directed(network: Network) -> igraph.Graph:
    return igraph.Graph(
        n=network.n, edges=list(zip(network.source, network.target, strict=True)), directed=True
    )


def networkx_graph(network: Network) -> nx.Graph:
    return graph(network).to_networkx()


def test_the_published_networks_are_whole() -> None:
    for name, n, ties in (("Texas", 25, 186), ("Wichita", 20, 149)):
        network = published(name)
        assert (network.n, network.ties) == (n, ties)


def test_density_and_reciprocity(network: Network) -> None:
    found = cohesion(network)
    assert found.density == pytest.approx(directed(network).density(), abs=EXACT)
    assert found.pair_density == pytest.approx(graph(network).density(), abs=EXACT)
    assert found.reciprocity == pytest.approx(directed(network).reciprocity(), abs=EXACT)
    assert found.reciprocity == pytest.approx(
        nx.overall_reciprocity(directed(network).to_networkx()), abs=EXACT
    )


def test_parts(network: Network) -> None:
    found = cohesion(network).components
    sizes = sorted((len(part) for part in nx.connected_components(networkx_graph(network))), reverse=True)
    assert list(found.sizes) == sizes
    assert found.count == len(sizes)
    assert found.largest_share == sizes[0] / network.n
    assert found.isolates == nx.number_of_isolates(networkx_graph(network))


def test_paths(network: Network) -> None:
    found = cohesion(network)
    steps = [
        length
        for source, lengths in nx.all_pairs_shortest_path_length(networkx_graph(network))
        for goal, length in lengths.items()
        if source != goal
    ]
    assert found.average_path == pytest.approx(sum(steps) / len(steps), abs=EXACT)
    assert found.diameter == max(steps)


def test_centralization_is_freemans_of_networkx_centralities(network: Network) -> None:
    """Freeman 1979: Σ (largest − centrality), over what a star has."""
    peer, n, found = networkx_graph(network), network.n, cohesion(network)

    def spread(centrality: dict[int, float]) -> float:
        return sum(max(centrality.values()) - each for each in centrality.values())

    assert found.degree_centralization == pytest.approx(
        spread(nx.degree_centrality(peer)) / (n - 2), abs=EXACT
    )
    assert found.betweenness_centralization == pytest.approx(
        spread(nx.betweenness_centrality(peer)) / (n - 1), abs=EXACT
    )
    named = directed(network).to_networkx()
    assert found.in_centralization == pytest.approx(
        spread(nx.in_degree_centrality(named)) / (n - 1), abs=EXACT
    )
    assert found.out_centralization == pytest.approx(
        spread(nx.out_degree_centrality(named)) / (n - 1), abs=EXACT
    )


def test_mixing_is_networkx_mixing_matrix(network: Network) -> None:
    peer = directed(network).to_networkx()
    nx.set_node_attributes(peer, dict(enumerate(network.sector.tolist())), "sector")
    mapping = {code: code for code in range(len(network.sectors))}
    expected = nx.attribute_mixing_matrix(peer, "sector", mapping=mapping, normalized=False)
    np.testing.assert_array_equal(cohesion(network).mixing, expected)


def test_degrees(network: Network) -> None:
    found, peer = positions(network), directed(network)
    assert found.in_degree.tolist() == peer.indegree()
    assert found.out_degree.tolist() == peer.outdegree()
    assert found.degree.tolist() == graph(network).degree()


def test_betweenness_and_closeness(network: Network) -> None:
    found, peer = positions(network), networkx_graph(network)
    between = nx.betweenness_centrality(peer)
    np.testing.assert_allclose(found.betweenness, [between[i] for i in range(network.n)], atol=EXACT)
    near = nx.harmonic_centrality(peer)
    np.testing.assert_allclose(
        found.closeness, [near[i] / (network.n - 1) for i in range(network.n)], atol=EXACT
    )


def test_constraint_is_igraphs_and_networkxs(network: Network) -> None:
    found, peer = positions(network).constraint, nx.constraint(networkx_graph(network))
    np.testing.assert_allclose(found, graph(network).constraint(), atol=EXACT)
    np.testing.assert_allclose(found, [peer[i] for i in range(network.n)], atol=EXACT)


def test_effective_size_is_networkxs_and_0_where_that_is_nothing(network: Network) -> None:
    peer = nx.effective_size(networkx_graph(network))
    expected = [0.0 if math.isnan(peer[i]) else peer[i] for i in range(network.n)]
    np.testing.assert_allclose(positions(network).effective_size, expected, atol=EXACT)


def test_k_cores(network: Network) -> None:
    peer = nx.core_number(networkx_graph(network))
    assert positions(network).k_core.tolist() == [peer[i] for i in range(network.n)]
    assert cohesion(network).k_core_max == max(peer.values())


def test_articulations_and_what_falls_apart(network: Network) -> None:
    found, peer = fragility(network), graph(network)
    assert np.flatnonzero(found.articulation).tolist() == sorted(peer.articulation_points())
    for row in range(network.n):
        parts = [len(part) for part in peer.connected_components() if row not in part]
        [mine] = [len(part) for part in peer.connected_components() if row in part]
        before = sum(math.comb(size, 2) for size in [*parts, mine - 1])
        rest = peer.copy()
        rest.delete_vertices(row)
        after = rest.connected_components().sizes()
        assert found.components_after[row] == len(after)
        assert found.lost_pairs[row] == before - sum(math.comb(size, 2) for size in after)


def test_dependence_on_several(network: Network) -> None:
    ties, sector = as_sets(network)
    leaving = [str(network.ids[row]) for row in np.argsort(-positions(network).degree)[:2]]
    found = fragility(network, depend_on=leaving).dependence
    assert found is not None
    rest = set(sector) - set(leaving)
    now = {pair for pair in naive.reachable(ties, set(sector)) if pair <= rest}
    then = naive.reachable(ties, rest)
    assert (found.pairs, found.lost_pairs) == (len(now), len(now - then))
    assert found.components_after == naive.components(ties, rest)
    alone = {one for one in rest if naive.partners(ties, one) and naive.partners(ties, one) <= set(leaving)}
    assert set(found.stranded) == alone


def test_bridging_and_bonding_are_as_defined(network: Network) -> None:
    ties, sector = as_sets(network)
    found = bridging_and_bonding(network)
    names = network.ids.tolist()
    np.testing.assert_allclose(
        found.internal, [naive.mixed_partners(ties, sector, name) for name in names], atol=EXACT
    )
    for measure, counts in (
        (found.external, [naive.joined_alone(ties, name) for name in names]),
        (found.bonding, [naive.closed_inside(ties, sector, name) for name in names]),
    ):
        expected = [part / whole if whole else math.nan for part, whole in counts]
        np.testing.assert_allclose(measure, expected, atol=EXACT)


def test_bonding_is_igraphs_clustering_within_each_sector(network: Network) -> None:
    found = bridging_and_bonding(network).bonding
    for code in range(len(network.sectors)):
        members = np.flatnonzero(network.sector == code).tolist()
        peer = graph(network).induced_subgraph(members).transitivity_local_undirected(mode="nan")
        np.testing.assert_allclose(found[members], peer, atol=EXACT)


def test_the_readings_agree_as_much_as_scipys_rank_correlation(network: Network) -> None:
    from scipy.stats import spearmanr

    found = bridging_and_bonding(network)
    known = ~np.isnan(found.internal)
    one, other = np.round(found.internal[known], 12), np.round(found.external[known], 12)
    if one.size < 2 or np.ptp(one) == 0 or np.ptp(other) == 0:
        assert math.isnan(found.agreement)
    else:
        assert found.agreement == pytest.approx(spearmanr(one, other).statistic, abs=EXACT)


def test_the_index_is_the_one_of_mixing(network: Network) -> None:
    """(E − I) / (E + I) = 1 − 2 × the share of pairs inside sectors, of networkx's mixing of pairs."""
    peer = networkx_graph(network)
    nx.set_node_attributes(peer, dict(enumerate(network.sector.tolist())), "sector")
    shares = nx.attribute_mixing_matrix(peer, "sector")
    assert external_internal(network, permutations=1).index == pytest.approx(
        1 - 2 * np.trace(shares), abs=EXACT
    )


def test_residuals_are_those_of_the_two_by_two_table(network: Network) -> None:
    """Haberman 1973: (O − E) / √(E (1 − row share) (1 − column share)), from each table's own margins."""
    found = sector_gaps(network)
    everything = network.n * (network.n - 1) // 2
    tied = graph(network).ecount()
    assert sum(pair.observed for pair in found.pairs) == tied
    assert sum(pair.possible for pair in found.pairs) == everything
    for pair in found.pairs:
        table = np.array(
            [
                [pair.observed, pair.possible - pair.observed],
                [tied - pair.observed, everything - pair.possible - tied + pair.observed],
            ]
        )
        rows, columns = table.sum(axis=1) / everything, table.sum(axis=0) / everything
        expected = everything * rows[0] * columns[0]
        spread = math.sqrt(expected * (1 - rows[0]) * (1 - columns[0]))
        assert pair.expected == pytest.approx(expected, abs=EXACT)
        if spread:
            assert pair.residual == pytest.approx((pair.observed - expected) / spread, abs=1e-7)
        else:
            assert math.isnan(pair.residual)
