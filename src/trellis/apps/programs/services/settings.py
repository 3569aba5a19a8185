"""Changes how an alliance keeps its directory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from trellis.apps.core.audit import services as audit
from trellis.apps.core.permissions import directory
from trellis.apps.programs.models import DirectorySettings

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance

FIELDS = ("stale_after_days", "hidden_after_days", "ask_every_days")


def change(
    *, alliance: Alliance, by: User, stale_after_days: int, hidden_after_days: int, ask_every_days: int
) -> DirectorySettings:
    """Sets after how many days entries are old, hidden, and asked about."""
    with transaction.atomic():
        directory().lock(alliance)
        row = DirectorySettings.objects.for_alliance(alliance).first() or DirectorySettings(alliance=alliance)
        before = audit.state(row, *FIELDS)
        row.stale_after_days = stale_after_days
        row.hidden_after_days = hidden_after_days
        row.ask_every_days = ask_every_days
        changes = audit.difference(before, audit.state(row, *FIELDS))
        if changes:
            row.save()
            audit.record(
                by=by,
                alliance=alliance,
                action="directory_settings.changed",
                target=row,
                changes=changes,
            )
    return row
