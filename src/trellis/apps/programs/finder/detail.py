"""A program's own public page: what it is, each of its sessions, who said so and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.apps.organizations.provenance import in_words
from trellis.apps.programs import freshness, topics, wording
from trellis.apps.programs.cards import Fact, map_url
from trellis.apps.programs.exchange.calendars import has_dates
from trellis.apps.programs.exchange.flat import Listed
from trellis.apps.programs.finder import cards
from trellis.apps.programs.models import Program, QualityRating, Session
from trellis.apps.programs.schedule import Schedule

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance


@dataclass(frozen=True, slots=True)
class SessionOnPage:
    """A session on a program's page."""

    title: str
    facts: tuple[Fact, ...]
    map_url: str
    sign_up_url: str
    calendar_url: str
    is_over: bool


def public_program(
    alliance: Alliance, public_id: UUID, limits: freshness.Limits, today: date
) -> Listed | None:
    """The program with all that hangs from it, if the public may see it: three queries."""
    program = (
        Program.objects.for_alliance(alliance)
        .filter(freshness.shown_to_public(limits, today), public_id=public_id, status=Program.Status.ACTIVE)
        .select_related("organization", "source")
        .first()
    )
    if program is None:
        return None
    program.alliance = alliance
    sessions = (
        Session.objects.for_alliance(alliance)
        .filter(program=program)
        .select_related("site")
        .order_by(F("starts_on").asc(nulls_last=True), "pk")
    )
    ratings = QualityRating.objects.for_alliance(alliance).filter(program=program)
    found = tuple(sessions)
    for session in found:
        session.program = program
    return Listed(program, program.organization, found, tuple(ratings))


def session_on_page(session: Session, alliance: Alliance, today: date) -> SessionOnPage:
    """A session with what is known of it; what isn't is said to be unknown where families would ask."""
    schedule = Schedule.of(session)
    program = session.program
    ids = {"alliance": alliance.slug, "public_id": program.public_id, "session_id": session.public_id}
    facts = (
        Fact(_("When"), schedule.in_words() or _("They don't say; ask.")),
        Fact(_("Where"), _where(session) or _("They don't say; ask.")),
        Fact(_("For whom"), wording.for_whom(session) or _("They don't say; ask.")),
        Fact(_("Price"), _cost(session) or _("They don't say; ask.")),
        Fact(_("Seats"), wording.seats(session)),
        Fact(_("Ride"), _yes(session.transport, _("provided"), _("not provided"))),
        Fact(_("Food"), _yes(session.food, _("provided"), _("not provided"))),
        Fact(_("Participants are paid"), _yes(session.pays_participants, _("yes"), _("no"))),
        Fact(_("Accessibility"), _accessibility(session)),
    )
    return SessionOnPage(
        title=session.name or _capital(schedule.days_in_words()) or _("Session"),
        facts=tuple(fact for fact in facts if fact.known),
        map_url=map_url(session.site) if session.site else "",
        sign_up_url=session.enrol_url if session.enrol_url != program.enrol_url else "",
        calendar_url=reverse("finder:session_calendar", kwargs=ids) if has_dates(session) else "",
        is_over=schedule.over_by(today),
    )


def facts(listed: Listed) -> tuple[Fact, ...]:
    """What holds for all sessions."""
    program = listed.program
    organization = listed.organization
    email = program.email or organization.email
    phone = program.phone or organization.phone
    found = (
        Fact(_("About"), ", ".join(topics.labels(program.topics))),
        Fact(_("Who may take part"), program.who_may_take_part),
        Fact(_("Languages"), ", ".join(map(wording.language, program.languages))),
        Fact(_("Web page"), program.url, href=program.url),
        Fact(_("E-mail"), email, href=f"mailto:{email}"),
        Fact(_("Telephone"), phone, href=f"tel:{phone}"),
        Fact(_("Learning standards"), ", ".join(program.standards)),
        Fact(_("Quality"), "; ".join(map(_rated, listed.ratings))),
    )
    return tuple(fact for fact in found if fact.value)


def who_said_so(program: Program) -> str:
    """When the entry was last confirmed, and which list it came from."""
    parts = [cards.confirmed(program)]
    if program.source is not None:
        parts.append(_("from the list “%(list)s”") % {"list": program.source})
    elif said := in_words(program.provenance.get("name")):
        parts.append(said)
    return ", ".join(parts)


def report_url(listed: Listed, page: str) -> str:
    """A mail that tells those who offer the program of a mistake; "" where no address is known."""
    to = listed.program.email or listed.organization.email
    if not to:
        return ""
    subject = _("A mistake in the entry of %(program)s") % {"program": listed.program.name}
    body = _("On this page: %(page)s") % {"page": page}
    return f"mailto:{quote(to, safe='@')}?subject={quote(subject)}&body={quote(body)}"


def _where(session: Session) -> str:
    site = session.site
    if site is None:
        return cards.where(session)
    place = ", ".join(filter(None, (site.name, wording.address(site))))
    return _("%(place)s, or online") % {"place": place} if session.mode == Session.Mode.HYBRID else place


def _cost(session: Session) -> str:
    said = cards.cost(session)
    note = session.price_note if session.price is not None else ""
    return f"{said}. {note}" if note else said


def _accessibility(session: Session) -> str:
    if session.site is None:
        return ""
    terms = [wording.accessibility(term) for term in session.site.accessibility]
    return ", ".join(filter(None, [*terms, session.site.accessibility_note]))


def _rated(rating: QualityRating) -> str:
    return _("%(framework)s: %(score)s of %(best)s, by %(who)s") % {
        "framework": rating.framework,
        "score": rating.score.normalize(),
        "best": rating.best_score.normalize(),
        "who": rating.rated_by,
    }


def _yes(value: bool | None, yes: str, no: str) -> str:
    return "" if value is None else yes if value else no


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
