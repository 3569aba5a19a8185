"""Adds and changes regions, and which colleges belong to them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import slugify

from trellis.apps.alliances.models import Alliance, Region
from trellis.apps.alliances.places import check_places
from trellis.apps.core.audit import services as audit
from trellis.apps.core.permissions import directory

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User

PLACES = ("name", "area_codes", "states", "counties")
COLLEGES = ("institutions_added", "institutions_left_out")


def create(
    *,
    alliance: Alliance,
    by: "User",
    name: str,
    area_codes: Sequence[str] = (),
    counties: Sequence[str] = (),
    is_home: bool | None = None,
) -> Region:
    """Adds a region of areas, counties or both. The first one is the alliance's own unless said otherwise."""
    places = check_places(area_codes=area_codes, counties=counties)
    with transaction.atomic():
        directory().lock(alliance)
        there = Region.objects.for_alliance(alliance)
        home = not there.filter(is_home=True).exists() if is_home is None else is_home
        if home:
            there.filter(is_home=True).update(is_home=False)
        region = Region(
            alliance=alliance,
            name=name.strip() or places.name,
            area_codes=list(places.area_codes),
            states=list(places.states),
            counties=list(places.counties),
            is_home=home,
        )
        region.slug = _free_slug(region)
        region.full_clean()
        region.save()
        changes = audit.difference({}, audit.state(region, *PLACES))
        audit.record(by=by, alliance=alliance, action="region.created", target=region, changes=changes)
    return region


def change(
    *, region: Region, by: "User", name: str, area_codes: Sequence[str] = (), counties: Sequence[str] = ()
) -> Region:
    """Changes what a region is made of. Its address stays."""
    places = check_places(area_codes=area_codes, counties=counties)
    return _change(
        region,
        by=by,
        action="region.changed",
        values={
            "name": name.strip() or places.name,
            "area_codes": list(places.area_codes),
            "states": list(places.states),
            "counties": list(places.counties),
        },
    )


def choose_colleges(*, region: Region, by: "User", placed: Sequence[str], chosen: Sequence[str]) -> Region:
    """Makes exactly the `chosen` colleges belong to a region whose counties place `placed` in it."""
    return _change(
        region,
        by=by,
        action="region.colleges_changed",
        values={
            "institutions_added": sorted(set(chosen) - set(placed)),
            "institutions_left_out": sorted(set(placed) - set(chosen)),
        },
    )


def make_home(*, region: Region, by: "User") -> Region:
    """Makes a region the alliance's own, in place of the one that was."""
    with transaction.atomic():
        directory().lock(region.alliance)
        Region.objects.for_alliance(region.alliance).filter(is_home=True).update(is_home=False)
        Region.objects.for_alliance(region.alliance).filter(pk=region.pk).update(is_home=True)
        region.refresh_from_db()
        audit.record(by=by, alliance=region.alliance, action="region.made_home", target=region)
    return region


def delete(*, region: Region, by: "User") -> None:
    """Removes a region; evidence about it stays."""
    with transaction.atomic():
        changes = audit.difference(audit.state(region, *PLACES, *COLLEGES), {})
        audit.record(by=by, alliance=region.alliance, action="region.deleted", target=region, changes=changes)
        region.delete()


def _change(region: Region, *, by: "User", action: str, values: dict[str, Any]) -> Region:
    with transaction.atomic():
        stored = (
            Region.objects.for_alliance(region.alliance).select_for_update(of=("self",)).get(pk=region.pk)
        )
        before = audit.state(stored, *values)
        for name, value in values.items():
            setattr(stored, name, value)
        changes = audit.difference(before, audit.state(stored, *values))
        if changes:
            stored.full_clean()
            stored.save(update_fields=[*values, "changed_at"])
            audit.record(by=by, alliance=stored.alliance, action=action, target=stored, changes=changes)
    return stored


def _free_slug(region: Region) -> str:
    stem = slugify(region.name)[:50] or "region"
    taken = set(
        Region.objects.for_alliance(region.alliance)
        .filter(slug__startswith=stem)
        .values_list("slug", flat=True)
    )
    if stem not in taken:
        return stem
    return next(f"{stem}-{number}" for number in range(2, len(taken) + 3) if f"{stem}-{number}" not in taken)
