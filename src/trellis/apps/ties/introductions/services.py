"""Decides on introductions, and writes to both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.apps.core.audit import services as audit
from trellis.apps.core.jobs import services as jobs
from trellis.apps.core.permissions import directory
from trellis.apps.ties.introductions import mail, queries
from trellis.apps.ties.introductions.finding import MOST_EACH, newest_wave
from trellis.apps.ties.models import Introduction

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.core.jobs.models import Job

Status = Introduction.Status


def find(*, alliance: Alliance, by: User) -> Job:
    """Start looking for introductions in the newest wave, unless that is under way."""
    wave = newest_wave(alliance)
    if wave is None:
        raise ValidationError(_("Close a survey wave first: introductions are found in its network."))
    running = queries.being_found(alliance)
    if running is not None:
        return running
    return jobs.start(
        kind=queries.FIND_JOB, title=_("Look for introductions"), alliance=alliance, by=by, wave=wave.pk
    )


def accept(*, introduction: Introduction, by: User) -> Introduction:
    """Take a suggestion on, and draft the mail to both; no partner gets more than three at a time."""
    with transaction.atomic():
        # Two who accept for the same partner at once must not both find room.
        directory().lock(introduction.alliance)
        row = _fresh(introduction)
        if not row.is_suggested:
            raise ValidationError(_("Somebody has decided on it already."))
        busy = queries.under_way_of(row.alliance, [row.one, row.other])
        for partner in (row.one, row.other):
            if busy[partner.pk] >= MOST_EACH:
                raise ValidationError(
                    _("%(name)s has %(count)s introductions under way. Wait for one of them first.")
                    % {"name": partner, "count": busy[partner.pk]}
                )
        drafted = mail.draft(row, by)
        row.subject, row.body = drafted.subject, drafted.body
        row.one_email, row.other_email = drafted.one_email, drafted.other_email
        _decide(row, Status.ACCEPTED, by)
        row.save()
        audit.record(by=by, alliance=row.alliance, action="introduction.accepted", target=row)
    return row


def decline(*, introduction: Introduction, by: User, reason: str) -> Introduction:
    """Say that the two are not to be introduced, and why; it isn't suggested again."""
    said = " ".join(reason.replace("\x00", "").split())
    if not said:
        raise ValidationError({"reason": _("Say why not, so that nobody asks again.")})
    with transaction.atomic():
        row = _fresh(introduction)
        if not (row.is_suggested or row.is_open):
            raise ValidationError(_("Somebody has decided on it already."))
        row.decline_reason = said[:300]
        _decide(row, Status.DECLINED, by)
        row.save()
        audit.record(by=by, alliance=row.alliance, action="introduction.declined", target=row)
    return row


def edit(
    *, introduction: Introduction, by: User, subject: str, body: str, one_email: str, other_email: str
) -> Introduction:
    """Keep what staff made of the mail, as long as it hasn't been sent."""
    with transaction.atomic():
        row = _fresh(introduction)
        _check_unsent(row)
        row.subject, row.body, row.one_email, row.other_email = subject, body, one_email, other_email
        row.clean_fields(exclude=["alliance", "one", "other"])
        row.save(update_fields=["subject", "body", "one_email", "other_email", "changed_at"])
        audit.record(by=by, alliance=row.alliance, action="introduction.edited", target=row)
    return row


def start_sending(*, introduction: Introduction, by: User) -> Job:
    """Start the job that sends the mail to both sides."""
    row = _fresh(introduction)
    _check_unsent(row)
    if not (row.one_email and row.other_email):
        raise ValidationError(_("Say first where the mail goes: both sides need an address."))
    return jobs.start(
        kind=queries.SEND_JOB,
        title=(_("Introduce %(pair)s") % {"pair": row})[:200],
        alliance=row.alliance,
        by=by,
        introduction=row.pk,
    )


def send_to_both(*, introduction: Introduction, by: User | None) -> Introduction:
    """Send the mail to each side that hasn't got it; run again after a crash it sends no second one."""
    row = _fresh(introduction)
    _check_unsent(row)
    reply_to = by.email if by else ""
    for side in ("one", "other"):
        if getattr(row, f"{side}_sent_at") is None:
            mail.send(row, getattr(row, f"{side}_email"), reply_to)
            setattr(row, f"{side}_sent_at", timezone.now())
            row.save(update_fields=[f"{side}_sent_at", "changed_at"])
    with transaction.atomic():
        row.status = Status.SENT
        row.save(update_fields=["status", "changed_at"])
        audit.record(by=by, alliance=row.alliance, action="introduction.sent", target=row)
    return row


def _fresh(introduction: Introduction) -> Introduction:
    found = queries.introduction(introduction.alliance, introduction.pk)
    if found is None:
        raise ValidationError(_("It is no longer suggested: the list was made anew meanwhile."))
    return found


def _check_unsent(row: Introduction) -> None:
    if not row.is_accepted:
        raise ValidationError(_("Its mail has been sent, or nobody has accepted it."))


def _decide(row: Introduction, status: str, by: User) -> None:
    row.status, row.decided_by, row.decided_at = status, by, timezone.now()
