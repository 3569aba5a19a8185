"""Who sees which field of a profile: the partner's choice, applied by one function everywhere.

Pages, exports, filters and searches all ask here. A partner's name, its sector and that it is a partner are
the directory itself; everything else has a field below. Whoever keeps a profile, and backbone staff, see all
of it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.permissions import Permission
from trellis.apps.partners.models import Partner
from trellis.apps.partners.vocabulary import Visibility

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from trellis.apps.core.permissions import Standing
    from trellis.apps.partners.models import Person


class Audience(IntEnum):
    """Who looks, from whom least is shown to whom all is."""

    PUBLIC = 0
    PARTNERS = 1
    STAFF = 2


@dataclass(frozen=True, slots=True)
class Field:
    """A part of a profile that its partner can show to more or fewer people."""

    label: str | Promise
    default: Visibility


FIELDS: Final[dict[str, Field]] = {
    "description": Field(_("What you do"), Visibility.PUBLIC),
    "url": Field(_("Website"), Visibility.PUBLIC),
    "email": Field(_("E-mail address"), Visibility.PARTNERS),
    "phone": Field(_("Telephone"), Visibility.PARTNERS),
    "places": Field(_("Where you are"), Visibility.PUBLIC),
    "served": Field(_("Counties, districts and ZIP codes you serve"), Visibility.PUBLIC),
    "focus": Field(_("Whom you work for, and on what"), Visibility.PUBLIC),
    "reach": Field(_("How many you reach"), Visibility.PARTNERS),
    "brings": Field(_("What you bring"), Visibility.PARTNERS),
    "needs": Field(_("What you look for"), Visibility.PARTNERS),
    "offers": Field(_("What you offer"), Visibility.PARTNERS),
    "hiring": Field(_("Whom you hire"), Visibility.PARTNERS),
    "identifiers": Field(_("Official identifiers"), Visibility.STAFF),
}
"""The fields, in the order in which they are asked about."""

PARTS_OF: Final[dict[str, str]] = {
    "counties": "served",
    "districts": "served",
    "zip_codes": "served",
    "grade_bands": "focus",
    "fields": "focus",
    "groups": "focus",
    "reach_young_people": "reach",
    "reach_educators": "reach",
    "reach_places": "reach",
    "assets": "brings",
    "hiring_needs": "hiring",
}
"""Which field a column belongs to, where it isn't one itself."""

_SEEN_BY: Final = {
    Audience.PUBLIC: (Visibility.PUBLIC,),
    Audience.PARTNERS: (Visibility.PUBLIC, Visibility.PARTNERS),
    Audience.STAFF: (Visibility.PUBLIC, Visibility.PARTNERS, Visibility.STAFF),
}


def audience_of(standing: Standing) -> Audience:
    """What somebody is to partners in general: the public, a member, staff."""
    if standing.may(Permission.MANAGE_PARTNERS):
        return Audience.STAFF
    return Audience.PARTNERS if standing.may(Permission.VIEW_PARTNERS) else Audience.PUBLIC


def audience_for(standing: Standing, partner: Partner, *, kept: Collection[int]) -> Audience:
    """What somebody is to one partner; `kept` are the ids of the organizations whose entries they keep."""
    is_own = partner.organization_id in kept and standing.may(Permission.EDIT_OWN_PARTNER)
    return Audience.STAFF if is_own else audience_of(standing)


def chosen(partner: Partner, field: str) -> Visibility:
    """Who sees a field of a partner. What was written there and is none of ours is kept to staff."""
    name = PARTS_OF.get(field, field)
    stated = partner.visibility.get(name) if isinstance(partner.visibility, dict) else Visibility.STAFF
    if stated is None:
        return FIELDS[name].default
    return Visibility(stated) if stated in Visibility.values else Visibility.STAFF


def seen_by(partner: Partner, field: str, audience: Audience) -> bool:
    """Whether `audience` sees a field of a partner; a field's column ("counties") stands for its field."""
    return chosen(partner, field) in _SEEN_BY[audience]


def visible_to(field: str, audience: Audience, *, prefix: str = "") -> Q:
    """The partners whose `field` the audience sees: what a filter over that field must also ask for.

    `prefix` leads from another model to the partner ("partner__" from an asset).
    """
    name = PARTS_OF.get(field, field)
    default = FIELDS[name].default
    if audience is Audience.STAFF:
        return Q()
    condition = Q()
    for level in _SEEN_BY[audience]:
        condition |= Q(**{f"{prefix}visibility__{name}": level.value})
    if default in _SEEN_BY[audience]:
        condition |= ~Q(**{f"{prefix}visibility__has_key": name})
    return condition


def statuses_seen_by(audience: Audience) -> tuple[Partner.Status, ...]:
    """Partners of which status an audience sees at all."""
    if audience is Audience.STAFF:
        return tuple(Partner.Status)
    if audience is Audience.PARTNERS:
        return (Partner.Status.ACTIVE, Partner.Status.PAUSED)
    return (Partner.Status.ACTIVE,)


@dataclass(frozen=True, slots=True)
class SeenPerson:
    """What an audience sees of a person; what it doesn't see is empty."""

    pk: int
    name: str
    job_title: str
    email: str
    phone: str
    is_main_contact: bool
    leadership_role: str
    has_agreed: bool


def person_seen_by(person: Person, audience: Audience) -> SeenPerson | None:
    """What `audience` sees of a person: nothing at all without the name, and no name without consent."""
    levels = _SEEN_BY[audience]
    has_agreed = person.consented_on is not None
    if audience is not Audience.STAFF and not (has_agreed and person.name_seen_by in levels):
        return None
    reachable = audience is Audience.STAFF or person.contact_seen_by in levels
    return SeenPerson(
        pk=person.pk,
        name=person.name,
        job_title=person.job_title,
        email=person.email if reachable else "",
        phone=person.phone if reachable else "",
        is_main_contact=person.is_main_contact,
        leadership_role=person.leadership_role,
        has_agreed=has_agreed,
    )
