"""Long work of partners: asking them by mail, inviting many at once."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.apps.alliances.services.invitations import InvitationNotSentError
from trellis.apps.core.jobs.handlers import JobContext, JobFailedError, handles
from trellis.apps.partners import asking, queries
from trellis.apps.partners.services import confirmations, invitations, settings


@handles(confirmations.ASK_KIND)
def ask_partners(context: JobContext) -> dict[str, Any]:
    """Sends a mail to everybody who has profiles to confirm.

    Run again after a crash it goes on where it was: who was asked is no longer due.
    """
    alliance, site = context.alliance, context.parameters["site"]
    found = asking.whom_to_ask(alliance, _due(context))

    def address(token: str) -> str:
        return f"{site}{reverse('partner_answers:answer', kwargs={'token': token})}"

    failed = 0
    for number, recipient in enumerate(found.recipients):
        _say(context, number, len(found.recipients))
        try:
            confirmations.ask(
                alliance=alliance, recipient=recipient, by=context.job.created_by, address=address
            )
        except confirmations.NotSentError:
            failed += 1
    if failed and failed == len(found.recipients):
        raise JobFailedError(
            _("The mail server took none of the %(count)d mails. Nothing counts as asked; try again later.")
            % {"count": failed}
        )
    return {
        "url": reverse("partners:directory", kwargs={"alliance": alliance.slug}),
        "mails": len(found.recipients) - failed,
        "not_sent": failed,
        "partners_without_anybody_to_ask": len(found.unanswerable),
    }


@handles(invitations.INVITE_KIND)
def invite_editors(context: JobContext) -> dict[str, Any]:
    """Invites the people whom the job names to keep profiles.

    Run again after a crash it sends nothing twice: who was invited has an open invitation.
    """
    alliance, site = context.alliance, context.parameters["site"]
    wanted = context.parameters["invitations"]
    by = context.job.created_by
    if by is None:
        raise JobFailedError(_("Whoever asked for these invitations has no account any more."))
    partners = {row.pk: row for row in queries.partners_of(alliance).select_related("alliance")}
    outcomes = dict.fromkeys(invitations.Outcome, 0)
    failed = 0

    def address(token: str) -> str:
        return f"{site}{reverse('alliances:invitation', kwargs={'token': token})}"

    for number, (pk, email) in enumerate(wanted):
        _say(context, number, len(wanted))
        partner = partners.get(pk)
        if partner is None:
            continue
        try:
            outcomes[invitations.invite(partner=partner, email=email, by=by, address=address)] += 1
        except (InvitationNotSentError, ValidationError):
            failed += 1
    return {
        "url": reverse("partners:directory", kwargs={"alliance": alliance.slug}),
        "mails": outcomes[invitations.Outcome.SENT],
        "invited_before": outcomes[invitations.Outcome.SENT_BEFORE],
        "members_already": outcomes[invitations.Outcome.MEMBER],
        "not_sent": failed,
    }


def _due(context: JobContext) -> Any:
    alliance = context.alliance
    if "partner" in context.parameters:
        return asking.to_ask(alliance, context.parameters["partner"])
    return asking.due(alliance, settings.of(alliance), timezone.localdate())


def _say(context: JobContext, number: int, count: int) -> None:
    message = _("Mail %(number)d of %(count)d") % {"number": number + 1, "count": count}
    context.progress(number, count, message)
