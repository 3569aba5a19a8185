"""A partner's profile as one audience sees it: what it doesn't see is empty.

Pages, exports and the public directory read profiles instead of rows, so that none of them forgets to ask
who may see what.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from trellis.apps.partners import codes
from trellis.apps.partners.visibility import Audience, SeenPerson, person_seen_by, seen_by

if TYPE_CHECKING:
    from trellis.apps.partners.models import Asset, HiringNeed, NeedOrOffer, Partner, PartnerPlace

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Profile:
    """What an audience sees of a partner. Numbers are None where unknown or not shown."""

    partner: Partner
    audience: Audience
    name: str
    also_known_as: str
    sector: str
    since: date | None
    is_backbone: bool
    description: str
    url: str
    email: str
    phone: str
    identifiers: dict[str, str]
    grade_bands: tuple[str, ...]
    fields: tuple[str, ...]
    groups: tuple[str, ...]
    counties: tuple[str, ...]
    districts: tuple[str, ...]
    zip_codes: tuple[str, ...]
    reach_young_people: int | None
    reach_educators: int | None
    reach_places: int | None
    places: tuple[PartnerPlace, ...]
    people: tuple[SeenPerson, ...]
    brings: tuple[Asset, ...]
    needs: tuple[NeedOrOffer, ...]
    offers: tuple[NeedOrOffer, ...]
    hiring: tuple[HiringNeed, ...]

    @property
    def grade_labels(self) -> list[str]:
        """Whom it works for, in words."""
        return codes.grade_labels(self.grade_bands)

    @property
    def field_labels(self) -> list[str]:
        """The fields it works on, in words."""
        return [codes.field_label(code) for code in self.fields]

    @property
    def group_labels(self) -> list[str]:
        """The groups it makes a point of serving, in words."""
        return codes.group_labels(self.groups)

    @property
    def county_names(self) -> list[str]:
        """The counties it serves, by name."""
        return codes.county_names(self.counties)


def profile_of(partner: Partner, audience: Audience) -> Profile:
    """What `audience` sees of a partner that `queries.with_everything` loaded: no further query."""
    organization = partner.organization

    def shown(field: str, value: Value, empty: Value) -> Value:
        return value if seen_by(partner, field, audience) else empty

    wanted = [row for row in partner.needs_and_offers.all() if row.is_open]
    seen = [person_seen_by(person, audience) for person in partner.people.all()]
    return Profile(
        partner=partner,
        audience=audience,
        name=organization.name,
        also_known_as=organization.alternate_name,
        sector=partner.sector,
        since=partner.since if audience is not Audience.PUBLIC else None,
        is_backbone=partner.is_backbone,
        description=shown("description", organization.description, ""),
        url=shown("url", organization.url, ""),
        email=shown("email", organization.email, ""),
        phone=shown("phone", organization.phone, ""),
        identifiers=shown("identifiers", dict(organization.identifiers), {}),
        grade_bands=shown("focus", tuple(partner.grade_bands), ()),
        fields=shown("focus", tuple(partner.fields), ()),
        groups=shown("focus", tuple(partner.groups), ()),
        counties=shown("served", tuple(partner.counties), ()),
        districts=shown("served", tuple(partner.districts), ()),
        zip_codes=shown("served", tuple(partner.zip_codes), ()),
        reach_young_people=shown("reach", partner.reach_young_people, None),
        reach_educators=shown("reach", partner.reach_educators, None),
        reach_places=shown("reach", partner.reach_places, None),
        places=shown("places", tuple(partner.places.all()), ()),
        people=tuple(person for person in seen if person is not None),
        brings=shown("brings", tuple(partner.assets.all()), ()),
        needs=shown("needs", tuple(row for row in wanted if row.direction == row.Direction.NEED), ()),
        offers=shown("offers", tuple(row for row in wanted if row.direction == row.Direction.OFFER), ()),
        hiring=shown("hiring", tuple(row for row in partner.hiring_needs.all() if row.is_open), ()),
    )
