"""Groups of students that are shown, and the published columns that each is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from trellis.sources.pipeline import SchoolPipeline

TOTAL: Final = "total"
RACES: Final = ("hi", "am", "as", "bl", "wh", "tr")
SEXES: Final = ("f", "m")
SOME: Final = ("lep", "idea")
GROUPS: Final = (TOTAL, *RACES, *SEXES, *SOME)
PARTITIONS: Final = (RACES, SEXES)
"""Groups of which every student is in one, but for a few whose group isn't told."""

# Native Hawaiians and other Pacific Islanders are so few in most districts that alone they would always be
# hidden, and others with them.
_TOGETHER: Final = {"as": ("as", "hp"), "f": ("total_f",), "m": ("total_m",)}


def by_group(pipeline: SchoolPipeline, published: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return students by `GROUPS`, shape (n, groups), from the collection's columns; NaN is unknown."""
    made = np.full((len(published), len(GROUPS)), np.nan)
    for position, group in enumerate(GROUPS):
        columns = _columns(pipeline, group)
        if columns:
            made[:, position] = published[:, columns].sum(axis=1)
    return made


def at(group: str) -> int:
    """Return where a group stands in the last axis of `by_group`."""
    return GROUPS.index(group)


def _columns(pipeline: SchoolPipeline, group: str) -> list[int]:
    if group == TOTAL:
        return [pipeline.column(TOTAL)]
    names = _TOGETHER.get(group, (group,))
    wanted = {f"{name}_{sex}" for name in names for sex in "mf"} if group not in SEXES else set(names)
    return [position for position, each in enumerate(pipeline.groups) if each in wanted]
