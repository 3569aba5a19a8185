"""Catchments in which young people choose among sites, so that nobody is counted at all of them at once.

Both go kind by kind: a site without seats of a kind attracts nobody who wants one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from trellis.methods.access.decay import Decay
from trellis.methods.access.model import Floats
from trellis.methods.access.reach import Reach


def three_step(ways: Sequence[Reach], people: Floats, seats: Floats, decay: Decay) -> tuple[Floats, Floats]:
    """Access (n, c, k) and crowding (m, k) by 3SFCA (Wan, Zou & Sternberg 2012).

    G_ij = W_ij / Σ_j W_ij is the chance that i turns to j, over sites within the limit.
    R_j = S_j / Σ_i P_i G_ij W_ij, A_i = Σ_j R_j G_ij W_ij.
    """
    access = np.zeros((*people.shape, seats.shape[1]))
    crowding = np.zeros_like(seats)
    for kind, offered in enumerate(seats.T):
        choice = _choice(ways, offered, decay)
        competing = sum(
            way.at_sites(_share(people[:, c], choice[c])[np.newaxis], decay, power=2)[0]
            for c, way in enumerate(ways)
        )
        crowding[:, kind] = _share(offered, np.asarray(competing))
        for c, way in enumerate(ways):
            received = way.at_places(crowding[np.newaxis, :, kind], decay, power=2)[0]
            access[:, c, kind] = _share(received, choice[c])
    return access, crowding


def balanced(ways: Sequence[Reach], people: Floats, seats: Floats, decay: Decay) -> tuple[Floats, Floats]:
    """Access (n, c, k) and crowding (m, k) by balanced catchments (Páez, Higgins & Vivona 2019).

    People are shared out over sites and service over places: R_j = S_j / Σ_i P_i W_ij / Σ_j W_ij,
    A_i = Σ_j R_j W_ij / Σ_i W_ij, over places where young people live. Σ_i A_i = Σ_j R_j.
    """
    access = np.zeros((*people.shape, seats.shape[1]))
    crowding = np.zeros_like(seats)
    lived_in = (people > 0).astype(np.float64)
    sharers = np.sum(
        [way.at_sites(lived_in[np.newaxis, :, c], decay)[0] for c, way in enumerate(ways)], axis=0
    )
    for kind, offered in enumerate(seats.T):
        choice = _choice(ways, offered, decay)
        competing = sum(
            way.at_sites(_share(people[:, c], choice[c])[np.newaxis], decay)[0] for c, way in enumerate(ways)
        )
        crowding[:, kind] = _share(offered, np.asarray(competing))
        service = _share(crowding[:, kind], sharers)[np.newaxis]
        for c, way in enumerate(ways):
            access[:, c, kind] = way.at_places(service, decay)[0]
    return access, crowding


def _choice(ways: Sequence[Reach], offered: Floats, decay: Decay) -> list[Floats]:
    """Σ_j W_ij over sites that offer a seat, (n,) for each class."""
    counted = (offered > 0).astype(np.float64)[np.newaxis]
    return [way.at_places(counted, decay)[0] for way in ways]


def _share(amount: Floats, among: Floats) -> Floats:
    """Amount over `among`, 0 where there is none to share among."""
    found: Floats = np.where(among > 0, amount / np.where(among > 0, among, 1.0), 0.0)
    return found
