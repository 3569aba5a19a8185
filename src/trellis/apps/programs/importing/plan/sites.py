"""Which site a row's place is: one address is one site, unless its coordinates lie apart."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

from trellis.apps.programs.geocoding.offline import distance_km
from trellis.apps.programs.importing.plan.existing import Existing
from trellis.apps.programs.importing.plan.names import plain, plain_address

# Two positions of one address this near are the same site: street geocoders differ by about as much.
SAME_SITE_KM: Final = 0.3
# The middle of a ZIP code or a geocoder's answer doesn't tell two sites of one address apart.
_STATED: Final = frozenset({"given", "hand"})
SiteRef = int | tuple[Any, ...]
_Position = tuple[float, float] | None


class Sites:
    """The sites that are there and those that the rows bring."""

    def __init__(self, existing: Existing) -> None:
        self._by_key: dict[tuple[Any, ...], list[tuple[SiteRef, _Position]]] = defaultdict(list)
        for site in existing.of("site"):
            values = {**site.values, "site_name": site.values["name"]}
            if site.values["located"] not in _STATED:
                values |= {"latitude": None, "longitude": None}
            key = _key(values)
            if key is not None:
                self._by_key[key].append((site.pk, _position(values)))

    def find(self, values: dict[str, Any]) -> SiteRef | None:
        """The site of a row: one that is known, or the key of a new one; None where the row has no place."""
        key = _key(values)
        if key is None:
            return None
        here = _position(values)
        listed = self._by_key[key]
        for at, (ref, there) in enumerate(listed):
            if here is None or there is None or distance_km(*here, *there) <= SAME_SITE_KM:
                if there is None:
                    listed[at] = (ref, here)
                return ref
        ref = (*key, len(listed))
        listed.append((ref, here))
        return ref


def _key(values: dict[str, Any]) -> tuple[Any, ...] | None:
    """By what a site is found: its address, else its name, else its position to about ten meters."""
    where = (values.get("zip_code") or "")[:5] or plain(values.get("city") or "")
    if values.get("address"):
        return ("address", plain_address(values["address"]), where)
    if values.get("site_name"):
        return ("name", plain(values["site_name"]), where)
    position = _position(values)
    if position is not None:
        return ("position", round(position[0], 4), round(position[1], 4))
    return ("zip", values["zip_code"][:5]) if values.get("zip_code") else None


def _position(values: dict[str, Any]) -> _Position:
    if values.get("latitude") is None or values.get("longitude") is None:
        return None
    return values["latitude"], values["longitude"]
