"""How the agents of a class find their cheapest site: among pairs of a matrix, or over the grid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trellis.methods.access.model import Floats, Integers
from trellis.methods.access.parallel import in_parallel
from trellis.methods.access.reach import ByDistance, ByMatrix, Reach

if TYPE_CHECKING:
    from trellis.methods.access.kernels import Blocks, Points
    from trellis.methods.access.raam_kernels import Agents


@dataclass(frozen=True, slots=True)
class Search:
    """The search of the agents of one class."""

    order: Integers  # (n,) place of each agent: neighbors one after the other
    look: Callable[[Agents, int, Floats], None]  # agents, the first of the class, congestion by site


def search_for(way: Reach, tau: float) -> Search:
    """The search that fits a way of getting about; `tau` minutes of it cost 1."""
    if isinstance(way, ByMatrix):
        return _by_pairs(way, tau)
    assert isinstance(way, ByDistance)
    return _on_grid(way, tau)


def _by_pairs(way: ByMatrix, tau: float) -> Search:
    from trellis.methods.access.raam_kernels import cheapest_of_pairs

    order = np.lexsort((way.site, way.place))
    start = np.searchsorted(way.place[order], np.arange(way.n_places + 1))
    site, cost = way.site[order], way.minutes[order] / tau
    places = np.arange(way.n_places)

    def look(agents: Agents, first: int, congestion: Floats) -> None:
        in_parallel(cheapest_of_pairs, places, agents, first, congestion, start, site, cost)

    return Search(places, look)


def _on_grid(way: ByDistance, tau: float) -> Search:
    from trellis.methods.access.grid import angle_over_chord
    from trellis.methods.access.kernels import BLOCK, cheapest
    from trellis.methods.access.sphere import minutes_per_radian

    near = way.to_places
    limit, coefficients = angle_over_chord(way.travel)
    per_angle = minutes_per_radian(way.travel) / tau
    starts = np.arange(0, near.sources.n, BLOCK)
    blocks = _blocks(near.sources.points, starts)

    def look(agents: Agents, first: int, congestion: Floats) -> None:
        if not starts.size:
            return
        angles = congestion[near.sources.order] / per_angle
        in_parallel(
            cheapest,
            np.arange(near.targets.n),
            agents,
            first,
            near.sources.order,
            *near.where,
            limit,
            blocks,
            per_angle,
            coefficients,
            angles,
            np.minimum.reduceat(angles, starts),
        )

    return Search(near.targets.order.astype(np.int64), look)


def _blocks(points: Points, starts: Integers) -> Blocks:
    """A ball around the points from each start to the next."""
    from trellis.methods.access.kernels import Blocks

    if not starts.size:
        nothing = np.zeros(0)
        return Blocks(nothing, nothing, nothing, nothing)
    sizes = np.diff(np.append(starts, points.x.size))
    x, y, z = (np.add.reduceat(axis, starts) / sizes for axis in points[:3])
    apart = [axis - np.repeat(middle, sizes) for axis, middle in zip(points[:3], (x, y, z), strict=True)]
    radius = np.maximum.reduceat(np.sqrt(np.sum(np.square(apart), axis=0)), starts)
    return Blocks(x, y, z, radius * (1.0 + 1e-9) + 1e-15)
