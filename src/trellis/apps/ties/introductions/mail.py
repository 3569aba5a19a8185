"""The mail that introduces two partners: drafted from what both may know, edited by staff, sent to each."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from smtplib import SMTPException
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from trellis.apps.partners.models import Person
from trellis.apps.partners.profiles import profile_of
from trellis.apps.partners.visibility import Audience
from trellis.apps.ties.introductions.words import reasons

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.partners.models import Partner
    from trellis.apps.partners.profiles import Profile
    from trellis.apps.ties.models import Introduction

logger = logging.getLogger(__name__)


class NotSentError(RuntimeError):
    """The mail server didn't take the mail."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What staff get to edit. An address is "" where none is known."""

    subject: str
    body: str
    one_email: str
    other_email: str


def draft(row: Introduction, by: User) -> Draft:
    """The first draft, in the language of who asks for it; `row`'s partners with everything."""
    one, other = (profile_of(partner, Audience.PARTNERS) for partner in (row.one, row.other))
    names = {"one": one.name, "other": other.name, "alliance": row.alliance.name}
    why = [f"- {said}" for said in reasons(row, Audience.PARTNERS)]
    parts = [
        _("Hello,"),
        _("%(one)s and %(other)s should know each other. That is why we write to you both.") % names,
        *(["\n".join(why)] if why else []),
        *(text for text in (_reach(one), _reach(other)) if text),
        _(
            "A quarter of an hour on the phone is a good start. Answer this mail if we can help; we will ask "
            "in a few weeks how it went."
        ),
        f"{by.full_name or by.email}\n{row.alliance.name}",
    ]
    return Draft(
        subject=(_("%(one)s and %(other)s: meet each other") % names)[:200],
        body="\n\n".join(parts),
        one_email=address_of(row.one),
        other_email=address_of(row.other),
    )


def _reach(profile: Profile) -> str:
    """How to reach a partner, as far as its people agreed that partners may know; "" where none did."""
    people = sorted(profile.people, key=lambda person: not person.is_main_contact)
    person = next((each for each in people if each.email or each.phone), None)
    ways = [person.name, person.email, person.phone] if person else [profile.email, profile.phone]
    known = ", ".join(way for way in ways if way)
    return f"{profile.name}: {known}" if known else ""


def address_of(partner: Partner) -> str:
    """Where a mail to a partner goes: its main contact, anybody there, or the organization."""
    people: list[Person] = sorted(partner.people.all(), key=lambda person: not person.is_main_contact)
    return next((person.email for person in people if person.email), partner.organization.email)


def send(row: Introduction, address: str, reply_to: str) -> None:
    """Send the mail to one side; neither sees the other's address unless the mail says it."""
    message = EmailMessage(row.subject, row.body, None, [address], reply_to=[reply_to] if reply_to else None)
    try:
        message.send()
    except (SMTPException, OSError) as error:
        logger.exception("An introduction of %s could not be sent", row.alliance.slug)
        raise NotSentError from error
