"""Whom to introduce: who is left out, who comes first, and what is said about it."""

import numpy as np
import pytest
from tests.unit.methods.ties.networks import drawn, written

from trellis.methods.ties import InvalidInput, Network, Reason, introductions

FOUR = written("a-b c-d", one="ab", two="cd")
ALIKE = np.ones((4, 1))


def pairs(network: Network = FOUR, **options: object) -> list[tuple[str, str]]:
    found = introductions(network, **{"focus": ALIKE, **options})  # type: ignore[arg-type]
    return [(each.a, each.b) for each in found]


def test_those_who_are_tied_are_not_introduced() -> None:
    assert pairs() == [("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")]


def test_those_who_know_each_other_or_declined_are_not_introduced_whichever_way_around() -> None:
    assert pairs(already=[("c", "a")], declined=[("d", "a")]) == [("b", "c"), ("b", "d")]


def test_pairs_with_somebody_who_left_are_no_matter() -> None:
    assert len(pairs(already=[("a", "gone")], declined=[("gone", "z")])) == 4


def test_nobody_has_more_than_so_many_at_a_time() -> None:
    assert pairs(most_each=1) == [("a", "c"), ("b", "d")]
    assert pairs(most_each=1, open_now=[1, 0, 0, 0]) == [("b", "c")]
    assert pairs(most_each=0) == []


def test_no_more_are_found_than_asked_for() -> None:
    assert pairs(most=1) == [("a", "c")]
    assert pairs(most=0) == []


def test_those_without_a_reason_are_not_introduced() -> None:
    assert pairs(written("a-b c-d", one="abcd"), focus=np.eye(4)) == []


def test_a_need_met_comes_before_none_and_is_said_with_who_needs_it() -> None:
    needs, offers = np.zeros((4, 3)), np.zeros((4, 3))
    needs[1, 2] = offers[3, 2] = 1
    first, *_ = introductions(FOUR, focus=ALIKE, needs=needs, offers=offers)
    assert (first.a, first.b) == ("b", "d")
    assert first.parts["need_offer"] == 0.5
    assert Reason("need_met", 1.0, "b", columns=(2,)) in first.reasons


def test_a_first_partner_is_said() -> None:
    first, *_ = introductions(written("a-b", one="ab", two="c"), focus=np.ones((3, 1)))
    assert Reason("first_partner", 1.0, "c") in first.reasons


def test_who_knows_both_could_introduce_them_those_with_few_partners_first() -> None:
    network = written("a-x b-x a-y b-y y-z", one="abxyz")
    found = introductions(network, focus=np.ones((5, 1)))
    assert next(each for each in found if (each.a, each.b) == ("a", "b")).through == ("x", "y")


def test_parts_are_of_the_tables_given() -> None:
    [first, *_] = introductions(FOUR, focus=ALIKE)
    assert list(first.parts) == ["sector_gap", "focus", "constraint_fall"]
    [first, *_] = introductions(FOUR, focus=ALIKE, places=ALIKE, ages=ALIKE)
    assert list(first.parts) == ["sector_gap", "focus", "reach", "constraint_fall"]


def test_without_tables_sectors_that_never_meet_are_introduced() -> None:
    ids = [f"{side}{i}" for side in "ab" for i in range(6)]
    ties = [(one, other) for one in ids for other in ids if one < other and one[0] == other[0]]
    found = introductions(Network.of(ids, [each[0] for each in ids], ties), most=4)
    assert [each.reasons[0].code for each in found] == ["sector_gap"] * 4
    assert found[0].reasons[0].sectors == ("a", "b")
    assert introductions(written("a-b c-d", one="abcd")) == []


def test_nobody_can_be_introduced_in_an_empty_network() -> None:
    assert introductions(Network.of([], [], []), focus=np.zeros((0, 2))) == []


def test_many_pairs_that_are_alike_are_taken_by_id() -> None:
    network = drawn(3, n=60, ties=0, sectors=1)
    found = introductions(network, focus=np.ones((60, 1)), most=40, most_each=2)
    assert [(each.a, each.b) for each in found[:3]] == [
        ("org 0000", "org 0001"),
        ("org 0000", "org 0002"),
        ("org 0001", "org 0002"),
    ]
    assert len(found) == 40


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"focus": np.ones((3, 1))}, "focus has shape"),
        ({"places": -ALIKE}, "places, row 0"),
        ({"needs": ALIKE}, "Needs and offers go together"),
        ({"needs": ALIKE, "offers": np.ones((4, 2))}, "Needs have 1 columns, offers 2"),
        ({"open_now": [1]}, "open_now has shape"),
        ({"most_each": -1}, "neither can be below zero"),
    ],
)
def test_tables_of_another_shape_are_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        introductions(FOUR, **options)  # type: ignore[arg-type]
