"""What all writes of a profile have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from trellis.apps.core.audit import services as audit
from trellis.apps.partners.models import Partner

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User

Row = TypeVar("Row", bound=models.Model)


def locked(partner: Partner) -> Partner:
    """The partner as it is stored now, kept from other writers until the transaction ends."""
    rows = Partner.objects.for_alliance(partner.alliance).select_related("alliance", "organization")
    found: Partner = rows.select_for_update(of=("self",)).get(pk=partner.pk)
    return found


def check_names(values: dict[str, Any], allowed: Iterable[str]) -> None:
    """Refuses a value that can't be set: a mistake in the code."""
    unknown = set(values) - set(allowed)
    if unknown:
        raise TypeError(f"There is no {', '.join(sorted(unknown))} to set.")


def check_row(row: models.Model, values: Iterable[str]) -> None:
    """Raises a ValidationError where one of the `values` set on `row` breaks its field's own rules."""
    named = set(values)
    others = [field.name for field in row._meta.fields if field.name not in named]
    row.clean_fields(exclude=others)


def alter(row: Row, values: dict[str, Any]) -> audit.Changes:
    """Sets and saves `values` where they differ; says what changed."""
    before = audit.state(row, *values)
    for name, value in values.items():
        setattr(row, name, value)
    check_row(row, values)
    changes = audit.difference(before, audit.state(row, *values))
    if changes:
        row.save(update_fields=[*changes, "changed_at"])
    return changes


def record(partner: Partner, *, action: str, by: User | None, changes: audit.Changes | None = None) -> None:
    """Adds the audit row of a write to a partner's profile."""
    audit.record(by=by, alliance=partner.alliance, action=action, target=partner, changes=changes)


def refuse(field: str, message: str) -> ValidationError:
    """The error that a form shows beside `field`."""
    return ValidationError({field: message})
