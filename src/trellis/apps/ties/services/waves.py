"""Prepares, opens, closes and reopens waves."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.apps.core.audit import services as audit
from trellis.apps.ties.banks import latest
from trellis.apps.ties.models import FEWEST_RATERS, Respondent, RosterEntry, Wave
from trellis.apps.ties.services import publishing

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance

FIELDS: Final = ("name", "introduction", "opens_on", "closes_at", "min_raters", "remind_every_days")
SETTLED_ON_OPENING: Final = ("min_raters", "opens_on")
"""What people were told when they answered, and the day it stands for; both stay."""


def create(
    *,
    alliance: Alliance,
    by: User | None,
    name: str,
    kind: str = Wave.Kind.ORGANIZATIONS,
    introduction: str = "",
    opens_on: date | None = None,
    closes_at: datetime | None = None,
    min_raters: int = FEWEST_RATERS,
    remind_every_days: int = 7,
) -> Wave:
    """Prepares a wave with the newest questions and nobody on its list."""
    bank = latest()
    made = Wave(
        alliance=alliance,
        name=name,
        kind=kind,
        introduction=introduction,
        opens_on=opens_on,
        closes_at=closes_at,
        bank=bank.key,
        bank_version=bank.version,
        min_raters=min_raters,
        remind_every_days=remind_every_days,
    )
    with transaction.atomic():
        made.clean_fields(exclude=["alliance"])
        made.save(force_insert=True)
        record(made, "wave.created", by)
    return made


def change(*, wave: Wave, by: User | None, **values: Any) -> Wave:
    """Changes what `FIELDS` name; once it opened, not what people were told."""
    if unknown := set(values) - set(FIELDS):
        raise TypeError(f"There is no {', '.join(sorted(unknown))} to set.")
    with transaction.atomic():
        row = locked(wave)
        if not row.is_draft:
            values = {name: value for name, value in values.items() if name not in SETTLED_ON_OPENING}
        before = audit.state(row, *values)
        for name, value in values.items():
            setattr(row, name, value)
        changes = audit.difference(before, audit.state(row, *values))
        if changes:
            row.clean_fields(exclude=["alliance"])
            row.save(update_fields=[*changes, "changed_at"])
            record(row, "wave.changed", by, changes)
    return row


def open_(*, wave: Wave, by: User | None) -> Wave:
    """Lets people answer. A wave that nobody could answer, or name anybody in, stays as it is."""
    with transaction.atomic():
        row = locked(wave)
        if not row.is_draft:
            raise ValidationError(_("It has been opened already."))
        if RosterEntry.objects.for_alliance(row.alliance).filter(wave=row).count() < 2:
            raise ValidationError(_("Put at least two on the list first: one alone has nobody to name."))
        if not Respondent.objects.for_alliance(row.alliance).filter(wave=row).exists():
            raise ValidationError(_("Say first who is asked: nobody has an address yet."))
        _check_end(row)
        row.status = Wave.Status.OPEN
        row.opens_on = row.opens_on or timezone.localdate()
        row.save(update_fields=["status", "opens_on", "changed_at"])
        record(row, "wave.opened", by)
    return row


def close(*, wave: Wave, by: User | None) -> Wave:
    """Takes no more answers; from now on the network is shown, if enough have answered."""
    with transaction.atomic():
        row = locked(wave)
        if row.status != Wave.Status.OPEN:
            raise ValidationError(_("It isn't open."))
        row.status = Wave.Status.CLOSED
        row.closed_at = timezone.now()
        row.save(update_fields=["status", "closed_at", "changed_at"])
        publishing.publish_ratings(row)
        record(row, "wave.closed", by)
    return row


def reopen(*, wave: Wave, by: User | None, closes_at: datetime | None) -> Wave:
    """Takes answers again until `closes_at`. Ratings that change by fewer than three stay as they were."""
    with transaction.atomic():
        row = locked(wave)
        if row.status != Wave.Status.CLOSED or row.is_imported:
            raise ValidationError(_("Only a survey that is closed can be opened again."))
        row.closes_at = closes_at
        _check_end(row)
        row.status, row.closed_at = Wave.Status.OPEN, None
        row.save(update_fields=["status", "closes_at", "closed_at", "changed_at"])
        record(row, "wave.reopened", by)
    return row


def settle(wave: Wave) -> Wave:
    """Closes a wave whose time has run out; any other stays as it is."""
    if wave.status == Wave.Status.OPEN and wave.is_over:
        try:
            return close(wave=wave, by=None)
        except ValidationError:  # somebody else closed it meanwhile
            wave.refresh_from_db()
    return wave


def close_due(*, alliance: Alliance) -> int:
    """Closes every wave whose time has run out; how many: one query where there is none."""
    due = Wave.objects.for_alliance(alliance).filter(status=Wave.Status.OPEN, closes_at__lte=timezone.now())
    return sum(1 for row in due.select_related("alliance") if settle(row).status == Wave.Status.CLOSED)


def delete(*, wave: Wave, by: User) -> None:
    """Removes a wave with its list and its answers."""
    with transaction.atomic():
        row = locked(wave)
        record(row, "wave.deleted", by)
        row.delete()


def record(wave: Wave, action: str, by: User | None, changes: audit.Changes | None = None) -> None:
    """Adds the audit row of a write to a wave. Never give it an answer."""
    audit.record(by=by, alliance=wave.alliance, action=action, target=wave, changes=changes)


def locked(wave: Wave) -> Wave:
    """The wave as it is stored now, kept from other writers until the transaction ends."""
    rows = Wave.objects.for_alliance(wave.alliance).select_related("alliance")
    found: Wave = rows.select_for_update(of=("self",)).get(pk=wave.pk)
    return found


def _check_end(row: Wave) -> None:
    if row.closes_at is not None and row.closes_at <= timezone.now():
        raise ValidationError(_("The time at which it closes is over. Choose a later one first."))
