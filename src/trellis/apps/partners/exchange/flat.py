"""A partner as one flat row, under the importer's field names, as far as an audience sees it."""

from __future__ import annotations

from typing import Final

from trellis.apps.organizations.models.organization import IDENTIFIERS
from trellis.apps.partners.importing.fields import FIELDS as IMPORT_FIELDS
from trellis.apps.partners.importing.words import one_line
from trellis.apps.partners.models import Asset, NeedOrOffer, Partner
from trellis.apps.partners.profiles import Profile
from trellis.apps.partners.visibility import Audience, SeenPerson
from trellis.apps.programs.exchange.flat import Value

COLUMNS: Final = tuple(IMPORT_FIELDS)
"""The columns of an export: what an import reads."""


def row(profile: Profile) -> dict[str, Value]:
    """A partner as a row of COLUMNS; what isn't known, or not for this audience, is empty."""
    partner = profile.partner
    is_staff = profile.audience is Audience.STAFF
    found: dict[str, Value] = dict.fromkeys(COLUMNS)
    found |= {
        "external_id": str(partner.organization.public_id),
        "name": profile.name,
        "also_known_as": profile.also_known_as,
        "description": profile.description,
        "url": profile.url,
        "email": profile.email,
        "phone": profile.phone,
        "sector": profile.sector,
        "status": str(partner.status) if is_staff else None,
        "since": profile.since,
        "grade_bands": list(profile.grade_bands),
        "fields": list(profile.fields),
        "groups": list(profile.groups),
        "counties": list(profile.counties),
        "districts": list(profile.districts),
        "zip_codes": list(profile.zip_codes),
        "reach_young_people": profile.reach_young_people,
        "reach_educators": profile.reach_educators,
        "reach_places": profile.reach_places,
        "brings": [said(each) for each in profile.brings],
        "needs": [said(each) for each in profile.needs],
        "offers": [said(each) for each in profile.offers],
    }
    found |= {kind: str(profile.identifiers.get(kind) or "") for kind in IDENTIFIERS}
    if profile.places:
        place = profile.places[0]
        found |= {
            "place_name": place.name,
            "address": place.address,
            "zip_code": place.zip_code,
            "latitude": place.latitude,
            "longitude": place.longitude,
        }
    if (contact := contact_of(profile)) is not None:
        found |= {
            "contact_name": contact.name,
            "contact_title": contact.job_title,
            "contact_email": contact.email,
            "contact_phone": contact.phone,
        }
    return found


def said(thing: Asset | NeedOrOffer) -> str:
    """Something brought, needed or offered as the importer reads it: "mentors: two engineers"."""
    words = one_line(thing.description)
    return f"{thing.kind}: {words}" if words else str(thing.kind)


def contact_of(profile: Profile) -> SeenPerson | None:
    """The main contact, else the first person, whom the audience sees."""
    return min(profile.people, key=lambda person: not person.is_main_contact, default=None)


def status_of(partner: Partner) -> str:
    """A partner's status in words."""
    return str(Partner.Status(partner.status).label)
