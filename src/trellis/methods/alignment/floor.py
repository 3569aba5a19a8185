"""The best case: as many openings filled as any choice of graduates could, by maximum flow.

Graduates flow from programs to the focal occupations they can lead to. Programs with the same occupations are
one node, and so are occupations with the same programs: that changes neither the flow nor its cut, and leaves
a network of a few dozen nodes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trellis.methods.alignment.columns import sum_by
from trellis.methods.alignment.eligibility import Eligible
from trellis.methods.alignment.model import Flags, Floats, Integers

RELATIVE_TOLERANCE = 1e-10  # of all openings and graduates: sums of reals are not exact


@dataclass(frozen=True, slots=True)
class Network:
    """Merged programs (rows) and merged occupations (columns) with graduates and openings to match."""

    reach: Flags  # (n_sets, n_classes) which merged programs can lead to which merged occupations
    graduates: Floats  # (n_sets,)
    openings: Floats  # (n_classes,)
    occupations: Integers  # (n_used,) the focal occupations in the network, sorted
    occupation_class: Integers  # (n_used,) the class of each

    @property
    def tolerance(self) -> float:
        """What counts as nothing."""
        return RELATIVE_TOLERANCE * float(self.openings.sum() + self.graduates.sum())


def build_network(eligible: Eligible, *, openings: Floats, counted: Flags, staying: Floats) -> Network:
    """The merged network of the occupations that are `counted` (n_occupations,) and have openings."""
    used = counted & (openings > 0.0)
    occupations = np.flatnonzero(used)
    column = np.full(openings.size, -1, np.int64)
    column[occupations] = np.arange(occupations.size)
    keep = used[eligible.pair_occupation] & (staying[eligible.pair_kind] > 0.0)
    kinds, row = np.unique(eligible.pair_kind[keep], return_inverse=True)
    reach = np.zeros((kinds.size, occupations.size), dtype=np.bool_)
    reach[row, column[eligible.pair_occupation[keep]]] = True

    set_of_row, first_row = _same_rows(reach)
    reach = reach[first_row]
    class_of_column, first_column = _same_rows(reach.T)
    return Network(
        reach=reach[:, first_column],
        graduates=sum_by(set_of_row, staying[kinds], first_row.size),
        openings=sum_by(class_of_column, openings[occupations], first_column.size),
        occupations=occupations,
        occupation_class=class_of_column,
    )


def packed_rows(matrix: NDArray[np.bool_]) -> list[bytes]:
    """Each row as bytes, equal where the rows are."""
    packed = np.packbits(matrix, axis=1)
    n_rows, width = packed.shape
    whole = packed.tobytes()
    return [whole[row * width : (row + 1) * width] for row in range(n_rows)]


def _same_rows(matrix: NDArray[np.bool_]) -> tuple[Integers, Integers]:
    """For each row the number of its group of equal rows, and the first row of each group."""
    groups: dict[bytes, int] = {}
    group = np.array([groups.setdefault(row, len(groups)) for row in packed_rows(matrix)], dtype=np.int64)
    first = np.empty(len(groups), np.int64)
    first[group[::-1]] = np.arange(group.size)[::-1]
    return group, first


def maximum_flow(reach: Flags, graduates: Floats, openings: Floats) -> Floats:
    """Graduates (n_sets, n_classes) sent from each row to each column when the most openings are filled.

    Ford & Fulkerson (1956), with real capacities.
    """
    rows, columns = np.nonzero(reach)
    flow = np.zeros(reach.shape)
    if rows.size == 0:
        return flow
    from igraph import Graph  # imported here: it costs a command that needs no floor a quarter of a second

    n_sets, n_classes = reach.shape
    source, sink = n_sets + n_classes, n_sets + n_classes + 1
    sets, classes = np.arange(n_sets), np.arange(n_classes)
    tails = np.concatenate([rows, np.full(n_sets, source), n_sets + classes])
    heads = np.concatenate([n_sets + columns, sets, np.full(n_classes, sink)])
    within = np.minimum(graduates[rows], openings[columns])  # no pair can carry more than that
    capacity = np.concatenate([within, graduates, openings])
    graph: Any = Graph(n_sets + n_classes + 2, np.column_stack([tails, heads]), directed=True)
    flow[rows, columns] = graph.maxflow(source, sink, capacity.tolist()).flow[: rows.size]
    return flow


def short_classes(network: Network, flow: Floats) -> Flags:
    """The classes of occupations that are short (n_classes,): the occupations' side of the minimum cut.

    Those are the classes left unfilled, and every class that could hand graduates on to one of those: it
    receives flow from a program that can also lead there. Of all minimum cuts this one has the fewest
    occupations, so it is the same whichever maximum flow was found, and no group in it has just enough.
    """
    tolerance = network.tolerance
    short: Flags = network.openings - flow.sum(axis=0) > tolerance
    while True:
        feeding = network.reach[:, short].any(axis=1)
        wider = short | (flow[feeding] > tolerance).any(axis=0)
        if (wider == short).all():
            return short
        short = wider
