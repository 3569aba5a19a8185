"""Reads the audit rows."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from trellis.apps.core.audit.models import AuditEntry

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance


def entries(
    alliance: "Alliance",
    *,
    action: str = "",
    by: int | None = None,
    since: date | None = None,
    until: date | None = None,
    text: str = "",
) -> QuerySet[AuditEntry]:
    """The alliance's audit rows, newest first, narrowed by what is given."""
    found: QuerySet[AuditEntry] = AuditEntry.objects.for_alliance(alliance).select_related("by")
    if action:
        found = found.filter(action=action)
    if by is not None:
        found = found.filter(by_id=by)
    if since:
        found = found.filter(at__date__gte=since)
    if until:
        found = found.filter(at__date__lte=until)
    if text:
        found = found.filter(target_name__icontains=text)
    return found


def actions_used(alliance: "Alliance") -> list[str]:
    """The actions that occur in the alliance's audit rows."""
    return list(
        AuditEntry.objects.for_alliance(alliance)
        .order_by("action")
        .values_list("action", flat=True)
        .distinct()
    )


def people_in(alliance: "Alliance") -> list[tuple[int, str]]:
    """Those who occur in the alliance's audit rows: id and name."""
    rows = (
        AuditEntry.objects.for_alliance(alliance)
        .filter(by__isnull=False)
        .order_by("by__full_name")
        .values_list("by_id", "by__full_name", "by__email")
        .distinct()
    )
    return [(pk, name or email) for pk, name, email in rows]
