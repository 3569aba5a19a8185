"""Measures of ties as their definitions say, on sets and dictionaries, nothing clever. The oracle.

`ties` is a set of directed pairs of organizations, `sector` maps every organization to its sector.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

Ties = set[tuple[str, str]]
Sector = Mapping[str, str]

WORD = 2**64
GOLDEN = 0x9E3779B97F4A7C15


def tied(ties: Ties) -> set[frozenset[str]]:
    """Pairs tied, whoever named the tie."""
    return {frozenset(tie) for tie in ties}


def partners(ties: Ties, one: str) -> set[str]:
    """Whom an organization is tied to."""
    return {other for pair in tied(ties) if one in pair for other in pair - {one}}


def roles(ties: Ties, sector: Sector) -> dict[str, list[int]]:
    """Gould & Fernandez 1989: coordinator, itinerant, gatekeeper, representative, liaison, of everyone."""
    found = {b: [0, 0, 0, 0, 0] for b in sector}
    for a, b, c in itertools.permutations(sector, 3):
        if (a, b) not in ties or (b, c) not in ties or (a, c) in ties:
            continue
        if sector[a] == sector[b] == sector[c]:
            found[b][0] += 1
        elif sector[a] == sector[c]:
            found[b][1] += 1
        elif sector[b] == sector[c]:
            found[b][2] += 1
        elif sector[a] == sector[b]:
            found[b][3] += 1
        else:
            found[b][4] += 1
    return found


def expected_roles(ties: Ties, sector: Sector) -> dict[str, list[float]]:
    """Every triple counted with the chance that it is one, if ties were independent."""
    n = len(sector)
    density = len(ties) / (n * (n - 1))
    everything = {(a, b) for a, b in itertools.permutations(sector, 2)}
    found = {b: [0.0] * 5 for b in sector}
    for a, b, c in itertools.permutations(sector, 3):
        alone = roles({(a, b), (b, c)} & everything, {a: sector[a], b: sector[b], c: sector[c]})
        for role in range(5):
            found[b][role] += alone[b][role] * density * density * (1 - density)
    return found


def constraint(ties: Ties, one: str) -> float:
    """Burt 1992, every tie of the same weight: Σ_j (p_ij + Σ_q p_iq p_qj)²."""

    def share(a: str, b: str) -> float:
        return 1 / len(partners(ties, a)) if b in partners(ties, a) else 0.0

    mine = partners(ties, one)
    if not mine:
        return math.nan
    return sum((share(one, j) + sum(share(one, q) * share(q, j) for q in mine - {j})) ** 2 for j in mine)


def external_internal(ties: Ties, sector: Sector) -> tuple[int, int]:
    """Pairs tied across sectors, and inside one."""
    inside = sum(len({sector[each] for each in pair}) == 1 for pair in tied(ties))
    return len(tied(ties)) - inside, inside


def index(external: int, internal: int) -> float:
    """(E − I) / (E + I)."""
    return (external - internal) / (external + internal) if external + internal else math.nan


def touching(ties: Ties, sector: Sector, which: str) -> Ties:
    """Ties with an end in the sector."""
    return {tie for tie in ties if which in (sector[tie[0]], sector[tie[1]])}


def mixed(state: int) -> int:
    """SplitMix64's output function."""
    state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 % WORD
    state = (state ^ (state >> 27)) * 0x94D049BB133111EB % WORD
    return state ^ (state >> 31)


def dealt(labels: Sequence[str], seed: int, number: int) -> list[str]:
    """The sectors in the order of one permutation, by the published stream of random numbers."""
    labels = list(labels)
    state = mixed((mixed((seed + GOLDEN) % WORD) + number) % WORD)
    for i in range(len(labels) - 1, 0, -1):
        state = (state + GOLDEN) % WORD
        j = ((mixed(state) >> 32) * (i + 1)) >> 32
        labels[i], labels[j] = labels[j], labels[i]
    return labels


def permuted_indices(ties: Ties, sector: Sector, which: str | None, seed: int, count: int) -> list[float]:
    """The index, of all or of the ties that touch a sector, for each permutation of the sectors."""
    found = []
    for number in range(count):
        new = dict(zip(sector, dealt(list(sector.values()), seed, number), strict=True))
        chosen = ties if which is None else touching(ties, new, which)
        found.append(index(*external_internal(chosen, new)))
    return found


def share_as_far(indices: Sequence[float], observed: float, mean: float) -> float:
    """Two-sided p, the observed one counted among the permutations."""
    known = [each for each in indices if not math.isnan(each)]
    far = sum(abs(each - mean) >= abs(observed - mean) - 1e-12 for each in known)
    return (1 + far) / (1 + len(known))


def reachable(ties: Ties, among: set[str]) -> set[frozenset[str]]:
    """Pairs of these that can reach each other through these."""
    found = set()
    for one in among:
        seen, waiting = {one}, [one]
        while waiting:
            for other in (partners(ties, waiting.pop()) & among) - seen:
                seen.add(other)
                waiting.append(other)
        found |= {frozenset((one, other)) for other in seen - {one}}
    return found


def components(ties: Ties, among: set[str]) -> int:
    """Into how many parts these fall."""
    pairs, left, count = reachable(ties, among), set(among), 0
    while left:
        one = left.pop()
        left = {other for other in left if frozenset((one, other)) not in pairs}
        count += 1
    return count


def joined_alone(ties: Ties, one: str) -> tuple[int, int]:
    """Pairs of partners that are neither tied nor share another partner, and all pairs of partners."""
    pairs = list(itertools.combinations(sorted(partners(ties, one)), 2))
    alone = [
        (j, k)
        for j, k in pairs
        if frozenset((j, k)) not in tied(ties) and partners(ties, j) & partners(ties, k) == {one}
    ]
    return len(alone), len(pairs)


def closed_inside(ties: Ties, sector: Sector, one: str) -> tuple[int, int]:
    """Pairs of partners in its own sector that are tied, and all pairs of partners in its own sector."""
    same = sorted(other for other in partners(ties, one) if sector[other] == sector[one])
    pairs = [frozenset(pair) for pair in itertools.combinations(same, 2)]
    return len([pair for pair in pairs if pair in tied(ties)]), len(pairs)


def mixed_partners(ties: Ties, sector: Sector, one: str) -> float:
    """Chance that two of its partners come from different sectors."""
    pairs = list(itertools.combinations(sorted(partners(ties, one)), 2))
    different = [(j, k) for j, k in pairs if sector[j] != sector[k]]
    return len(different) / len(pairs) if pairs else math.nan
