"""Invites people, and lets them in."""

import logging
import secrets
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPException
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.apps.alliances.models import Alliance, Invitation, Membership
from trellis.apps.core.audit import services as audit
from trellis.apps.core.permissions import Role, directory

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User

logger = logging.getLogger(__name__)

VALID_FOR = timedelta(days=14)

# The absolute address of the page of an invitation, from its token.
Address = Callable[[str], str]


class InvitationNotSentError(RuntimeError):
    """The invitation is kept, but the mail server didn't take the e-mail; send it again."""


class InvitationClosedError(RuntimeError):
    """The invitation was used, withdrawn, or is too old."""


def invite(
    *, alliance: Alliance, email: str, role: Role, by: "User", address: Address, note: str = ""
) -> Invitation:
    """Invites an e-mail address to join the alliance in a role; `note`: a sentence on what for."""
    email = email.strip().lower()
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        directory().lock(alliance)
        _refuse_known(alliance, email)
        # An invitation that ran out makes room for a new one.
        Invitation.objects.for_alliance(alliance).filter(email=email, used_at__isnull=True).delete()
        invitation = Invitation.objects.create(
            alliance=alliance,
            email=email,
            role=role,
            token_hash=Invitation.hash_of(token),
            invited_by=by,
            expires_at=timezone.now() + VALID_FOR,
        )
        audit.record(
            by=by,
            alliance=alliance,
            action="invitation.sent",
            target=invitation,
            changes={"role": {"before": None, "after": str(role)}},
        )
        transaction.on_commit(lambda: _send(invitation, address(token), note))
    return invitation


def resend(*, invitation: Invitation, by: "User", address: Address) -> Invitation:
    """Sends a new link; the one sent before stops working."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        stored = _open(invitation, also_expired=True)
        stored.token_hash = Invitation.hash_of(token)
        stored.sent_at = timezone.now()
        stored.expires_at = stored.sent_at + VALID_FOR
        stored.save(update_fields=["token_hash", "sent_at", "expires_at", "changed_at"])
        audit.record(by=by, alliance=stored.alliance, action="invitation.resent", target=stored)
        transaction.on_commit(lambda: _send(stored, address(token)))
    return stored


def withdraw(*, invitation: Invitation, by: "User") -> None:
    """Takes an invitation back."""
    with transaction.atomic():
        stored = _open(invitation, also_expired=True)
        audit.record(by=by, alliance=stored.alliance, action="invitation.withdrawn", target=stored)
        stored.delete()


def accept(*, invitation: Invitation, by: "User") -> Membership:
    """Makes `by` a member. Who is one already keeps their role, and the invitation is used up."""
    with transaction.atomic():
        stored = _open(invitation)
        membership, made = Membership.objects.get_or_create(
            alliance=stored.alliance, user=by, defaults={"role": stored.role}
        )
        stored.used_at, stored.used_by = timezone.now(), by
        stored.save(update_fields=["used_at", "used_by", "changed_at"])
        if made:
            audit.record(
                by=by,
                alliance=stored.alliance,
                action="member.added",
                target=membership,
                changes={"role": {"before": None, "after": membership.role}},
            )
    return membership


def _open(invitation: Invitation, *, also_expired: bool = False) -> Invitation:
    stored = (
        Invitation.objects.for_alliance(invitation.alliance)
        .select_for_update(of=("self",))
        .select_related("alliance")
        .filter(pk=invitation.pk, used_at__isnull=True)
        .first()
    )
    if stored is None or (stored.is_expired and not also_expired):
        raise InvitationClosedError
    return stored


def _refuse_known(alliance: Alliance, email: str) -> None:
    """Raises where the address is a member's, or has been invited and can still answer."""
    if Membership.objects.for_alliance(alliance).filter(user__email__iexact=email).exists():
        raise ValidationError({"email": _("%(email)s is a member already.") % {"email": email}})
    still_open = Invitation.objects.for_alliance(alliance).filter(
        email=email, used_at__isnull=True, expires_at__gt=timezone.now()
    )
    if still_open.exists():
        raise ValidationError(
            {
                "email": _("%(email)s has been invited already; you can send it again below.")
                % {"email": email}
            }
        )


def _send(invitation: Invitation, link: str, note: str = "") -> None:
    context = {"invitation": invitation, "alliance": invitation.alliance, "link": link, "note": note}
    subject = " ".join(render_to_string("alliances/email/invitation_subject.txt", context).split())
    try:
        send_mail(
            subject, render_to_string("alliances/email/invitation.txt", context), None, [invitation.email]
        )
    except (SMTPException, OSError) as error:
        logger.exception("The invitation %s could not be sent", invitation.pk)
        raise InvitationNotSentError from error
