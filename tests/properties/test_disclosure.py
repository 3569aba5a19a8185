"""What must hold of every table from which small counts were taken."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.naive_attacker import widths

from trellis.methods.disclosure import Cells, InconsistentTable, Relation, attack, suppress


@dataclass(frozen=True)
class Table:
    """Counts with all sums over one or more dimensions, and which cells those sums are of."""

    counts: list[int]
    sums: list[tuple[int, list[int]]]

    @property
    def cells(self) -> Cells:
        return Cells.of(self.counts, [Relation(total, tuple(parts)) for total, parts in self.sums])


def with_margins(inner: np.ndarray) -> Table:
    """The table with a total added along every dimension, and the relations that this makes."""
    full = inner
    for axis in range(inner.ndim):
        full = np.concatenate([full, full.sum(axis=axis, keepdims=True)], axis=axis)
    index = np.arange(full.size).reshape(full.shape)
    sums = []
    for axis in range(full.ndim):
        lines = np.moveaxis(index, axis, -1).reshape(-1, full.shape[axis])
        sums += [(int(line[-1]), line[:-1].tolist()) for line in lines]
    return Table(full.ravel().tolist(), sums)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    shape = draw(st.lists(st.integers(2, 4), min_size=1, max_size=3))
    size = int(np.prod(shape))
    counts = draw(st.lists(st.integers(0, 60), min_size=size, max_size=size))
    return with_margins(np.array(counts).reshape(shape))


@given(tables(), st.sampled_from([3, 10]))
@settings(max_examples=150, deadline=None)
def test_an_attacker_with_linear_programs_can_not_pin_a_hidden_count(table: Table, threshold: int) -> None:
    found = suppress(table.cells, threshold=threshold)
    for cell, width in widths(table.counts, table.sums, found.shown).items():
        assert width >= threshold - 1e-6, cell


@given(tables())
@settings(max_examples=60, deadline=None)
def test_no_small_count_is_shown(table: Table) -> None:
    found = suppress(table.cells)
    assert all(count >= 10 for count, shown in zip(table.counts, found.shown, strict=True) if shown)


@given(tables())
@settings(max_examples=60, deadline=None)
def test_bounds_that_are_too_narrow_are_exact(table: Table) -> None:
    small_only = np.array(table.counts) >= 10
    found = attack(table.cells, small_only, enough=10)
    exact = widths(table.counts, table.sums, small_only)
    for cell, width in zip(found.cells, found.width, strict=True):
        if width < 10 - 1e-6:
            assert width == pytest.approx(exact[int(cell)], abs=1e-6)
        else:
            assert exact[int(cell)] >= 10 - 1e-6


@given(tables(), st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_the_seed_decides_speed_not_safety(table: Table, seed: int) -> None:
    found = suppress(table.cells, seed=seed)
    assert min(widths(table.counts, table.sums, found.shown).values(), default=np.inf) >= 10 - 1e-6


def test_sums_that_do_not_hold_are_refused() -> None:
    with pytest.raises(InconsistentTable, match="add up to 12"):
        Cells.of([20, 5, 7], [Relation(0, (1, 2))])
