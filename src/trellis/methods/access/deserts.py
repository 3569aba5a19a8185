"""Deserts: places with little access and many young people (docs/methods/equity.md#deserts)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trellis.methods.access.errors import InvalidInput
from trellis.methods.access.inequality import column

LOWEST: Final = 0.2  # the lowest fifth by access


@dataclass(frozen=True, slots=True)
class Deserts:
    """Which places are deserts, the two limits that made them so, and how many live there."""

    mask: NDArray[np.bool_]  # (n_places,)
    access_at_most: float  # seats per young person; NaN where no place has young people
    people_at_least: float  # young people; NaN where no place has any
    places: int
    people: float  # young people in deserts
    people_share: float  # of all young people; NaN where there are none


def deserts(*, access: ArrayLike, people: ArrayLike) -> Deserts:
    """Places in the lowest fifth by `access` (n,) and the upper half by young `people` (n,).

    Both are ranks among places where young people live, each place counted once. Places with the same access
    are all in the lowest fifth or all out: in, if they reach down into it and are below the middle place or
    have no access at all. So a region where everyone has the same has no deserts, and one where nobody has
    any is a desert wherever its people are.
    """
    seats, living = column("access", access), column("people", people)
    if seats.shape != living.shape:
        raise InvalidInput(f"access has {seats.size} places, people {living.size}.")
    lived_in = living > 0.0
    if not lived_in.any():
        return Deserts(np.zeros(seats.shape, np.bool_), np.nan, np.nan, 0, 0.0, np.nan)
    access_at_most = float(np.quantile(seats[lived_in], LOWEST, method="inverted_cdf"))
    middle = float(np.quantile(seats[lived_in], 0.5, method="higher"))
    people_at_least = float(np.quantile(living[lived_in], 0.5, method="higher"))
    low = (seats <= access_at_most) & ((seats < middle) | (seats == 0.0))
    mask = lived_in & low & (living >= people_at_least)
    inside = float(living[mask].sum())
    return Deserts(
        mask=mask,
        access_at_most=access_at_most,
        people_at_least=people_at_least,
        places=int(mask.sum()),
        people=inside,
        people_share=inside / float(living.sum()),
    )
