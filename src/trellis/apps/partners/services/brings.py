"""Sets what a partner brings, needs and offers: all of it at once, as one page asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from trellis.apps.partners.models import Asset, NeedOrOffer, Partner
from trellis.apps.partners.services.writing import check_row, locked, record

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User

_ASSET: Final = ("kind", "description", "quantity", "unit")
_NEED: Final = ("direction", "kind", "description", "until", "is_open")


@dataclass(frozen=True, slots=True)
class Brought:
    """Something that a partner brings; `pk` where it is in the list already."""

    kind: str
    description: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that a partner needs or offers; `pk` where it is in the list already."""

    direction: str
    kind: str
    description: str = ""
    until: date | None = None
    pk: int | None = None


def set_assets(*, partner: Partner, by: User, assets: Iterable[Brought]) -> list[Asset]:
    """Makes `assets` all that the partner brings: those not among them are removed."""
    with transaction.atomic():
        stored = locked(partner)
        rows = {row.pk: row for row in Asset.objects.for_alliance(stored.alliance).filter(partner=stored)}
        before = _said(rows.values())
        kept = []
        for asset in assets:
            row = rows.pop(asset.pk, None) if asset.pk else None
            row = row or Asset(alliance=stored.alliance, partner=stored)
            kept.append(_saved(row, {name: getattr(asset, name) for name in _ASSET}))
        for row in rows.values():
            row.delete()
        _record(stored, "partner.assets_changed", {"brings": (before, _said(kept))}, by)
    return kept


def set_needs_and_offers(*, partner: Partner, by: User, wanted: Iterable[Wanted]) -> list[NeedOrOffer]:
    """Makes `wanted` all that the partner openly needs and offers: those not among them are closed."""
    with transaction.atomic():
        stored = locked(partner)
        rows = {
            row.pk: row for row in NeedOrOffer.objects.for_alliance(stored.alliance).filter(partner=stored)
        }
        before = _said_openly(rows.values())
        kept = []
        for one in wanted:
            row = rows.pop(one.pk, None) if one.pk else None
            row = row or NeedOrOffer(alliance=stored.alliance, partner=stored)
            values = {name: getattr(one, name) for name in _NEED if name != "is_open"}
            kept.append(_saved(row, {**values, "is_open": True}))
        for row in rows.values():
            if row.is_open:
                _saved(row, {"is_open": False})
        after = _said_openly(kept)
        changes = {name: (before[name], after[name]) for name in before}
        _record(stored, "partner.needs_changed", changes, by)
    return kept


def _saved(row: Any, values: dict[str, Any]) -> Any:
    """`row` with `values`, written where it is new or something differs."""
    if row.pk and all(getattr(row, name) == value for name, value in values.items()):
        return row
    for name, value in values.items():
        setattr(row, name, value)
    check_row(row, values)
    row.save()
    return row


def _said(rows: Iterable[Any]) -> list[str]:
    return sorted(
        f"{row.get_kind_display()}: {row.description}" if row.description else str(row.get_kind_display())
        for row in rows
    )


def _said_openly(rows: Iterable[NeedOrOffer]) -> dict[str, list[str]]:
    still_open = [row for row in rows if row.is_open]
    return {
        name: _said(row for row in still_open if row.direction == direction)
        for name, direction in (
            (_("needs"), NeedOrOffer.Direction.NEED),
            (_("offers"), NeedOrOffer.Direction.OFFER),
        )
    }


def _record(partner: Partner, action: str, changes: dict[str, tuple[Any, Any]], by: User) -> None:
    differing = {
        name: {"before": before, "after": after}
        for name, (before, after) in changes.items()
        if before != after
    }
    if differing:
        record(partner, action=action, by=by, changes=differing)
