"""What goes into a network, what is refused by name, and what stays the same."""

import subprocess
import sys

import pytest
from tests.unit.methods.ties.networks import as_sets, written

from trellis.methods.ties import InvalidInput, Network, UnknownId

IDS, SECTORS = ["a", "b", "c"], ["one", "two", "two"]


def test_importing_compiles_nothing() -> None:
    code = "import sys, trellis.methods.ties; sys.exit(bool({'numba', 'igraph', 'scipy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_ties_are_kept_with_their_direction_and_strength() -> None:
    network = Network.of(IDS, SECTORS, [("b", "a", 4), ("a", "b"), ("c", "b", 2)])
    assert (network.n, network.ties) == (3, 3)
    assert list(zip(network.source.tolist(), network.target.tolist(), network.strength, strict=True)) == [
        (0, 1, 0.0),
        (1, 0, 4.0),
        (2, 1, 2.0),
    ]
    assert network.sectors == ("one", "two")
    assert network.sector.tolist() == [0, 1, 1]


def test_a_tie_to_oneself_is_refused_by_name() -> None:
    with pytest.raises(InvalidInput, match=r"'b' is tied to itself \(and 1 more\)"):
        Network.of(IDS, SECTORS, [("b", "b"), ("c", "c")])


def test_a_repeated_tie_is_refused_by_name() -> None:
    with pytest.raises(InvalidInput, match="from 'a' to 'b' is there twice"):
        Network.of(IDS, SECTORS, [("a", "b"), ("b", "a"), ("a", "b")])


def test_an_organization_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(UnknownId, match="from 'a' to 'z' names an organization that is not in the network"):
        Network.of(IDS, SECTORS, [("a", "z")])


def test_they_are_left_out_and_listed_where_that_is_asked_for() -> None:
    ties = [("a", "b", 1), ("a", "b", 3), ("c", "c"), ("c", "z"), ("b", "c")]
    network = Network.of(IDS, SECTORS, ties, strict=False)
    assert network.dropped.duplicates == (("a", "b"),)
    assert network.dropped.self_loops == (("c", "c"),)
    assert network.dropped.unknown == (("c", "z"),)
    assert len(network.dropped) == 3
    assert network.strength.tolist() == [3.0, 0.0]  # the stronger of the two stays


def test_an_id_that_is_there_twice_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"'a' is there twice \(rows 0 and 1\)"):
        Network.of(["a", "a"], ["one", "one"], [])


def test_every_organization_needs_a_sector() -> None:
    with pytest.raises(InvalidInput, match="3 organizations and 1 sectors"):
        Network.of(IDS, ["one"], [])
    with pytest.raises(InvalidInput, match="'b' has no sector"):
        Network.of(IDS, ["one", "", "two"], [])


@pytest.mark.parametrize("strength", [-1.0, float("nan"), float("inf")])
def test_a_strength_that_is_none_is_refused(strength: float) -> None:
    with pytest.raises(InvalidInput, match="from 'a' to 'b' has strength"):
        Network.of(IDS, SECTORS, [("a", "b", strength)])


def test_pairs_count_a_tie_once_whoever_named_it() -> None:
    low, high = written("b>a a-c", one="abc").pairs()
    assert list(zip(low.tolist(), high.tolist(), strict=True)) == [(0, 1), (0, 2)]


def test_undirected_has_every_tie_both_ways_the_stronger_of_the_two() -> None:
    both = Network.of(IDS, SECTORS, [("a", "b", 1), ("b", "a", 3), ("b", "c", 2)]).undirected()
    assert as_sets(both)[0] == {("a", "b"), ("b", "a"), ("b", "c"), ("c", "b")}
    assert both.strength.tolist() == [3.0, 3.0, 2.0, 2.0]


def test_confirmed_keeps_ties_that_both_named() -> None:
    assert as_sets(written("a-b b>c", one="abc").undirected(confirmed=True))[0] == {("a", "b"), ("b", "a")}


def test_at_least_keeps_ties_of_that_frequency() -> None:
    monthly = Network.of(IDS, SECTORS, [("a", "b", 3), ("b", "c", 2), ("c", "a")]).at_least(3)
    assert as_sets(monthly)[0] == {("a", "b")}
    assert monthly.n == 3


def test_without_takes_organizations_and_emptied_sectors_out() -> None:
    rest = written("a>b b>c c>a", one="a", two="bc").without(["a"])
    assert as_sets(rest) == ({("b", "c")}, {"b": "two", "c": "two"})
    assert rest.sectors == ("two",)
    with pytest.raises(UnknownId, match="'z' is not in the network"):
        rest.without(["z"])


def test_merged_organizations_keep_the_ties_of_both() -> None:
    network = Network.of(
        ["a", "b", "c"], ["one", "two", "two"], [("a", "b", 4), ("a", "c", 1), ("b", "c", 3)]
    )
    merged = network.merged({"b": "a"})
    assert as_sets(merged) == ({("a", "c")}, {"a": "one", "c": "two"})
    assert merged.strength.tolist() == [3.0]
    assert len(merged.dropped) == 0


def test_an_organization_can_be_merged_into_a_new_one() -> None:
    merged = written("a>b c>a", one="a", two="bc").merged({"a": "new", "b": "new"})
    assert as_sets(merged) == ({("c", "new")}, {"new": "one", "c": "two"})


def test_tied_says_which_pairs_have_met() -> None:
    network = written("a>b", one="abc")
    assert network.tied([("b", "a"), ("a", "c"), ("a", "z")]).tolist() == [True, False, False]
