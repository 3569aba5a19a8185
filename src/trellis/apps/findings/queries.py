"""Reads of the thread."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet

from trellis.apps.findings.models import Decision, Recommendation, Verdict

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance

STANDS = (Verdict.ACCEPTED, Verdict.DISMISSED, Verdict.REOPENED)


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a recommendation stands: the last verdict, and everything said about it, oldest first."""

    recommendation: Recommendation
    history: tuple[Decision, ...]

    @property
    def latest(self) -> Decision | None:
        """The last acceptance, dismissal or reopening; notes don't change where it stands."""
        return next((each for each in reversed(self.history) if each.verdict in STANDS), None)

    @property
    def stands(self) -> str:
        """“accepted”, “dismissed”, or “open”."""
        latest = self.latest
        if latest is None or latest.verdict == Verdict.REOPENED:
            return "open"
        return latest.verdict

    @property
    def notes(self) -> tuple[Decision, ...]:
        """The notes, oldest first."""
        return tuple(each for each in self.history if each.verdict == Verdict.NOTED)


def decisions_for(alliance: "Alliance", *, subject: str, keys: Iterable[str]) -> dict[str, Answer]:
    """Return the answers given to these recommendations of a subject, by recommendation key."""
    found = _with_history(alliance).filter(subject=subject, key__in=list(keys))
    return {each.key: _answer(each) for each in found}


def answered(alliance: "Alliance") -> tuple[Answer, ...]:
    """Return every recommendation that somebody took a stand on, the latest first."""
    return tuple(_answer(each) for each in _with_history(alliance))


def _with_history(alliance: "Alliance") -> QuerySet[Recommendation]:
    history = Decision.objects.for_alliance(alliance).select_related("by")
    found: QuerySet[Recommendation] = (
        Recommendation.objects.for_alliance(alliance)
        .select_related("finding", "evidence")
        .defer("evidence__result_zlib")
        .prefetch_related(Prefetch("decisions", queryset=history))
    )
    return found


def _answer(recommendation: Recommendation) -> Answer:
    return Answer(recommendation=recommendation, history=tuple(recommendation.decisions.all()))
