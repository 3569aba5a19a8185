"""Which region a page is of: an alliance's own, another it saved, or any published area."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from trellis.apps.alliances.models import Region
from trellis.apps.landscape.asked import HOME
from trellis.apps.landscape.region_spec import RegionSpec
from trellis.sources.errors import AmbiguousArea, UnknownArea

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance
    from trellis.sources import Store
    from trellis.sources.records import Area

NATION: Final = "US"
MOST_SUGGESTED: Final = 6


@dataclass(frozen=True, slots=True)
class Place:
    """A region that a landscape can be made of.

    key: what the query string calls it. subject: what evidence and decisions about it name.
    saved: the alliance's own record of it; None for a published area that was picked.
    """

    key: str
    name: str
    spec: RegionSpec
    subject: str
    saved: Region | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A region to offer: its key in the query string and its name."""

    key: str
    name: str


class NoSuchRegion(LookupError):
    """Nothing is called that; `nearest` are regions that may have been meant."""

    def __init__(self, text: str, nearest: Iterable[Suggestion] = ()) -> None:
        super().__init__(text)
        self.text = text
        self.nearest = tuple(nearest)


class NoHomeRegion(LookupError):
    """The alliance hasn't said yet which region is its own."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The regions an alliance can look at: those it saved, and every published area."""

    saved: tuple[Region, ...]
    store: Store

    @classmethod
    def of(cls, alliance: Alliance, store: Store) -> Gazetteer:
        """Read an alliance's saved regions: one query."""
        return cls(tuple(Region.objects.for_alliance(alliance)), store)

    def find(self, key: str) -> Place:
        """Return the region called `key`; raises NoSuchRegion, or NoHomeRegion where there is none."""
        if key == HOME:
            home = next((region for region in self.saved if region.is_home), None)
            if home is None:
                raise NoHomeRegion
            return _saved_place(home)
        for region in self.saved:
            if region.slug == key:
                return _saved_place(region)
        try:
            return _area_place(self.store.find_area(key))
        except UnknownArea as error:
            raise NoSuchRegion(key, self._suggestions(error.nearest)) from error
        except AmbiguousArea as error:
            raise NoSuchRegion(key, self._suggestions(error.candidates)) from error

    def choices(self, place: Place) -> tuple[Suggestion, ...]:
        """Return what a control offers beside the region shown: saved ones, its states, the nation."""
        offered = [Suggestion(_saved_key(region), region.name) for region in self.saved]
        states = {area.states[0]: area for area in self.store.areas() if area.kind == "state"}
        offered += [
            Suggestion(states[state].code, states[state].title)
            for state in self.states_of(place)
            if state in states
        ]
        nation = self.store.find_area(NATION)
        offered += [Suggestion(nation.code, nation.title), Suggestion(place.key, place.name)]
        return tuple({each.key: each for each in offered}.values())

    def states_of(self, place: Place) -> tuple[str, ...]:
        """Return the states a region lies in, the primary one first."""
        if place.saved is not None and place.saved.states:
            return tuple(place.saved.states)
        states = [state for code in place.spec.areas for state in self.store.find_area(code).states]
        return tuple(dict.fromkeys(states)) if len(set(states)) <= MOST_SUGGESTED else ()

    def state_place(self, place: Place) -> Place | None:
        """Return the state that a region lies in, the primary one where it lies in several."""
        states = self.states_of(place)
        return _area_place(self.store.find_area(states[0])) if states else None

    def nation_place(self) -> Place:
        """Return the nation."""
        return _area_place(self.store.find_area(NATION))

    def matching(self, text: str) -> tuple[Area, ...]:
        """Return the published areas whose title or code has every word of `text`, or all for no text."""
        wanted = text.casefold().replace(",", " ").split()
        return tuple(
            area
            for area in self.store.areas()
            if all(word in f"{area.title} {area.code} {' '.join(area.states)}".casefold() for word in wanted)
        )

    def near(self, text: str) -> tuple[Suggestion, ...]:
        """Return the areas whose names are nearest to a text that matches none."""
        try:
            area = self.store.find_area(text)
        except UnknownArea as error:
            return self._suggestions(error.nearest)
        except AmbiguousArea as error:
            return self._suggestions(error.candidates)
        return (Suggestion(area.code, area.title),)

    def _suggestions(self, titles: Iterable[str]) -> tuple[Suggestion, ...]:
        codes = {area.title: area.code for area in self.store.areas()}
        return tuple(Suggestion(codes[title], title) for title in titles if title in codes)[:MOST_SUGGESTED]


def kind_label(kind: str) -> str:
    """Return what a kind of published area is called."""
    return {
        "nation": _("nation"),
        "state": _("state"),
        "metropolitan": _("metropolitan area"),
        "nonmetropolitan": _("nonmetropolitan area"),
    }[kind]


def _saved_key(region: Region) -> str:
    return HOME if region.is_home else region.slug


def _saved_place(region: Region) -> Place:
    spec = RegionSpec(
        areas=tuple(region.area_codes),
        counties=tuple(region.counties),
        added=tuple(map(str, region.institutions_added)),
        left_out=tuple(map(str, region.institutions_left_out)),
        name=region.name,
    )
    return Place(_saved_key(region), region.name, spec, region.evidence_subject, region)


def _area_place(area: Area) -> Place:
    return Place(area.code, area.title, RegionSpec.of_areas(area.code), f"area:{area.code}")
