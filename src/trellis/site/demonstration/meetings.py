"""Who works with whom in three illustrative survey waves, drawn from a fixed seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trellis.apps.partners.sectors import Sector

SEED: Final = 74134
APART: Final = (
    (Sector.LIBRARY, Sector.STEM_COMPANY),
    (Sector.OUT_OF_SCHOOL, Sector.BUSINESS),
)
"""The two links between sectors that are missing: nobody of one works with anybody of the other."""

ANSWERING: Final = (0.74, 0.81, 0.88)
"""The share of partners that answer each wave."""
STARTING: Final = 0.055
"""How likely two partners of usual ways work together in the first wave, before what they share."""
ENDING: Final = 0.1
BEGINNING: Final = 0.012
NAMED: Final = 0.82
"""How likely a partner names another that it works with."""
SAME_SECTOR: Final = 1.8
SAME_COUNTY: Final = 1.5
SCORES: Final = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Named:
    """Partner `by` names partner `about`: how often they meet (1 to 4), at what (0 to 3), and six ratings."""

    by: int
    about: int
    frequency: int
    activity: int
    ratings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WaveDrawn:
    """What a wave brought: which partners answered, and whom they named."""

    answered: tuple[int, ...]
    named: tuple[Named, ...]


def waves(sectors: Sequence[str], counties: Sequence[Sequence[str]], *, backbone: int) -> list[WaveDrawn]:
    """Draw the waves of n partners; `backbone` is the place of the one that works with most."""
    draw = np.random.default_rng(SEED)
    likely = _likelihood(sectors, counties, backbone, draw)
    regard = np.clip(draw.normal(2.9, 0.45, size=len(sectors)), 1.2, 4)
    tied = _pairs(draw, likely * STARTING)
    found = []
    for share in ANSWERING:
        answered = np.flatnonzero(draw.random(len(sectors)) < share)
        found.append(
            WaveDrawn(
                tuple(int(each) for each in answered),
                tuple(_named(draw, tied, answered, regard)),
            )
        )
        ended = _pairs(draw, np.full_like(likely, ENDING))
        tied = (tied & ~ended) | _pairs(draw, likely * BEGINNING)
    return found


def _likelihood(
    sectors: Sequence[str],
    counties: Sequence[Sequence[str]],
    backbone: int,
    draw: np.random.Generator,
) -> NDArray[np.float64]:
    """(n, n) how many times as likely as usual two partners are to work together, symmetric."""
    of = np.array(sectors)
    outgoing = draw.lognormal(0.0, 0.45, size=len(of))
    likely = np.sqrt(np.outer(outgoing, outgoing))
    likely *= np.where(of[:, None] == of[None, :], SAME_SECTOR, 1.0)
    shared = [[bool(set(mine) & set(theirs)) for theirs in counties] for mine in counties]
    likely *= np.where(np.array(shared), SAME_COUNTY, 1.0)
    likely[backbone] = likely[:, backbone] = 6.0
    for one, other in APART:
        apart = np.outer(of == one, of == other)
        likely[apart | apart.T] = 0.0
    return likely


def _pairs(draw: np.random.Generator, chance: NDArray[np.float64]) -> NDArray[np.bool_]:
    """(n, n) pairs that come about, symmetric, nobody with themselves."""
    upper = np.triu(draw.random(chance.shape) < chance, k=1)
    return upper | upper.T


def _named(
    draw: np.random.Generator,
    tied: NDArray[np.bool_],
    answered: NDArray[np.intp],
    regard: NDArray[np.float64],
) -> list[Named]:
    found = []
    for by in answered:
        for about in np.flatnonzero(tied[by]):
            if draw.random() > NAMED:
                continue
            frequency = int(draw.choice(SCORES, p=(0.3, 0.34, 0.24, 0.12)))
            activity = int(np.clip(round(frequency - 1 + draw.normal(0, 0.6)), 0, 3))
            ratings = np.clip(np.rint(draw.normal(regard[about], 0.7, size=6)), 1, 4).astype(int)
            found.append(Named(int(by), int(about), frequency, activity, tuple(ratings.tolist())))
    return found
