"""Sectors dealt out anew among the organizations, thousands of times.

Every deal has its own stream of random numbers, which follows from the seed and the number of the deal: the
answer is the same however the deals are spread, and a loop in plain Python can follow it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from trellis.methods.ties.kernels import compiled

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FIRST, SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
S30, S27, S31, S32 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(32)


@compiled
def mixed(state: Any) -> Any:
    """The output function of SplitMix64 (Steele, Lea & Flood 2014)."""
    state = (state ^ (state >> S30)) * FIRST
    state = (state ^ (state >> S27)) * SECOND
    return state ^ (state >> S31)


@compiled
def deal(seed: Any, number: Any, sector: Any) -> None:
    """Shuffle the sectors in place (Fisher & Yates), by the stream of this deal."""
    state = mixed(mixed(seed + GOLDEN) + np.uint64(number))
    for i in range(sector.size - 1, 0, -1):
        state += GOLDEN
        j = ((mixed(state) >> S32) * np.uint64(i + 1)) >> S32
        sector[i], sector[j] = sector[j], sector[i]


@compiled
def count_inside(start: Any, neighbor: Any, sector: Any, inside: Any) -> None:
    """inside[s] = pairs tied inside sector s; `neighbor` holds each pair once."""
    for i in range(sector.size):
        mine = sector[i]
        same = 0
        for e in range(np.uint64(start[i]), np.uint64(start[i + 1])):
            same += sector[neighbor[e]] == mine
        inside[mine] += same


@compiled
def count_ends(degree: Any, sector: Any, ends: Any) -> None:
    """ends[s] = ends of ties in sector s: a pair inside it has two, one that leads out of it has one."""
    for i in range(sector.size):
        ends[sector[i]] += degree[i]


@compiled
def deals(
    seed: Any, first: int, start: Any, neighbor: Any, degree: Any, sector: Any, inside: Any, ends: Any
) -> None:
    """Count as above for the deals `first`, `first` + 1, …: a row of `inside` and `ends` (deals, k) each."""
    for number in range(inside.shape[0]):
        dealt = sector.copy()
        deal(seed, first + number, dealt)
        count_inside(start, neighbor, dealt, inside[number])
        count_ends(degree, dealt, ends[number])
