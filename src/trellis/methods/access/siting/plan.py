"""What a siting plan says: the sites, who goes where, and how sure it is that none is better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

Goal = Literal["cover", "minutes"]
How = Literal["exact", "interchange"]


@dataclass(frozen=True, slots=True)
class Parts:
    """Which share of which place goes to which site; columns of shape (n_parts,), ordered by place."""

    place: Integers
    site: Integers
    share: Floats  # of the place's people; 1 unless sites have capacities
    minutes: Floats  # on the way; NaN when covering


@dataclass(frozen=True, slots=True)
class Plan:
    """The chosen sites and what they do. Sites and places are indices into the columns that were given."""

    goal: Goal
    chosen: Integers  # (n_chosen,) new sites, the one that gains most first; none that would gain nothing
    locked: Integers  # (n_locked,) sites that are there in any case
    objective: float  # weight covered, or Σ weight × minutes; locked sites included
    before: float  # the same with the locked sites alone; infinite minutes where there are none
    bound: float  # proven: no plan covers more, or takes fewer minutes
    gap: float  # |bound − objective| / objective; 0 when the plan is proven best
    how: How
    cost: float  # of the chosen sites; 0 without costs
    gained: Floats  # (n_chosen,) weight that goes to each new site
    assigned: Integers  # (n_places,) the site most of the place goes to; −1 for none
    minutes: Floats  # (n_places,) on the way, mean over the place's parts; NaN for none, and when covering
    parts: Parts
    before_parts: Parts  # with the locked sites alone

    @property
    def proven(self) -> bool:
        """Whether no other choice is better."""
        return self.gap == 0.0
