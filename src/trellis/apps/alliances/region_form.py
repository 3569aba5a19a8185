"""The form of a region: find areas and counties, tick them, save. Works without JavaScript.

It is one form with two kinds of buttons: "find" shows it again with what was looked for, keeping every tick;
"save" saves. Ticks are always sent as codes, whether or not they were found this time.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import ValidationError
from django.http import QueryDict

from trellis.apps.alliances.models import Region
from trellis.apps.alliances.places import areas_matching
from trellis.apps.core.store import store

MOST_FOUND = 25


@dataclass(frozen=True, slots=True)
class Choice:
    """A box to tick."""

    code: str
    label: str
    ticked: bool


@dataclass
class RegionForm:
    """A region as it is being put together; `errors` by "name", "area_codes", "counties" or "form"."""

    name: str = ""
    area_codes: list[str] = field(default_factory=list)
    counties: list[str] = field(default_factory=list)
    find: str = ""
    state: str = ""
    errors: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, region: Region) -> "RegionForm":
        """The form as it is for a region that is there."""
        state = region.states[0] if region.counties and region.states else ""
        return cls(region.name, list(region.area_codes), list(region.counties), state=state)

    @classmethod
    def sent(cls, data: QueryDict) -> "RegionForm":
        """The form as somebody sent it."""
        return cls(
            name=data.get("name", "").strip()[:120],
            area_codes=list(dict.fromkeys(data.getlist("area"))),
            counties=list(dict.fromkeys(data.getlist("county"))),
            find=data.get("find", "").strip()[:100],
            state=data.get("state", "")[:2],
        )

    def add_error(self, error: ValidationError) -> None:
        """Puts messages beside the fields they are about."""
        messages = error.message_dict if hasattr(error, "error_dict") else {"form": error.messages}
        for name, texts in messages.items():
            known = name if name in {"name", "area_codes", "counties"} else "form"
            self.errors.setdefault(known, []).extend(texts)

    @cached_property
    def found(self) -> tuple[int, int]:
        """How many areas fit what was looked for, and how many of them are listed."""
        listed, count = areas_matching(self.find, most=MOST_FOUND)
        return count, len(listed)

    @cached_property
    def areas(self) -> list[Choice]:
        """The ticked areas, then those that were found."""
        titles = {area.code: area.title for area in store().areas()}
        ticked = [Choice(code, titles.get(code, code), ticked=True) for code in self.area_codes]
        listed, _count = areas_matching(self.find, most=MOST_FOUND)
        return ticked + [
            Choice(area.code, area.title, ticked=False) for area in listed if area.code not in self.area_codes
        ]

    @cached_property
    def county_choices(self) -> list[Choice]:
        """The counties of the chosen state, and ticked ones of other states before them."""
        known = {county.fips: county for county in store().counties()} if self.counties else {}
        listed = store().counties(self.state) if self.state else ()
        here = {county.fips for county in listed}
        elsewhere = [
            Choice(fips, f"{known[fips].name}, {known[fips].state}" if fips in known else fips, ticked=True)
            for fips in self.counties
            if fips not in here
        ]
        return elsewhere + [
            Choice(county.fips, f"{county.name}, {county.state}", ticked=county.fips in self.counties)
            for county in sorted(listed, key=lambda one: one.name)
        ]

    @cached_property
    def states(self) -> list[tuple[str, str]]:
        """The states to choose from: abbreviation and name."""
        return [
            (state.abbreviation, state.name) for state in sorted(store().states(), key=lambda one: one.name)
        ]
