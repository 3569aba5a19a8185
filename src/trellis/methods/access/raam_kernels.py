"""Compiled loops of the rational agent model: what agents hold, how many of them move, what it costs.

An agent is the young people of one place and class. It holds people at a few sites; the rows of `Agents` are
short lists of those. Nothing here is added up in another order than written, so that a matrix of travel times
gives what the published procedure gives to the last bit.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from trellis.methods.access.compiling import exactly


class Agents(NamedTuple):
    """What agents hold: a agents, up to w sites each."""

    people: NDArray[np.float64]  # (a,)
    held: NDArray[np.int32]  # (a,) at how many sites
    site: NDArray[np.int32]  # (a, w)
    amount: NDArray[np.float64]  # (a, w) people there
    travel: NDArray[np.float64]  # (a, w) cost of the way there
    to_site: NDArray[np.int32]  # (a,) the cheapest of all; -1 where none is within the limit
    to_travel: NDArray[np.float64]  # (a,)
    leaving: NDArray[np.int32]  # (a,) the dearest that is held, as a row of its list; -1 where none
    bound: NDArray[np.float64]  # (a,) cost of the cheapest that is held
    moving: NDArray[
        np.float64
    ]  # (a,) people who go from the dearest to the cheapest; they arrive a cycle later


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
def arrive(rows: Any, agents: Agents, congestion: Any) -> None:
    """People on the move are at their new site; then the dearest and the cheapest site that each agent holds.

    Of equally dear ones the first in the table. Every list has room for one site more.
    """
    for r in range(rows.size):
        a = rows[r]
        held, going = agents.held[a], agents.moving[a]
        if going > 0.0:
            worst, to, slot = agents.leaving[a], agents.to_site[a], held
            for h in range(held):
                if agents.site[a, h] == to:
                    slot = h
            if slot == held:
                held += 1
                agents.site[a, slot] = to
                agents.amount[a, slot] = 0.0
                agents.travel[a, slot] = agents.to_travel[a]
            agents.amount[a, slot] += going
            agents.amount[a, worst] -= going
            if agents.amount[a, worst] <= 0.0:
                held -= 1
                agents.site[a, worst] = agents.site[a, held]
                agents.amount[a, worst] = agents.amount[a, held]
                agents.travel[a, worst] = agents.travel[a, held]
            agents.held[a] = held
        worst, dearest, least = -1, -np.inf, np.inf
        for h in range(held):
            site = agents.site[a, h]
            cost = congestion[site] + agents.travel[a, h]
            least = min(least, cost)
            if cost > dearest or (cost == dearest and site < agents.site[a, worst]):
                worst, dearest = h, cost
        agents.leaving[a] = worst
        agents.bound[a] = least


@exactly
def decide(rows: Any, agents: Agents, load: Any, capacity: Any, share: float) -> None:
    """How many people leave the dearest site for the cheapest: what evens them out, in whole people.

    At most a share of the agent in one cycle. (Saxon & Snow 2020; the same expression as in PySAL.)
    """
    for r in range(rows.size):
        a = rows[r]
        agents.moving[a] = 0.0
        worst, to = agents.leaving[a], agents.to_site[a]
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
        moving = min(min(even - there, here), share * agents.people[a])
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
def reload(agents: Agents, load: Any) -> float:
    """Count those on the move where they go, not where they were; returns how many they are."""
    moved = 0.0
    for a in range(agents.people.size):
        going = agents.moving[a]
        if going > 0.0:
            moved += going
            load[agents.site[a, agents.leaving[a]]] -= going
            load[agents.to_site[a]] += going
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


@exactly
def cheapest_of_pairs(
    rows: Any, agents: Agents, first: int, congestion: Any, start: Any, site: Any, travel: Any
) -> None:
    """The cheapest site of each agent first + row, among its pairs: those from `start` on."""
    for r in range(rows.size):
        a = first + rows[r]
        found, least, way = -1, np.inf, 0.0
        for p in range(start[rows[r]], start[rows[r] + 1]):
            cost = congestion[site[p]] + travel[p]
            if cost < least:
                found, least, way = site[p], cost, travel[p]
        agents.to_site[a] = found
        agents.to_travel[a] = way
