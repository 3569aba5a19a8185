"""Which region a landscape is of: published areas or counties, with colleges added or left out by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


class RegionError(ValueError):
    """A region that can't be computed; the message says what to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionSpec:
    """A region as its maker describes it: OEWS areas, counties, or both.

    areas: OEWS area codes such as "0046140", whose employment counts; a state and the nation are areas too.
        None given: the areas that hold the counties are looked up.
    counties: five-digit FIPS codes, whose colleges count. None given: the counties of the areas.
    added, left_out: IPEDS unitids of colleges that belong, or don't, whatever their county says.
    name: what to call the region; None takes the areas' or counties' own names.
    """

    areas: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    name: str | None = None

    def __post_init__(self) -> None:
        if not self.areas and not self.counties:
            raise RegionError("The region is empty: name at least one published area or one county.")
        for fips in self.counties:
            if len(fips) != 5 or not fips.isdigit():
                raise RegionError(f"“{fips}” is not a county: use its five-digit FIPS code, such as 40143.")
        for unitid in (*self.added, *self.left_out):
            if len(unitid) != 6 or not unitid.isdigit():
                raise RegionError(f"“{unitid}” is not a college: use its six-digit IPEDS unit ID.")
        both = sorted(set(self.added) & set(self.left_out))
        if both:
            raise RegionError(f"College {both[0]} is both added and left out: choose one.")

    @classmethod
    def of_areas(cls, *areas: str, name: str | None = None) -> RegionSpec:
        """Return the region made of whole published areas."""
        return cls(areas=_unique(areas), name=name)

    @classmethod
    def of_counties(cls, *counties: str, name: str | None = None) -> RegionSpec:
        """Return the region made of counties, whose OEWS areas are looked up."""
        return cls(counties=_unique(counties), name=name)

    @property
    def key(self) -> str:
        """A stable name for this set of areas or counties, for evidence and caches."""
        parts = (("oews", self.areas), ("counties", self.counties))
        return "|".join(f"{kind}:{'+'.join(sorted(codes))}" for kind, codes in parts if codes)

    def as_dict(self) -> dict[str, Any]:
        """Return the region as JSON-able values."""
        return {
            "areas": list(self.areas),
            "counties": list(self.counties),
            "added": list(self.added),
            "left_out": list(self.left_out),
            "name": self.name,
        }

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> RegionSpec:
        """Read what `as_dict` wrote."""
        codes = {key: tuple(values.get(key, ())) for key in ("areas", "counties", "added", "left_out")}
        return cls(name=values.get("name"), **codes)


def _unique(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))
