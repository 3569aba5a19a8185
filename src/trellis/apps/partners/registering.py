"""One registration for one organization, whichever alliances know it: found by its official identifiers.

The same EIN, UNITID, NCES id or ROR id is the same registration. Where identifiers contradict each other
nothing is overwritten: the contradiction is said, and people decide.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from trellis.apps.organizations.models import Organization, Registration
from trellis.apps.organizations.models.organization import IDENTIFIERS
from trellis.apps.partners import identifiers

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why an organization's identifiers can't all be true.

    `kind` "two": they belong to registrations of different organizations. Else the kind of the identifier
    that the registration states otherwise: `ours` and `theirs`.
    """

    organization: Organization
    kind: str
    ours: str = ""
    theirs: str = ""


def register(organization: Organization) -> list[Conflict]:
    """Ties an organization to the registration that has its identifiers, made where there is none.

    What the registration doesn't know yet is added to it. An organization without identifiers, or with those
    of several registrations, has none.
    """
    own = stated(organization)
    with transaction.atomic():
        found = _having(own)
        if len(found) > 1:
            _tie(organization, None)
            return [Conflict(organization, "two")]
        registration = found[0] if found else None
        if registration is None and own:
            registration = _made(organization, own)
        _tie(organization, registration)
        if registration is None:
            return []
        _complete(registration, organization, own)
    return _conflicts_with(organization, registration, own)


def register_all(organizations: Iterable[Organization]) -> list[Conflict]:
    """Registers several organizations: those of an import."""
    return [conflict for row in organizations for conflict in register(row)]


def conflicts(alliance: Alliance) -> list[Conflict]:
    """The contradictions among the alliance's organizations: two queries however many there are."""
    rows = list(
        Organization.objects.for_alliance(alliance).exclude(identifiers={}).select_related("registration")
    )
    owners: dict[tuple[str, str], int] = {}
    wanted = Q(pk__in=[])
    for kind in IDENTIFIERS:
        values = {value for row in rows if (value := stated(row).get(kind))}
        wanted |= Q(**{f"{kind}__in": values})
    for registration in Registration.objects.filter(wanted):
        for kind in IDENTIFIERS:
            if value := getattr(registration, kind):
                owners[kind, value] = registration.pk
    found: list[Conflict] = []
    for row in rows:
        own = stated(row)
        if len({owners[each] for each in own.items() if each in owners}) > 1:
            found.append(Conflict(row, "two"))
        elif row.registration is not None:
            found += _conflicts_with(row, row.registration, own)
    return found


def stated(organization: Organization) -> dict[str, str]:
    """The organization's identifiers that can be true, as registrations keep them."""
    found = {}
    for kind in IDENTIFIERS:
        text = str(organization.identifiers.get(kind) or "")
        if text and (value := identifiers.check(kind, text).value):
            found[kind] = value
    return found


def _having(own: dict[str, str]) -> list[Registration]:
    if not own:
        return []
    wanted = Q()
    for kind, value in own.items():
        wanted |= Q(**{kind: value})
    return list(Registration.objects.select_for_update().filter(wanted).order_by("pk"))


def _made(organization: Organization, own: dict[str, str]) -> Registration | None:
    """A new registration; the other one, where somebody made it at the same moment."""
    try:
        with transaction.atomic():
            return Registration.objects.create(name=organization.name, **own)
    except IntegrityError:
        found = _having(own)
        return found[0] if len(found) == 1 else None


def _tie(organization: Organization, registration: Registration | None) -> None:
    before = organization.registration_id
    if before == (registration.pk if registration else None):
        return
    organization.registration = registration
    Organization.objects.for_alliance(organization.alliance_id).filter(pk=organization.pk).update(
        registration=registration
    )
    _forget(before)


def _complete(registration: Registration, organization: Organization, own: dict[str, str]) -> None:
    """Adds what a registration doesn't know; who alone has it may also correct it."""
    others = Organization.objects.across_alliances().filter(registration=registration)
    is_alone = not others.exclude(pk=organization.pk).exists()
    new = [kind for kind, value in own.items() if is_alone or not getattr(registration, kind)]
    for kind in new:
        setattr(registration, kind, own[kind])
    if new:
        registration.save(update_fields=[*new, "changed_at"])


def _conflicts_with(
    organization: Organization, registration: Registration, own: dict[str, str]
) -> list[Conflict]:
    return [
        Conflict(organization, kind, value, theirs)
        for kind, value in own.items()
        if (theirs := getattr(registration, kind)) and theirs != value
    ]


def _forget(registration: int | None) -> None:
    """Removes a registration that no alliance knows any more."""
    if (
        registration
        and not Organization.objects.across_alliances().filter(registration=registration).exists()
    ):
        Registration.objects.filter(pk=registration).delete()


@receiver(post_save, sender=Organization)
def on_save(instance: Organization, raw: bool = False, update_fields: Any = None, **kwargs: Any) -> None:
    """Keeps the registration in step when somebody states other identifiers on a page."""
    if raw or (update_fields is not None and "identifiers" not in update_fields):
        return
    if instance.identifiers or instance.registration_id:
        register(instance)


@receiver(post_delete, sender=Organization)
def on_delete(instance: Organization, **kwargs: Any) -> None:
    """Removes the registration with the last organization that has it."""
    _forget(instance.registration_id)
