"""Mails links, and reminds who hasn't finished."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPException
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from trellis.apps.core.jobs import queries as job_queries
from trellis.apps.core.jobs import services as jobs
from trellis.apps.ties.banks import bank_of
from trellis.apps.ties.models import Respondent, Wave
from trellis.apps.ties.services.waves import record

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.core.jobs.models import Job

logger = logging.getLogger(__name__)

MAIL_KIND: Final = "ties.mail"
Address = Callable[[str], str]
"""The absolute address of the page that takes answers, from a token."""


class NotSentError(RuntimeError):
    """The mail server didn't take the mail; nobody counts as written to."""


def start_mailing(*, wave: Wave, by: User | None, site: str, reminder: bool) -> Job | None:
    """Starts the job that mails all who are due; None where one is at work.

    `site` is where the site answers ("https://trellis.example.org"): a worker can't know it.
    """
    if job_queries.unfinished(wave.alliance, kind=MAIL_KIND).exists():
        return None
    title = _("Remind people of %(name)s") if reminder else _("Ask people in %(name)s")
    return jobs.start(
        kind=MAIL_KIND,
        title=(title % {"name": wave.name})[:200],
        alliance=wave.alliance,
        by=by,
        site=site,
        wave=wave.pk,
        reminder=reminder,
    )


def due(wave: Wave, *, reminder: bool) -> QuerySet[Respondent]:
    """Whom to write to: those without a mail, or those to remind, who haven't finished.

    Nobody gets a second mail within `remind_every_days`.
    """
    rows: QuerySet[Respondent] = (
        Respondent.objects.for_alliance(wave.alliance)
        .filter(wave=wave, finished_at__isnull=True)
        .exclude(email="")
        .select_related("entry")
    )
    if not reminder:
        return rows.filter(sent_at__isnull=True)
    lately = timezone.now() - timedelta(days=wave.remind_every_days)
    return rows.filter(sent_at__lte=lately).filter(Q(reminded_at__isnull=True) | Q(reminded_at__lte=lately))


def write_to(
    *, respondent: Respondent, wave: Wave, by: User | None, address: Address, reminder: bool
) -> None:
    """Sends one mail. It counts once the mail server took it, so that a crash between leaves it due."""
    token = respondent.token()
    row = Respondent.objects.for_alliance(wave.alliance).filter(pk=respondent.pk)
    if respondent.token_hash != Respondent.hash_of(token):  # the site's secret has changed since
        row.update(token_hash=Respondent.hash_of(token))
    _send(respondent, wave, address(token), reminder=reminder)
    with transaction.atomic():
        now = timezone.now()
        row.update(changed_at=now, **({"reminded_at": now} if reminder else {"sent_at": now}))
        action = "wave.reminded" if reminder else "wave.mailed"
        record(wave, action, by, {"email": {"before": None, "after": respondent.email}})


def _send(respondent: Respondent, wave: Wave, link: str, *, reminder: bool) -> None:
    with translation.override(respondent.language or settings.LANGUAGE_CODE):
        context = {
            "wave": wave,
            "alliance": wave.alliance,
            "bank": bank_of(wave.bank, wave.bank_version),
            "respondent": respondent,
            "link": link,
            "reminder": reminder,
        }
        subject = " ".join(render_to_string("ties/email/survey_subject.txt", context).split())
        body = render_to_string("ties/email/survey.txt", context)
    try:
        send_mail(subject, body, None, [respondent.email])
    except (SMTPException, OSError) as error:
        logger.exception("A mail about a survey of %s could not be sent", wave.alliance.slug)
        raise NotSentError from error
