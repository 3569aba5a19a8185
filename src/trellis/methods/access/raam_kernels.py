"""Compiled loops of the rational agent model: what agents hold, how many of them move, what it costs.

An agent is the young people of one place and class. It holds people at a few sites; the rows of `Agents` are
short lists of those. Nothing here is added up in another order than written, so that a matrix of travel times
gives what the published procedure gives to the last bit.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

from trellis.methods.access.kernels import Kernel


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
