"""How the agents of a class find their cheapest site: among the pairs of a matrix, or over the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from trellis.methods.access.model import Floats, Integers
from trellis.methods.access.parallel import in_parallel
from trellis.methods.access.reach import ByDistance, ByMatrix, Reach

if TYPE_CHECKING:
    from trellis.methods.access.kernels import Points
    from trellis.methods.access.raam_kernels import Agents
    from trellis.methods.access.raam_search_kernels import Blocks


class Search(Protocol):
    """Finds the cheapest site for the agents of one class."""

    def __call__(self, agents: Agents, first: int, congestion: Floats) -> None:
        """Fill in to_site and to_travel of the agents from `first` on."""


def search_for(way: Reach, tau: float) -> Search:
    """The search that fits a way of getting about; `tau` minutes of it cost 1."""
    if isinstance(way, ByMatrix):
        return _search_pairs(way, tau)
    assert isinstance(way, ByDistance)
    return _search_grid(way, tau)


def _search_pairs(way: ByMatrix, tau: float) -> Search:
    from trellis.methods.access.raam_search_kernels import cheapest_of_pairs

    order = np.lexsort((way.site, way.place))
    start = np.searchsorted(way.place[order], np.arange(way.n_places + 1))
    site, cost = way.site[order], way.minutes[order] / tau

    def search(agents: Agents, first: int, congestion: Floats) -> None:
        places = np.arange(way.n_places)
        in_parallel(cheapest_of_pairs, places, agents, first, start, site, cost, congestion)

    return search


def _search_grid(way: ByDistance, tau: float) -> Search:
    from trellis.methods.access.grid import angle_over_chord
    from trellis.methods.access.raam_search_kernels import BLOCK, cheapest
    from trellis.methods.access.sphere import minutes_per_radian

    near = way.to_places
    limit, coefficients = angle_over_chord(way.travel)
    per_angle = minutes_per_radian(way.travel) / tau
    starts = np.arange(0, near.sources.n, BLOCK)
    blocks = _blocks(near.sources.points, starts)

    def search(agents: Agents, first: int, congestion: Floats) -> None:
        if not starts.size:
            return
        angles = congestion[near.sources.order] / per_angle
        in_parallel(
            cheapest,
            np.arange(near.targets.n),
            agents,
            first,
            near.targets.order,
            near.sources.order,
            *near.where,
            limit,
            blocks,
            per_angle,
            coefficients,
            angles,
            np.minimum.reduceat(angles, starts),
        )

    return search


def _blocks(points: Points, starts: Integers) -> Blocks:
    """A ball around the points from each start to the next."""
    from trellis.methods.access.raam_search_kernels import Blocks

    if not starts.size:
        nothing = np.zeros(0)
        return Blocks(nothing, nothing, nothing, nothing)
    sizes = np.diff(np.append(starts, points.x.size))
    x, y, z = (np.add.reduceat(axis, starts) / sizes for axis in points[:3])
    apart = [axis - np.repeat(middle, sizes) for axis, middle in zip(points[:3], (x, y, z), strict=True)]
    radius = np.maximum.reduceat(np.sqrt(np.sum(np.square(apart), axis=0)), starts)
    return Blocks(x, y, z, radius * (1.0 + 1e-9) + 1e-15)
