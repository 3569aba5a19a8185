"""Reads of imports of partners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Q, QuerySet

from trellis.apps.core.jobs.models import UNFINISHED, Job
from trellis.apps.partners.importing.fields import FIELDS
from trellis.apps.partners.importing.sector_words import key_of
from trellis.apps.partners.models import PartnerImport, PartnerImportRow, PartnerSource

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance

State = PartnerImport.State
KINDS: Final = "partner_imports."
# A preview that was cancelled or broke leaves "reading" behind; it may be started again.
CHANGEABLE: Final = (State.UPLOADED, State.READING, State.READY, State.FAILED)
FILTERS: Final = {
    "all": Q(),
    **{action.value: Q(action=action) for action in PartnerImportRow.Action},
    "duplicates": Q(duplicate__isnull=False),
    "problems": ~Q(problems=[]),
}


def runs(alliance: Alliance) -> QuerySet[PartnerImport]:
    """The alliance's imports, newest first."""
    found: QuerySet[PartnerImport] = PartnerImport.objects.for_alliance(alliance)
    return found.select_related("source", "started_by", "alliance")


def run(alliance: Alliance, pk: int) -> PartnerImport | None:
    """One import of the alliance."""
    return runs(alliance).filter(pk=pk).first()


def sources(alliance: Alliance) -> QuerySet[PartnerSource]:
    """The lists that were imported before, by name."""
    found: QuerySet[PartnerSource] = PartnerSource.objects.for_alliance(alliance)
    return found.annotate(imports=Count("runs")).order_by("name")


def remembered(run: PartnerImport) -> dict[str, str]:
    """{column: field, or "" where it is left out} as matched in this import or in earlier ones of its list.

    HSDS says itself what each value is: the columns made of it are our fields. `row` is where a row stands in
    the file: that is nobody's to match.
    """
    known = {**{field: field for field in FIELDS}, "row": ""} if run.layout.startswith("hsds") else {}
    return {**known, **run.source.mapping, **run.mapping}


def jobs_of(run: PartnerImport) -> QuerySet[Job]:
    """The jobs that worked on an import, newest first."""
    return (
        Job.objects.for_alliance(run.alliance)
        .filter(kind__startswith=KINDS, parameters__run=run.pk)
        .select_related("alliance", "created_by")
        .order_by("-pk")
    )


def job_under_way(run: PartnerImport) -> Job | None:
    """The job that works on an import now."""
    return jobs_of(run).filter(state__in=UNFINISHED).first()


def rows(run: PartnerImport, which: str) -> QuerySet[PartnerImportRow]:
    """The import's rows under one of FILTERS, in the order of the file."""
    found: QuerySet[PartnerImportRow] = PartnerImportRow.objects.for_alliance(run.alliance)
    return found.filter(FILTERS.get(which, Q()), run=run).order_by("number")


def row(run: PartnerImport, number: int) -> PartnerImportRow | None:
    """One row by its number in the file."""
    return rows(run, "all").filter(number=number).first()


def unknown_sectors(run: PartnerImport) -> list[tuple[str, str, int]]:
    """(key, word, rows) of the words for sectors that we don't know, most frequent first: one query."""
    found: dict[str, list[Any]] = {}
    rejected = rows(run, PartnerImportRow.Action.REJECT).values_list("problems", flat=True)
    for problems in rejected:
        for problem in problems:
            if problem["code"] == "sector":
                word = problem["values"]["text"]
                found.setdefault(key_of(word), [word, 0])[1] += 1
    return sorted(((key, word, count) for key, (word, count) in found.items()), key=lambda each: -each[2])
