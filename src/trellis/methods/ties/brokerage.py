"""Who stands between whom, by sector: the roles of Gould & Fernandez (1989; docs/methods/ties.md)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trellis.methods.ties.graph import named
from trellis.methods.ties.model import Floats, Integers, Network

# What b is between a and c, where a named b, b named c, and a did not name c.
ROLES = (
    "coordinator",  # all three in one sector
    "itinerant",  # a and c in one sector, b in another
    "gatekeeper",  # a in another sector, b and c in one: b lets into its own
    "representative",  # a and b in one sector, c in another: b speaks for its own
    "liaison",  # three sectors
)


@dataclass(frozen=True, slots=True, eq=False)
class Brokerage:
    """How often each organization stands between two others, by role; columns in the order of `ROLES`."""

    counts: Integers  # (n, 5) ordered pairs (a, c)
    total: Integers  # (n,)
    expected: Floats  # (n, 5) if ties fell at random, given density and the sizes of sectors


def brokerage(network: Network) -> Brokerage:
    """Count the roles of everyone, over directed ties.

    Expected: every tie there with chance d, the density, independently; then a → b → c without a → c has
    chance d²(1 − d) for each ordered pair (a, c), and the sizes of sectors say how many pairs a role has.
    """
    from trellis.methods.ties.kernels import brokered

    rows = named(network)
    counts = np.zeros((network.n, len(ROLES)), np.int64)
    brokered(rows.start, rows.neighbor, network.sector, counts)
    return Brokerage(counts, counts.sum(axis=1), _expected(network))


def _expected(network: Network) -> Floats:
    n, possible = network.n, network.n * (network.n - 1)
    if not possible:
        return np.zeros((n, len(ROLES)))
    density = network.ties / possible
    sizes = np.bincount(network.sector, minlength=len(network.sectors)).astype(np.float64)
    own = sizes[network.sector]
    others = n - own
    alike = (sizes * (sizes - 1)).sum() - own * (own - 1)  # ordered pairs in one sector, another than b's
    across = others * (others - 1) - alike  # ordered pairs of two sectors, neither of them b's
    into = others * (own - 1)
    pairs: Floats = np.column_stack([(own - 1) * (own - 2), alike, into, into, across])
    return pairs * density**2 * (1 - density)
