"""A program and one of its sessions as one flat row: the fields that imports and exports share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any, Final

from trellis.apps.organizations.models import Organization
from trellis.apps.programs.models import Program, QualityRating, Session, Site

Value = str | int | float | Decimal | bool | date | time | list[str] | None

FIELDS: Final = (
    "external_id",
    "organization",
    "organization_url",
    "program",
    "description",
    "topics",
    "standards",
    "languages",
    "who_may_take_part",
    "url",
    "enrol_url",
    "email",
    "phone",
    "session_external_id",
    "session_name",
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
    "site_name",
    "address",
    "city",
    "state",
    "zip_code",
    "latitude",
    "longitude",
    "accessibility",
    "quality_framework",
    "quality_score",
    "quality_best",
    "quality_by",
    "quality_on",
    "verified_on",
    "status",
)

OF_THE_SESSION: Final = (
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
)
OF_THE_SITE: Final = ("address", "city", "state", "zip_code", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class Listed:
    """A program with all that hangs from it, read once. `ratings`: newest first."""

    program: Program
    organization: Organization
    sessions: tuple[Session, ...] = ()
    ratings: tuple[QualityRating, ...] = ()


def rows(listed: Listed) -> Iterator[dict[str, Value]]:
    """One row per session; a program without sessions still has one. Every row has all `FIELDS`."""
    shared = of_program(listed)
    for session in listed.sessions or (None,):
        row: dict[str, Value] = dict.fromkeys(FIELDS)
        row.update(shared)
        if session is not None:
            row.update(of_session(session))
            row["enrol_url"] = session.enrol_url or listed.program.enrol_url
            if session.site is not None:
                row.update(of_site(session.site))
        yield row


def text(value: Value) -> str:
    """A value as it stands in a cell: lists with semicolons, ISO dates, "yes" and "no"; "" is not known."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return "; ".join(value)
        case time():
            return value.isoformat("minutes") if not value.second else value.isoformat("seconds")
        case date():
            return value.isoformat()
        case Decimal():
            return _plain(value)
        case float():
            return _plain(Decimal(repr(value)))
        case _:
            return str(value)


def texts(row: dict[str, Value]) -> dict[str, str]:
    """A row as text, without what isn't known: what reading an export of it gives."""
    return {key: found for key, value in row.items() if (found := text(value))}


def _plain(value: Decimal) -> str:
    shown = f"{value:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def of_program(listed: Listed) -> dict[str, Value]:
    """The fields that say the same for every session of a program."""
    program, organization = listed.program, listed.organization
    found: dict[str, Value] = {
        "external_id": str(program.public_id),
        "organization": organization.name,
        "organization_url": organization.url,
        "program": program.name,
        "description": program.description,
        "topics": list(program.topics),
        "standards": list(program.standards),
        "languages": list(program.languages),
        "who_may_take_part": program.who_may_take_part,
        "url": program.url,
        "enrol_url": program.enrol_url,
        "email": program.email,
        "phone": program.phone,
        "verified_on": program.verified_on,
        "status": str(program.status),
    }
    if listed.ratings:
        newest = listed.ratings[0]
        found |= {
            "quality_framework": newest.framework,
            "quality_score": newest.score,
            "quality_best": newest.best_score,
            "quality_by": newest.rated_by,
            "quality_on": newest.rated_on,
        }
    return found


def of_session(session: Session) -> dict[str, Value]:
    """The fields of a session, without its site."""
    found: dict[str, Any] = {name: getattr(session, name) for name in OF_THE_SESSION}
    if session.price is None:
        found["price_per"] = None
    return {
        **found,
        "session_external_id": str(session.public_id),
        "session_name": session.name,
        "days": list(session.days),
    }


def of_site(site: Site) -> dict[str, Value]:
    """The fields of a place."""
    found: dict[str, Any] = {name: getattr(site, name) for name in OF_THE_SITE}
    note = [site.accessibility_note] if site.accessibility_note else []
    return {**found, "site_name": site.name, "accessibility": [*site.accessibility, *note]}
