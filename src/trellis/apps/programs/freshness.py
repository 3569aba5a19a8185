"""How old an entry is: fresh, old (marked), or so old that the public no longer sees it.

An entry is as old as its last confirmation; one that nobody has confirmed counts from the day it was
entered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trellis.apps.programs.models import DirectorySettings

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.programs.models import Program


class Freshness(models.TextChoices):
    """How far an entry can be relied on."""

    FRESH = "fresh", _("Up to date")
    OLD = "old", _("Old")
    HIDDEN = "too_old", _("Too old for the public")


@dataclass(frozen=True, slots=True)
class Limits:
    """After how many days an entry is old, hidden, and its partner asked."""

    stale_after_days: int
    hidden_after_days: int
    ask_every_days: int

    def of(self, confirmed: date, today: date) -> Freshness:
        """How fresh something is that was last confirmed on `confirmed`."""
        age = (today - confirmed).days
        if age > self.hidden_after_days:
            return Freshness.HIDDEN
        return Freshness.OLD if age > self.stale_after_days else Freshness.FRESH

    def is_due(self, confirmed: date, today: date) -> bool:
        """Whether somebody should look again at what was last confirmed on `confirmed`."""
        return (today - confirmed).days > self.ask_every_days


def limits_of(alliance: Alliance) -> Limits:
    """The alliance's limits, the usual ones where it set none: one query."""
    row = DirectorySettings.objects.for_alliance(alliance).first() or DirectorySettings()
    return Limits(row.stale_after_days, row.hidden_after_days, row.ask_every_days)


def confirmed_on(program: Program) -> date:
    """The day from which a program's age counts."""
    return program.verified_on or timezone.localdate(program.created_at)


def freshness_of(program: Program, limits: Limits, today: date) -> Freshness:
    """How fresh a program's entry is."""
    return limits.of(confirmed_on(program), today)


def older_than(days: int, today: date, *, prefix: str = "") -> Q:
    """The programs last confirmed more than `days` before `today`.

    `prefix` leads from another model to the program: "program__" from a session.
    """
    first_day = today - timedelta(days=days)
    midnight = timezone.make_aware(datetime.combine(first_day, time.min))
    return Q(**{f"{prefix}verified_on__lt": first_day}) | Q(
        **{f"{prefix}verified_on__isnull": True, f"{prefix}created_at__lt": midnight}
    )


def shown_to_public(limits: Limits, today: date, *, prefix: str = "") -> Q:
    """The programs that are not too old for the public."""
    return ~older_than(limits.hidden_after_days, today, prefix=prefix)


def having(freshness: Freshness, limits: Limits, today: date, *, prefix: str = "") -> Q:
    """The programs of one freshness."""
    old = older_than(limits.stale_after_days, today, prefix=prefix)
    hidden = older_than(limits.hidden_after_days, today, prefix=prefix)
    return {Freshness.FRESH: ~old, Freshness.OLD: old & ~hidden, Freshness.HIDDEN: hidden}[freshness]
