"""The demonstration alliance: real figures for the Tulsa area, illustrative people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance, Membership
from trellis.apps.alliances.services import alliances, regions
from trellis.apps.core.permissions import Role
from trellis.apps.core.store import store
from trellis.apps.findings.models import Verdict
from trellis.apps.landscape import queries as landscapes
from trellis.apps.landscape import services as landscape
from trellis.apps.landscape.asked import LandscapeRequest
from trellis.apps.landscape.regions import Gazetteer
from trellis.apps.partners.hiring import services as hiring
from trellis.apps.partners.silos import evidence as silos
from trellis.site.demonstration import directory, neighborhoods, partners, readiness, waves

NAME: Final = "Green Country STEM Alliance"
PASSWORD: Final = "a demonstration only"  # noqa: S105 - printed on purpose: the site listens on this machine alone
TULSA_AREA: Final = "0046140"

PEOPLE: Final = (
    ("admin@example.org", "Illustrative admin", Role.ADMIN),
    ("staff@example.org", "Illustrative data lead", Role.STAFF),
    ("board@example.org", "Illustrative board member", Role.CONTRIBUTOR),
    ("partner@example.org", "Illustrative partner", Role.PARTNER_EDITOR),
)

DECISIONS: Final = (
    ("expand", Verdict.ACCEPTED, ""),
    ("expand", Verdict.NOTED, "Illustrative note: ask the department how many seats its laboratories allow."),
    ("partner", Verdict.DISMISSED, "Illustrative reason: first see what can grow here."),
)
"""What the illustrative data lead said of the first recommendation of a kind, so that a thread shows."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody who can sign in to the demonstration."""

    email: str
    password: str
    role: str


@dataclass(frozen=True, slots=True)
class Demonstration:
    """The demonstration alliance and who can sign in to it."""

    alliance: Alliance
    sign_ins: tuple[SignIn, ...]


def make() -> Demonstration:
    """Make the demonstration alliance where there is none; what is there is left as it is."""
    alliance = Alliance.objects.filter(is_demonstration=True).first()
    if alliance is None:
        with transaction.atomic():
            alliance = _make()
    sign_ins = tuple(SignIn(email, PASSWORD, str(role.label)) for email, _name, role in PEOPLE)
    return Demonstration(alliance=alliance, sign_ins=sign_ins)


def _make() -> Alliance:
    people = {role: _person(email=email, name=name) for email, name, role in PEOPLE}
    admin = people[Role.ADMIN]
    alliance = alliances.create(
        name=NAME, by=admin, backbone="Illustrative backbone organization", is_demonstration=True
    )
    for role, person in people.items():
        Membership.objects.get_or_create(alliance=alliance, user=person, defaults={"role": role})
    for page in alliances.PUBLIC_PAGES:
        alliance = alliances.publish(alliance=alliance, by=admin, page=page, public=True)
    regions.create(alliance=alliance, by=admin, name="Tulsa area", area_codes=[TULSA_AREA])
    today, editor = timezone.localdate(), people[Role.PARTNER_EDITOR]
    listed = directory.make(alliance, today=today, editor=editor)
    members = partners.make(alliance, organizations=listed.organizations, today=today, editor=editor)
    staff = people[Role.STAFF]
    waves.make(alliance, partners=members, today=today, by=staff)
    readiness.make(alliance, today=today, by=staff)
    hexagons = neighborhoods.make(alliance, by=staff)
    neighborhoods.ask(alliance, place_set=hexagons, by=staff)
    hiring.look_up(alliance=alliance, by=staff)
    silos.look_and_keep(alliance=alliance, by=staff)
    _decide(alliance, by=staff)
    return alliance


def _person(*, email: str, name: str) -> User:
    user = User.objects.create_user(email, PASSWORD, full_name=name)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _decide(alliance: Alliance, *, by: User) -> None:
    gazetteer = Gazetteer.of(alliance, store())
    reading = landscapes.read(alliance=alliance, asked=LandscapeRequest(), gazetteer=gazetteer, by=by)
    first = {row["kind"]: row["key"] for row in reversed(reading.document["recommendations"])}
    for kind, verdict, reason in DECISIONS:
        landscape.answer_step(
            alliance=alliance, by=by, reading=reading, key=first[kind], verdict=verdict, reason=reason
        )
