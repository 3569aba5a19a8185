"""What all writes of the directory have in common: who stated which field, and the audit row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from trellis.apps.core.audit import services as audit
from trellis.apps.organizations.provenance import stamp
from trellis.apps.programs.models.base import Entry

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User

Row = TypeVar("Row", bound=Entry)


def add(row: Row, *, stated: Iterable[str], by: User, action: str) -> Row:
    """Saves a new entry whose fields `stated` somebody typed; call it inside a transaction."""
    row.provenance = stamp(row.provenance, (name for name in stated if _is_stated(row, name)), by=by)
    row.save(force_insert=True)
    audit.record(by=by, alliance=row.alliance, action=action, target=row)
    return row


def alter(row: Row, values: dict[str, Any], *, by: User, action: str) -> Row:
    """Changes an entry and says what changed; where nothing does, nothing is written."""
    before = audit.state(row, *values)
    for name, value in values.items():
        setattr(row, name, value)
    changes = audit.difference(before, audit.state(row, *values))
    if changes:
        row.provenance = stamp(row.provenance, changes, by=by)
        row.save(update_fields=[*changes, "provenance", "changed_at"])
        audit.record(by=by, alliance=row.alliance, action=action, target=row, changes=changes)
    return row


def locked(row: Row) -> Row:
    """The entry as it is stored now, kept from other writers until the transaction ends."""
    rows = type(row).objects.for_alliance(row.alliance).select_related("alliance")
    found: Row = rows.select_for_update(of=("self",)).get(pk=row.pk)
    return found


def check_names(values: dict[str, Any], allowed: Iterable[str]) -> dict[str, Any]:
    """`values`, all of whose names are `allowed`; a wrong name is a mistake in the code."""
    unknown = set(values) - set(allowed)
    if unknown:
        raise TypeError(f"There is no {', '.join(sorted(unknown))} to set.")
    return values


def _is_stated(row: Entry, name: str) -> bool:
    return getattr(row, name) not in (None, "", [], ())
