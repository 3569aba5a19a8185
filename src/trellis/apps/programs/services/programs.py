"""Adds, changes, confirms, hides, ends and removes programs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from trellis.apps.core.audit import services as audit
from trellis.apps.organizations.provenance import stamp
from trellis.apps.programs.models import Program
from trellis.apps.programs.services.writing import add, alter, check_names, locked

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.organizations.models import Organization

FIELDS: Final = (
    "organization",
    "name",
    "description",
    "topics",
    "standards",
    "languages",
    "who_may_take_part",
    "url",
    "enrol_url",
    "email",
    "phone",
)

_DONE: Final = {
    Program.Status.ACTIVE: "program.listed",
    Program.Status.HIDDEN: "program.hidden",
    Program.Status.ENDED: "program.ended",
}


def create(*, organization: Organization, by: User, **values: Any) -> Program:
    """Adds a program of an organization, confirmed today; `values` are some of FIELDS."""
    check_names(values, FIELDS)
    program = Program(
        alliance=organization.alliance, organization=organization, verified_on=timezone.localdate(), **values
    )
    with transaction.atomic():
        return add(program, stated=values, by=by, action="program.created")


def change(*, program: Program, by: User, confirmed: bool = False, **values: Any) -> Program:
    """Changes a program; `confirmed` where whoever does says that all of its entry is true today."""
    check_names(values, FIELDS)
    with transaction.atomic():
        stored = alter(locked(program), values, by=by, action="program.changed")
        return _confirm(stored, timezone.localdate(), by=by) if confirmed else stored


def confirm(*, program: Program, by: User | None, on: date | None = None) -> Program:
    """Says that a program's entry is true; `by` is None for an answer by mail of somebody without account."""
    with transaction.atomic():
        return _confirm(locked(program), on or timezone.localdate(), by=by)


def set_status(*, program: Program, status: Program.Status, by: User | None) -> Program:
    """Lists a program, hides it from the public, or says that it is no longer offered."""
    with transaction.atomic():
        stored = locked(program)
        before = stored.status
        if before != status:
            stored.status = status
            stored.provenance = stamp(stored.provenance, ["status"], by=by)
            stored.save(update_fields=["status", "provenance", "changed_at"])
            changes = {"status": {"before": before, "after": str(status)}}
            audit.record(
                by=by, alliance=stored.alliance, action=_DONE[status], target=stored, changes=changes
            )
    return stored


def delete(*, program: Program, by: User) -> None:
    """Removes a program with its sessions, ratings and questions."""
    with transaction.atomic():
        stored = locked(program)
        audit.record(by=by, alliance=stored.alliance, action="program.deleted", target=stored)
        stored.delete()


def _confirm(stored: Program, day: date, *, by: User | None) -> Program:
    before = stored.verified_on
    if before is None or before < day:
        stored.verified_on = day
        stored.provenance = stamp(stored.provenance, ["verified_on"], by=by)
        stored.save(update_fields=["verified_on", "provenance", "changed_at"])
        changes = {"verified_on": {"before": before, "after": day}}
        audit.record(
            by=by, alliance=stored.alliance, action="program.confirmed", target=stored, changes=changes
        )
    return stored
