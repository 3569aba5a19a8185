"""Compiled loops of the rational agent model: each looks for its cheapest site, then some of it moves there.

An agent is the young people of one place and class. It holds people at a few sites; the rows of `Agents` are
short lists of those. Only `cheapest` may add up in another order: the others do what they say to the last
bit, so that a matrix of travel times gives exactly what the published procedure gives.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

from trellis.methods.access.kernels import Kernel, Points, compiled, run

BLOCK = 64  # sources looked at together
SLACK = 1.0 + 1e-12  # so that rounding hides no candidate


def exactly(kernel: Kernel) -> Kernel:
    """Compile without leave to reorder sums."""
    return cast(Kernel, njit(cache=True, nogil=True)(kernel))


class Agents(NamedTuple):
    """What agents hold: a agents, up to w sites each."""

    people: NDArray[np.float64]  # (a,)
    held: NDArray[np.int32]  # (a,) at how many sites
    site: NDArray[np.int32]  # (a, w)
    amount: NDArray[np.float64]  # (a, w) people there
    travel: NDArray[np.float64]  # (a, w) cost of the way there
    worst: NDArray[np.int32]  # (a,) which of the held sites costs most
    bound: NDArray[np.float64]  # (a,) cost of the cheapest that is held
    to_site: NDArray[np.int32]  # (a,) the cheapest of all; -1 where none is within the limit
    to_travel: NDArray[np.float64]  # (a,)
    moving: NDArray[np.float64]  # (a,) people on the move


@exactly
def weigh_held(rows: Any, agents: Agents, congestion: Any) -> None:
    """The dearest and the cheapest site that each agent holds; of equals the first in the table of sites."""
    for r in range(rows.size):
        a = rows[r]
        worst, dearest, cheapest_held = -1, -np.inf, np.inf
        for h in range(agents.held[a]):
            site = agents.site[a, h]
            cost = congestion[site] + agents.travel[a, h]
            cheapest_held = min(cheapest_held, cost)
            if cost > dearest or (cost == dearest and site < agents.site[a, worst]):
                worst, dearest = h, cost
        agents.worst[a] = worst
        agents.bound[a] = cheapest_held


@exactly
def cheapest_of_pairs(
    rows: Any, agents: Agents, first: int, start: Any, site: Any, travel: Any, congestion: Any
) -> None:
    """The cheapest site of each place (agent first + place); `start` says which of the pairs are its own."""
    for r in range(rows.size):
        place = rows[r]
        found, least, way = -1, np.inf, 0.0
        for p in range(start[place], start[place + 1]):
            cost = congestion[site[p]] + travel[p]
            if cost < least:
                found, least, way = site[p], cost, travel[p]
        agents.to_site[first + place] = found
        agents.to_travel[first + place] = way


@compiled
def cheapest(
    rows: Any,
    agents: Agents,
    first: int,
    place_of: Any,
    site_of: Any,
    targets: Points,
    sources: Points,
    windows: Any,
    shift: int,
    limit: float,
    per_angle: float,
    coefficients: Any,
    congestion: Any,
) -> None:
    """The cheapest site within the limit for each target, streamed over the grid.

    The cost of the way is `per_angle` × chord × a polynomial (angle over chord) in 2 × squared chord / limit
    − 1. `congestion` is in the order of the sources. What an agent holds bounds its cheapest from above, and
    a chord is shorter than its angle: most blocks of sources are passed over by comparing squares.
    """
    n_bands = sources.west.size
    span = windows.shape[1] // 2
    scale = 2.0 / limit if limit > 0.0 else 0.0
    for r in range(rows.size):
        i = rows[r]
        a = first + place_of[i]
        x, y, z, longitude = targets.x[i], targets.y[i], targets.z[i], targets.longitude[i]
        least = agents.bound[a] * SLACK + 1e-300
        start, stop = 0, 0
        for o in range(windows.shape[1]):
            b = targets.band[i] + shift + o - span
            half = windows[targets.band[i], o]
            if b < 0 or b >= n_bands or half < 0.0:
                continue
            for piece in range(2):
                low, high = run(sources, b, longitude, half, piece)
                for block in range(low, high, BLOCK):
                    end = min(block + BLOCK, high)
                    reachable = min(least / per_angle, 1e3)
                    hits = 0.0
                    for j in range(np.uint64(block), np.uint64(end)):
                        dx, dy, dz = sources.x[j] - x, sources.y[j] - y, sources.z[j] - z
                        squared = dx * dx + dy * dy + dz * dz
                        room = (reachable - congestion[j] / per_angle) * SLACK
                        near = squared <= limit and squared <= room * room and room >= 0.0
                        hits += 1.0 if near else 0.0
                    if hits == 0.0:
                        continue
                    lowest = 1e300
                    for j in range(np.uint64(block), np.uint64(end)):
                        dx, dy, dz = sources.x[j] - x, sources.y[j] - y, sources.z[j] - z
                        squared = dx * dx + dy * dy + dz * dz
                        at = squared * scale - 1.0
                        angle = coefficients[0]
                        for c in range(1, len(coefficients)):
                            angle = angle * at + coefficients[c]
                        cost = congestion[j] + per_angle * math.sqrt(squared) * angle
                        cost = cost if squared <= limit else 1e300
                        lowest = cost if cost < lowest else lowest
                    if lowest < least:
                        least, start, stop = lowest, block, end
        found, least, way = -1, 1e300, 0.0
        for j in range(start, stop):
            dx, dy, dz = sources.x[j] - x, sources.y[j] - y, sources.z[j] - z
            squared = dx * dx + dy * dy + dz * dz
            if squared <= limit:
                travel = per_angle * 2.0 * math.asin(min(0.5 * math.sqrt(squared), 1.0))
                cost = congestion[j] + travel
                if cost < least or (cost == least and site_of[j] < found):
                    found, least, way = site_of[j], cost, travel
        agents.to_site[a] = found
        agents.to_travel[a] = way


@exactly
def settle(agents: Agents, load: Any) -> None:
    """Everyone goes to the site found; agents that found none hold nothing."""
    for a in range(agents.people.size):
        if agents.to_site[a] >= 0 and agents.people[a] > 0.0:
            agents.held[a] = 1
            agents.site[a, 0] = agents.to_site[a]
            agents.amount[a, 0] = agents.people[a]
            agents.travel[a, 0] = agents.to_travel[a]
            load[agents.to_site[a]] += agents.people[a]


@exactly
def decide(rows: Any, agents: Agents, load: Any, capacity: Any, step: float) -> None:
    """How many people leave the dearest site for the cheapest: what evens them out, in whole people.

    At most a share `step` of the agent in one cycle. (Saxon & Snow 2020; the same expression as in PySAL.)
    """
    for r in range(rows.size):
        a = rows[r]
        agents.moving[a] = 0.0
        worst, to = agents.worst[a], agents.to_site[a]
        if worst < 0 or to < 0 or agents.site[a, worst] == to:
            continue
        there = 0.0
        for h in range(agents.held[a]):
            if agents.site[a, h] == to:
                there = agents.amount[a, h]
        leaving = agents.site[a, worst]
        here = agents.amount[a, worst]
        near, far = capacity[to], capacity[leaving]
        others_there, others_here = load[to] - there, load[leaving] - here
        even = ((near * far) / (near + far)) * (
            (agents.travel[a, worst] - agents.to_travel[a])
            + ((there + here) + others_here) / far
            - others_there / near
        )
        moving = min(min(even - there, here), step * agents.people[a])
        agents.moving[a] = here if moving == here else max(math.trunc(moving), 0.0)


@exactly
def hold_back(agents: Agents, capacity: Any, arriving: Any) -> None:
    """Where more would arrive at once than a site has room for, each agent sends its part of that room."""
    arriving[:] = 0.0
    for a in range(agents.people.size):
        if agents.moving[a] > 0.0:
            arriving[agents.to_site[a]] += agents.moving[a]
    for a in range(agents.people.size):
        if agents.moving[a] > 0.0:
            crowd = arriving[agents.to_site[a]] / capacity[agents.to_site[a]]
            if crowd > 1.0:
                agents.moving[a] = min(np.rint(agents.moving[a] / crowd), agents.moving[a])


@exactly
def move(agents: Agents, load: Any) -> float:
    """People go; returns how many. Every list has room for one more site."""
    moved = 0.0
    for a in range(agents.people.size):
        going = agents.moving[a]
        if going <= 0.0:
            continue
        moved += going
        worst, to = agents.worst[a], agents.to_site[a]
        load[agents.site[a, worst]] -= going
        load[to] += going
        slot = agents.held[a]
        for h in range(agents.held[a]):
            if agents.site[a, h] == to:
                slot = h
        if slot == agents.held[a]:
            agents.held[a] += 1
            agents.site[a, slot] = to
            agents.amount[a, slot] = 0.0
            agents.travel[a, slot] = agents.to_travel[a]
        agents.amount[a, slot] += going
        agents.amount[a, worst] -= going
        if agents.amount[a, worst] <= 0.0:
            last = agents.held[a] - 1
            agents.site[a, worst] = agents.site[a, last]
            agents.amount[a, worst] = agents.amount[a, last]
            agents.travel[a, worst] = agents.travel[a, last]
            agents.held[a] = last
    return moved


@exactly
def paid(agents: Agents, congestion: Any, cost: Any, way: Any) -> None:
    """Mean cost and mean cost of the way for each agent's people; NaN where it holds nobody."""
    for a in range(agents.people.size):
        total, travelled, people = 0.0, 0.0, 0.0
        for h in range(agents.held[a]):
            amount = agents.amount[a, h]
            total += amount * (congestion[agents.site[a, h]] + agents.travel[a, h])
            travelled += amount * agents.travel[a, h]
            people += amount
        cost[a] = total / people if people > 0.0 else np.nan
        way[a] = travelled / people if people > 0.0 else np.nan
