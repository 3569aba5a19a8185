"""Asks partners by mail whether their profile is still true, and takes their answers."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPException
from typing import TYPE_CHECKING, Any, Final

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from trellis.apps.core.jobs import queries as job_queries
from trellis.apps.core.jobs import services as jobs
from trellis.apps.partners.models import Partner, PartnerConfirmation
from trellis.apps.partners.services import partners
from trellis.apps.partners.services.writing import record

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.core.jobs.models import Job
    from trellis.apps.partners.asking import Recipient

logger = logging.getLogger(__name__)

ASK_KIND: Final = "partners.ask"
VALID_FOR: Final = timedelta(days=60)

# The absolute address of the page that takes an answer, from its token.
Address = Callable[[str], str]


class QuestionClosedError(RuntimeError):
    """The question was answered, by this link or by somebody else of the partner, or is too old."""


class NotSentError(RuntimeError):
    """The mail server didn't take the mail; nothing counts as asked."""


def start_asking(
    *, alliance: Alliance, by: User | None, site: str, partner: Partner | None = None
) -> Job | None:
    """Starts the job that asks all partners who are due, or one; None where one is at work.

    `site` is where the site answers ("https://trellis.example.org"): a worker can't know it.
    """
    if partner is None and job_queries.unfinished(alliance, kind=ASK_KIND).exists():
        return None
    title = (
        _("Ask whether the profile of %(partner)s is still true") % {"partner": partner}
        if partner
        else _("Ask partners whether their profiles are still true")
    )
    which: dict[str, Any] = {"partner": partner.pk} if partner else {}
    return jobs.start(kind=ASK_KIND, title=title[:200], alliance=alliance, by=by, site=site, **which)


def ask(*, alliance: Alliance, recipient: Recipient, by: User | None, address: Address) -> None:
    """Sends one mail about all the profiles that somebody keeps.

    The questions are kept first and count as sent once the mail server took the mail, so that a crash
    between leaves them due. Not inside a transaction: a slow mail server would keep other writers waiting.
    """
    asked = [(partner, secrets.token_urlsafe(32)) for partner in recipient.partners]
    with transaction.atomic():
        unsent = PartnerConfirmation.objects.for_alliance(alliance).filter(
            email=recipient.email, partner__in=recipient.partners, sent_at__isnull=True
        )
        unsent.delete()
        kept = PartnerConfirmation.objects.bulk_create(
            PartnerConfirmation(
                alliance=alliance,
                partner=partner,
                email=recipient.email,
                number=getattr(partner, "mails", 0) + 1,
                token_hash=PartnerConfirmation.hash_of(token),
                expires_at=timezone.now() + VALID_FOR,
            )
            for partner, token in asked
        )
    _send(alliance, recipient, [(partner, address(token)) for partner, token in asked])
    with transaction.atomic():
        sent = PartnerConfirmation.objects.for_alliance(alliance).filter(pk__in=[row.pk for row in kept])
        sent.update(sent_at=timezone.now())
        changes = {"email": {"before": None, "after": recipient.email}}
        for partner in recipient.partners:
            record(partner, action="partner.asked", by=by, changes=changes)


def answer(
    *, question: PartnerConfirmation, answer: PartnerConfirmation.Answer, by: User | None, note: str = ""
) -> PartnerConfirmation:
    """Takes an answer: the profile is confirmed, or staff are told that it changed or that they left.

    A link by mail ends no membership: staff read “left” on the partners' page and decide. `by` is who is
    signed in; without an account the audit names the address that was asked. Other open questions about the
    same partner are closed.
    """
    with transaction.atomic():
        rows = PartnerConfirmation.objects.for_alliance(question.alliance)
        stored = rows.select_for_update(of=("self",)).get(pk=question.pk)
        if not stored.is_open:
            raise QuestionClosedError
        now = timezone.now()
        stored.answer, stored.answered_at, stored.answered_by, stored.note = answer, now, by, note
        stored.save(update_fields=["answer", "answered_at", "answered_by", "note", "changed_at"])
        others = rows.filter(partner_id=stored.partner_id, answer="", expires_at__gt=now)
        others.update(expires_at=now)
        if answer == PartnerConfirmation.Answer.TRUE:
            partners.confirm(partner=question.partner, by=by)
        changes = {
            "answer": {"before": None, "after": str(answer)},
            "email": {"before": None, "after": stored.email},
        }
        record(question.partner, action=_ANSWERED[answer], by=by, changes=changes)
    return stored


_ANSWERED: Final = {
    PartnerConfirmation.Answer.TRUE: "partner.said_true",
    PartnerConfirmation.Answer.CHANGED: "partner.said_changed",
    PartnerConfirmation.Answer.LEFT: "partner.said_left",
}


def _send(alliance: Alliance, recipient: Recipient, asked: list[tuple[Partner, str]]) -> None:
    context = {
        "alliance": alliance,
        "asked": [
            {
                "partner": partner,
                "answers": [(each, f"{link}?answer={each.value}") for each in PartnerConfirmation.Answer],
            }
            for partner, link in asked
        ],
        "count": len(asked),
        "is_reminder": all(getattr(partner, "mails", 0) for partner, _link in asked),
        "until": timezone.localdate() + VALID_FOR,
    }
    with translation.override(recipient.language):
        subject = " ".join(render_to_string("partners/email/still_true_subject.txt", context).split())
        body = render_to_string("partners/email/still_true.txt", context)
    try:
        send_mail(subject, body, None, [recipient.email])
    except (SMTPException, OSError) as error:
        logger.exception("The question to a partner of %s could not be sent", alliance.slug)
        raise NotSentError from error
