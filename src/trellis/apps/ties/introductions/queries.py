"""Reads introductions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet

from trellis.apps.core.jobs import queries as job_queries
from trellis.apps.organizations.models import Organization
from trellis.apps.partners import queries as partner_queries
from trellis.apps.partners.models import Partner
from trellis.apps.ties.models import Introduction
from trellis.apps.ties.models.introduction import OPEN

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.core.jobs.models import Job

FIND_JOB = "ties.introductions"
SEND_JOB = "ties.introduce"


def introductions(alliance: Alliance) -> QuerySet[Introduction]:
    """All introductions with both partners, the best first."""
    found: QuerySet[Introduction] = Introduction.objects.for_alliance(alliance).select_related(
        "one__organization", "other__organization", "wave", "checked_in", "decided_by"
    )
    return found


def introduction(alliance: Alliance, pk: int) -> Introduction | None:
    """One introduction, both partners with all that a mail says of them."""
    everything = partner_queries.with_everything(partner_queries.partners_of(alliance), alliance)
    return (
        Introduction.objects.for_alliance(alliance)
        .select_related("alliance", "wave", "checked_in", "decided_by")
        .prefetch_related(Prefetch("one", queryset=everything), Prefetch("other", queryset=everything))
        .filter(pk=pk)
        .first()
    )


def names_of(alliance: Alliance, rows: list[Introduction]) -> dict[int, str]:
    """The names of those who know both sides, by number: one query."""
    wanted = {number for row in rows for number in row.through}
    found = Organization.objects.for_alliance(alliance).filter(partner__in=wanted)
    return dict(found.values_list("partner__pk", "name"))


def under_way_of(alliance: Alliance, partners: list[Partner]) -> Counter[int]:
    """How many introductions each of the partners has under way: one query."""
    numbers = {partner.pk for partner in partners}
    rows = Introduction.objects.for_alliance(alliance).filter(status__in=OPEN).values_list("one", "other")
    return Counter(number for pair in rows for number in pair if number in numbers)


def being_found(alliance: Alliance) -> Job | None:
    """The job that looks for introductions; None where none does."""
    return job_queries.unfinished(alliance, kind=FIND_JOB).first()
