"""What a partner's page shows: facts, chips, places, and the parts that can be changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trellis.apps.core.ui.figures import exact
from trellis.apps.partners import completeness
from trellis.apps.partners.visibility import Audience, chosen
from trellis.apps.partners.vocabulary import Visibility

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from trellis.apps.partners.completeness import Completeness
    from trellis.apps.partners.models import Partner, PartnerPlace
    from trellis.apps.partners.profiles import Profile


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known: its name, its value, where it leads, and who sees it where that matters."""

    label: str
    value: str
    href: str = ""
    seen_by: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a value at all."""
        return bool(self.value)


@dataclass(frozen=True, slots=True)
class Chips:
    """A row of chips with its title, and who sees it where that is not everybody."""

    title: str
    labels: tuple[str, ...]
    seen_by: str = ""


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of a profile as its keeper sees it: filled or not, and what to do."""

    key: str
    label: str | Promise
    to_do: str | Promise
    is_filled: bool
    counts: bool


def facts(profile: Profile) -> tuple[Fact, ...]:
    """How to reach a partner, how many it reaches, and since when it is one."""
    mail = f"mailto:{profile.email}" if profile.email else ""
    call = f"tel:{profile.phone}" if profile.phone else ""
    return (
        Fact(_("Also known as"), profile.also_known_as),
        Fact(_("Website"), profile.url, profile.url, _seen(profile, "url")),
        Fact(_("E-mail"), profile.email, mail, _seen(profile, "email")),
        Fact(_("Telephone"), profile.phone, call, _seen(profile, "phone")),
        Fact(_("Young people a year"), _count(profile.reach_young_people), "", _seen(profile, "reach")),
        Fact(_("Educators a year"), _count(profile.reach_educators), "", _seen(profile, "reach")),
        Fact(_("Places a year"), _count(profile.reach_places), "", _seen(profile, "reach")),
        Fact(_("Partner since"), date_format(profile.since) if profile.since else ""),
    )


def chips(profile: Profile) -> tuple[Chips, ...]:
    """Whom and where a partner serves; rows without a chip are left out."""
    rows = (
        Chips(_("Works for"), tuple(profile.grade_labels), _seen(profile, "focus")),
        Chips(_("Works on"), tuple(profile.field_labels), _seen(profile, "focus")),
        Chips(_("Makes a point of serving"), tuple(profile.group_labels), _seen(profile, "focus")),
        Chips(_("Counties"), tuple(profile.county_names), _seen(profile, "served")),
        Chips(_("School districts"), profile.districts, _seen(profile, "served")),
        Chips(_("ZIP codes"), profile.zip_codes, _seen(profile, "served")),
    )
    return tuple(row for row in rows if row.labels)


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a page, and where a map shows it."""

    row: PartnerPlace
    title: str
    address: str
    map_url: str


def places(profile: Profile) -> tuple[Place, ...]:
    """Where a partner is."""
    return tuple(
        Place(
            row=row,
            title=row.name or row.address or row.zip_code,
            address=" ".join(part for part in (row.address if row.name else "", row.zip_code) if part),
            map_url=(
                f"https://www.openstreetmap.org/?mlat={row.latitude}&mlon={row.longitude}#map=15/"
                f"{row.latitude}/{row.longitude}"
                if row.latitude is not None
                else ""
            ),
        )
        for row in profile.places
    )


def parts(partner: Partner, found: Completeness) -> tuple[PartRow, ...]:
    """All parts of a profile in the order in which they are asked for, and who sees what last."""
    asked = {part.key for part in found.asked}
    rows = [
        PartRow(part.key, part.label, part.to_do, part.key in found.filled, part.key in asked)
        for part in completeness.PARTS
    ]
    rows.append(
        PartRow("visibility", _("Who sees what"), _("Choose who sees what"), bool(partner.visibility), False)
    )
    return tuple(rows)


def _count(number: int | None) -> str:
    return "" if number is None else exact(number)


def _seen(profile: Profile, field: str) -> str:
    """Who sees a field, said to those who keep it; "" where everybody does."""
    level = chosen(profile.partner, field)
    if profile.audience is not Audience.STAFF or level is Visibility.PUBLIC:
        return ""
    return str(level.label)
