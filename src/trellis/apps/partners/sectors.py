"""The sectors that an alliance brings together: fixed codes, labels in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise


class Sector(models.TextChoices):
    """What kind of organization a partner is."""

    SCHOOL_DISTRICT = "school_district", _("School district")
    SCHOOL = "school", _("School")
    CAREER_TECH = "career_tech", _("Career tech")
    TWO_YEAR_COLLEGE = "two_year_college", _("Two-year college")
    FOUR_YEAR_COLLEGE = "four_year_college", _("Four-year college or university")
    OUT_OF_SCHOOL = "out_of_school", _("Out-of-school-time program")
    MUSEUM = "museum", _("Museum or science center")
    LIBRARY = "library", _("Library")
    STEM_COMPANY = "stem_company", _("STEM company")
    BUSINESS = "business", _("Business with STEM needs")
    PROFESSIONAL_SOCIETY = "professional_society", _("Professional society")
    COMMUNITY = "community", _("Community-based organization")
    PHILANTHROPY = "philanthropy", _("Philanthropy")
    FAMILIES = "families", _("Families and parents")
    YOUTH = "youth", _("Youth organization")
    GOVERNMENT = "government", _("Government and workforce board")
    RESEARCH = "research", _("Research institution")
    MEDIA = "media", _("Media")


EMPLOYERS: Final = frozenset({Sector.STEM_COMPANY, Sector.BUSINESS})
"""Sectors that are asked whom they will hire; every other partner can say so too."""


def label(code: str) -> str | Promise:
    """What a sector is called; a code that isn't one stays as it came."""
    return Sector(code).label if code in Sector.values else code
