"""Prepares, opens and closes assessments, and reveals items one by one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.apps.core.audit import services as audit
from trellis.apps.readiness import record
from trellis.apps.readiness.banks import Bank, bank_of
from trellis.apps.readiness.models import Assessment, Respondent, Response

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance

FIELDS: Final = ("name", "introduction", "opens_at", "closes_at", "is_anonymous", "min_respondents")
SETTLED_ON_OPENING: Final = ("is_anonymous", "min_respondents")
"""What people were told when they answered; it stays."""


def create(
    *,
    alliance: Alliance,
    bank: Bank,
    by: User | None,
    name: str,
    introduction: str = "",
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    is_anonymous: bool = True,
    min_respondents: int = 3,
) -> Assessment:
    """Prepares an assessment of a bank; nobody can answer before it opens."""
    made = Assessment(
        alliance=alliance,
        bank=bank.key,
        bank_version=bank.version,
        name=name,
        introduction=introduction,
        opens_at=opens_at,
        closes_at=closes_at,
        is_anonymous=is_anonymous,
        min_respondents=min_respondents,
    )
    with transaction.atomic():
        made.clean_fields(exclude=["alliance"])
        made.save(force_insert=True)
        audit.record(by=by, alliance=alliance, action="assessment.created", target=made)
    return made


def change(*, assessment: Assessment, by: User, **values: Any) -> Assessment:
    """Changes what `FIELDS` name; once it opened, not what people were told about anonymity."""
    if unknown := set(values) - set(FIELDS):
        raise TypeError(f"There is no {', '.join(sorted(unknown))} to set.")
    with transaction.atomic():
        row = locked(assessment)
        if row.is_over:
            raise ValidationError(_("It is closed, so it stays as it is."))
        if row.status != Assessment.Status.DRAFT:
            values = {name: value for name, value in values.items() if name not in SETTLED_ON_OPENING}
        before = audit.state(row, *values)
        for name, value in values.items():
            setattr(row, name, value)
        changes = audit.difference(before, audit.state(row, *values))
        if changes:
            row.clean_fields(exclude=["alliance"])
            row.save(update_fields=[*changes, "changed_at"])
            audit.record(
                by=by, alliance=row.alliance, action="assessment.changed", target=row, changes=changes
            )
    return row


def open_(*, assessment: Assessment, by: User | None) -> Assessment:
    """Lets people answer."""
    with transaction.atomic():
        row = locked(assessment)
        if row.status != Assessment.Status.DRAFT:
            raise ValidationError(_("It has been opened already."))
        if row.closes_at is not None and row.closes_at <= timezone.now():
            raise ValidationError(_("Its last day is over. Choose a later one first."))
        row.status = Assessment.Status.OPEN
        row.save(update_fields=["status", "changed_at"])
        audit.record(by=by, alliance=row.alliance, action="assessment.opened", target=row)
    return row


def close(*, assessment: Assessment, by: User | None) -> Assessment:
    """Takes no more answers, and keeps what they came to as evidence. A closed one never opens again:
    results that grow by one answer would tell that answer.
    """
    from trellis.apps.readiness import evidence

    with transaction.atomic():
        row = locked(assessment)
        if row.status != Assessment.Status.OPEN:
            raise ValidationError(_("It isn't open."))
        bank = bank_of(row.alliance, row.bank, row.bank_version)
        row.status = Assessment.Status.CLOSED
        row.closed_at = timezone.now()
        row.record = record.read(row.alliance, [item.record for item in bank.items if item.record])
        row.save(update_fields=["status", "closed_at", "record", "changed_at"])
        audit.record(by=by, alliance=row.alliance, action="assessment.closed", target=row)
        evidence.keep(row, bank, by=by)
    return row


def settle(assessment: Assessment) -> Assessment:
    """Closes an assessment whose time has run out; any other stays as it is."""
    if assessment.status == Assessment.Status.OPEN and assessment.is_over:
        try:
            return close(assessment=assessment, by=None)
        except ValidationError:  # somebody else closed it meanwhile
            assessment.refresh_from_db()
    return assessment


def reveal(*, assessment: Assessment, step: str, by: User) -> Assessment:
    """Shows what people answered to one step while the rest is open; that step takes no more answers."""
    with transaction.atomic():
        row = locked(assessment)
        bank = bank_of(row.alliance, row.bank, row.bank_version)
        if step not in bank.steps:
            raise ValidationError(_("There is no such question."))
        if row.status != Assessment.Status.OPEN:
            raise ValidationError(_("It isn't open."))
        if step not in row.revealed:
            if answered(row, bank, step) < row.min_respondents:
                raise ValidationError(
                    _("Too few have answered: a result needs at least %(count)d people.")
                    % {"count": row.min_respondents}
                )
            row.revealed = [*row.revealed, step]
            row.save(update_fields=["revealed", "changed_at"])
            changes = {"item": {"before": None, "after": step}}
            audit.record(
                by=by, alliance=row.alliance, action="assessment.revealed", target=row, changes=changes
            )
    return row


def answered(assessment: Assessment, bank: Bank, step: str) -> int:
    """How many people gave a level to an item, or wrote into the table."""
    if bank.is_table:
        people = Respondent.objects.for_alliance(assessment.alliance).filter(assessment=assessment)
        return people.filter(table_entries__isnull=False).distinct().count()
    rows = Response.objects.for_alliance(assessment.alliance)
    return rows.filter(respondent__assessment=assessment, item=step, level__isnull=False).count()


def delete(*, assessment: Assessment, by: User) -> None:
    """Removes an assessment with its answers; its evidence stays, for it tells nobody's answer."""
    with transaction.atomic():
        row = locked(assessment)
        audit.record(by=by, alliance=row.alliance, action="assessment.deleted", target=row)
        row.delete()


def locked(assessment: Assessment) -> Assessment:
    """The assessment as it is stored now, kept from other writers until the transaction ends."""
    rows = Assessment.objects.for_alliance(assessment.alliance).select_related("alliance")
    found: Assessment = rows.select_for_update(of=("self",)).get(pk=assessment.pk)
    return found
