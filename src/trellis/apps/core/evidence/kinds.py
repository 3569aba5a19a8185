"""What each kind of evidence says of itself on its page. The app that makes a kind registers it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.evidence.models import Evidence
from trellis.apps.core.evidence.parameters import in_words
from trellis.apps.core.permissions import Permission, Standing

Text = str | Promise


def _nothing(evidence: Evidence) -> list[str]:
    return []


@dataclass(frozen=True, slots=True)
class EvidenceKind:
    """The words for one kind of evidence.

    `how` says in one or two sentences how the method works; `how_sure` and `leaves_out` give sentences about
    one record (its intervals and why; what it doesn't count); `page` is where the result is to be read.
    `asked` gives what was asked for, as (label, value), where the usual words for parameters don't do.
    `is_kept_by_hand`: somebody chose to keep each of them, so that each is news. `is_news`: the newest about
    each subject is, whatever the subject. `permission`: who sees the records of this kind, beside the
    permission to see evidence at all; None: everybody who has that.
    """

    kind: str
    label: Text
    how: Text
    how_sure: Callable[[Evidence], list[str]] = _nothing
    leaves_out: Callable[[Evidence], list[str]] = _nothing
    page: Callable[[Evidence], str | None] = lambda evidence: None
    asked: Callable[[Evidence], list[tuple[str, str]]] = lambda evidence: in_words(evidence.parameters)
    is_kept_by_hand: bool = False
    is_news: bool = False
    permission: Permission | None = None


_KINDS: dict[str, EvidenceKind] = {}


def register(kind: EvidenceKind) -> None:
    """Makes the words of a kind known; called from the `ready()` of the app that makes it."""
    _KINDS[kind.kind] = kind


def of(evidence: Evidence) -> EvidenceKind:
    """The words of this record's kind."""
    return _KINDS.get(evidence.kind) or EvidenceKind(
        evidence.kind, evidence.kind, _("The method and its parameters are named below.")
    )


def kept_by_hand() -> list[str]:
    """The kinds whose every record somebody chose to keep."""
    return [kind.kind for kind in _KINDS.values() if kind.is_kept_by_hand]


def news() -> list[str]:
    """The kinds of which the newest about each subject is news."""
    return [kind.kind for kind in _KINDS.values() if kind.is_news]


def kept_from(standing: Standing) -> list[str]:
    """The kinds of which somebody doesn't see the records."""
    return [
        kind.kind
        for kind in _KINDS.values()
        if kind.permission is not None and not standing.may(kind.permission)
    ]


def label(kind: str) -> Text:
    """What a kind is called."""
    return _KINDS[kind].label if kind in _KINDS else kind
