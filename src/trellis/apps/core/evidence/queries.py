"""Reads evidence. Lists leave the compressed result in the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from trellis.apps.core.evidence.content import canonical, sha256
from trellis.apps.core.evidence.models import Evidence

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance


def newest_answer(alliance: "Alliance", question_hash: str) -> Evidence | None:
    """The newest evidence that answers the question with this hash."""
    return Evidence.objects.for_alliance(alliance).filter(question_hash=question_hash).first()


def latest(
    alliance: "Alliance",
    *,
    kind: str,
    subject: str,
    method: str = "",
    parameters: dict[str, Any] | None = None,
) -> Evidence | None:
    """The newest evidence of a kind about a subject; with `method` and `parameters`, of that question."""
    if parameters is not None:
        question = {"kind": kind, "subject": subject, "method": method, "parameters": parameters}
        return newest_answer(alliance, sha256(canonical(question)))
    return Evidence.objects.for_alliance(alliance).filter(kind=kind, subject=subject).first()


def by_id(alliance: "Alliance", pk: int, *, without: Sequence[str] = ()) -> Evidence | None:
    """One record of the alliance's evidence, unless it is of one of the kinds `without`."""
    found = Evidence.objects.for_alliance(alliance).exclude(kind__in=without)
    return found.select_related("computed_by").filter(pk=pk).first()


def _listed(alliance: "Alliance") -> QuerySet[Evidence]:
    return Evidence.objects.for_alliance(alliance).defer("result_zlib")


def recent(alliance: "Alliance", *, kind: str = "", without: Sequence[str] = ()) -> QuerySet[Evidence]:
    """The alliance's evidence, newest first: of one kind, or of all but the kinds `without`."""
    found = _listed(alliance).exclude(kind__in=without) if without else _listed(alliance)
    return found.filter(kind=kind) if kind else found


def news(
    alliance: "Alliance",
    *,
    since: datetime,
    subjects: Sequence[str],
    kinds: Sequence[str],
    kept_by_hand: Sequence[str],
    without: Sequence[str] = (),
) -> list[int]:
    """The numbers of what everybody in the alliance wants to hear of, newest first.

    That is each record of the kinds `kept_by_hand`, and the newest of each other kind about each subject, if
    the subject is one of `subjects` or the kind one of `kinds`: what a member merely looked at isn't news.
    Kinds `without` aren't for the reader.
    """
    rows = (
        Evidence.objects.for_alliance(alliance)
        .filter(Q(subject__in=subjects) | Q(kind__in=[*kinds, *kept_by_hand]), computed_at__gte=since)
        .exclude(kind__in=without)
        .values_list("pk", "kind", "subject")
    )
    newest: dict[tuple[str, ...], int] = {}
    for pk, kind, subject in rows:
        newest.setdefault((kind, str(pk)) if kind in kept_by_hand else (kind, subject), pk)
    return list(newest.values())


def listed(alliance: "Alliance", numbers: Sequence[int]) -> list[Evidence]:
    """The records with these numbers, newest first."""
    return list(_listed(alliance).filter(pk__in=numbers))


def history(evidence: Evidence) -> QuerySet[Evidence]:
    """All answers to the question that `evidence` answers, newest first."""
    return _listed(evidence.alliance).filter(question_hash=evidence.question_hash)


def kinds_used(alliance: "Alliance", *, without: Sequence[str] = ()) -> list[str]:
    """The kinds of evidence that the alliance has, but for the kinds `without`."""
    found = _listed(alliance).exclude(kind__in=without)
    return list(found.order_by("kind").values_list("kind", flat=True).distinct())
