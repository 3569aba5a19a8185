"""A program as schema.org JSON-LD, for search engines: a course with its sessions as instances."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from trellis.apps.organizations.models import Organization
from trellis.apps.programs import topics
from trellis.apps.programs.exchange import flat
from trellis.apps.programs.exchange.flat import Listed
from trellis.apps.programs.models import Session, Site

Json = dict[str, Any]

MODES: Final = {
    Session.Mode.IN_PERSON: ("Onsite", "OfflineEventAttendanceMode"),
    Session.Mode.ONLINE: ("Online", "OnlineEventAttendanceMode"),
    Session.Mode.HYBRID: ("Blended", "MixedEventAttendanceMode"),
}
DAYS: Final = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}


def course(listed: Listed, sessions: Iterable[Session], *, page: str) -> Json:
    """The program as a schema.org Course whose instances are the sessions. What isn't known is left out."""
    program = listed.program
    offers = [session for session in sessions if session.price is not None]
    found = {
        "@context": "https://schema.org",
        "@type": "Course",
        "@id": page,
        "url": page,
        "identifier": str(program.public_id),
        "name": program.name,
        "description": program.description or program.name,
        "provider": _provider(listed.organization),
        "about": topics.labels(program.topics),
        "educationalAlignment": [
            {"@type": "AlignmentObject", "alignmentType": "teaches", "targetName": code}
            for code in program.standards
        ],
        "availableLanguage": list(program.languages),
        "isAccessibleForFree": all(s.price == 0 for s in offers) if offers else None,
        "sameAs": program.url,
        "offers": [_offer(session, listed) for session in offers],
        "hasCourseInstance": [_instance(session, listed, page) for session in sessions],
    }
    return _known(found)


def _instance(session: Session, listed: Listed, page: str) -> Json:
    course_mode, attendance = MODES[Session.Mode(session.mode)]
    online = session.mode == Session.Mode.ONLINE
    found = {
        "@type": "CourseInstance",
        "@id": f"{page}#{session.public_id}",
        "name": session.name or listed.program.name,
        "courseMode": course_mode,
        "eventAttendanceMode": f"https://schema.org/{attendance}",
        "startDate": session.starts_on and session.starts_on.isoformat(),
        "endDate": session.ends_on and session.ends_on.isoformat(),
        "location": _place(session.site) if session.site else {"@type": "VirtualLocation", "url": page},
        "typicalAgeRange": _ages(session),
        "maximumAttendeeCapacity": session.seats,
        "remainingAttendeeCapacity": session.seats_open,
        "organizer": _provider(listed.organization),
        "eventSchedule": _schedule(session),
    }
    if session.site is None and not online:
        found["location"] = None
    return _known(found)


def _schedule(session: Session) -> Json | None:
    if not session.days:
        return None
    found = {
        "@type": "Schedule",
        "repeatFrequency": "P1W",
        "byDay": [f"https://schema.org/{DAYS[day]}" for day in session.days if day in DAYS],
        "startTime": session.starts_at and session.starts_at.isoformat("minutes"),
        "endTime": session.ends_at and session.ends_at.isoformat("minutes"),
        "startDate": session.starts_on and session.starts_on.isoformat(),
        "endDate": session.ends_on and session.ends_on.isoformat(),
    }
    return _known(found)


def _offer(session: Session, listed: Listed) -> Json:
    found = {
        "@type": "Offer",
        "category": "Free" if session.price == 0 else "Paid",
        "price": flat.text(session.price),
        "priceCurrency": "USD",
        "url": session.enrol_url or listed.program.enrol_url,
        "availability": _availability(session),
    }
    return _known(found)


def _availability(session: Session) -> str | None:
    if session.seats_open is None:
        return None
    return "https://schema.org/" + ("InStock" if session.seats_open else "SoldOut")


def _ages(session: Session) -> str | None:
    low, high = session.age_min, session.age_max
    if low is None and high is None:
        return None
    return f"{'' if low is None else low}-{'' if high is None else high}"


def _provider(row: Organization) -> Json:
    return _known({"@type": "Organization", "name": row.name, "url": row.url})


def _place(site: Site) -> Json:
    postal = {
        "@type": "PostalAddress",
        "streetAddress": site.address,
        "addressLocality": site.city,
        "addressRegion": site.state,
        "postalCode": site.zip_code,
        "addressCountry": "US",
    }
    found: Json = {"@type": "Place", "name": site.name or site.address, "address": _known(postal)}
    if site.latitude is not None and site.longitude is not None:
        found["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": site.latitude,
            "longitude": site.longitude,
        }
    return _known(found)


def _known(found: Json) -> Json:
    return {key: value for key, value in found.items() if value not in (None, "", [])}
