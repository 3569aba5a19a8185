"""A program as an HSDS 3.0 service, with all that belongs to it inside.

Program is a service, session a service at a location, site a location. Ids of programs, organizations,
sessions and sites are their public ids; the parts that have no id of their own get one made from those, the
same in every export. `service_capacities` and units are those of HSDS 3.1.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import cache
from hashlib import sha1
from typing import Any

from django.conf.locale import LANG_INFO
from django.utils import timezone, translation

from trellis.apps.organizations.models import Organization
from trellis.apps.programs import topics
from trellis.apps.programs.exchange import flat, repeating
from trellis.apps.programs.exchange.flat import Listed
from trellis.apps.programs.exchange.hsds_names import (
    NAMESPACE,
    ON_THE_PROGRAM,
    ON_THE_SESSION,
    STANDARDS,
    STATUS,
    TOPICS,
)
from trellis.apps.programs.models import Program, Session, Site

Json = dict[str, Any]


def service(listed: Listed) -> Json:
    """The service. What isn't known is left out; nothing is guessed."""
    program = listed.program
    own = str(program.public_id)
    values = flat.of_program(listed)
    sessions = listed.sessions
    found: Json = {
        "id": own,
        "organization_id": str(listed.organization.public_id),
        "name": program.name,
        "description": program.description,
        "url": program.url,
        "email": program.email,
        "status": STATUS[program.status],
        "application_process": program.enrol_url,
        "fees_description": "; ".join(dict.fromkeys(s.price_note for s in sessions if s.price_note)),
        "accreditations": "; ".join(_rated(rating) for rating in listed.ratings),
        "eligibility_description": program.who_may_take_part,
        "minimum_age": _whole(min, [session.age_min for session in sessions]),
        "maximum_age": _whole(max, [session.age_max for session in sessions]),
        "assured_date": program.verified_on and program.verified_on.isoformat(),
        "last_modified": program.changed_at and program.changed_at.isoformat(),
        "phones": _phones(own, program.phone),
        "languages": [_language(own, code) for code in program.languages],
        "service_at_locations": [_at_location(session) for session in sessions],
        "service_capacities": [c for session in sessions if (c := _capacity(session))],
        "cost_options": [option for session in sessions if (option := _cost(session))],
        "organization": organization(listed.organization),
        "attributes": _attributes(program),
        "metadata": _metadata(program),
    }
    extra = {name: _number(values.get(field)) for field, name in ON_THE_PROGRAM.items()}
    return _known(found | extra)


def organization(row: Organization) -> Json:
    """The organization that offers a service."""
    own = str(row.public_id)
    found = {
        "id": own,
        "name": row.name,
        "alternate_name": row.alternate_name,
        "email": row.email,
        "website": row.url,
        "phones": _phones(own, row.phone),
        "organization_identifiers": [
            {"id": _id(own, "identifier", kind), "identifier_type": kind, "identifier": str(value)}
            for kind, value in sorted(row.identifiers.items())
            if value
        ],
    }
    return _known(found) | {"description": row.description}


def location(site: Site) -> Json:
    """The place of a session."""
    own = str(site.public_id)
    access = [*site.accessibility, *([site.accessibility_note] if site.accessibility_note else [])]
    found = {
        "id": own,
        "location_type": "physical",
        "name": site.name,
        "latitude": _number(site.latitude),
        "longitude": _number(site.longitude),
        "addresses": _addresses(site),
        "accessibility": [{"id": _id(own, "access", each), "description": each} for each in access],
    }
    return _known(found)


def _at_location(session: Session) -> Json:
    own = str(session.public_id)
    rule = repeating.to_hsds(session.days, session.rrule)
    said = repeating.from_hsds(dict(rule))
    # A rule that HSDS can't hold, or would give back otherwise, is kept beside its schedule.
    exact = said == (session.days, session.rrule)
    values = flat.of_session(session) | {"days": None if exact else ",".join(session.days)}
    if exact:
        values["rrule"] = None
    extra = {name: _number(values[field]) for field, name in ON_THE_SESSION.items()}
    found = {
        "id": own,
        "service_id": str(session.program.public_id),
        "location": location(session.site) if session.site else _no_site(session),
        "schedules": _schedules(session, rule),
    }
    return _known(found | extra)


def _no_site(session: Session) -> Json:
    online = session.mode == Session.Mode.ONLINE
    kind = "virtual" if online else "physical"
    return {"id": _id(str(session.public_id), "location", kind), "location_type": kind}


def _addresses(site: Site) -> list[Json]:
    if not (site.address or site.city or site.state or site.zip_code):
        return []
    return [
        {
            "id": _id(str(site.public_id), "address"),
            "address_1": site.address,
            "city": site.city,
            "state_province": site.state,
            "postal_code": site.zip_code,
            "country": "US",
            "address_type": "physical",
        }
    ]


def _schedules(session: Session, rule: Json) -> list[Json]:
    link = session.enrol_url or session.program.enrol_url
    found = {
        "valid_from": session.starts_on and session.starts_on.isoformat(),
        "valid_to": session.ends_on and session.ends_on.isoformat(),
        "dtstart": session.starts_on and session.starts_on.isoformat(),
        "until": session.ends_on and session.ends_on.isoformat(),
        **rule,
        "opens_at": _clock(session, "starts_at"),
        "closes_at": _clock(session, "ends_at"),
        "schedule_link": link,
    }
    known = _known(found)
    own = str(session.public_id)
    return [{"id": _id(own, "schedule"), "service_at_location_id": own, **known}] if known else []


def _clock(session: Session, field: str) -> str | None:
    """The time with its offset from UTC on the first day; without one where no day is known."""
    clock = getattr(session, field)
    if clock is None:
        return None
    said = flat.text(clock)
    if session.starts_on is None:
        return said
    moment = datetime.combine(session.starts_on, clock, tzinfo=timezone.get_default_timezone())
    return f"{said}{moment.isoformat()[-6:]}"


def _capacity(session: Session) -> Json | None:
    if session.seats is None and session.seats_open is None:
        return None
    own = str(session.public_id)
    found = {
        "id": _id(own, "capacity"),
        "service_id": str(session.program.public_id),
        "available": session.seats_open,
        "maximum": session.seats,
        "description": session.name,
        "updated": session.changed_at and session.changed_at.isoformat(),
        "unit": {"id": _id("unit", "seat"), "name": "seat"},
    }
    return _known(found)


def _cost(session: Session) -> Json | None:
    if session.price is None:
        return None
    own = str(session.public_id)
    found = {
        "id": _id(own, "cost"),
        "service_id": str(session.program.public_id),
        "option": session.name,
        "currency": "USD",
        "amount": _number(session.price),
        "amount_description": f"per {session.price_per}",
    }
    return _known(found)


def _attributes(program: Program) -> list[Json]:
    own = str(program.public_id)
    terms = [_term(TOPICS, code) for code in program.topics]
    terms += [_term(STANDARDS, code) for code in program.standards]
    return [
        {
            "id": _id(own, "attribute", term["id"]),
            "link_id": own,
            "link_entity": "service",
            "taxonomy_term_id": term["id"],
            "taxonomy_term": term,
        }
        for term in terms
    ]


@cache
def _term(taxonomy: str, code: str) -> Json:
    with translation.override("en"):
        name = topics.label(code) if taxonomy == TOPICS else code
    return {
        "id": _id(taxonomy, code),
        "code": code,
        "name": name,
        "description": name,
        "taxonomy": taxonomy,
        "taxonomy_id": _id(taxonomy),
        "language": "en",
    }


def _metadata(program: Program) -> list[Json]:
    """Where each value came from and when somebody last said that the entry is true."""
    own = str(program.public_id)
    said = [
        (field, str(origin.get("at", "")), "import", str(origin.get("source", "")))
        for field, origin in sorted(program.provenance.items())
        if isinstance(origin, dict)
    ]
    if program.verified_on:
        said.append(("verified_on", program.verified_on.isoformat(), "update", "partner"))
    return [
        {
            "id": _id(own, "metadata", field),
            "resource_id": own,
            "resource_type": "service",
            "last_action_date": at,
            "last_action_type": action,
            "field_name": field,
            "previous_value": "",
            "replacement_value": flat.text(getattr(program, field, None)),
            "updated_by": by,
        }
        for field, at, action, by in said
    ]


def _language(owner: str, code: str) -> Json:
    name = LANG_INFO.get(code, {}).get("name", code)
    return {"id": _id(owner, "language", code), "service_id": owner, "name": name, "code": code}


def _phones(owner: str, number: str) -> list[Json]:
    return [{"id": _id(owner, "phone"), "number": number, "type": "voice"}] if number else []


def _rated(rating: Any) -> str:
    score = f"{flat.text(rating.score)} of {flat.text(rating.best_score)}"
    return f"{rating.framework}: {score}, {rating.rated_by}, {rating.rated_on.isoformat()}"


def _whole(choose: Any, ages: list[int | None]) -> int | None:
    """The lowest or highest of the sessions' ages; not known where any of them has no limit stated."""
    known = [age for age in ages if age is not None]
    return choose(known) if known and len(known) == len(ages) else None


def _number(value: flat.Value) -> Any:
    """A value as JSON holds it: numbers as numbers, whole where they are; dates and lists as text."""
    if isinstance(value, Decimal | float):
        return int(value) if value == int(value) else float(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    return flat.text(value)


def _id(*parts: str) -> str:
    """An id made from others: the same parts give the same id in every export.

    This is `str(uuid.uuid5(NAMESPACE, …))` without the objects: a large directory has a million of them.
    """
    name = "\x1f".join(parts).encode()
    said = sha1(NAMESPACE.bytes + name, usedforsecurity=False).hexdigest()
    variant = "89ab"[int(said[16], 16) & 3]
    return f"{said[:8]}-{said[8:12]}-5{said[13:16]}-{variant}{said[17:20]}-{said[20:32]}"


def _known(found: Json) -> Json:
    return {key: value for key, value in found.items() if value not in (None, "", [])}
