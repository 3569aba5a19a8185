"""Access written down as the formulas say it: every place against every site, nothing clever. The oracle."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from trellis.methods.access import Decay, Demand, Supply, Travel

EARTH_KM = 6371.0088
TOLERANCE = 1e-9  # limits are inclusive, see trellis.methods.access.model


@dataclass(frozen=True)
class NaiveAccess:
    """The columns of `Access` that don't follow from others."""

    access: np.ndarray
    reachable_seats: np.ndarray
    nearest_minutes: np.ndarray
    crowding: np.ndarray
    reached_people: np.ndarray
    used: np.ndarray


def minutes_between(demand: Demand, supply: Supply, travel: Travel) -> np.ndarray:
    """Minutes (n, m) by the haversine formula, or from the matrix; infinite where there is no way."""
    n, m = demand.ids.size, supply.ids.size
    minutes = np.full((n, m), np.inf)
    if travel.matrix is not None:
        for place, site, cost in zip(
            travel.matrix.place, travel.matrix.site, travel.matrix.minutes, strict=True
        ):
            minutes[place, site] = cost
        return minutes
    assert travel.speed_kmh is not None
    for i in range(n):
        for j in range(m):
            south, north = math.radians(demand.latitude[i]), math.radians(supply.latitude[j])
            turn = math.radians(math.remainder(supply.longitude[j] - demand.longitude[i], 360.0))
            half = (
                math.sin((north - south) / 2) ** 2
                + math.cos(south) * math.cos(north) * math.sin(turn / 2) ** 2
            )
            km = 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
            minutes[i, j] = km * travel.detour / travel.speed_kmh * 60
    return minutes


def weight(decay: Decay, minutes: float, limit: float) -> float:
    """W of the decay at so many minutes."""
    if minutes > limit * (1 + TOLERANCE):
        return 0.0
    if decay.shape == "gaussian":
        if minutes > limit * (1 - TOLERANCE):  # at the limit, where it is zero
            return 0.0
        share = minutes / limit if limit else 0.0
        return max(0.0, (math.exp(-0.5 * share**2) - math.exp(-0.5)) / (1 - math.exp(-0.5)))
    for edge, value in zip(decay.edges, decay.weights, strict=True):
        if minutes <= edge * (1 + TOLERANCE):
            return value
    return 0.0 if decay.edges else 1.0


def naive_access(
    demand: Demand, supply: Supply, travel: list[Travel], decay: Decay, selection: str = "none"
) -> NaiveAccess:
    """Every measure of floating catchments, by loops over all pairs."""
    people, seats = demand.people, supply.seats
    (n, classes), (m, kinds) = people.shape, seats.shape
    minutes = np.stack([minutes_between(demand, supply, way) for way in travel], axis=2)  # (n, m, c)
    limits = [way.minutes_limit for way in travel]
    within = np.zeros((n, m, classes), dtype=bool)
    w = np.zeros((n, m, classes))
    for i in range(n):
        for j in range(m):
            for c in range(classes):
                within[i, j, c] = minutes[i, j, c] <= limits[c] * (1 + TOLERANCE)
                w[i, j, c] = weight(decay, minutes[i, j, c], limits[c])
    access = np.zeros((n, classes, kinds))
    crowding = np.zeros((m, kinds))
    for k in range(kinds):
        giving, receiving = _pair_weights(w, people, seats[:, k], selection)
        for j in range(m):
            competing = sum(people[i, c] * giving[i, j, c] for i in range(n) for c in range(classes))
            crowding[j, k] = seats[j, k] / competing if competing > 0 else 0.0
        for i in range(n):
            for c in range(classes):
                access[i, c, k] = sum(crowding[j, k] * receiving[i, j, c] for j in range(m))
    has_seat = seats.sum(axis=1) > 0
    nearest = np.full((n, classes), np.inf)
    reachable = np.zeros((n, classes, kinds))
    for i in range(n):
        for c in range(classes):
            for j in range(m):
                if within[i, j, c]:
                    reachable[i, c] += seats[j]
                    if has_seat[j]:
                        nearest[i, c] = min(nearest[i, c], minutes[i, j, c])
    return NaiveAccess(
        access=access,
        reachable_seats=reachable,
        nearest_minutes=nearest,
        crowding=crowding,
        reached_people=np.einsum("ijc,ic->j", within.astype(float), people),
        used=np.einsum("ijc,ic->j", w, people) > 0,
    )


def _pair_weights(
    w: np.ndarray, people: np.ndarray, seats: np.ndarray, selection: str
) -> tuple[np.ndarray, np.ndarray]:
    """Weights (n, m, c) of a young person at a site, and of a site's seats for a place."""
    if selection == "none":
        return w, w
    offered = w * (seats > 0)[np.newaxis, :, np.newaxis]
    chosen = _shares(offered, offered.sum(axis=1, keepdims=True))
    if selection == "3sfca":
        return chosen * w, chosen * w
    lived_in = w * (people > 0)[:, np.newaxis, :]
    return chosen, _shares(w, lived_in.sum(axis=(0, 2), keepdims=True))


def _shares(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), 0.0)


def naive_raam(
    demand: Demand, supply: Supply, travel: Travel, *, tau: float = 60.0, cycles: int = 150
) -> np.ndarray:
    """Cost (n,) of one class and one kind, by the published procedure, agent after agent."""
    sites = np.flatnonzero(supply.seats[:, 0] > 0)
    people = demand.people[:, 0]
    cost = minutes_between(demand, supply, travel)[:, sites]
    cost = np.where(cost <= travel.minutes_limit * (1 + TOLERANCE), cost, np.inf) / tau
    if not sites.size or not people.any():
        return np.full(people.size, np.nan)
    rho = people.sum() / supply.seats[:, 0].sum()
    room = supply.seats[sites, 0] * rho
    agents = [i for i in range(people.size) if people[i] > 0 and np.isfinite(cost[i]).any()]
    held = {i: {int(np.argmin(cost[i])): people[i]} for i in agents}
    answer = np.full(people.size, np.nan)
    for cycle in range(cycles):
        load = np.zeros(sites.size)
        for amounts in held.values():
            for j, amount in amounts.items():
                load[j] += amount
        total = load / room + cost
        moves = {}
        for i in agents:
            worst = max(sorted(held[i]), key=lambda j, i=i: total[i, j])
            best = int(np.argmin(total[i]))
            if worst == best:
                continue
            here, there = held[i][worst], held[i].get(best, 0.0)
            even = (room[best] * room[worst] / (room[best] + room[worst])) * (
                (cost[i, worst] - cost[i, best])
                + (there + here + load[worst] - here) / room[worst]
                - (load[best] - there) / room[best]
            )
            share = max(0.2 * 0.5 ** (cycle / 50), 0.005)
            moves[i] = (worst, best, math.trunc(min(even - there, here, share * people[i])))
        if cycle < 20:
            arriving = np.zeros(sites.size)
            for _, best, amount in moves.values():
                arriving[best] += amount
            for i, (worst, best, amount) in moves.items():
                moves[i] = (worst, best, np.rint(amount / max(arriving[best] / room[best], 1.0)))
        for i, (worst, best, amount) in moves.items():
            held[i][best] = held[i].get(best, 0.0) + amount
            held[i][worst] -= amount
            held[i] = {j: there for j, there in held[i].items() if there > 0}
    for i in agents:
        answer[i] = sum(total[i, j] * there for j, there in held[i].items()) / people[i]
    return answer
