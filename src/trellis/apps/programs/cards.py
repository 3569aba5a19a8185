"""What pages show of a program and its sessions: facts in words, each with where it came from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from trellis.apps.core.ui.figures import not_known
from trellis.apps.organizations.provenance import in_words
from trellis.apps.programs import topics, wording
from trellis.apps.programs.schedule import Schedule

if TYPE_CHECKING:
    from trellis.apps.organizations.models import Organization
    from trellis.apps.programs.models import Program, Session, Site


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known, or not: its name, its value, where the value came from."""

    label: str
    value: str
    source: str = ""
    href: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a value at all."""
        return bool(self.value) and self.value != not_known()


@dataclass(frozen=True, slots=True)
class SessionCard:
    """A session on a page. `source` is where all that is known of it came from; "" where sources differ."""

    session: Session
    title: str
    facts: tuple[Fact, ...]
    source: str
    next_days: str
    is_over: bool
    map_url: str
    position: str


def facts(program: Program, *, organization_url: str = "") -> tuple[Fact, ...]:
    """What is known of a program apart from its sessions."""

    def fact(label: str, value: str, *fields: str, href: str = "") -> Fact:
        return Fact(label, value, _source(program.provenance, *fields), href)

    mail = f"mailto:{program.email}" if program.email else ""
    call = f"tel:{program.phone}" if program.phone else ""
    return (
        fact(_("Organization"), program.organization.name, "organization", href=organization_url),
        fact(_("About"), ", ".join(topics.labels(program.topics)), "topics"),
        fact(_("Who may take part"), program.who_may_take_part, "who_may_take_part"),
        fact(_("Sign up"), program.enrol_url, "enrol_url", href=program.enrol_url),
        fact(_("Web page"), program.url, "url", href=program.url),
        fact(_("E-mail"), program.email, "email", href=mail),
        fact(_("Telephone"), program.phone, "phone", href=call),
        fact(_("Languages"), ", ".join(map(wording.language, program.languages)), "languages"),
        fact(_("Standards"), ", ".join(program.standards), "standards"),
        fact(_("From the list"), str(program.source) if program.source else "", "source"),
    )


def organization_facts(organization: Organization) -> tuple[Fact, ...]:
    """What is known of an organization."""

    def fact(label: str, name: str, *, link: str = "") -> Fact:
        value = getattr(organization, name)
        return Fact(label, value, _source(organization.provenance, name), f"{link}{value}" if value else "")

    also = organization.alternate_name
    return (
        Fact(_("Also known as"), also, _source(organization.provenance, "alternate_name")),
        fact(_("Website"), "url"),
        fact(_("E-mail"), "email", link="mailto:"),
        fact(_("Telephone"), "phone", link="tel:"),
    )


def site_facts(site: Site, *, organization_url: str = "") -> tuple[Fact, ...]:
    """What is known of a site."""

    def fact(label: str, value: str, *fields: str) -> Fact:
        return Fact(label, value, _source(site.provenance, *fields))

    terms = [wording.accessibility(term) for term in site.accessibility]
    if site.accessibility_note:
        terms.append(site.accessibility_note)
    owner = site.organization.name if site.organization else ""
    return (
        Fact(_("Organization"), owner, _source(site.provenance, "organization"), organization_url),
        fact(_("Address"), wording.address(site), "address", "city", "zip_code"),
        fact(_("Position"), position(site), "latitude", "longitude"),
        fact(_("Accessibility"), ", ".join(terms), "accessibility"),
        fact(_("From the list"), str(site.source) if site.source else "", "source"),
    )


def session(found: Session, today: date) -> SessionCard:
    """A session with its facts, the next days it happens, and where that is."""
    schedule = Schedule.of(found)
    marks = found.provenance

    def fact(label: str, value: str, *fields: str) -> Fact:
        return Fact(label, value, _source(marks, *fields))

    site = found.site
    rows = (
        fact(_("When"), schedule.in_words() or not_known(), "starts_on", "days", "starts_at", "rrule"),
        fact(_("Where"), _where(found), "site", "mode"),
        fact(_("For whom"), wording.for_whom(found) or not_known(), "age_min", "age_max", "grade_min"),
        fact(_("Seats"), wording.seats(found), "seats", "seats_open"),
        fact(_("Price"), _price(found), "price", "price_note"),
        fact(_("Scholarships"), wording.answer(found.scholarship), "scholarship"),
        fact(_("Ride provided"), wording.answer(found.transport), "transport"),
        fact(_("Food provided"), wording.answer(found.food), "food"),
        fact(_("Pays participants"), wording.answer(found.pays_participants), "pays_participants"),
    )
    sources = {row.source for row in rows if row.known}
    source = sources.pop() if len(sources) == 1 else ""
    return SessionCard(
        session=found,
        title=found.name or capfirst(schedule.days_in_words()) or _("Session"),
        facts=tuple(replace(row, source="") for row in rows) if source else rows,
        source=source,
        next_days=", ".join(date_format(day) for day in schedule.next_days(today)),
        is_over=schedule.over_by(today),
        map_url=map_url(site) if site else "",
        position=position(site) if site else "",
    )


def position(site: Site) -> str:
    """Where a site is on the map, in numbers, and how that is known; "" where it is not."""
    if site.latitude is None or site.longitude is None:
        return ""
    numbers = f"{site.latitude:.4f}, {site.longitude:.4f}"
    return _("%(position)s (%(how)s)") % {"position": numbers, "how": site.get_located_display().lower()}


def map_url(site: Site) -> str:
    """A map of a site's surroundings that everybody can open; "" where its position is not known."""
    if site.latitude is None or site.longitude is None:
        return ""
    at = f"{site.latitude:.5f}/{site.longitude:.5f}"
    return f"https://www.openstreetmap.org/?mlat={site.latitude:.5f}&mlon={site.longitude:.5f}#map=16/{at}"


def _where(found: Session) -> str:
    site = found.site
    parts = [] if site is None else [site.name, wording.address(site)]
    place = ", ".join(part for part in parts if part)
    if found.mode == found.Mode.IN_PERSON:
        return place or not_known()
    how = str(found.get_mode_display())
    return f"{how}: {place}" if place else how


def _price(found: Session) -> str:
    price = wording.price(found)
    return f"{price}. {found.price_note}" if found.price_note else price


def _source(provenance: dict[str, Any], *fields: str) -> str:
    """Where the fields came from, once each."""
    said = (in_words(provenance.get(name)) for name in fields)
    return "; ".join(dict.fromkeys(text for text in said if text))
