"""Introductions as the docs page says: every pair scored, the best taken while both have room. The oracle."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping

import numpy as np
from tests.reference import naive_ties as naive
from tests.unit.methods.ties.networks import as_sets

from trellis.methods.ties import Network


def residual(ties: naive.Ties, sector: naive.Sector, one: str, other: str) -> float:
    """Adjusted Pearson residual of the pairs of organizations of two sectors; 0 where it has no meaning."""
    pairs = [frozenset(pair) for pair in itertools.combinations(sector, 2)]
    among = [pair for pair in pairs if sorted(sector[each] for each in pair) == sorted((one, other))]
    n, tied, possible = len(pairs), len(naive.tied(ties)), len(among)
    expected = tied * possible / n
    spread = math.sqrt(expected * (1 - possible / n) * (1 - tied / n))
    observed = len([pair for pair in among if pair in naive.tied(ties)])
    return (observed - expected) / spread if spread else 0.0


def overlap(one: np.ndarray, other: np.ndarray) -> float:
    """What both have, of what the one with less has."""
    least = min(one.sum(), other.sum())
    return float(np.minimum(one, other).sum() / least) if least else 0.0


def fall(ties: naive.Ties, one: str, other: str) -> float:
    """By what share the constraint of one falls once it is tied to the other."""
    before = naive.constraint(ties, one)
    if math.isnan(before):
        return 1.0
    return min(max(1 - naive.constraint(ties | {(one, other)}, one) / before, 0.0), 1.0)


def parts(network: Network, tables: Mapping[str, np.ndarray], a: int, b: int) -> dict[str, float]:
    """All five parts of a pair of rows, as far as their tables are given."""
    ties, sector = as_sets(network)
    one, other = str(network.ids[a]), str(network.ids[b])
    found = {"sector_gap": min(max(residual(ties, sector, sector[one], sector[other]) / -4, 0.0), 1.0)}
    if "focus" in tables:
        mine, theirs = tables["focus"][a] > 0, tables["focus"][b] > 0
        either = (mine | theirs).sum()
        found["focus"] = float((mine & theirs).sum() / either) if either else 0.0
    reach = [overlap(tables[name][a], tables[name][b]) for name in ("places", "ages") if name in tables]
    if reach:
        found["reach"] = math.prod(reach)
    if "needs" in tables:
        met = (tables["needs"][a] * tables["offers"][b] + tables["needs"][b] * tables["offers"][a]).sum()
        found["need_offer"] = float(1 - 0.5**met)
    found["constraint_fall"] = (fall(ties, one, other) + fall(ties, other, one)) / 2
    return found


def introductions(
    network: Network,
    tables: Mapping[str, np.ndarray],
    *,
    excluded: Iterable[tuple[str, str]],
    open_now: np.ndarray,
    most_each: int,
    most: int,
) -> list[tuple[str, str, float]]:
    """Pairs of ids and scores, in the order in which they are taken."""
    ties, sector = as_sets(network)
    known = naive.tied(ties) | {frozenset(pair) for pair in excluded}
    scored = []
    for a, b in itertools.combinations(range(network.n), 2):
        one, other = sorted((str(network.ids[a]), str(network.ids[b])))
        if frozenset((one, other)) in known:
            continue
        found = parts(network, tables, a, b)
        gap = residual(ties, sector, sector[one], sector[other]) < -2
        if gap or found.get("focus", 0.0) > 0 or found.get("need_offer", 0.0) > 0:
            scored.append((-math.prod(0.2 + 0.8 * part for part in found.values()), one, other))
    room = {str(name): most_each - int(count) for name, count in zip(network.ids, open_now, strict=True)}
    taken: list[tuple[str, str, float]] = []
    for negative, one, other in sorted((round(score, 12), one, other) for score, one, other in scored):
        if room[one] > 0 and room[other] > 0 and len(taken) < most:
            room[one] -= 1
            room[other] -= 1
            taken.append((one, other, -negative))
    return taken
