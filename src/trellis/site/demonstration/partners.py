"""Illustrative partners of every sector, the same every time; the directory's organizations are among them.

Towns, counties and jobs are real; that anybody there is a partner or hires is not.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from trellis.apps.organizations.models import Organization
from trellis.apps.partners.models import Asset, HiringNeed, NeedOrOffer, Partner, PartnerPlace, Person
from trellis.apps.partners.sectors import Sector
from trellis.apps.partners.vocabulary import Served, Visibility
from trellis.site.demonstration.directory import PROVENANCE, TOWNS, Town, host_of
from trellis.site.demonstration.sectors import KINDS, OCCUPATIONS, WORDS, Kind

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance

SEED: Final = 74104
COUNTY_OF_TOWN: Final = {
    "Claremore": "40131",
    "Owasso": "40143",
    "Wagoner": "40145",
    "Okmulgee": "40111",
    "Pawhuska": "40113",
    "Bristow": "40037",
    "Sapulpa": "40037",
}
CENTRAL: Final = "40143"
BACKBONE: Final = "Illustrative backbone organization"
LEADERSHIP: Final = (
    Person.LeadershipRole.CHAIR,
    Person.LeadershipRole.CO_CHAIR,
    Person.LeadershipRole.SECRETARY,
    Person.LeadershipRole.TREASURER,
    *([Person.LeadershipRole.MEMBER] * 7),
)
FILLED: Final = 0.85
"""The share of partners that told anything of a part of their profile."""


def make(
    alliance: Alliance, *, organizations: Sequence[Organization], today: date, editor: User
) -> list[Partner]:
    """Make the partners; `editor` is the main contact of the first library."""
    draw = random.Random(SEED)  # noqa: S311 - an illustration, the same every time
    members = list(_members(alliance, organizations))
    partners = Partner.objects.bulk_create(
        _partner(alliance, draw, organization, kind, today=today) for organization, kind in members
    )
    kinds = [kind for _organization, kind in members]
    _say_what_they_bring(alliance, draw, partners, kinds)
    _say_whom_they_hire(alliance, draw, partners, kinds, today=today)
    _name_people(alliance, partners, editor=editor, today=today)
    PartnerPlace.objects.bulk_create(
        PartnerPlace(
            alliance=alliance,
            partner=partner,
            name=f"Illustrative office, {town.name}",
            zip_code=town.zip_code,
            latitude=round(town.latitude + draw.gauss(0, 0.01), 5),
            longitude=round(town.longitude + draw.gauss(0, 0.012), 5),
        )
        for partner, town in zip(partners, _towns(draw, partners), strict=True)
    )
    return partners


def _members(
    alliance: Alliance, organizations: Sequence[Organization]
) -> Iterator[tuple[Organization, Kind]]:
    """Organizations with their kind: those of the directory, and as many more as their sector lacks."""
    more: list[tuple[Organization, Kind]] = []
    for kind in KINDS:
        known = [each for each in organizations if any(word in each.name for word in kind.named)]
        yield from ((each, kind) for each in known)
        letters = "ABCDEFGHIJKLMNOP"[5 if kind.noun in kind.named else 0 :]
        names = [f"Illustrative {kind.noun} {letter}" for letter in letters[: kind.count - len(known)]]
        if kind.sector == Sector.COMMUNITY:
            names[-1] = BACKBONE
        more += [(_organization(alliance, name), kind) for name in names]
    made = Organization.objects.bulk_create(organization for organization, _kind in more)
    yield from zip(made, (kind for _organization, kind in more), strict=True)


def _organization(alliance: Alliance, name: str) -> Organization:
    return Organization(
        alliance=alliance,
        name=name,
        description="An illustrative organization: it shows what a partner's profile looks like.",
        email=f"office@{host_of(name)}",
        url=f"https://{host_of(name)}",
        provenance=dict.fromkeys(("name", "description"), PROVENANCE),
    )


def _partner(
    alliance: Alliance, draw: random.Random, organization: Organization, kind: Kind, *, today: date
) -> Partner:
    counties = {CENTRAL} if draw.random() < 0.7 else set()
    counties.add(draw.choice(sorted({*COUNTY_OF_TOWN.values()})))
    low, high = kind.reach
    told = draw.random() < FILLED
    return Partner(
        alliance=alliance,
        organization=organization,
        sector=kind.sector,
        status=Partner.Status.ACTIVE,
        since=today - timedelta(days=draw.randrange(120, 2_600)),
        is_backbone=organization.name == BACKBONE,
        grade_bands=[*kind.bands] if told else [],
        fields=draw.sample(kind.fields, k=min(len(kind.fields), draw.choice((1, 2, 2, 3)))) if told else [],
        groups=draw.sample(Served.values, k=draw.choice((0, 1, 1, 2, 3))),
        counties=sorted(counties),
        reach_young_people=int(low * (high / low) ** draw.random())
        if low and draw.random() < FILLED
        else None,
        confirmed_on=today - timedelta(days=draw.randrange(5, 500)) if draw.random() < FILLED else None,
        visibility={"reach": Visibility.PARTNERS} if draw.random() < 0.2 else {},
        source="Illustrative",
        provenance=dict.fromkeys(("sector", "fields", "counties"), PROVENANCE),
    )


def _say_what_they_bring(
    alliance: Alliance, draw: random.Random, partners: Sequence[Partner], kinds: Sequence[Kind]
) -> None:
    assets, wanted = [], []
    for partner, kind in zip(partners, kinds, strict=True):
        if draw.random() > FILLED:
            continue
        for resource in draw.sample(kind.brings, k=draw.randint(1, len(kind.brings))):
            offer, _need = WORDS[resource]
            assets.append(Asset(alliance=alliance, partner=partner, kind=resource, description=offer))
            if draw.random() < 0.5:
                wanted.append((partner, NeedOrOffer.Direction.OFFER, resource, offer))
        for resource in draw.sample(kind.needs, k=draw.randint(1, min(2, len(kind.needs)))):
            _offer, need = WORDS[resource]
            wanted.append((partner, NeedOrOffer.Direction.NEED, resource, need))
    Asset.objects.bulk_create(assets)
    NeedOrOffer.objects.bulk_create(
        NeedOrOffer(alliance=alliance, partner=partner, direction=direction, kind=kind, description=words)
        for partner, direction, kind, words in wanted
    )


def _say_whom_they_hire(
    alliance: Alliance,
    draw: random.Random,
    partners: Sequence[Partner],
    kinds: Sequence[Kind],
    *,
    today: date,
) -> None:
    HiringNeed.objects.bulk_create(
        HiringNeed(
            alliance=alliance,
            partner=partner,
            title=title,
            soc=OCCUPATIONS.get(title, ""),
            how_many=draw.choice((1, 2, 2, 3, 4, 6, 10)),
            by_when=today + timedelta(days=draw.randrange(60, 540)),
            is_hard_to_fill=draw.random() < 0.4,
        )
        for partner, kind in zip(partners, kinds, strict=True)
        if kind.jobs and draw.random() < FILLED
        for title in draw.sample(kind.jobs, k=draw.choice((1, 2, 3)))
    )


def _name_people(alliance: Alliance, partners: Sequence[Partner], *, editor: User, today: date) -> None:
    """A main contact each; every tenth partner has a seat on the leadership team."""
    library = next(each for each in partners if each.sector == Sector.LIBRARY)
    seats = iter(LEADERSHIP)
    people = []
    for number, partner in enumerate(partners, start=1):
        is_editor = partner is library
        people.append(
            Person(
                alliance=alliance,
                partner=partner,
                user=editor if is_editor else None,
                name=editor.full_name if is_editor else f"Illustrative contact {number}",
                job_title="Program manager",
                email=editor.email if is_editor else f"contact@{host_of(partner.organization.name)}",
                is_main_contact=True,
                leadership_role=next(seats, "") if number % 10 == 1 else "",
                name_seen_by=Visibility.PARTNERS,
                contact_seen_by=Visibility.PARTNERS if number % 3 else Visibility.STAFF,
                consented_on=today - timedelta(days=90),
            )
        )
    Person.objects.bulk_create(people)


def _towns(draw: random.Random, partners: Sequence[Partner]) -> list[Town]:
    """Where each partner has its office: in a town of one of the counties that it serves, if there is one."""
    of_county: dict[str, list[Town]] = {}
    for town in TOWNS:
        of_county.setdefault(COUNTY_OF_TOWN.get(town.name, CENTRAL), []).append(town)
    return [draw.choice(of_county[draw.choice(partner.counties)]) for partner in partners]
