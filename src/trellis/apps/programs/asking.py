"""Whom to ask whether which programs are still true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from trellis.apps.organizations.models import OrganizationEditor
from trellis.apps.programs import freshness
from trellis.apps.programs.models import Program, Verification

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to ask, in their language, about their programs."""

    email: str
    language: str
    programs: tuple[Program, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """Whom to ask; and the programs for which nobody is known who could answer."""

    recipients: tuple[Recipient, ...]
    unanswerable: tuple[Program, ...]


def due(alliance: Alliance, limits: freshness.Limits, today: date) -> QuerySet[Program]:
    """The listed programs that were neither confirmed nor asked about in the last `ask_every_days`."""
    asked_since = timezone.now() - timedelta(days=limits.ask_every_days)
    asked = (
        Verification.objects.for_alliance(alliance)
        .filter(sent_at__gte=asked_since)
        .order_by()
        .values("program_id")
    )
    found: QuerySet[Program] = (
        Program.objects.for_alliance(alliance)
        .filter(freshness.older_than(limits.ask_every_days, today), status=Program.Status.ACTIVE)
        .exclude(pk__in=asked)
    )
    return found


def whom_to_ask(alliance: Alliance, programs: Iterable[Program]) -> Round:
    """The editors of each program's organization; without any, the program's or organization's address.

    The programs must have their organization loaded; two queries.
    """
    people: dict[int, list[tuple[str, str]]] = defaultdict(list)
    editors = (
        OrganizationEditor.objects.for_alliance(alliance).filter(user__is_active=True).select_related("user")
    )
    for editor in editors:
        people[editor.organization_id].append((editor.user.email, editor.user.preferred_language))
    asked: dict[tuple[str, str], list[Program]] = defaultdict(list)
    nobody = []
    for program in programs:
        address = program.email or program.organization.email
        found = people[program.organization_id] or ([(address, "")] if address else [])
        for email, language in found:
            asked[email.lower(), language or settings.LANGUAGE_CODE].append(program)
        if not found:
            nobody.append(program)
    recipients = tuple(Recipient(email, language, tuple(rows)) for (email, language), rows in asked.items())
    return Round(recipients, tuple(nobody))


def question_by_token(token: str) -> Verification | None:
    """The question with this token, if it can still be answered."""
    found = (
        Verification.objects.across_alliances()
        .select_related("alliance", "program__organization")
        .filter(token_hash=Verification.hash_of(token))
        .first()
    )
    return found if found and found.is_open else None
