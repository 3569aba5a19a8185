"""A partner as schema.org JSON-LD, for search engines: an Organization with what everybody may see."""

from __future__ import annotations

from typing import Any, Final

from trellis.apps.partners import codes
from trellis.apps.partners.profiles import Profile
from trellis.apps.partners.sectors import Sector

Json = dict[str, Any]

TYPES: Final = {
    Sector.SCHOOL: "School",
    Sector.TWO_YEAR_COLLEGE: "CollegeOrUniversity",
    Sector.FOUR_YEAR_COLLEGE: "CollegeOrUniversity",
    Sector.CAREER_TECH: "EducationalOrganization",
    Sector.SCHOOL_DISTRICT: "EducationalOrganization",
    Sector.LIBRARY: "Library",
    Sector.STEM_COMPANY: "Corporation",
    Sector.BUSINESS: "Corporation",
    Sector.GOVERNMENT: "GovernmentOrganization",
    Sector.COMMUNITY: "NGO",
    Sector.RESEARCH: "ResearchOrganization",
    Sector.MEDIA: "NewsMediaOrganization",
}
"""The kind of Organization that a sector is to schema.org, where it has one."""


def organization(profile: Profile, *, page: str, member_of: str) -> Json:
    """The partner as an Organization that is a member of the alliance. What isn't known is left out."""
    held = profile.identifiers
    found = {
        "@context": "https://schema.org",
        "@type": ["Organization", kind] if (kind := TYPES.get(Sector(profile.sector))) else "Organization",
        "@id": page,
        "identifier": str(profile.partner.organization.public_id),
        "name": profile.name,
        "alternateName": profile.also_known_as,
        "description": profile.description,
        "url": profile.url or page,
        "email": profile.email,
        "telephone": profile.phone,
        "taxID": held.get("ein"),
        "sameAs": f"https://ror.org/{held['ror']}" if held.get("ror") else "",
        "memberOf": {"@type": "Organization", "name": member_of},
        "knowsAbout": profile.field_labels,
        "areaServed": [
            {"@type": "AdministrativeArea", "name": name} for name in codes.county_names(profile.counties)
        ],
        "location": [_place(place) for place in profile.places],
        "contactPoint": [
            _known(
                {
                    "@type": "ContactPoint",
                    "name": person.name,
                    "contactType": person.job_title,
                    "email": person.email,
                    "telephone": person.phone,
                }
            )
            for person in profile.people
            if person.email or person.phone
        ],
    }
    return _known(found)


def _place(place: Any) -> Json:
    found: Json = {
        "@type": "Place",
        "name": place.name or place.address or place.zip_code,
        "address": _known(
            {
                "@type": "PostalAddress",
                "streetAddress": place.address,
                "postalCode": place.zip_code,
                "addressCountry": "US",
            }
        ),
    }
    if place.latitude is not None and place.longitude is not None:
        found["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": place.latitude,
            "longitude": place.longitude,
        }
    return found


def _known(found: Json) -> Json:
    return {key: value for key, value in found.items() if value not in (None, "", [])}
