"""How much of a profile is filled in, and what to do next.

A part is filled or not; the share is filled parts over those asked of the partner's sector. The database
decides it, so that a list of partners can be filtered and sorted by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import BooleanField, Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from trellis.apps.partners.models import Asset, HiringNeed, NeedOrOffer, Partner, PartnerPlace, Person
from trellis.apps.partners.sectors import EMPLOYERS

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from trellis.apps.alliances.models import Alliance


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a profile: where it is edited, what it is called, what to do while it is empty."""

    key: str
    label: str | Promise
    to_do: str | Promise
    minutes: float


PARTS: Final = (
    Part("about", _("What you are"), _("Say in two sentences what you do, and how to reach you"), 1),
    Part("focus", _("Whom you work for"), _("Tick the grades and fields you work on"), 0.5),
    Part("places", _("Where"), _("Say where you are and which counties you serve"), 0.5),
    Part("reach", _("How many"), _("Say about how many you reach in a year"), 0.5),
    Part("brings", _("What you bring"), _("Tick what others could use: space, mentors, equipment"), 0.5),
    Part("needs", _("What you need and offer"), _("Tick what you look for and what you would give"), 0.5),
    Part("people", _("People"), _("Name a main contact, with their agreement"), 1),
    Part("hiring", _("Whom you hire"), _("Say which jobs you will fill"), 1),
)
"""The parts that count, in the order in which they are asked for."""

BY_KEY: Final = {part.key: part for part in PARTS}


def asked_of(sector: str) -> tuple[Part, ...]:
    """The parts that count for a partner of this sector: only employers must say whom they hire."""
    return PARTS if sector in EMPLOYERS else tuple(part for part in PARTS if part.key != "hiring")


@dataclass(frozen=True, slots=True)
class Completeness:
    """A profile's parts, which of them are filled, and the first that isn't."""

    asked: tuple[Part, ...]
    filled: frozenset[str]

    @property
    def count(self) -> int:
        """How many of the parts asked for are filled."""
        return sum(part.key in self.filled for part in self.asked)

    @property
    def share(self) -> float:
        """Filled parts over parts asked for, 0 to 1."""
        return self.count / len(self.asked)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to fill in."""
        return self.count == len(self.asked)

    @property
    def next(self) -> Part | None:
        """The first part that is still empty."""
        return next((part for part in self.asked if part.key not in self.filled), None)

    @property
    def minutes_left(self) -> int:
        """About how many minutes the empty parts take."""
        left = sum(part.minutes for part in self.asked if part.key not in self.filled)
        return max(1, round(left)) if left else 0


def of(partner: Partner) -> Completeness:
    """The completeness of a partner that came from a query with `annotated`."""
    filled = frozenset(part.key for part in PARTS if getattr(partner, f"has_{part.key}"))
    return Completeness(asked_of(partner.sector), filled)


def annotated(partners: QuerySet[Partner], alliance: Alliance) -> QuerySet[Partner]:
    """The partners with `has_<part>` for each part, `parts_filled`, `parts_asked` and `percent_filled`."""
    found = partners.annotate(
        **{f"has_{key}": _truth(condition) for key, condition in _filled(alliance).items()}
    )
    filled: Combinable = Value(0)
    for part in PARTS:
        counts = Q(**{f"has_{part.key}": True})
        if part.key == "hiring":
            counts &= Q(sector__in=EMPLOYERS)
        filled = filled + _one(counts)
    asked = _one(Q(sector__in=EMPLOYERS)) + Value(len(PARTS) - 1)
    found = found.annotate(parts_filled=filled, parts_asked=asked)
    return found.annotate(percent_filled=F("parts_filled") * Value(100) / F("parts_asked"))


COMPLETE: Final = Q(parts_filled=F("parts_asked"))
"""Annotated partners of whom nothing is missing."""


def _filled(alliance: Alliance) -> Mapping[str, Any]:
    """When each part counts as filled."""
    reached = Q(reach_young_people__isnull=False) | Q(reach_educators__isnull=False)
    contact = Q(is_main_contact=True, consented_on__isnull=False) & ~Q(email="")
    return {
        "about": ~Q(organization__description="")
        & (~Q(organization__url="") | ~Q(organization__email="") | ~Q(organization__phone="")),
        "focus": ~Q(grade_bands=[]) & ~Q(fields=[]),
        "places": _having(PartnerPlace, alliance) & (~Q(counties=[]) | ~Q(districts=[]) | ~Q(zip_codes=[])),
        "reach": reached | Q(reach_places__isnull=False),
        "brings": _having(Asset, alliance),
        "needs": _having(NeedOrOffer, alliance, is_open=True),
        "people": _having(Person, alliance, contact),
        "hiring": _having(HiringNeed, alliance, is_open=True),
    }


def _having(model: Any, alliance: Alliance, *conditions: Q, **named: Any) -> Q:
    rows = model.objects.for_alliance(alliance).filter(*conditions, partner=OuterRef("pk"), **named)
    return Q(Exists(rows.order_by()))


def _truth(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _one(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())
