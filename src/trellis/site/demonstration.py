"""The demonstration alliance: real figures for the Tulsa area, illustrative people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import transaction

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance, Membership, Region
from trellis.apps.core.permissions import Role

SLUG: Final = "green-country"
PASSWORD: Final = "a demonstration only"  # noqa: S105 - printed on purpose; the demonstration listens on this machine alone
TULSA_AREA: Final = "0046140"
TULSA_COUNTIES: Final = ("40037", "40111", "40113", "40117", "40131", "40143", "40145")
"""Creek, Okmulgee, Osage, Pawnee, Rogers, Tulsa, Wagoner."""

PEOPLE: Final = (
    ("admin@example.org", "Illustrative admin", Role.ADMIN),
    ("staff@example.org", "Illustrative data lead", Role.STAFF),
    ("board@example.org", "Illustrative board member", Role.CONTRIBUTOR),
    ("partner@example.org", "Illustrative partner", Role.PARTNER_EDITOR),
)


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


@transaction.atomic
def make() -> Demonstration:
    """Make the demonstration alliance where there is none; what is there is left as it is."""
    alliance, _made = Alliance.objects.get_or_create(
        slug=SLUG,
        defaults={
            "name": "Green Country STEM Alliance",
            "backbone": "Illustrative backbone organization",
            "public_landscape": True,
            "is_demonstration": True,
        },
    )
    Region.objects.get_or_create(
        alliance=alliance,
        is_home=True,
        defaults={
            "name": "Tulsa area",
            "slug": "tulsa-area",
            "area_codes": [TULSA_AREA],
            "states": ["OK"],
            "counties": list(TULSA_COUNTIES),
        },
    )
    for email, name, role in PEOPLE:
        _person(alliance, email=email, name=name, role=role)
    sign_ins = tuple(SignIn(email, PASSWORD, str(role.label)) for email, _name, role in PEOPLE)
    return Demonstration(alliance=alliance, sign_ins=sign_ins)


def _person(alliance: Alliance, *, email: str, name: str, role: Role) -> None:
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, PASSWORD, full_name=name)
        user.emailaddress_set.create(email=email, verified=True, primary=True)
    Membership.objects.get_or_create(alliance=alliance, user=user, defaults={"role": role})
