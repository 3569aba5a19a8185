"""Asks partners by mail whether their programs are still true, and takes their answers."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPException
from typing import TYPE_CHECKING, Final

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from trellis.apps.core.audit import services as audit
from trellis.apps.core.jobs import queries as job_queries
from trellis.apps.core.jobs import services as jobs
from trellis.apps.programs.asking import Recipient
from trellis.apps.programs.models import Program, Verification
from trellis.apps.programs.services import programs

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.core.jobs.models import Job

logger = logging.getLogger(__name__)

ASK_KIND: Final = "programs.ask"
VALID_FOR: Final = timedelta(days=60)

# The absolute address of the page that takes an answer, from its token.
Address = Callable[[str], str]


class QuestionClosedError(RuntimeError):
    """The question was answered, by this link or by another editor, or is too old."""


class NotSentError(RuntimeError):
    """The mail server didn't take the mail; nothing counts as asked."""


def start_asking(
    *, alliance: Alliance, by: User | None, site: str, program: Program | None = None
) -> Job | None:
    """Starts the job that asks about all programs that are due, or about one; None where one is at work.

    `site` is where the site answers ("https://trellis.example.org"): a worker can't know it.
    """
    if program is None and job_queries.unfinished(alliance, kind=ASK_KIND).exists():
        return None
    title = (
        _("Ask whether %(program)s is still true") % {"program": program}
        if program
        else _("Ask partners whether their programs are still true")
    )
    which = {"program": program.pk} if program else {}
    return jobs.start(kind=ASK_KIND, title=title[:200], alliance=alliance, by=by, site=site, **which)


def ask(*, alliance: Alliance, recipient: Recipient, by: User | None, address: Address) -> None:
    """Sends one mail about all of somebody's programs.

    The questions are kept first and count as sent once the mail server took the mail, so that a crash
    between leaves them due. Not inside a transaction: a slow mail server would keep other writers waiting.
    """
    asked = [(program, secrets.token_urlsafe(32)) for program in recipient.programs]
    with transaction.atomic():
        unsent = Verification.objects.for_alliance(alliance).filter(
            email=recipient.email, program__in=recipient.programs, sent_at__isnull=True
        )
        unsent.delete()
        kept = Verification.objects.bulk_create(
            Verification(
                alliance=alliance,
                program=program,
                email=recipient.email,
                token_hash=Verification.hash_of(token),
                expires_at=timezone.now() + VALID_FOR,
            )
            for program, token in asked
        )
    _send(alliance, recipient, [(program, address(token)) for program, token in asked])
    with transaction.atomic():
        sent = Verification.objects.for_alliance(alliance).filter(pk__in=[row.pk for row in kept])
        sent.update(sent_at=timezone.now())
        changes: audit.Changes = {
            "programs": {"before": None, "after": [program.name for program in recipient.programs]},
            "email": {"before": None, "after": recipient.email},
        }
        audit.record(by=by, alliance=alliance, action="directory.asked", changes=changes)


def answer(
    *, question: Verification, answer: Verification.Answer, by: User | None, note: str = ""
) -> Verification:
    """Takes an answer: the program is confirmed, ended, or said to have changed.

    `by` is who is signed in; without an account the audit names the address that was asked. Other open
    questions about the same program are closed.
    """
    with transaction.atomic():
        rows = Verification.objects.for_alliance(question.alliance)
        stored = rows.select_for_update(of=("self",)).get(pk=question.pk)
        if not stored.is_open:
            raise QuestionClosedError
        now = timezone.now()
        stored.answer, stored.answered_at, stored.answered_by, stored.note = answer, now, by, note
        stored.save(update_fields=["answer", "answered_at", "answered_by", "note", "changed_at"])
        others = rows.filter(program_id=stored.program_id, answer="", expires_at__gt=now)
        others.update(expires_at=now)
        program = question.program
        if answer == Verification.Answer.TRUE:
            programs.confirm(program=program, by=by)
        elif answer == Verification.Answer.ENDED:
            programs.set_status(program=program, status=Program.Status.ENDED, by=by)
        changes = {
            "answer": {"before": None, "after": str(answer)},
            "email": {"before": None, "after": stored.email},
        }
        audit.record(
            by=by, alliance=stored.alliance, action=_ANSWERED[answer], target=program, changes=changes
        )
    return stored


_ANSWERED: Final = {
    Verification.Answer.TRUE: "program.said_true",
    Verification.Answer.CHANGED: "program.said_changed",
    Verification.Answer.ENDED: "program.said_ended",
}


def _send(alliance: Alliance, recipient: Recipient, asked: list[tuple[Program, str]]) -> None:
    context = {
        "alliance": alliance,
        "asked": [
            {
                "program": program,
                "answers": [(choice, f"{link}?answer={choice.value}") for choice in Verification.Answer],
            }
            for program, link in asked
        ],
        "count": len(asked),
        "until": timezone.localdate() + VALID_FOR,
    }
    with translation.override(recipient.language):
        subject = " ".join(render_to_string("programs/email/still_true_subject.txt", context).split())
        body = render_to_string("programs/email/still_true.txt", context)
    try:
        send_mail(subject, body, None, [recipient.email])
    except (SMTPException, OSError) as error:
        logger.exception("The question to a partner of %s could not be sent", alliance.slug)
        raise NotSentError from error
