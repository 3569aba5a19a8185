"""What each audited action is called on pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.audit.models import AuditEntry

_SENTENCES: dict[str, str | Promise] = {
    "job.started": _("started %(target)s"),
    "job.cancelled": _("cancelled %(target)s"),
}


def register(sentences: dict[str, str | Promise]) -> None:
    """Adds sentences for actions: what follows the person's name, with `%(target)s` for the record."""
    _SENTENCES.update(sentences)


def sentence(entry: AuditEntry) -> str:
    """What happened, in words, without who did it."""
    known = _SENTENCES.get(entry.action)
    if known is None:
        return f"{entry.action} {entry.target_name}".strip()
    return str(known) % {"target": entry.target_name}


def actions() -> dict[str, str | Promise]:
    """All actions that have a sentence."""
    return dict(_SENTENCES)
