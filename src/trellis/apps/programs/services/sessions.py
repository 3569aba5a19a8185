"""Adds, changes and removes sessions of a program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from trellis.apps.core.audit import services as audit
from trellis.apps.programs.models import Program, Session
from trellis.apps.programs.services.writing import add, alter, check_names, locked

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User

FIELDS: Final = (
    "site",
    "name",
    "mode",
    "seats",
    "seats_open",
    "age_min",
    "age_max",
    "grade_min",
    "grade_max",
    "price",
    "price_per",
    "price_note",
    "scholarship",
    "pays_participants",
    "starts_on",
    "ends_on",
    "starts_at",
    "ends_at",
    "days",
    "rrule",
    "transport",
    "food",
    "enrol_url",
)


def create(*, program: Program, by: User, **values: Any) -> Session:
    """Adds a session to a program; `values` are some of FIELDS."""
    check_names(values, FIELDS)
    with transaction.atomic():
        session = Session(alliance=program.alliance, program=program, **values)
        return add(session, stated=values, by=by, action="session.created")


def change(*, session: Session, by: User, **values: Any) -> Session:
    """Changes a session."""
    check_names(values, FIELDS)
    with transaction.atomic():
        return alter(locked(session), values, by=by, action="session.changed")


def delete(*, session: Session, by: User) -> None:
    """Removes a session; the audit row is the program's, which stays."""
    with transaction.atomic():
        stored = locked(session)
        audit.record(by=by, alliance=stored.alliance, action="session.deleted", target=session.program)
        stored.delete()
