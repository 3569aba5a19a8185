"""How each sector is marked: one of six colors and one of four shapes, so that no two look alike.

The colors are those of charts (`core/ui/chart_theme.py`), which color-blind readers can tell apart; sectors
of one color are told apart by their shape. A sector keeps its mark from wave to wave.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from trellis.apps.core.ui.network import SHAPES
from trellis.apps.partners.sectors import Sector
from trellis.apps.ties.models.roster import UNKNOWN_SECTOR

COLORS: Final = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A color (1 to 6) and a shape."""

    color: int
    shape: str


_FAMILIES: Final = (
    (Sector.SCHOOL_DISTRICT, Sector.SCHOOL, Sector.CAREER_TECH),
    (Sector.STEM_COMPANY, Sector.BUSINESS, Sector.PROFESSIONAL_SOCIETY),
    (Sector.TWO_YEAR_COLLEGE, Sector.FOUR_YEAR_COLLEGE, Sector.RESEARCH),
    (Sector.OUT_OF_SCHOOL, Sector.YOUTH, Sector.FAMILIES),
    (Sector.MUSEUM, Sector.LIBRARY, Sector.MEDIA),
    (Sector.COMMUNITY, Sector.PHILANTHROPY, Sector.GOVERNMENT),
)
MARKS: Final[dict[str, Mark]] = {
    sector.value: Mark(color, shape)
    for color, family in enumerate(_FAMILIES, start=1)
    for sector, shape in zip(family, SHAPES, strict=False)
} | {UNKNOWN_SECTOR: Mark(COLORS, SHAPES[-1])}


def marks_of(sectors: Sequence[str]) -> dict[str, Mark]:
    """The mark of each of a network's sectors; a file's own sectors get what is left, in their order."""
    used = {MARKS[code] for code in sectors if code in MARKS}
    free = [
        mark for shape in SHAPES for color in range(1, COLORS + 1) if (mark := Mark(color, shape)) not in used
    ] or list(MARKS.values())
    own = [code for code in sectors if code not in MARKS]
    return {code: MARKS[code] if code in MARKS else free[own.index(code) % len(free)] for code in sectors}
