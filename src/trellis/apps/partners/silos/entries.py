"""What is compared of partners or programs, as columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

NO_ROLE = -1


@dataclass(frozen=True, slots=True)
class Entries:
    """Partners or programs, n of them, with what is known of each. No flag at all means: not known.

    owner: (n,) whose it is; two of one owner are never compared. role: (n,) what it is to young people; only
    equal ones can be duplicates of each other, NO_ROLE of nothing. topics: (n, t). ages: (n, a), whatever the
    columns stand for. counties: (n, c) served. areas: (n, m) smaller than a county, served. site_of: (s,) the
    entry that each site belongs to, in order; latitude, longitude: (s,) degrees. text: (n, d), each of length
    1, or 0 where there is none. needs, offers: (n, r) resources.
    """

    owner: Integers
    role: Integers
    topics: Flags
    ages: Flags
    counties: Flags
    areas: Flags
    site_of: Integers
    latitude: Floats
    longitude: Floats
    text: NDArray[np.float32]
    needs: Flags
    offers: Flags

    def __post_init__(self) -> None:
        size = len(self.owner)
        for name in ("role", "topics", "ages", "counties", "areas", "text", "needs", "offers"):
            if len(getattr(self, name)) != size:
                raise ValueError(f"“{name}” has {len(getattr(self, name))} rows for {size} entries.")
        if not len(self.site_of) == len(self.latitude) == len(self.longitude):
            raise ValueError("Each site has an entry, a latitude and a longitude.")
        if self.needs.shape != self.offers.shape:
            raise ValueError("Needs and offers are of the same resources.")
        if np.any(np.diff(self.site_of) < 0) or (
            len(self.site_of) and not 0 <= self.site_of[0] <= self.site_of[-1] < size
        ):
            raise ValueError("Sites are in the order of their entries.")

    def __len__(self) -> int:
        return len(self.owner)
