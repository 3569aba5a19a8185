"""Which partners the public directory shows, and what it is filtered by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from trellis.apps.core.ui.map import MapSite
from trellis.apps.partners import codes, queries, sectors
from trellis.apps.partners.profiles import Profile, profile_of
from trellis.apps.partners.sectors import Sector
from trellis.apps.partners.visibility import Audience
from trellis.apps.partners.vocabulary import GradeBand
from trellis.apps.programs import topics

if TYPE_CHECKING:
    from uuid import UUID

    from trellis.apps.alliances.models import Alliance

FILTERS: Final = ("sector", "field", "band", "county")
_LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader asks for; what isn't one of the choices asks for nothing."""

    q: str = ""
    sector: str = ""
    field: str = ""
    band: str = ""
    county: str = ""

    @classmethod
    def parse(cls, query: QueryDict | Mapping[str, Any]) -> Question:
        """The question in an address."""
        said = {name: str(query.get(name, "") or "").strip()[:_LONGEST] for name in ("q", *FILTERS)}
        known: dict[str, Iterable[str]] = {
            "sector": Sector.values, "field": topics.TOPICS, "band": GradeBand.values
        }  # fmt: skip
        for name, values in known.items():
            if said[name] not in values:
                said[name] = ""
        if not (said["county"].isascii() and said["county"].isdigit() and len(said["county"]) == 5):
            said["county"] = ""
        return cls(**said)

    def query(self) -> str:
        """The question as it stands in an address."""
        return urlencode({name: value for name in ("q", *FILTERS) if (value := getattr(self, name))})

    @property
    def is_asked(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.query())

    def fits(self, profile: Profile) -> bool:
        """Whether a partner is one of those asked for, by what everybody sees of it."""
        if self.sector and profile.sector != self.sector:
            return False
        if self.field and self.field not in profile.fields:
            return False
        if self.band and self.band not in profile.grade_bands:
            return False
        if self.county and self.county not in profile.counties:
            return False
        said = " ".join((profile.name, profile.also_known_as, profile.description)).casefold()
        return all(word in said for word in self.q.casefold().split())


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter: its name in the address, what it is called, (value, label, chosen) of its options."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


class Directory:
    """The partners that everybody may see: seven queries, however many there are."""

    def __init__(self, alliance: Alliance) -> None:
        self.alliance = alliance

    @cached_property
    def profiles(self) -> list[Profile]:
        """All of them, by name."""
        rows = queries.partners_seen_by(self.alliance, Audience.PUBLIC)
        seen = queries.with_everything(rows, self.alliance)
        return [profile_of(row, Audience.PUBLIC) for row in seen]

    def found(self, question: Question) -> list[Profile]:
        """Those that a question asks for."""
        return [profile for profile in self.profiles if question.fits(profile)]

    def choices(self, question: Question) -> list[Choice]:
        """The filters with the options that partners have."""
        held = self.profiles
        bands = {code for profile in held for code in profile.grade_bands}
        fields = {code for profile in held for code in profile.fields}
        counties = sorted({code for profile in held for code in profile.counties})
        options: dict[str, tuple[str, list[tuple[str, str]]]] = {
            "sector": (
                _("Sector"),
                [(each.value, str(each.label)) for each in Sector if each in {p.sector for p in held}],
            ),
            "field": (
                _("Works on"),
                [(code, str(label)) for code, label in topics.TOPICS.items() if code in fields],
            ),
            "band": (
                _("Works for"),
                [(each.value, str(each.label)) for each in GradeBand if each in bands],
            ),
            "county": (
                _("Serves"),
                sorted(
                    ((code, codes.county_names([code])[0]) for code in counties), key=lambda pair: pair[1]
                ),
            ),
        }
        return [
            Choice(
                name, label, tuple((value, text, value == getattr(question, name)) for value, text in listed)
            )
            for name, (label, listed) in options.items()
            if listed
        ]


def public_profile(alliance: Alliance, public_id: UUID) -> Profile | None:
    """One partner as everybody sees it, by the id of its organization in exports."""
    rows = queries.partners_seen_by(alliance, Audience.PUBLIC).filter(organization__public_id=public_id)
    found = queries.with_everything(rows, alliance).first()
    return profile_of(found, Audience.PUBLIC) if found is not None else None


def points(profiles: Iterable[Profile], *, address: str) -> tuple[MapSite, ...]:
    """A point for each place that everybody may see; `address` is where the partners' pages are."""
    return tuple(
        MapSite(
            id=str(place.pk),
            name=profile.name
            if len(profile.places) == 1 or not place.name
            else f"{profile.name}, {place.name}",
            latitude=place.latitude,
            longitude=place.longitude,
            label=str(sectors.label(profile.sector)),
            href=f"{address}{profile.partner.organization.public_id}/",
        )
        for profile in profiles
        for place in profile.places
        if place.latitude is not None and place.longitude is not None
    )
