"""Adds, changes and removes sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from trellis.apps.core.audit import services as audit
from trellis.apps.core.store import store
from trellis.apps.programs.models import Site
from trellis.apps.programs.services.writing import add, alter, check_names, locked

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance

FIELDS: Final = (
    "organization",
    "name",
    "address",
    "city",
    "state",
    "zip_code",
    "latitude",
    "longitude",
    "accessibility",
    "accessibility_note",
)


def create(*, alliance: Alliance, by: User, **values: Any) -> Site:
    """Adds a site; without a position it is put in the middle of its ZIP code, where that is known."""
    check_names(values, FIELDS)
    with transaction.atomic():
        site = Site(alliance=alliance, **_located(values))
        return add(site, stated=values, by=by, action="site.created")


def change(*, site: Site, by: User, **values: Any) -> Site:
    """Changes a site. A new position is one placed by hand; where it is emptied, the ZIP code's middle."""
    check_names(values, FIELDS)
    with transaction.atomic():
        stored = locked(site)
        if _is_placed(stored, values):
            values = _located(values)
        elif _follows_zip(stored, values):
            values = _located({**values, "latitude": None, "longitude": None})
        return alter(stored, values, by=by, action="site.changed")


def delete(*, site: Site, by: User) -> None:
    """Removes a site; one where something happens stays."""
    with transaction.atomic():
        stored = locked(site)
        audit.record(by=by, alliance=stored.alliance, action="site.deleted", target=stored)
        try:
            stored.delete()
        except ProtectedError as error:
            raise ValidationError(
                _("Sessions happen at %(site)s. Move them to another site first."),
                params={"site": str(stored)},
            ) from error


def _is_placed(stored: Site, values: dict[str, Any]) -> bool:
    """Whether another position is typed, or the one there is is taken away."""
    return any(name in values and values[name] != getattr(stored, name) for name in ("latitude", "longitude"))


def _follows_zip(stored: Site, values: dict[str, Any]) -> bool:
    """Whether the position is a ZIP code's middle, or none, and the ZIP code is another one now."""
    from_zip = stored.located in (Site.Located.ZIP, Site.Located.UNKNOWN)
    return from_zip and values.get("zip_code", stored.zip_code) != stored.zip_code


def _located(values: dict[str, Any]) -> dict[str, Any]:
    """`values` with a position and how it was found."""
    if values.get("latitude") is not None and values.get("longitude") is not None:
        return {**values, "located": Site.Located.HAND}
    found = store().zip_position(values.get("zip_code", "")[:5]) if values.get("zip_code") else None
    if found is None:
        return {**values, "latitude": None, "longitude": None, "located": Site.Located.UNKNOWN}
    return {
        **values,
        "latitude": found.latitude,
        "longitude": found.longitude,
        "located": Site.Located.ZIP,
    }
