"""Reads jobs."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from trellis.apps.core.jobs.models import UNFINISHED, Job

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance


def recent(alliance: "Alliance") -> QuerySet[Job]:
    """The alliance's jobs, newest first."""
    return Job.objects.for_alliance(alliance).select_related("created_by", "alliance")


def unfinished(alliance: "Alliance", *, kind: str = "") -> QuerySet[Job]:
    """The alliance's jobs that wait or run, so that the same work isn't started twice."""
    found = recent(alliance).filter(state__in=UNFINISHED)
    return found.filter(kind=kind) if kind else found


def by_id(alliance: "Alliance", pk: int) -> Job | None:
    """One job of the alliance."""
    return recent(alliance).filter(pk=pk).first()
