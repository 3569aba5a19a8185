"""Names what comes back across sectors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from trellis.apps.core.audit import services as audit
from trellis.apps.readiness.models import Assessment, SectorTableEntry, Theme

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
    """Keeps a theme with the entries that belong to it; entries of other assessments are left out."""
    with transaction.atomic():
        made = theme or Theme(alliance=assessment.alliance, assessment=assessment)
        made.name, made.description = name, description
        made.save()
        rows = SectorTableEntry.objects.for_alliance(assessment.alliance)
        made.entries.set(rows.filter(respondent__assessment=assessment, number__in=list(entries)))
        action = "theme.changed" if theme else "theme.created"
        audit.record(by=by, alliance=assessment.alliance, action=action, target=made)
    return made


def delete(*, theme: Theme, by: User) -> None:
    """Removes a theme; what people wrote stays."""
    with transaction.atomic():
        audit.record(by=by, alliance=theme.alliance, action="theme.deleted", target=theme)
        theme.delete()
