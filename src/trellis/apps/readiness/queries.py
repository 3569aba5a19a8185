"""Reads assessments, and how many take part. What people answered is read by `results` alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, QuerySet

from trellis.apps.readiness import disclosure
from trellis.apps.readiness.models import Assessment, Invitee, Respondent, Theme

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance


@dataclass(frozen=True, slots=True)
class Participation:
    """How many began and finished, how many were written to, and from which sectors.

    `sectors` holds (code, people) of sectors that are large enough; `hidden_sectors` the codes of the others.
    """

    began: int
    finished: int
    listed: int
    sent: int
    sectors: tuple[tuple[str, int], ...]
    hidden_sectors: tuple[str, ...]


def assessments(alliance: Alliance) -> QuerySet[Assessment]:
    """All assessments, newest first, with how many people `began` and `finished`."""
    done = Count("respondents", filter=Q(respondents__finished_at__isnull=False))
    rows: QuerySet[Assessment] = Assessment.objects.for_alliance(alliance).annotate(
        began=Count("respondents", filter=Q(respondents__started_at__isnull=False)), finished=done
    )
    return rows


def assessment(alliance: Alliance, pk: int) -> Assessment | None:
    """One assessment of the alliance."""
    return Assessment.objects.for_alliance(alliance).select_related("alliance").filter(pk=pk).first()


def by_link(token: str) -> Assessment | None:
    """The assessment with this shared link, whichever alliance it belongs to."""
    rows = Assessment.objects.across_alliances().select_related("alliance")
    return rows.filter(link=token.lower()).exclude(status=Assessment.Status.DRAFT).first()


def respondent_by_token(token: str) -> Respondent | None:
    """Whose personal link this is."""
    rows = Respondent.objects.across_alliances().select_related("alliance", "assessment__alliance")
    return rows.filter(token_hash=Respondent.hash_of(token)).first()


def respondent_by_number(assessment: Assessment, number: str) -> Respondent | None:
    """Whose answers a browser's cookie names."""
    rows = Respondent.objects.for_alliance(assessment.alliance)
    rows = rows.select_related("alliance", "assessment__alliance")
    return rows.filter(assessment=assessment, number=number).first()


def began(assessment: Assessment) -> int:
    """How many people have begun to answer."""
    rows = Respondent.objects.for_alliance(assessment.alliance).filter(assessment=assessment)
    return rows.filter(started_at__isnull=False).count()


def participation(assessment: Assessment) -> Participation:
    """Who takes part, in numbers: two queries."""
    rows = Respondent.objects.for_alliance(assessment.alliance).filter(assessment=assessment)
    rows = rows.filter(started_at__isnull=False)
    done = Count("pk", filter=Q(finished_at__isnull=False))
    by_sector = list(rows.values("sector").annotate(people=Count("pk", distinct=True), done=done).order_by())
    sizes = {row["sector"]: row["people"] for row in by_sector}
    shown = disclosure.shown_groups(sizes, assessment.min_respondents)
    invited = Invitee.objects.for_alliance(assessment.alliance).filter(assessment=assessment)
    mail = invited.aggregate(listed=Count("pk"), sent=Count("sent_at"))
    return Participation(
        began=sum(sizes.values()),
        finished=sum(row["done"] for row in by_sector),
        listed=mail["listed"],
        sent=mail["sent"],
        sectors=tuple(sorted((code, sizes[code]) for code in shown)),
        hidden_sectors=tuple(sorted(set(sizes) - shown)),
    )


def invitees(assessment: Assessment) -> QuerySet[Invitee]:
    """The addresses on the list; `is_done` of those with a link of their own."""
    rows: QuerySet[Invitee] = Invitee.objects.for_alliance(assessment.alliance).filter(assessment=assessment)
    return rows.annotate(done_at=F("respondent__finished_at"))


def closed_before(assessment: Assessment) -> QuerySet[Assessment]:
    """Earlier assessments of the same bank, newest first, of any version of it."""
    rows: QuerySet[Assessment] = Assessment.objects.for_alliance(assessment.alliance).filter(
        bank=assessment.bank, status=Assessment.Status.CLOSED
    )
    return rows.exclude(pk=assessment.pk).order_by("-closed_at", "-pk")


def last_closed(alliance: Alliance) -> Assessment | None:
    """The assessment that closed last."""
    rows = Assessment.objects.for_alliance(alliance).filter(status=Assessment.Status.CLOSED)
    return rows.select_related("alliance").order_by("-closed_at", "-pk").first()


def themes(assessment: Assessment) -> QuerySet[Theme]:
    """What staff found across sectors, with the entries that belong to it."""
    rows: QuerySet[Theme] = Theme.objects.for_alliance(assessment.alliance).filter(assessment=assessment)
    return rows.prefetch_related("entries")
