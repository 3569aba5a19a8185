"""Names what comes back across sectors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from trellis.apps.core.audit import services as audit
from trellis.apps.readiness import results
from trellis.apps.readiness.models import Assessment, Theme

if TYPE_CHECKING:
    from uuid import UUID

    from trellis.apps.accounts.models import User


def write(
    *,
    assessment: Assessment,
    by: User | None,
    name: str,
    description: str,
    entries: Iterable[UUID],
    theme: Theme | None = None,
) -> Theme:
    """Keeps a theme with the entries that belong to it; those that aren't shown are left out."""
    with transaction.atomic():
        made = theme or Theme(alliance=assessment.alliance, assessment=assessment)
        made.name, made.description = name, description
        made.save()
        chosen = set(entries)
        made.entries.set(entry for entry in results.entries(assessment) if entry.number in chosen)
        action = "theme.changed" if theme else "theme.created"
        audit.record(by=by, alliance=assessment.alliance, action=action, target=made)
    return made


def delete(*, theme: Theme, by: User) -> None:
    """Removes a theme; what people wrote stays."""
    with transaction.atomic():
        audit.record(by=by, alliance=theme.alliance, action="theme.deleted", target=theme)
        theme.delete()
