"""Adds, changes and removes the places where a partner is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from trellis.apps.partners.models import Partner, PartnerPlace
from trellis.apps.partners.services.writing import alter, check_names, check_row, locked, record, refuse
from trellis.apps.programs.geocoding import offline

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User

FIELDS: Final = ("name", "address", "zip_code", "latitude", "longitude")


def add(*, partner: Partner, by: User, **values: Any) -> PartnerPlace:
    """Adds a place; without a position of its own it stands in the middle of its ZIP code."""
    check_names(values, FIELDS)
    with transaction.atomic():
        stored = locked(partner)
        place = PartnerPlace(alliance=stored.alliance, partner=stored, **_placed(values))
        check_row(place, values)
        place.save(force_insert=True)
        changes = {"place": {"before": None, "after": str(place)}}
        record(stored, action="partner.place_added", by=by, changes=changes)
    return place


def change(*, place: PartnerPlace, by: User, **values: Any) -> PartnerPlace:
    """Changes a place."""
    check_names(values, FIELDS)
    with transaction.atomic():
        partner = locked(place.partner)
        stored = PartnerPlace.objects.for_alliance(place.alliance).select_for_update().get(pk=place.pk)
        changes = alter(stored, _placed(values))
        if changes:
            record(partner, action="partner.place_changed", by=by, changes=changes)
    return stored


def remove(*, place: PartnerPlace, by: User) -> None:
    """Removes a place."""
    with transaction.atomic():
        partner = locked(place.partner)
        changes = {"place": {"before": str(place), "after": None}}
        place.delete()
        record(partner, action="partner.place_removed", by=by, changes=changes)


def _placed(values: dict[str, Any]) -> dict[str, Any]:
    """`values` with a position that can be one; that of the ZIP code where none is given."""
    zip_code = values.get("zip_code") or ""
    if zip_code and not (zip_code.isascii() and zip_code.isdigit() and len(zip_code) == 5):
        raise refuse("zip_code", _("A ZIP code has five digits."))
    latitude, longitude = values.get("latitude"), values.get("longitude")
    if not any(values.get(name) for name in ("name", "address", "zip_code")):
        raise refuse("address", _("Write an address, a ZIP code, or what the place is called."))
    if latitude is None and longitude is None:
        latitude, longitude = (offline.zip_position(zip_code) if zip_code else None) or (None, None)
    else:
        position = offline.check_position(latitude, longitude, zip_code or None).position
        if position is None:
            raise refuse("latitude", _("There is no place in the United States there. Check both numbers."))
        latitude, longitude = position
    return {**values, "latitude": latitude, "longitude": longitude}
