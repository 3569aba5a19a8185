"""Reads of imports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Count, Q, QuerySet

from trellis.apps.core.jobs.models import UNFINISHED, Job
from trellis.apps.programs.models import ImportRow, ImportRun, Source

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance

State = ImportRun.State
# A preview that was cancelled or broke leaves "reading" behind; it may be started again.
CHANGEABLE: Final = (State.UPLOADED, State.READING, State.READY, State.FAILED)
DISCARDABLE: Final = (State.UPLOADED, State.READING, State.READY, State.FAILED)
FILTERS: Final = {
    "all": Q(),
    "add": Q(action=ImportRow.Action.ADD),
    "change": Q(action=ImportRow.Action.CHANGE),
    "same": Q(action=ImportRow.Action.SAME),
    "reject": Q(action=ImportRow.Action.REJECT),
    "skip": Q(action=ImportRow.Action.SKIP),
    "duplicates": Q(duplicate__isnull=False),
    "problems": ~Q(problems=[]),
}


def runs(alliance: Alliance) -> QuerySet[ImportRun]:
    """The alliance's imports, newest first."""
    return ImportRun.objects.for_alliance(alliance).select_related("source", "started_by", "alliance")


def run(alliance: Alliance, pk: int) -> ImportRun | None:
    """One import of the alliance."""
    return runs(alliance).filter(pk=pk).first()


def sources(alliance: Alliance) -> QuerySet[Source]:
    """The lists that were imported before, by name."""
    return Source.objects.for_alliance(alliance).annotate(imports=Count("runs")).order_by("name")


def remembered(run: ImportRun) -> dict[str, str]:
    """{column: field, or "" where it is left out} as matched in this import or in earlier ones of its list.

    What HSDS has in `row` is where a row stands in the file: that is nobody's to match.
    """
    known = {"row": ""} if run.layout.startswith("hsds") else {}
    return {**known, **run.source.mapping, **run.mapping}


def jobs_of(run: ImportRun) -> QuerySet[Job]:
    """The jobs that worked on an import, newest first."""
    return (
        Job.objects.for_alliance(run.alliance)
        .filter(kind__startswith="programs.", parameters__run=run.pk)
        .select_related("alliance", "created_by")
        .order_by("-pk")
    )


def job_under_way(run: ImportRun) -> Job | None:
    """The job that works on an import now."""
    return jobs_of(run).filter(state__in=UNFINISHED).first()


def rows(run: ImportRun, which: str) -> QuerySet[ImportRow]:
    """The import's rows under one of FILTERS, in the order of the file."""
    return (
        ImportRow.objects.for_alliance(run.alliance)
        .filter(FILTERS.get(which, Q()), run=run)
        .order_by("number")
    )


def row(run: ImportRun, number: int) -> ImportRow | None:
    """One row by its number in the file."""
    return ImportRow.objects.for_alliance(run.alliance).filter(run=run, number=number).first()
