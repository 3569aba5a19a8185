"""What partners are to young people: only partners of one role can do the same."""

from __future__ import annotations

from typing import Final

from trellis.apps.partners.sectors import Sector
from trellis.apps.partners.silos.entries import NO_ROLE

_ROLES: Final[tuple[frozenset[str], ...]] = (
    # They offer young people something beside school.
    frozenset(
        {
            Sector.OUT_OF_SCHOOL, Sector.MUSEUM, Sector.LIBRARY, Sector.COMMUNITY, Sector.YOUTH,
            Sector.FAMILIES, Sector.RESEARCH, Sector.PROFESSIONAL_SOCIETY, Sector.TWO_YEAR_COLLEGE,
            Sector.FOUR_YEAR_COLLEGE,
        }
    ),
    frozenset({Sector.PHILANTHROPY}),
    frozenset({Sector.GOVERNMENT}),
    frozenset({Sector.MEDIA}),
)  # fmt: skip


def role_of(sector: str) -> int:
    """The role's number.

    Schools, districts and career tech have none: to teach all of their own is what each is for. Nor have
    employers: the fields they name are their trade, and what they give is matched to needs.
    """
    return next((number for number, sectors in enumerate(_ROLES) if sector in sectors), NO_ROLE)
