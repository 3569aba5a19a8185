"""Long work of ties: mails with links, and reminders."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.apps.core.jobs.handlers import JobContext, JobFailedError, handles
from trellis.apps.ties import queries
from trellis.apps.ties.services import mailing


@handles(mailing.MAIL_KIND)
def mail(context: JobContext) -> dict[str, Any]:
    """Sends a mail to everybody who is due: the first one, or a reminder.

    Run again after a crash it goes on where it was: who was written to is no longer due.
    """
    alliance, site = context.alliance, context.parameters["site"]
    wave = queries.wave(alliance, int(context.parameters["wave"]))
    if wave is None or not wave.takes_answers:
        raise JobFailedError(_("The survey takes no answers, so nobody was written to."))
    is_reminder = bool(context.parameters["reminder"])
    rows = list(mailing.due(wave, reminder=is_reminder))

    def address(token: str) -> str:
        return f"{site}{reverse('survey:start', kwargs={'token': token})}"

    failed = 0
    for number, respondent in enumerate(rows):
        message = _("Mail %(number)d of %(count)d") % {"number": number + 1, "count": len(rows)}
        context.progress(number, len(rows), message)
        try:
            mailing.write_to(
                respondent=respondent,
                wave=wave,
                by=context.job.created_by,
                address=address,
                reminder=is_reminder,
            )
        except mailing.NotSentError:
            failed += 1
    if failed and failed == len(rows):
        raise JobFailedError(
            _("The mail server took none of the %(count)d mails. Nothing counts as sent; try again later.")
            % {"count": failed}
        )
    return {
        "url": reverse("ties:wave", kwargs={"alliance": alliance.slug, "pk": wave.pk}),
        "mails": len(rows) - failed,
        "not_sent": failed,
    }
