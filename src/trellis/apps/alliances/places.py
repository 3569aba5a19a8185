"""What a region may be made of, checked against the published areas and counties."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from trellis.apps.core.store import store
from trellis.sources.areas import refuse_overlaps
from trellis.sources.errors import OverlappingAreas

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Region
    from trellis.sources.records import Area, County, Institution, Placement

NATION = "nation"


@dataclass(frozen=True, slots=True)
class Places:
    """Areas and counties that make a region, and what follows from them.

    `beyond` are counties that the areas also hold, where only counties were named.
    """

    area_codes: tuple[str, ...]
    counties: tuple[str, ...]
    states: tuple[str, ...]
    name: str
    beyond: tuple[str, ...] = ()


def check_places(*, area_codes: Sequence[str], counties: Sequence[str]) -> Places:
    """Looks areas and counties up; raises ValidationError (by field) on what can't be a region.

    Where only counties are named, the published areas that hold them stand for their employment.
    """
    areas = _areas(area_codes)
    found = _counties(counties)
    if not areas and not found:
        raise ValidationError(
            {"area_codes": _("A region needs at least one published area, or at least one county.")}
        )
    beyond: tuple[str, ...] = ()
    if not areas:
        match = store().areas_of_counties([county.fips for county in found])
        if match.unplaced or not match.areas:
            names = ", ".join(county.name for county in match.unplaced)
            raise ValidationError(
                {
                    "counties": _(
                        "Which published area holds %(counties)s isn't known here yet. Tick the area too."
                    )
                    % {"counties": names}
                }
            )
        areas = list(match.areas)
        beyond = tuple(county.name for county in match.beyond)
    try:
        refuse_overlaps(areas)
    except OverlappingAreas as error:
        raise ValidationError({"area_codes": str(error)}) from error
    states = dict.fromkeys(
        [state for area in areas for state in area.states] + [county.state for county in found]
    )
    name = areas[0].title if len(areas) == 1 else _("%(first)s and more") % {"first": areas[0].title}
    return Places(
        area_codes=tuple(area.code for area in areas),
        counties=tuple(county.fips for county in found),
        states=tuple(states),
        name=name,
        beyond=beyond,
    )


def _areas(codes: Sequence[str]) -> "list[Area]":
    known = {area.code: area for area in store().areas()}
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise ValidationError(
            {"area_codes": _("There is no published area %(code)s.") % {"code": ", ".join(unknown)}}
        )
    return [known[code] for code in dict.fromkeys(codes)]


def _counties(fips: Sequence[str]) -> "list[County]":
    if not fips:
        return []
    known = {county.fips: county for county in store().counties()}
    unknown = [code for code in fips if code not in known]
    if unknown:
        raise ValidationError(
            {
                "counties": _("There is no county %(code)s: use five-digit FIPS codes.")
                % {"code": ", ".join(unknown)}
            }
        )
    return [known[code] for code in dict.fromkeys(fips)]


def areas_matching(text: str, *, most: int) -> "tuple[list[Area], int]":
    """The first `most` published areas that have every word of `text`, and how many have."""
    words = text.casefold().replace(",", " ").split()
    if not words:
        return [], 0
    found = [
        area
        for area in store().areas()
        if all(word in f"{area.title} {area.code} {' '.join(area.states)}".casefold() for word in words)
    ]
    return found[:most], len(found)


def placement(region: "Region") -> "Placement":
    """Which colleges the region's counties, else its areas, place in it."""
    if region.counties:
        return store().place_institutions(counties=region.counties)
    return store().place_institutions(area_codes=region.area_codes)


def covers_nation(region: "Region") -> bool:
    """Whether the region is the whole country, so that there is no college to choose."""
    nation = {area.code for area in store().areas() if area.kind == NATION}
    return bool(nation & set(region.area_codes))


def colleges_of(region: "Region", placed: "Placement") -> set[str]:
    """The unit ids of the colleges that belong to the region, by place and by hand."""
    return (set(placed.unitids) | set(region.institutions_added)) - set(region.institutions_left_out)


def colleges_are_known(region: "Region") -> bool:
    """Whether it is known which colleges belong to the region: by place, or because somebody chose."""
    return bool(region.institutions_added) or placement(region).known


def institutions_in(states: Sequence[str], *, also: Sequence[str] = ()) -> "list[Institution]":
    """The institutions of some states, and others by unit id, by name."""
    found = {one.unitid: one for one in store().institutions(states=list(states))} if states else {}
    missing = [unitid for unitid in also if unitid not in found]
    if missing:
        found |= {one.unitid: one for one in store().institutions(unitids=missing)}
    return sorted(found.values(), key=lambda one: one.name)


def that_teach_stem(states: Sequence[str]) -> set[str]:
    """The unit ids of the institutions of some states with a program that leads to a STEM occupation."""
    if not states:
        return set()
    links, stem = store().crosswalk(), store().field("stem")
    leading = {cip[:5] for cip, soc in zip(links.cip, links.soc, strict=True) if soc in stem}
    programs = store().programs(states=list(states))
    return {
        str(unitid) for unitid, cip in zip(programs.unitid, programs.cip, strict=True) if cip[:5] in leading
    }
