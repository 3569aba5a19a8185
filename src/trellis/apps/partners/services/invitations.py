"""Invites people to keep their own organization's profile."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.alliances.models import Invitation, Membership
from trellis.apps.alliances.services import invitations
from trellis.apps.core.jobs import services as jobs
from trellis.apps.core.permissions import Role
from trellis.apps.organizations import services as organizations
from trellis.apps.partners.models import Partner, PartnerInvitation, Person
from trellis.apps.partners.services.writing import record

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.alliances.services.invitations import Address
    from trellis.apps.core.jobs.models import Job


INVITE_KIND: Final = "partners.invite"


class Outcome(StrEnum):
    """What became of an invitation."""

    SENT = "sent"
    SENT_BEFORE = "sent before"  # invited already, now for this profile too
    MEMBER = "member"  # a member already: keeps the profile from now on


def invite(*, partner: Partner, email: str, by: User, address: Address) -> Outcome:
    """Invites somebody to keep a partner's profile, as partner editor.

    Who is a member keeps it at once; who was invited and hasn't answered keeps it once they do. Raises
    `InvitationNotSentError` where the mail server didn't take the mail: the invitation is kept all the same.
    """
    email = email.strip().lower()
    alliance = partner.alliance
    with transaction.atomic():
        present = (
            Membership.objects.for_alliance(alliance).select_related("user").filter(user__email__iexact=email)
        ).first()
        if present is not None:
            organizations.add_editor(organization=partner.organization, user=present.user, by=by)
            _know(partner, present.user)
            return Outcome.MEMBER
        waiting = Invitation.objects.for_alliance(alliance).filter(email=email, used_at__isnull=True).first()
        outcome = Outcome.SENT_BEFORE
        if waiting is None or waiting.is_expired:
            outcome = Outcome.SENT
            waiting = invitations.invite(
                alliance=alliance,
                email=email,
                role=Role.PARTNER_EDITOR,
                by=by,
                address=address,
                note=_("It is to keep the profile of %(partner)s true: about five minutes.")
                % {"partner": partner},
            )
        _row, made = PartnerInvitation.objects.get_or_create(
            alliance=alliance, partner=partner, invitation=waiting
        )
        if made:
            changes = {"email": {"before": None, "after": email}}
            record(partner, action="partner.invited", by=by, changes=changes)
    return outcome


def start_inviting(
    *, alliance: Alliance, invitations: Sequence[tuple[Partner, str]], by: User, site: str
) -> Job:
    """Starts the job that invites many people at once, each to keep a partner's profile.

    `site` is where the site answers ("https://trellis.example.org"): a worker can't know it.
    """
    count = len(invitations)
    title = ngettext(
        "Invite %(count)d person to keep a profile", "Invite %(count)d people to keep profiles", count
    )
    return jobs.start(
        kind=INVITE_KIND,
        title=title % {"count": count},
        alliance=alliance,
        by=by,
        site=site,
        invitations=[[partner.pk, email] for partner, email in invitations],
    )


def taken(*, invitation: Invitation, by: User) -> None:
    """Lets who took an invitation keep the profiles that it was for."""
    with transaction.atomic():
        rows = PartnerInvitation.objects.for_alliance(invitation.alliance).filter(invitation=invitation)
        for row in rows.select_related("partner__organization", "partner__alliance"):
            organizations.add_editor(organization=row.partner.organization, user=by, by=by)
            _know(row.partner, by)


def _know(partner: Partner, user: User) -> None:
    """Ties a person in the partner's list to the account with their address."""
    people = Person.objects.for_alliance(partner.alliance).filter(partner=partner, user__isnull=True)
    person = people.filter(email__iexact=user.email).first()
    if person is not None:
        person.user = user
        person.save(update_fields=["user", "changed_at"])
