"""Reads what partners say they will hire."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet, Sum

from trellis.apps.partners.models import HiringNeed, Partner
from trellis.apps.partners.queries import editable_partners

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.core.permissions import Standing

CODED = ~Q(soc="")
NONE_FITS = Q(soc="", coded_by__isnull=False)
TO_CHOOSE = Q(soc="", coded_by__isnull=True)


def needs(alliance: Alliance) -> QuerySet[HiringNeed]:
    """The jobs that active and paused partners will fill, closed ones too."""
    found: QuerySet[HiringNeed] = (
        HiringNeed.objects.for_alliance(alliance)
        .filter(partner__status__in=(Partner.Status.ACTIVE, Partner.Status.PAUSED))
        .select_related("partner__organization")
    )
    return found


def open_needs(alliance: Alliance) -> QuerySet[HiringNeed]:
    """The jobs that are still to be filled."""
    return needs(alliance).filter(is_open=True)


def to_choose(alliance: Alliance) -> QuerySet[HiringNeed]:
    """The open jobs whose occupation nobody chose yet, the largest first."""
    return open_needs(alliance).filter(TO_CHOOSE).order_by("-how_many", "title", "pk")


def to_look_up(alliance: Alliance) -> QuerySet[HiringNeed]:
    """The open jobs whose title nobody looked up yet."""
    return (
        open_needs(alliance)
        .filter(TO_CHOOSE, searched_at__isnull=True)
        .select_related("alliance")
        .order_by("pk")
    )


def need_to_code(standing: Standing, pk: int) -> HiringNeed | None:
    """One job, where this person may say which occupation it is: its partner's editors and staff."""
    rows = HiringNeed.objects.for_alliance(standing.alliance).select_related(
        "alliance", "partner__alliance", "partner__organization", "coded_by"
    )
    return rows.filter(pk=pk, partner__in=editable_partners(standing)).first()


@dataclass(frozen=True, slots=True)
class Totals:
    """The open jobs in figures."""

    jobs: int
    positions: int
    employers: int
    hard_to_fill: int
    to_choose: int
    not_looked_up: int


def totals(alliance: Alliance) -> Totals:
    """The open jobs in figures: one query."""
    counted = (
        open_needs(alliance)
        .order_by()
        .aggregate(
            jobs=Count("pk"),
            positions=Sum("how_many", default=0),
            employers=Count("partner", distinct=True),
            hard_to_fill=Sum("how_many", filter=Q(is_hard_to_fill=True), default=0),
            to_choose=Count("pk", filter=TO_CHOOSE),
            not_looked_up=Count("pk", filter=TO_CHOOSE & Q(searched_at__isnull=True)),
        )
    )
    return Totals(**counted)
