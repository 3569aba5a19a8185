"""Changes how an alliance keeps its partners' profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from trellis.apps.core.audit import services as audit
from trellis.apps.core.permissions import directory
from trellis.apps.partners.models import PartnerSettings
from trellis.apps.partners.services.writing import check_row

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance

FIELDS: Final = ("ask_every_days", "remind_every_days", "reminders")


def of(alliance: Alliance) -> PartnerSettings:
    """The alliance's settings, the usual ones where it set none: one query."""
    found = PartnerSettings.objects.for_alliance(alliance).first()
    return found or PartnerSettings(alliance=alliance)


def change(
    *, alliance: Alliance, by: User, ask_every_days: int, remind_every_days: int, reminders: int
) -> PartnerSettings:
    """Sets how often partners are asked about their profiles, and reminded."""
    with transaction.atomic():
        directory().lock(alliance)
        row = of(alliance)
        before = audit.state(row, *FIELDS)
        row.ask_every_days = ask_every_days
        row.remind_every_days = remind_every_days
        row.reminders = reminders
        check_row(row, FIELDS)
        changes = audit.difference(before, audit.state(row, *FIELDS))
        if changes:
            row.save()
            audit.record(
                by=by, alliance=alliance, action="partner_settings.changed", target=row, changes=changes
            )
    return row
