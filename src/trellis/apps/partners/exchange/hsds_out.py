"""Partners as HSDS 3.0 organizations, as far as an audience sees them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import uuid5

from trellis.apps.organizations.models.organization import IDENTIFIERS
from trellis.apps.partners.exchange import flat
from trellis.apps.partners.exchange.hsds_names import OURS
from trellis.apps.partners.profiles import Profile
from trellis.apps.programs.exchange.flat import text
from trellis.apps.programs.exchange.hsds_names import NAMESPACE

Json = dict[str, Any]


def json_text(profiles: Iterable[Profile], *, notice: str = "") -> Iterator[str]:
    """The organizations as one page of an HSDS list, piece by piece.

    `notice` is what the file says of itself, such as that it is a demonstration.
    """
    yield '{"contents":['
    count = 0
    for count, profile in enumerate(profiles, start=1):
        separator = ",\n" if count > 1 else "\n"
        yield separator + json.dumps(organization(profile), ensure_ascii=False, separators=(",", ":"))
    page = {
        "total_items": count,
        "total_pages": 1,
        "page_number": 1,
        "size": count,
        "first_page": True,
        "last_page": True,
        "empty": count == 0,
        **({"notice": notice} if notice else {}),
    }
    yield "\n]," + json.dumps(page, ensure_ascii=False).removeprefix("{")


def organization(profile: Profile) -> Json:
    """A partner as an HSDS organization. What isn't known, or not for this audience, is left out."""
    own = str(profile.partner.organization.public_id)
    row = flat.row(profile)
    found: Json = {
        "id": own,
        "name": profile.name,
        "alternate_name": profile.also_known_as,
        "email": profile.email,
        "website": profile.url,
        "tax_id": row["ein"],
        "phones": _phones(own, profile.phone),
        "locations": [_location(place) for place in profile.places],
        "contacts": _contacts(own, profile),
        "organization_identifiers": [
            {"id": _id(own, "identifier", kind), "identifier_type": kind, "identifier": row[kind]}
            for kind in IDENTIFIERS
            if row[kind]
        ],
    }
    extra = {name: _plain(row[field]) for field, name in OURS.items()}
    return {**_known(found | extra), "description": profile.description}


def _location(place: Any) -> Json:
    own = _id("place", str(place.pk), str(place.created_at))
    addresses = [
        {
            "id": _id(own, "address"),
            "address_1": place.address,
            "postal_code": place.zip_code,
            "country": "US",
            "address_type": "physical",
        }
    ]
    return _known(
        {
            "id": own,
            "location_type": "physical",
            "name": place.name,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "addresses": addresses if place.address or place.zip_code else [],
        }
    )


def _contacts(own: str, profile: Profile) -> list[Json]:
    return [
        _known(
            {
                "id": _id(own, "contact", str(person.pk)),
                "name": person.name,
                "title": person.job_title,
                "email": person.email,
                "phones": _phones(_id(own, "contact", str(person.pk)), person.phone),
            }
        )
        for person in sorted(profile.people, key=lambda person: not person.is_main_contact)
    ]


def _phones(owner: str, number: str) -> list[Json]:
    return [{"id": _id(owner, "phone"), "number": number, "type": "voice"}] if number else []


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | list) else text(value)


def _id(*parts: str) -> str:
    """An id made from others: the same parts give the same id in every export."""
    return str(uuid5(NAMESPACE, "\x1f".join(parts)))


def _known(found: Json) -> Json:
    return {key: value for key, value in found.items() if value not in (None, "", [])}
