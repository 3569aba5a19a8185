"""Where a site is, without asking anybody: given coordinates are checked, ZIP codes looked up."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from trellis.apps.core.store import store

# ZIP areas in the West reach this far from their middle; what lies farther away is a mistake in one of them.
FAR_FROM_ZIP_KM: Final = 80.0
# Mistakes whose correction can't be but one: the position is used as put right, and that is said.
PUT_RIGHT: Final = frozenset({"swapped", "west_without_sign"})
_EARTH_KM: Final = 6371.0


@dataclass(frozen=True, slots=True)
class Checked:
    """A position that may be used, or None, and what to say about it."""

    position: tuple[float, float] | None
    code: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


def check_position(latitude: float | None, longitude: float | None, zip_code: str | None = None) -> Checked:
    """Whether coordinates can be those of a place in the United States.

    Exchanged ones, and a longitude whose minus sign is missing, are put right and said; those in the sea or
    abroad are not used.
    """
    if latitude is None or longitude is None:
        return Checked(None, "half_position")
    if latitude == 0 and longitude == 0:
        return Checked(None, "zero_position")
    shown = {"latitude": latitude, "longitude": longitude}
    if is_in_us(latitude, longitude):
        return _against_zip(latitude, longitude, zip_code)
    if abs(longitude) <= 90 and is_in_us(longitude, latitude):
        return Checked((longitude, latitude), "swapped", shown)
    if longitude > 0 and is_in_us(latitude, -longitude):
        return Checked((latitude, -longitude), "west_without_sign", shown)
    return Checked(None, "not_in_us", shown)


def _against_zip(latitude: float, longitude: float, zip_code: str | None) -> Checked:
    middle = zip_position(zip_code) if zip_code else None
    if middle is not None:
        distance = distance_km(latitude, longitude, *middle)
        if distance > FAR_FROM_ZIP_KM:
            return Checked(
                (latitude, longitude), "far_from_zip", {"kilometers": round(distance), "zip": zip_code}
            )
    return Checked((latitude, longitude))


@lru_cache(maxsize=65_536)
def is_in_us(latitude: float, longitude: float) -> bool:
    """Whether a position is on land of the United States, or next to its coast."""
    return bool(store().in_united_states(latitude, longitude)[0])


@lru_cache(maxsize=65_536)
def zip_position(zip_code: str) -> tuple[float, float] | None:
    """The middle of a ZIP code's area as (latitude, longitude); None where it isn't known."""
    found = store().zip_position(zip_code[:5])
    return None if found is None else (found.latitude, found.longitude)


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The great-circle distance between two positions in degrees."""
    phi, other_phi = math.radians(latitude), math.radians(other_latitude)
    half_phi = math.sin((other_phi - phi) / 2) ** 2
    half_lambda = math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half_phi + math.cos(phi) * math.cos(other_phi) * half_lambda))
