"""Long work of readiness: invitations and reminders by mail."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.apps.core.jobs.handlers import JobContext, JobFailedError, handles
from trellis.apps.readiness import queries
from trellis.apps.readiness.services import inviting


@handles(inviting.MAIL_KIND)
def mail(context: JobContext) -> dict[str, Any]:
    """Sends a mail to everybody who is due: invitations to who has none yet, or reminders.

    Run again after a crash it goes on where it was: who was written to is no longer due.
    """
    alliance, site = context.alliance, context.parameters["site"]
    assessment = queries.assessment(alliance, int(context.parameters["assessment"]))
    if assessment is None or not assessment.takes_answers:
        raise JobFailedError(_("The assessment takes no answers, so nobody was written to."))
    is_reminder = bool(context.parameters["reminder"])
    due = list(inviting.due(assessment, reminder=is_reminder))

    def address(token: str) -> str:
        return f"{site}{reverse('readiness_answers:start', kwargs={'token': token})}"

    failed = 0
    for number, invitee in enumerate(due):
        message = _("Mail %(number)d of %(count)d") % {"number": number + 1, "count": len(due)}
        context.progress(number, len(due), message)
        try:
            inviting.write_to(
                invitee=invitee,
                assessment=assessment,
                by=context.job.created_by,
                address=address,
                reminder=is_reminder,
            )
        except inviting.NotSentError:
            failed += 1
    if failed and failed == len(due):
        raise JobFailedError(
            _("The mail server took none of the %(count)d mails. Nothing counts as sent; try again later.")
            % {"count": failed}
        )
    return {
        "url": reverse("readiness:assessment", kwargs={"alliance": alliance.slug, "pk": assessment.pk}),
        "mails": len(due) - failed,
        "not_sent": failed,
    }
