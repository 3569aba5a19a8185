"""Whom to ask whether which profiles are still true, and who never answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from trellis.apps.organizations.models import OrganizationEditor
from trellis.apps.partners.models import Partner, PartnerConfirmation, PartnerSettings, Person

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to ask, in their language, about the partners whose profiles they keep."""

    email: str
    language: str
    partners: tuple[Partner, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """Whom to ask; and the partners of whom nobody is known who could answer."""

    recipients: tuple[Recipient, ...]
    unanswerable: tuple[Partner, ...]


def overdue(alliance: Alliance, limits: PartnerSettings, today: date) -> QuerySet[Any]:
    """The active partners whose profile nobody confirmed in `ask_every_days`, with `mails` sent since then.

    A profile that nobody ever confirmed counts from the day it was entered.
    """
    first_day = today - timedelta(days=limits.ask_every_days)
    midnight = timezone.make_aware(datetime.combine(first_day, time.min))
    this_round = (
        PartnerConfirmation.objects.for_alliance(alliance)
        .filter(partner=OuterRef("pk"), sent_at__gte=midnight)
        .order_by()
        .values("partner")
        .annotate(most=Max("number"))
        .values("most")
    )
    found: QuerySet[Any] = (
        Partner.objects.for_alliance(alliance)
        .filter(status=Partner.Status.ACTIVE)
        .filter(Q(confirmed_on__lt=first_day) | Q(confirmed_on__isnull=True, created_at__lt=midnight))
        .annotate(mails=Coalesce(Subquery(this_round, output_field=IntegerField()), 0))
        .select_related("organization")
    )
    return found


def due(alliance: Alliance, limits: PartnerSettings, today: date) -> QuerySet[Partner]:
    """The overdue partners who may be asked or reminded today: not asked lately, nor often enough."""
    return overdue(alliance, limits, today).filter(
        ~Exists(_asked_since(alliance, limits)), mails__lte=limits.reminders
    )


def silent(alliance: Alliance, limits: PartnerSettings, today: date) -> QuerySet[Partner]:
    """The overdue partners who answered neither the question nor any reminder: somebody should call."""
    return overdue(alliance, limits, today).filter(
        ~Exists(_asked_since(alliance, limits)), mails__gt=limits.reminders
    )


def to_ask(alliance: Alliance, pk: int) -> QuerySet[Partner]:
    """One partner to ask outside its turn, as the first mail of a round."""
    found: QuerySet[Partner] = (
        Partner.objects.for_alliance(alliance)
        .filter(pk=pk)
        .annotate(mails=Value(0))
        .select_related("organization")
    )
    return found


def _asked_since(alliance: Alliance, limits: PartnerSettings) -> QuerySet[PartnerConfirmation]:
    lately = timezone.now() - timedelta(days=limits.remind_every_days)
    found: QuerySet[PartnerConfirmation] = PartnerConfirmation.objects.for_alliance(alliance).filter(
        partner=OuterRef("pk"), sent_at__gte=lately
    )
    return found.order_by()


def whom_to_ask(alliance: Alliance, partners: Iterable[Partner]) -> Round:
    """The editors of each partner; without any its main contact, else its organization's own address.

    The partners must have their organization loaded; two queries.
    """
    people: dict[int, list[tuple[str, str]]] = defaultdict(list)
    editors = (
        OrganizationEditor.objects.for_alliance(alliance).filter(user__is_active=True).select_related("user")
    )
    for editor in editors:
        people[editor.organization_id].append((editor.user.email, editor.user.preferred_language))
    contacts: dict[int, str] = {}
    reachable = Person.objects.for_alliance(alliance).exclude(email="").order_by("is_main_contact", "-pk")
    for person in reachable:
        contacts[person.partner_id] = person.email
    asked: dict[tuple[str, str], list[Partner]] = defaultdict(list)
    nobody = []
    for partner in partners:
        address = contacts.get(partner.pk) or partner.organization.email
        found = people[partner.organization_id] or ([(address, "")] if address else [])
        for email, language in found:
            asked[email.lower(), language or settings.LANGUAGE_CODE].append(partner)
        if not found:
            nobody.append(partner)
    recipients = tuple(Recipient(email, language, tuple(rows)) for (email, language), rows in asked.items())
    return Round(recipients, tuple(nobody))


def said_otherwise(alliance: Alliance) -> QuerySet[PartnerConfirmation]:
    """Answers by mail that something changed or that they left, which nobody has settled since."""
    answers = PartnerConfirmation.Answer
    found: QuerySet[PartnerConfirmation] = (
        PartnerConfirmation.objects.for_alliance(alliance)
        .filter(answer__in=[answers.CHANGED, answers.LEFT])
        .exclude(partner__status=Partner.Status.LEFT)
        .filter(Q(partner__confirmed_on__isnull=True) | Q(partner__confirmed_on__lt=F("answered_at__date")))
        .select_related("partner__organization")
        .order_by("-answered_at")
    )
    return found


def question_by_token(token: str) -> PartnerConfirmation | None:
    """The question with this token, if it can still be answered."""
    found: PartnerConfirmation | None = (
        PartnerConfirmation.objects.across_alliances()
        .select_related("alliance", "partner__organization", "partner__alliance")
        .filter(token_hash=PartnerConfirmation.hash_of(token))
        .first()
    )
    return found if found and found.is_open else None
