"""What each audited action is called on pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.audit.models import AuditEntry

Text = str | Promise

_SENTENCES: dict[str, Text] = {
    "job.started": _("started %(target)s"),
    "job.cancelled": _("cancelled %(target)s"),
}


def register(sentences: dict[str, Text]) -> None:
    """Adds sentences for actions: what follows the person's name, with `%(target)s` for the record."""
    _SENTENCES.update(sentences)


def sentence(entry: AuditEntry) -> str:
    """What happened, in words, without who did it."""
    known = _SENTENCES.get(entry.action)
    if known is None:
        return f"{entry.action} {entry.target_name}".strip()
    return str(known) % {"target": entry.target_name}


def label(action: str) -> str:
    """What an action is called in a list of actions."""
    known = _SENTENCES.get(action)
    return action if known is None else str(known) % {"target": "…"}
