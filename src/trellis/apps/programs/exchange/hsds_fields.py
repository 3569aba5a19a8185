"""What the parts of an HSDS object say, under the importer's field names."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any, Final

from django.utils import timezone

from trellis.apps.programs.exchange import repeating
from trellis.apps.programs.exchange.hsds_names import (
    ON_THE_PROGRAM,
    ON_THE_SESSION,
    PRICE_PER,
    STANDARDS,
    STATUS,
    TOPICS,
    YES_OR_NO,
)

Json = dict[str, Any]
Fields = dict[str, str]

_OURS: Final = {theirs: ours for ours, theirs in STATUS.items()}
_STANDARD: Final = re.compile(r"standard|\bngss\b|\bccss\b|common core", re.IGNORECASE)
_FREE: Final = re.compile(r"\s*(free( of charge)?|no (cost|charge|fee)s?)\s*[.!]*\s*", re.IGNORECASE)
_YOUNG: Final = re.compile(r"child|youth|young|student|teen|under", re.IGNORECASE)
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?")


def word(found: Json, key: str) -> str:
    """A text or number of an object as text; "" where it is absent or something else."""
    value = found.get(key)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip() if isinstance(value, str | int | float) else ""


def items(found: Json, key: str) -> list[Json]:
    """The objects in a list of an object; none where there is no such list."""
    value = found.get(key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def object_in(found: Json, key: str) -> Json:
    """The object under a key, or an empty one."""
    value = found.get(key)
    return value if isinstance(value, dict) else {}


def organization_fields(organization: Json) -> Fields:
    """Who offers it. HSDS 2 called the website `url`."""
    return {
        "organization": word(organization, "name"),
        "organization_url": word(organization, "website") or word(organization, "url"),
    }


def program_fields(service: Json) -> Fields:
    """What a service says of itself, whatever the place."""
    topics, standards = _classified(service)
    status = word(service, "status")
    contacts = items(service, "contacts")
    emails = [word(service, "email"), *(word(contact, "email") for contact in contacts)]
    found = {
        **organization_fields(object_in(service, "organization")),
        "external_id": word(service, "id"),
        "program": word(service, "name"),
        "description": word(service, "description"),
        "topics": "; ".join(topics),
        "standards": "; ".join(standards),
        "languages": "; ".join(_languages(service)),
        "who_may_take_part": word(service, "eligibility_description"),
        "url": word(service, "url"),
        "email": next(filter(None, emails), ""),
        "phone": _phone(service, *contacts),
        "verified_on": word(service, "assured_date")[:10],
        "status": _OURS.get(status, status),
    }
    return found | {field: value for field, name in ON_THE_PROGRAM.items() if (value := word(service, name))}


def session_fields(place: Json, service: Json) -> Fields:
    """What a service at a location says, with the service's own ages, times and costs where it says none.

    Where a place has the fields that Trellis adds, they say it all: what isn't there isn't known.
    """
    location = object_in(place, "location")
    times = _times(items(place, "schedules") or items(service, "schedules"))
    found = {"session_external_id": word(place, "id"), **_site(location), **times}
    if word(place, "mode"):
        if word(place, "rrule"):
            found["days"] = ""
        own = {field: _own(place, field, name) for field, name in ON_THE_SESSION.items()}
        return found | {field: value for field, value in own.items() if value}
    modes = {"virtual": "online", "physical": "in_person"}
    return {
        **found,
        "age_min": word(service, "minimum_age"),
        "age_max": word(service, "maximum_age"),
        "mode": modes.get(word(location, "location_type"), ""),
        **_capacity(service),
        **_cost(service),
    }


def _own(place: Json, field: str, name: str) -> str:
    said = word(place, name)
    if field in YES_OR_NO:
        return {"true": "yes", "false": "no"}.get(said.lower(), said)
    if field == "days":
        return "; ".join(filter(None, (day.strip() for day in said.split(","))))
    return said


def _classified(found: Json) -> tuple[list[str], list[str]]:
    """The topics and the standards that an object's attributes name."""
    topics: dict[str, None] = {}
    standards: dict[str, None] = {}
    for attribute in items(found, "attributes"):
        term = object_in(attribute, "taxonomy_term")
        taxonomy = word(term, "taxonomy") or word(object_in(term, "taxonomy_detail"), "name")
        code, name = word(term, "code"), word(term, "name")
        if taxonomy == TOPICS:
            topics[code or name] = None
        elif taxonomy == STANDARDS or _STANDARD.search(taxonomy):
            standards[code or name] = None
        else:
            topics[name or code or word(attribute, "value")] = None
    return [each for each in topics if each], [each for each in standards if each]


def _languages(service: Json) -> list[str]:
    named = (word(each, "code") or word(each, "name") for each in items(service, "languages"))
    return list(dict.fromkeys(filter(None, named)))


def _phone(*owners: Json) -> str:
    for owner in owners:
        for phone in items(owner, "phones"):
            number = word(phone, "number").strip("\"' ")
            extension = word(phone, "extension")
            if number:
                return f"{number} ext. {extension}" if extension else number
    return ""


def _capacity(service: Json) -> Fields:
    """HSDS 3.1 knows capacities; only a single one says how many seats there are at this place."""
    capacities = items(service, "service_capacities")
    if len(capacities) != 1:
        return {}
    return {"seats": word(capacities[0], "maximum"), "seats_open": word(capacities[0], "available")}


def _cost(service: Json) -> Fields:
    """The price for young people and the words about it; a price in another currency stays in the words."""
    options = items(service, "cost_options")
    about = [_cost_in_words(option) for option in options]
    fees = word(service, "fees_description") or word(service, "fees")
    if fees and not _FREE.fullmatch(fees):
        about.append(fees)
    note = "; ".join(dict.fromkeys(filter(None, about)))
    option = next((each for each in options if _YOUNG.search(word(each, "option"))), None)
    option = option or next(iter(options), None)
    if option is None:
        return {"price": "0"} if _FREE.fullmatch(fees) else {"price_note": note}
    per = next((each for each in PRICE_PER if each in word(option, "amount_description").lower()), "")
    if word(option, "currency").upper() not in ("", "USD"):
        return {"price_note": note}
    return {"price": word(option, "amount"), "price_per": per, "price_note": note}


def _cost_in_words(option: Json) -> str:
    amount = " ".join(filter(None, (word(option, "amount"), word(option, "currency").upper())))
    said = ", ".join(filter(None, (amount, word(option, "amount_description"))))
    return ": ".join(filter(None, (word(option, "option"), said)))


def _site(location: Json) -> Fields:
    if word(location, "location_type") == "virtual":
        return {}
    addresses = items(location, "addresses")
    physical = (each for each in addresses if word(each, "address_type") == "physical")
    address = next(physical, addresses[0] if addresses else {})
    streets = (word(address, "address_1"), word(address, "address_2"))
    access = [word(each, "description") for each in items(location, "accessibility")]
    return {
        "site_name": word(location, "name"),
        "address": ", ".join(filter(None, streets)),
        "city": word(address, "city"),
        "state": word(address, "state_province"),
        "zip_code": word(address, "postal_code"),
        "latitude": word(location, "latitude"),
        "longitude": word(location, "longitude"),
        "accessibility": "; ".join(filter(None, access)),
    }


def _times(schedules: list[Json]) -> Fields:
    """When it is. Several schedules (a row a weekday, as some write them) give their days together."""
    if not schedules:
        return {}
    first = schedules[0]
    days, rule = repeating.from_hsds(first)
    for other in schedules[1:]:
        same = word(other, "opens_at") == word(first, "opens_at")
        days += [day for day in repeating.from_hsds(other)[0] if same and day not in days]
    starts_on = (word(first, "dtstart") or word(first, "valid_from"))[:10]
    return {
        "starts_on": starts_on,
        "ends_on": (word(first, "until") or word(first, "valid_to"))[:10],
        "starts_at": _clock(word(first, "opens_at"), starts_on),
        "ends_at": _clock(word(first, "closes_at"), starts_on),
        "days": "; ".join(days),
        "rrule": rule,
        "enrol_url": word(first, "schedule_link"),
    }


def _clock(said: str, on: str) -> str:
    """A time as the clock at the place shows it.

    An offset belongs to the place, so the clock is as written; "Z" is turned into the site's own time zone
    where the day is known.
    """
    match = _CLOCK.fullmatch(said)
    if match is None:
        return said
    hour, minute, second, zone = match.groups()
    try:
        clock = time(int(hour), int(minute), int(second or 0))
        if zone == "Z" and on:
            moment = datetime.combine(date.fromisoformat(on), clock, tzinfo=timezone.get_fixed_timezone(0))
            clock = timezone.localtime(moment, timezone.get_default_timezone()).time()
    except ValueError:
        return said
    return clock.isoformat("seconds" if clock.second else "minutes")
