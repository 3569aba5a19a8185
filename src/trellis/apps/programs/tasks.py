"""Long work of the directory: asking partners by mail."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.apps.core.jobs.handlers import JobContext, JobFailedError, handles
from trellis.apps.programs import asking, freshness
from trellis.apps.programs.models import Program
from trellis.apps.programs.services import verification


@handles(verification.ASK_KIND)
def ask_partners(context: JobContext) -> dict[str, Any]:
    """Sends a mail to everybody who has programs to confirm.

    Run again after a crash it goes on where it was: who was asked is no longer due.
    """
    alliance, site = context.alliance, context.parameters["site"]
    found = asking.whom_to_ask(alliance, _programs(context).select_related("organization"))

    def address(token: str) -> str:
        return f"{site}{reverse('program_answers:answer', kwargs={'token': token})}"

    failed = 0
    for number, recipient in enumerate(found.recipients):
        message = _("Mail %(number)d of %(count)d")
        context.progress(
            number,
            len(found.recipients),
            message % {"number": number + 1, "count": len(found.recipients)},
        )
        try:
            verification.ask(
                alliance=alliance, recipient=recipient, by=context.job.created_by, address=address
            )
        except verification.NotSentError:
            failed += 1
    if failed and failed == len(found.recipients):
        raise JobFailedError(
            _("The mail server took none of the %(count)d mails. Nothing counts as asked; try again later.")
            % {"count": failed}
        )
    return {
        "url": reverse("programs:directory", kwargs={"alliance": alliance.slug}),
        "mails": len(found.recipients) - failed,
        "not_sent": failed,
        "programs_without_anybody_to_ask": len(found.unanswerable),
    }


def _programs(context: JobContext) -> Any:
    alliance = context.alliance
    if "program" in context.parameters:
        return Program.objects.for_alliance(alliance).filter(pk=context.parameters["program"])
    return asking.due(alliance, freshness.limits_of(alliance), timezone.localdate())
