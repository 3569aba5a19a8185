"""Illustrative organizations, sites, programs and sessions in and around Tulsa, the same every time."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.utils.text import slugify

from trellis.apps.organizations.models import Organization, OrganizationEditor
from trellis.apps.programs.models import Program, QualityRating, Session, Site

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance

SEED: Final = 74103
PROVENANCE: Final = {"source": "Illustrative"}
OLD_SHARE, VERY_OLD_SHARE = 0.12, 0.03
"""The share of entries that nobody has confirmed for half a year, and for more than a year."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town with about where it is, its ZIP code, and how many sites the illustration gives it."""

    name: str
    zip_code: str
    latitude: float
    longitude: float
    sites: int


# Positions and ZIP codes are real; that anything is offered there is not.
TOWNS: Final = (
    Town("Tulsa", "74103", 36.154, -95.993, 12),
    Town("Tulsa", "74104", 36.148, -95.953, 7),
    Town("Tulsa", "74133", 36.045, -95.885, 8),
    Town("Tulsa", "74136", 36.060, -95.945, 7),
    Town("Tulsa", "74106", 36.187, -95.985, 2),
    Town("Tulsa", "74107", 36.105, -96.030, 3),
    Town("Broken Arrow", "74012", 36.052, -95.797, 7),
    Town("Jenks", "74037", 36.023, -95.969, 3),
    Town("Bixby", "74008", 35.942, -95.883, 3),
    Town("Owasso", "74055", 36.270, -95.855, 4),
    Town("Sand Springs", "74063", 36.140, -96.109, 2),
    Town("Sapulpa", "74066", 35.999, -96.114, 2),
    Town("Claremore", "74017", 36.313, -95.616, 3),
    Town("Wagoner", "74467", 35.959, -95.369, 1),
    Town("Okmulgee", "74447", 35.623, -95.961, 2),
    Town("Pawhuska", "74056", 36.668, -96.337, 1),
    Town("Bristow", "74010", 35.831, -96.391, 1),
)

KINDS: Final[dict[str, dict[str, list[str]]]] = {
    "public library": {
        "robotics club": ["robotics", "engineering"],
        "coding hour": ["computing"],
        "makers' table": ["making", "engineering"],
        "story lab": ["science", "reading"],
    },
    "science museum": {
        "engineering days": ["engineering"],
        "planetarium club": ["earth_space"],
        "inventors' camp": ["making", "engineering"],
        "fossil lab": ["earth_space", "life_science"],
    },
    "school district": {
        "after-school STEM club": ["science", "engineering"],
        "math circle": ["math"],
        "summer algebra": ["math"],
        "drone team": ["robotics", "aviation"],
    },
    "community college": {
        "college for kids": ["science", "college"],
        "women in engineering day": ["engineering", "careers"],
        "data camp": ["data", "computing"],
    },
    "career-tech center": {
        "welding discovery": ["trades", "careers"],
        "health careers camp": ["health", "careers"],
        "aviation camp": ["aviation", "careers"],
    },
    "youth club": {
        "robotics league": ["robotics"],
        "nature explorers": ["environment", "outdoors"],
        "code club": ["computing"],
        "science Saturdays": ["science"],
    },
    "aerospace company": {
        "young mechanics": ["aviation", "engineering"],
        "flight simulator club": ["aviation", "computing"],
    },
    "nature center": {
        "river watchers": ["environment", "life_science"],
        "bird count club": ["environment", "data"],
        "garden science": ["life_science", "agriculture"],
    },
}
"""What each kind of organization offers, and the topics of it."""
BANDS: Final = ((5, 9), (8, 12), (10, 14), (11, 14), (12, 17), (14, 18))
PRICES: Final = (0, 0, 0, 0, 15, 25, 40, 60, 95, 150, 240)


@dataclass(frozen=True, slots=True)
class Directory:
    """What was made."""

    organizations: Sequence[Organization]
    sites: Sequence[Site]
    programs: Sequence[Program]
    sessions: Sequence[Session]


def make(alliance: Alliance, *, today: date, editor: User) -> Directory:
    """Make the illustrative directory of an alliance; `editor` keeps the first library's programs."""
    draw = random.Random(SEED)  # noqa: S311 - an illustration, the same every time
    organizations = Organization.objects.bulk_create(_organizations(alliance))
    OrganizationEditor.objects.create(alliance=alliance, organization=organizations[0], user=editor)
    sites = Site.objects.bulk_create(_sites(alliance, draw, organizations))
    programs = Program.objects.bulk_create(_programs(alliance, draw, organizations, today=today))
    sessions = Session.objects.bulk_create(_sessions(alliance, draw, programs, sites, today=today))
    _rate(alliance, draw, programs, today=today)
    return Directory(organizations, sites, programs, sessions)


def _made(alliance: Alliance, *fields: str) -> dict[str, Any]:
    """What every entry says of itself: that it is illustrative."""
    return {
        "alliance": alliance,
        "provenance": dict.fromkeys(fields, PROVENANCE),
    }


def _organizations(alliance: Alliance) -> list[Organization]:
    towns = list(dict.fromkeys(town.name for town in TOWNS))
    libraries, *kinds = KINDS
    names = [f"Illustrative {libraries} of {town}" for town in towns[:6]]
    names += [f"Illustrative {kind} {letter}" for kind in kinds for letter in "ABCDE"]
    return [
        Organization(
            **_made(alliance, "name", "description"),
            name=name,
            description="An illustrative organization: it shows what a directory looks like.",
            email=f"programs@{host_of(name)}",
            url=f"https://{host_of(name)}",
        )
        for name in names
    ]


def host_of(name: str) -> str:
    """The host of an illustrative organization, which is nobody's."""
    return f"{slugify(name.removeprefix('Illustrative '))}.example.org"


def _sites(alliance: Alliance, draw: random.Random, organizations: Sequence[Organization]) -> list[Site]:
    libraries = {each.name.rpartition(" of ")[2]: each for each in organizations if " of " in each.name}
    others = [each for each in organizations if " of " not in each.name]
    made = []
    for town in TOWNS:
        for number in range(1, town.sites + 1):
            owner = libraries.get(town.name) if number == 1 else None
            owner = owner or draw.choice(others)
            made.append(
                Site(
                    **_made(alliance, "name", "latitude", "longitude"),
                    organization=owner,
                    name=f"Illustrative site {number}, {town.name} {town.zip_code}",
                    address=f"{100 * number} Illustrative Street",
                    city=town.name,
                    state="OK",
                    zip_code=town.zip_code,
                    latitude=round(town.latitude + draw.gauss(0, 0.012), 5),
                    longitude=round(town.longitude + draw.gauss(0, 0.014), 5),
                    located=Site.Located.GIVEN,
                    accessibility=["wheelchair"] if draw.random() < 0.8 else [],
                )
            )
    return made


def _programs(
    alliance: Alliance,
    draw: random.Random,
    organizations: Sequence[Organization],
    *,
    today: date,
) -> list[Program]:
    made = []
    for organization in organizations:
        offers = next(what for kind, what in KINDS.items() if kind in organization.name)
        for offer in draw.sample(sorted(offers), k=min(len(offers), draw.choice((1, 2, 2, 3)))):
            age = draw.random()
            days = 30 if age > OLD_SHARE + VERY_OLD_SHARE else 230 if age > VERY_OLD_SHARE else 500
            made.append(
                Program(
                    **_made(alliance, "name", "description", "topics"),
                    organization=organization,
                    name=f"{offer[0].upper()}{offer[1:]}",
                    description=f"An illustrative program: {offer}, offered by {organization.name}.",
                    topics=offers[offer],
                    languages=["en", "es"] if draw.random() < 0.35 else ["en"],
                    url=organization.url,
                    enrol_url=f"{organization.url}/sign-up",
                    email=organization.email,
                    who_may_take_part="Girls and young women" if "women" in offer else "",
                    verified_on=today - timedelta(days=days + draw.randrange(60)),
                )
            )
    return made


def _sessions(
    alliance: Alliance,
    draw: random.Random,
    programs: Sequence[Program],
    sites: Sequence[Site],
    *,
    today: date,
) -> list[Session]:
    of_owner: dict[int | None, list[Site]] = {}
    for site in sites:
        of_owner.setdefault(site.organization_id, []).append(site)
    return [
        _session(alliance, draw, program, of_owner.get(program.organization_id) or sites, today=today)
        for program in programs
        for _number in range(draw.choice((1, 2, 2, 3, 4)))
    ]


def _session(
    alliance: Alliance, draw: random.Random, program: Program, sites: Sequence[Site], *, today: date
) -> Session:
    mode = draw.choices((Session.Mode.IN_PERSON, Session.Mode.HYBRID, Session.Mode.ONLINE), (88, 7, 5))[0]
    youngest, oldest = draw.choice(BANDS)
    seats = draw.choice((12, 15, 16, 18, 20, 24, 24, 30, 40))
    price = Decimal(draw.choice(PRICES))
    camp = "camp" in program.name.lower() or "summer" in program.name.lower()
    saturday = "Saturday" in program.name or draw.random() < 0.2
    starts = today - timedelta(days=draw.randrange(10, 60))
    starts_at = time(9) if camp or saturday else draw.choice((time(15, 30), time(16), time(17, 30)))
    hours = 3 if camp or saturday else draw.choice((1, 1, 2))
    return Session(
        **_made(alliance, "seats", "price", "days"),
        program=program,
        site=None if mode == Session.Mode.ONLINE else draw.choice(sites),
        mode=mode,
        seats=None if draw.random() < 0.08 else seats,
        seats_open=draw.randrange(seats + 1) if draw.random() < 0.5 else None,
        age_min=youngest,
        age_max=oldest,
        price=None if draw.random() < 0.06 else price,
        price_per=Session.PricePer.WEEK if camp and price else Session.PricePer.PROGRAM,
        scholarship=draw.choice((True, False, None)) if price else None,
        starts_on=starts,
        ends_on=starts + timedelta(days=draw.randrange(120, 260)),
        starts_at=starts_at,
        ends_at=starts_at.replace(hour=starts_at.hour + hours),
        days=["MO", "TU", "WE", "TH", "FR"] if camp else ["SA"] if saturday else draw.choice(AFTERNOONS),
        transport=draw.random() < 0.12,
        food=draw.random() < 0.3,
    )


AFTERNOONS: Final = (["MO", "WE"], ["TU", "TH"], ["WE"], ["FR"], ["MO", "TU", "WE", "TH"])


def _rate(alliance: Alliance, draw: random.Random, programs: Sequence[Program], *, today: date) -> None:
    QualityRating.objects.bulk_create(
        QualityRating(
            alliance=alliance,
            program=program,
            framework="Dimensions of Success",
            score=Decimal(draw.randrange(24, 46)),
            best_score=Decimal(48),
            rated_by="Illustrative rater",
            rated_on=today - timedelta(days=draw.randrange(30, 400)),
        )
        for program in draw.sample(list(programs), k=len(programs) // 6)
    )
