"""Makes sets of neighborhoods and chooses the one in use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _

from trellis.apps.alliances.queries import home_region
from trellis.apps.core.audit import services as audit
from trellis.apps.core.evidence.models import Evidence
from trellis.apps.core.jobs import queries as job_queries
from trellis.apps.core.jobs import services as jobs
from trellis.apps.core.store import store
from trellis.apps.opportunity.models import PlaceSet
from trellis.apps.opportunity.places import hexagons

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.core.jobs.models import Job
    from trellis.apps.opportunity.places.building import Draft

BUILD_KIND: Final = "opportunity.places"


class NoCounties(LookupError):
    """The alliance's region names no counties, so that its neighborhoods can't be found."""


class StillNeeded(ValueError):
    """A set that is in use, or that results were computed on, can't be discarded."""


@transaction.atomic
def keep_set(
    *, alliance: Alliance, by: User | None, name: str, drafted: Draft, in_use: bool = False
) -> PlaceSet:
    """Keep a set of neighborhoods; a set like it that is there already is taken instead of a second one."""
    kept = PlaceSet.objects.for_alliance(alliance).filter(sha256=drafted.sha256).first()
    if kept is None:
        kept = PlaceSet.objects.create(
            alliance=alliance, name=name[:160], made_by=by, is_current=False, **drafted.fields()
        )
        audit.record(by=by, alliance=alliance, action="places.made", target=kept)
    if in_use:
        use_set(place_set=kept, by=by)
    return kept


@transaction.atomic
def use_set(*, place_set: PlaceSet, by: User | None) -> PlaceSet:
    """Make a set the one that questions are asked about; the others stay."""
    others = (
        PlaceSet.objects.for_alliance(place_set.alliance).filter(is_current=True).exclude(pk=place_set.pk)
    )
    others.update(is_current=False)
    if not place_set.is_current:
        place_set.is_current = True
        place_set.save(update_fields=["is_current", "changed_at"])
        audit.record(by=by, alliance=place_set.alliance, action="places.used", target=place_set)
    return place_set


@transaction.atomic
def discard_set(*, place_set: PlaceSet, by: User) -> None:
    """Delete a set that nothing was computed on; raises StillNeeded for any other."""
    if place_set.is_current:
        raise StillNeeded(_("This set is in use. Choose another one first."))
    used = Evidence.objects.for_alliance(place_set.alliance).filter(subject=subject_of(place_set))
    if used.exists():
        raise StillNeeded(_("Results were computed on this set, so it stays with them."))
    audit.record(by=by, alliance=place_set.alliance, action="places.discarded", target=place_set)
    place_set.delete()


def subject_of(place_set: PlaceSet) -> str:
    """Return what evidence about a set of neighborhoods names as its subject."""
    return f"places:{place_set.pk}"


def build_from_store(*, alliance: Alliance, by: User, level: str) -> Job:
    """Start making a set from the census tables at hand, for the counties of the alliance's own region.

    Raises NoCounties. A set that is being made already isn't started twice.
    """
    region = home_region(alliance)
    if region is None or not region.counties:
        raise NoCounties(_("Name the counties of your region first: neighborhoods are looked up by county."))
    for job in job_queries.unfinished(alliance, kind=BUILD_KIND):
        if job.parameters.get("level") == level:
            return job
    label = dict(PlaceSet.Level.choices)[level]
    return jobs.start(
        kind=BUILD_KIND,
        title=_("Make a set of neighborhoods: %(level)s") % {"level": label},
        alliance=alliance,
        by=by,
        level=level,
        counties=sorted(region.counties),
        name=_("%(level)s of %(region)s") % {"level": label, "region": region.name},
    )


def illustrative_hexagons(
    *,
    alliance: Alliance,
    counties: Sequence[str],
    towns: Sequence[hexagons.Town] = (),
    name: str = "",
    seed: int = hexagons.SEED,
    by: User | None = None,
) -> PlaceSet:
    """Make and use a set of hexagons over counties, with young people drawn from a fixed seed.

    counties: five-digit FIPS. towns: where the young people live; without any, the middle of each county.
    """
    names = {county.fips: county.name for county in store().counties() if county.fips in set(counties)}
    outlines = county_outlines(counties)
    drafted = hexagons.draw(outlines, towns=towns, names=names, seed=seed)
    return keep_set(
        alliance=alliance, by=by, name=name or _("Illustrative hexagons"), drafted=drafted, in_use=True
    )


def county_outlines(counties: Sequence[str]) -> dict[str, dict[str, object]]:
    """Return the outlines of counties by FIPS, as GeoJSON geometries."""
    found = store().county_shapes(sorted(counties))
    return {str(feature["id"]): feature["geometry"] for feature in found["features"]}
