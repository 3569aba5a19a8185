"""Invites people by mail, and reminds them.

Of an assessment that isn't anonymous everybody gets a link of their own; who has finished isn't reminded.
Of an anonymous one all get the shared link, and a reminder goes to all: nobody can know who has answered.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from smtplib import SMTPException
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from trellis.apps.core.audit import services as audit
from trellis.apps.core.jobs import queries as job_queries
from trellis.apps.core.jobs import services as jobs
from trellis.apps.readiness.banks import bank_of
from trellis.apps.readiness.models import Assessment, Invitee, Respondent

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.core.jobs.models import Job

logger = logging.getLogger(__name__)

MAIL_KIND: Final = "readiness.mail"
Address = Callable[[str], str]
"""The absolute address of the page that takes answers, from a token."""


class NotSentError(RuntimeError):
    """The mail server didn't take the mail; nobody counts as written to."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody to ask: an address, and the sector they answer for ("" where that isn't known)."""

    email: str
    sector: str = ""
    language: str = ""


def put_on_list(*, assessment: Assessment, people: Iterable[Asked], by: User | None) -> int:
    """Puts addresses on the assessment's list, each once; how many were new."""
    wanted = {each.email.casefold(): each for each in people}
    with transaction.atomic():
        rows = Invitee.objects.for_alliance(assessment.alliance).filter(assessment=assessment)
        known = {email.casefold() for email in rows.values_list("email", flat=True)}
        added = [each for email, each in wanted.items() if email not in known]
        Invitee.objects.bulk_create(
            Invitee(
                alliance=assessment.alliance,
                assessment=assessment,
                email=each.email,
                sector=each.sector,
                language=each.language,
            )
            for each in added
        )
        if added:
            changes = {"addresses": {"before": None, "after": len(added)}}
            audit.record(
                by=by,
                alliance=assessment.alliance,
                action="assessment.invited",
                target=assessment,
                changes=changes,
            )
    return len(added)


def start_mailing(*, assessment: Assessment, by: User, site: str, reminder: bool) -> Job | None:
    """Starts the job that mails all who are due; None where one is at work.

    `site` is where the site answers ("https://trellis.example.org"): a worker can't know it.
    """
    if job_queries.unfinished(assessment.alliance, kind=MAIL_KIND).exists():
        return None
    title = _("Remind people of %(name)s") if reminder else _("Invite people to %(name)s")
    return jobs.start(
        kind=MAIL_KIND,
        title=(title % {"name": assessment.name})[:200],
        alliance=assessment.alliance,
        by=by,
        site=site,
        assessment=assessment.pk,
        reminder=reminder,
    )


def due(assessment: Assessment, *, reminder: bool) -> QuerySet[Invitee]:
    """Whom to write to: those without a mail, or those to remind, at most once a day."""
    rows: QuerySet[Invitee] = Invitee.objects.for_alliance(assessment.alliance).filter(assessment=assessment)
    if not reminder:
        return rows.filter(sent_at__isnull=True)
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = rows.filter(sent_at__lt=today).exclude(reminded_at__gte=today)
    return rows if assessment.is_anonymous else rows.filter(respondent__finished_at__isnull=True)


def write_to(
    *, invitee: Invitee, assessment: Assessment, by: User | None, address: Address, reminder: bool
) -> None:
    """Sends one mail. It counts once the mail server took it, so that a crash between leaves it due."""
    token = assessment.link if assessment.is_anonymous else _personal_token(invitee, assessment)
    _send(invitee, assessment, address(token), reminder=reminder)
    with transaction.atomic():
        row = Invitee.objects.for_alliance(assessment.alliance).filter(pk=invitee.pk)
        now = timezone.now()
        row.update(changed_at=now, **({"reminded_at": now} if reminder else {"sent_at": now}))
        action = "assessment.reminded" if reminder else "assessment.mailed"
        changes = {"email": {"before": None, "after": invitee.email}}
        audit.record(by=by, alliance=assessment.alliance, action=action, target=assessment, changes=changes)


def _personal_token(invitee: Invitee, assessment: Assessment) -> str:
    with transaction.atomic():
        rows = Respondent.objects.for_alliance(assessment.alliance)
        found, _made = rows.get_or_create(
            invitee=invitee,
            defaults={
                "alliance": assessment.alliance,
                "assessment": assessment,
                "sector": invitee.sector,
            },
        )
        token: str = found.token()
        if found.token_hash != Respondent.hash_of(token):
            found.token_hash = Respondent.hash_of(token)
            found.save(update_fields=["token_hash", "changed_at"])
    return token


def _send(invitee: Invitee, assessment: Assessment, link: str, *, reminder: bool) -> None:
    with translation.override(invitee.language or settings.LANGUAGE_CODE):
        context = {
            "assessment": assessment,
            "alliance": assessment.alliance,
            "bank": bank_of(assessment.alliance, assessment.bank, assessment.bank_version),
            "link": link,
            "reminder": reminder,
        }
        subject = " ".join(render_to_string("readiness/email/invitation_subject.txt", context).split())
        body = render_to_string("readiness/email/invitation.txt", context)
    try:
        send_mail(subject, body, None, [invitee.email])
    except (SMTPException, OSError) as error:
        logger.exception("A mail about an assessment of %s could not be sent", assessment.alliance.slug)
        raise NotSentError from error
