"""A school's algebra class by hand: docs/methods/disclosure.md shows the same numbers."""

import numpy as np

from trellis.methods.disclosure import Cells, Relation, Status, attack, suppress

GIRLS, BOYS, ALL = 0, 1, 2


def test_one_small_group_takes_a_second_one_with_it() -> None:
    # 4 of 46 pupils are girls. Were the boys shown, 46 - 42 would say how many girls there are.
    found = suppress(Cells.of([4, 42, 46], [Relation(ALL, (GIRLS, BOYS))]))
    assert found.status.tolist() == [Status.SMALL, Status.COMPLEMENT, Status.SHOWN]


def test_what_a_reader_can_still_say_is_anything_from_none_to_all() -> None:
    cells = Cells.of([4, 42, 46], [Relation(ALL, (GIRLS, BOYS))])
    bounds = attack(cells, np.array([False, False, True]), enough=1000)
    assert bounds.low.tolist() == [0, 0]
    assert bounds.high.tolist() == [46, 46]


def test_two_small_groups_that_hold_few_need_a_third() -> None:
    # 2 + 3 are hidden below a shown 40: each is known to within 5, so 15 is hidden too.
    found = suppress(Cells.of([2, 3, 15, 20, 40], [Relation(4, (0, 1, 2, 3))]))
    assert found.shown.tolist() == [False, False, False, True, True]


def test_two_small_groups_that_hold_enough_need_nobody() -> None:
    # 9 + 8 are hidden below a shown 47: each can be anything from 0 to 17.
    found = suppress(Cells.of([9, 8, 30, 47], [Relation(3, (0, 1, 2))]))
    assert found.complementary == 0


def test_a_total_over_two_schools_gives_nothing_away() -> None:
    # Girls and boys of two schools and their sums: 3 girls in the first are hidden in both directions.
    counts = [3, 40, 43, 25, 30, 55, 28, 70, 98]
    rows = [Relation(2, (0, 1)), Relation(5, (3, 4)), Relation(8, (6, 7))]
    columns = [Relation(6, (0, 3)), Relation(7, (1, 4)), Relation(8, (2, 5))]
    found = suppress(Cells.of(counts, rows + columns))
    assert found.shown.tolist() == [False, False, True, False, False, True, True, True, True]


def test_a_large_table_keeps_everything() -> None:
    found = suppress(Cells.of([120, 80, 200], [Relation(2, (0, 1))]))
    assert found.shown.all()
    assert (found.small, found.complementary) == (0, 0)
