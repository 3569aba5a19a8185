"""Takes answers. Of an anonymous assessment nothing is kept that says who gave them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.apps.core.audit import services as audit
from trellis.apps.partners.sectors import Sector
from trellis.apps.readiness.banks import TABLE_STEP, Bank
from trellis.apps.readiness.models import Assessment, Respondent, Response, SectorTableEntry
from trellis.apps.readiness.models.answer import LONGEST_NOTE
from trellis.apps.readiness.services.assessments import locked

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User

MOST_RESPONDENTS: Final = 5000
"""By a shared link: far above any real meeting, and a limit to who means harm."""


class NotTakenError(RuntimeError):
    """The assessment takes no answers (any more), or this item doesn't; nothing was kept."""


class UnknownStepError(LookupError):
    """The bank has no such item, level or sector."""


def begin(*, assessment: Assessment, sector: str = "", user: User | None = None) -> Respondent:
    """Makes room for the answers of one more person; `user` only where it isn't anonymous.

    Somebody who answers by account finds what they answered before.
    """
    _check_sector(sector)
    with transaction.atomic():
        row = locked(assessment)
        if not row.takes_answers:
            raise NotTakenError
        people = Respondent.objects.for_alliance(row.alliance).filter(assessment=row)
        known = None if row.is_anonymous else user
        if known is not None and (before := people.filter(user=known).first()) is not None:
            return before
        if people.count() >= MOST_RESPONDENTS:
            raise NotTakenError
        made = Respondent(
            alliance=row.alliance, assessment=row, sector=sector, user=known, started_at=timezone.now()
        )
        if known is not None:
            made.token_hash = Respondent.hash_of(made.token())
        made.save(force_insert=True)
    return made


def set_sector(*, respondent: Respondent, sector: str) -> Respondent:
    """Says for which sector somebody answers."""
    _check_sector(sector)
    with transaction.atomic():
        _open(respondent)
        respondent.sector = sector
        respondent.started_at = respondent.started_at or timezone.now()
        respondent.save(update_fields=["sector", "started_at", "changed_at"])
    return respondent


def answer(
    *,
    respondent: Respondent,
    bank: Bank,
    item: str,
    level: int | None,
    note: str = "",
    is_public_note: bool = False,
) -> Response:
    """Keeps somebody's answer to an item in place of an earlier one; a level of None: they can't tell."""
    found = bank.item(item)
    if found is None or (level is not None and not 1 <= level <= len(found.levels)):
        raise UnknownStepError(item)
    _check_length(note)
    with transaction.atomic():
        _open(respondent, item)
        rows = Response.objects.for_alliance(respondent.alliance)
        values = {"level": level, "note": note, "is_public_note": is_public_note and bool(note)}
        kept: Response = rows.update_or_create(
            respondent=respondent,
            item=item,
            defaults=values,
            create_defaults={**values, **_owner(respondent)},
        )[0]
    return kept


def describe_sector(
    *, respondent: Respondent, bank: Bank, sector: str, contributes: str, gets: str
) -> SectorTableEntry | None:
    """Keeps what somebody thinks of a sector in place of what they wrote; None where both are empty."""
    if not bank.is_table or sector not in Sector.values:
        raise UnknownStepError(sector)
    _check_length(contributes)
    _check_length(gets)
    with transaction.atomic():
        _open(respondent, TABLE_STEP)
        rows = SectorTableEntry.objects.for_alliance(respondent.alliance)
        if not contributes and not gets:
            rows.filter(respondent=respondent, sector=sector).delete()
            return None
        values = {"contributes": contributes, "gets": gets}
        kept: SectorTableEntry = rows.update_or_create(
            respondent=respondent,
            sector=sector,
            defaults=values,
            create_defaults={**values, **_owner(respondent)},
        )[0]
    return kept


def finish(*, respondent: Respondent) -> Respondent:
    """Notes that somebody is done. They can still come back until it closes."""
    with transaction.atomic():
        assessment = _open(respondent)
        if respondent.finished_at is None:
            respondent.finished_at = timezone.now()
            respondent.save(update_fields=["finished_at", "changed_at"])
            audit.record(
                by=None, alliance=assessment.alliance, action="assessment.answered", target=assessment
            )
    return respondent


def _owner(respondent: Respondent) -> dict[str, object]:
    return {"alliance": respondent.alliance}


def _open(respondent: Respondent, step: str = "") -> Assessment:
    row = locked(respondent.assessment)
    if not row.takes_answers or step in row.revealed:
        raise NotTakenError
    return row


def _check_sector(sector: str) -> None:
    if sector and sector not in Sector.values:
        raise UnknownStepError(sector)


def _check_length(text: str) -> None:
    if len(text) > LONGEST_NOTE:
        raise ValidationError(
            _("Please keep it under %(most)s characters; this has %(count)s.")
            % {"most": f"{LONGEST_NOTE:,}", "count": f"{len(text):,}"}
        )
