"""The alliance's organizations and partners as an import compares itself with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from trellis.apps.organizations.models import Organization
from trellis.apps.organizations.models.organization import IDENTIFIERS
from trellis.apps.partners.importing.fields import OF_THE_ORGANIZATION, OF_THE_PARTNER
from trellis.apps.partners.importing.words import one_line
from trellis.apps.partners.likeness import Known, known
from trellis.apps.partners.models import Asset, NeedOrOffer, Partner, PartnerPlace, Person
from trellis.apps.programs.importing.plan.names import plain, plain_address
from trellis.apps.programs.importing.plan.shape import as_json

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance

Ref = tuple[str, int]
"""("organization", pk) of one that is there, ("row", number) of one that a row would add."""


@dataclass(slots=True)
class Entry:
    """An organization with its partner, as it is and as the import would leave it.

    `partner` is None where the organization is no partner yet. `values` are the fields that have one value;
    `added` what the import adds to a list: ("brings", kind, words), places and people as their fields.
    """

    ref: Ref
    organization: int | None = None
    partner: int | None = None
    public_id: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    provenance: dict[str, Any] = field(default_factory=dict)
    external: tuple[str, str] = ("", "")
    brought: set[tuple[str, str, str]] = field(default_factory=set)
    places: list[dict[str, Any]] = field(default_factory=list)
    people: list[dict[str, Any]] = field(default_factory=list)
    changes: dict[str, list[Any]] = field(default_factory=dict)
    new_brought: list[tuple[str, str, str]] = field(default_factory=list)
    new_places: list[dict[str, Any]] = field(default_factory=list)
    new_people: list[dict[str, Any]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What it is called, with what the import changed."""
        return str(self.values.get("name", ""))

    @property
    def identifiers(self) -> dict[str, str]:
        """Its official identifiers."""
        return {kind: self.values[kind] for kind in IDENTIFIERS if self.values.get(kind)}

    def as_known(self) -> Known:
        """What is compared of it with others."""
        mails = [person.get("contact_email", "") for person in self.people]
        return known(
            self.ref,
            self.name,
            other_name=self.values.get("also_known_as") or "",
            identifiers=self.identifiers,
            url=self.values.get("url") or "",
            email=self.values.get("email") or next((mail for mail in mails if mail), ""),
            phone=self.values.get("phone") or "",
            zip_codes=[place.get("zip_code", "") for place in self.places],
        )


@dataclass(slots=True)
class Existing:
    """All organizations of an alliance, and how a row finds one of them again."""

    entries: dict[Ref, Entry] = field(default_factory=dict)
    by_public_id: dict[str, Entry] = field(default_factory=dict)
    by_external_id: dict[tuple[str, str], Entry] = field(default_factory=dict)
    by_name: dict[str, Entry] = field(default_factory=dict)
    names: dict[str, Entry] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Makes an entry findable."""
        self.entries[entry.ref] = entry
        self.by_name.setdefault(plain(entry.name), entry)
        self.names.setdefault(entry.name, entry)
        if entry.public_id:
            self.by_public_id[entry.public_id] = entry
        if entry.external[1]:
            self.by_external_id.setdefault(entry.external, entry)


def load(alliance: Alliance) -> Existing:
    """The alliance's organizations: six queries."""
    found = Existing()
    by_partner: dict[int, Entry] = {}
    partners = {row.organization_id: row for row in Partner.objects.for_alliance(alliance)}
    for row in Organization.objects.for_alliance(alliance).order_by("pk"):
        entry = _entry(row, partners.get(row.pk))
        if entry.partner:
            by_partner[entry.partner] = entry
        found.add(entry)
    for asset in Asset.objects.for_alliance(alliance):
        by_partner[asset.partner_id].brought.add(("brings", asset.kind, one_line(asset.description)))
    directions = {NeedOrOffer.Direction.NEED.value: "needs", NeedOrOffer.Direction.OFFER.value: "offers"}
    for wanted in NeedOrOffer.objects.for_alliance(alliance):
        said = (directions[wanted.direction], wanted.kind, one_line(wanted.description))
        by_partner[wanted.partner_id].brought.add(said)
    for place in PartnerPlace.objects.for_alliance(alliance):
        by_partner[place.partner_id].places.append(
            {"place_name": place.name, "address": place.address, "zip_code": place.zip_code}
        )
    for person in Person.objects.for_alliance(alliance):
        by_partner[person.partner_id].people.append(
            {"contact_name": person.name, "contact_email": person.email}
        )
    return found


def _entry(row: Organization, partner: Partner | None) -> Entry:
    values: dict[str, Any] = {field: getattr(row, column) for field, column in OF_THE_ORGANIZATION.items()}
    values |= {kind: str(value) for kind, value in row.identifiers.items() if kind in IDENTIFIERS}
    provenance = {field: row.provenance.get(column) for field, column in OF_THE_ORGANIZATION.items()}
    provenance |= dict.fromkeys(IDENTIFIERS, row.provenance.get("identifiers"))
    entry = Entry(("organization", row.pk), organization=row.pk, public_id=str(row.public_id))
    if partner is not None:
        entry.partner = partner.pk
        entry.external = (partner.source, partner.external_id)
        values |= {field: as_json(getattr(partner, field)) for field in OF_THE_PARTNER}
        provenance |= {field: partner.provenance.get(field) for field in OF_THE_PARTNER}
    entry.values = values
    entry.provenance = {field: mark for field, mark in provenance.items() if mark}
    return entry


def place_key(values: dict[str, Any]) -> tuple[str, str]:
    """By what a place of a partner is told from its others."""
    address = plain_address(values.get("address") or "")
    return address or plain(values.get("place_name") or ""), (values.get("zip_code") or "")[:5]


def person_key(values: dict[str, Any]) -> str:
    """By what a person at a partner is told from the others: the address, else the name."""
    return (values.get("contact_email") or "").casefold() or plain(values.get("contact_name") or "")
