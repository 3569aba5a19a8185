"""Adds, changes and removes people at partners, and says who leads the alliance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.apps.core.audit import services as audit
from trellis.apps.partners.models import Partner, Person
from trellis.apps.partners.services.writing import alter, check_names, check_row, locked, record, refuse

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User

FIELDS: Final = (
    "name",
    "job_title",
    "email",
    "phone",
    "is_main_contact",
    "name_seen_by",
    "contact_seen_by",
)


def add(*, partner: Partner, by: User, has_agreed: bool = False, **values: Any) -> Person:
    """Adds a person; `has_agreed` where they agreed to be shown as the values say."""
    check_names(values, FIELDS)
    with transaction.atomic():
        stored = locked(partner)
        person = Person(alliance=stored.alliance, partner=stored, **values)
        person.consented_on = timezone.localdate() if has_agreed else None
        check_row(person, values)
        _refuse_twice(person)
        person.save(force_insert=True)
        _only_main_contact(person)
        changes = {"person": {"before": None, "after": person.name}}
        record(stored, action="partner.person_added", by=by, changes=changes)
    return person


def change(*, person: Person, by: User, has_agreed: bool | None = None, **values: Any) -> Person:
    """Changes what is known of a person; `has_agreed` None leaves their consent as it is.

    Their consent is dated the day it was first given; taken back it is gone, and with it their name from
    every page but the staff's.
    """
    check_names(values, FIELDS)
    with transaction.atomic():
        partner = locked(person.partner)
        stored = _locked(person)
        if has_agreed is not None:
            today = timezone.localdate()
            values["consented_on"] = (stored.consented_on or today) if has_agreed else None
        changes = alter(stored, values)
        if changes:
            _refuse_twice(stored)
            _only_main_contact(stored)
            record(partner, action="partner.person_changed", by=by, changes=_named(stored, changes))
    return stored


def remove(*, person: Person, by: User) -> None:
    """Removes a person with all that is known of them."""
    with transaction.atomic():
        partner = locked(person.partner)
        stored = _locked(person)
        changes = {"person": {"before": stored.name, "after": None}}
        stored.delete()
        record(partner, action="partner.person_removed", by=by, changes=changes)


def set_leadership(*, person: Person, role: str, by: User) -> Person:
    """Gives a person a role on the leadership team; "" takes them off it."""
    with transaction.atomic():
        partner = locked(person.partner)
        stored = _locked(person)
        changes = alter(stored, {"leadership_role": role})
        if changes:
            record(partner, action="partner.leadership_changed", by=by, changes=_named(stored, changes))
    return stored


def _locked(person: Person) -> Person:
    rows = Person.objects.for_alliance(person.alliance).select_related("alliance", "partner__organization")
    found: Person = rows.select_for_update(of=("self",)).get(pk=person.pk)
    return found


def _named(person: Person, changes: audit.Changes) -> audit.Changes:
    return {f"{person.name}: {name}": change for name, change in changes.items()}


def _refuse_twice(person: Person) -> None:
    others = Person.objects.for_alliance(person.alliance).filter(partner=person.partner)
    if person.email and others.exclude(pk=person.pk).filter(email__iexact=person.email).exists():
        raise refuse("email", _("Somebody with this address is in the list already."))


def _only_main_contact(person: Person) -> None:
    """One main contact a partner: whoever was it before no longer is."""
    if person.is_main_contact:
        others = Person.objects.for_alliance(person.alliance).filter(
            partner=person.partner, is_main_contact=True
        )
        others.exclude(pk=person.pk).update(is_main_contact=False, changed_at=timezone.now())
