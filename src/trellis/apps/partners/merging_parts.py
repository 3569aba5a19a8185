"""What becomes of partners' own rows in a merge: what both have is kept once."""

from __future__ import annotations

from typing import Any

from trellis.apps.organizations.models import OrganizationEditor
from trellis.apps.partners.dependents import links_to, rows_of
from trellis.apps.partners.importing.existing import place_key
from trellis.apps.partners.merging import Merge, register
from trellis.apps.partners.models import (
    Asset,
    DifferentPartners,
    NeedOrOffer,
    PartnerInvitation,
    PartnerPlace,
    Person,
)


def _rows(merge: Merge, model: Any, partner: Any) -> list[Any]:
    return list(model.objects.for_alliance(merge.kept.alliance).filter(partner=partner))


@register
def editors(merge: Merge) -> None:
    """Who keeps both keeps the one once."""
    rows = OrganizationEditor.objects.for_alliance(merge.kept.alliance)
    held = set(rows.filter(organization=merge.kept.organization).values_list("user_id", flat=True))
    merge.drop(rows.filter(organization=merge.gone.organization, user_id__in=held))


@register
def people(merge: Merge) -> None:
    """Somebody whom both have, by the address, stays once, with the role on the leadership team."""
    held = {row.email.casefold(): row for row in _rows(merge, Person, merge.kept) if row.email}
    has_main = any(row.is_main_contact for row in _rows(merge, Person, merge.kept))
    for row in _rows(merge, Person, merge.gone):
        same = held.get(row.email.casefold()) if row.email else None
        if same is None:
            if has_main and row.is_main_contact:
                merge.change(row, {"is_main_contact": False})
            continue
        filled = {
            name: getattr(row, name)
            for name in ("job_title", "phone", "leadership_role")
            if getattr(row, name) and not getattr(same, name)
        }
        merge.change(same, filled)
        for model, key in links_to(Person):
            rows = rows_of(merge.kept.alliance, model).filter(**{key.name: row.pk})
            merge.move(rows, key.name, to=same)
        merge.drop([row])


@register
def places(merge: Merge) -> None:
    """A place that both have stays once."""
    held = {_place(row) for row in _rows(merge, PartnerPlace, merge.kept)}
    merge.drop(row for row in _rows(merge, PartnerPlace, merge.gone) if _place(row) in held)


def _place(row: PartnerPlace) -> tuple[str, str]:
    return place_key({"address": row.address, "place_name": row.name, "zip_code": row.zip_code})


@register
def brings(merge: Merge) -> None:
    """What both bring, need or offer in the same words stays once."""
    held = {(row.kind, row.description) for row in _rows(merge, Asset, merge.kept)}
    merge.drop(row for row in _rows(merge, Asset, merge.gone) if (row.kind, row.description) in held)
    wanted = {_wanted(row) for row in _rows(merge, NeedOrOffer, merge.kept)}
    merge.drop(row for row in _rows(merge, NeedOrOffer, merge.gone) if _wanted(row) in wanted)


def _wanted(row: NeedOrOffer) -> tuple[str, str, str, bool]:
    return row.direction, row.kind, row.description, row.is_open


@register
def invitations(merge: Merge) -> None:
    """An invitation that was for both is for the one."""
    held = {row.invitation_id for row in _rows(merge, PartnerInvitation, merge.kept)}
    rows = _rows(merge, PartnerInvitation, merge.gone)
    merge.drop(row for row in rows if row.invitation_id in held)


@register
def said_to_be_different(merge: Merge) -> None:
    """What was said of the one that goes and others holds no more."""
    rows = DifferentPartners.objects.for_alliance(merge.kept.alliance)
    merge.drop([*rows.filter(first=merge.gone), *rows.filter(second=merge.gone)])
