"""Locates sites by their addresses: which are to be located, and the job that asks the geocoder."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import httpx
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.apps.core.audit import services as audit
from trellis.apps.core.jobs import queries as job_queries
from trellis.apps.core.jobs import services as jobs
from trellis.apps.programs.geocoding.census import ADDRESSES_AT_ONCE, Address, Found, GeocoderError, ask
from trellis.apps.programs.geocoding.offline import FAR_FROM_ZIP_KM, distance_km, is_in_us, zip_position
from trellis.apps.programs.models import Site

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.core.jobs.models import Job

GEOCODE_KIND: Final = "programs.geocode"
ATTEMPTS: Final = 3
# Between two questions, so that the service isn't kept busy by one alliance.
PAUSE_SECONDS: Final = 1.0
Located = Site.Located


def to_locate(alliance: Alliance) -> QuerySet[Site]:
    """The sites with a street address whose position isn't known, or only by their ZIP code."""
    return (
        Site.objects.for_alliance(alliance)
        .filter(located__in=(Located.UNKNOWN, Located.ZIP))
        .exclude(address="")
        .order_by("pk")
    )


def count_to_locate(alliance: Alliance) -> int:
    """How many sites the geocoder could be asked for."""
    return to_locate(alliance).count()


def start(*, alliance: Alliance, by: User) -> Job | None:
    """Starts asking for all sites that lack a position; None where that is under way."""
    if job_queries.unfinished(alliance, kind=GEOCODE_KIND).exists():
        return None
    return jobs.start(kind=GEOCODE_KIND, title=_("Locate sites by their addresses"), alliance=alliance, by=by)


def locate(
    alliance: Alliance,
    *,
    by: User | None,
    progress: Callable[[int, int], None],
    pause: float = PAUSE_SECONDS,
) -> dict[str, int]:
    """Asks for all sites that lack a position, some hundred at once; {"asked", "located"}.

    Each answer is kept when it comes, so that nothing is asked twice after a worker died. Raises
    GeocoderError once the service failed several times in a row.
    """
    waiting = list(to_locate(alliance))
    located = 0
    with httpx.Client(headers={"User-Agent": "Trellis"}, follow_redirects=False) as client:
        for start_at in range(0, len(waiting), ADDRESSES_AT_ONCE):
            progress(start_at, len(waiting))
            if start_at:
                time.sleep(pause)
            batch = {site.pk: site for site in waiting[start_at : start_at + ADDRESSES_AT_ONCE]}
            located += _keep(alliance, by, batch, _ask_patiently(batch, client, pause))
    return {"asked": len(waiting), "located": located}


def _ask_patiently(batch: dict[int, Site], client: httpx.Client, pause: float) -> list[Found]:
    addresses = [
        Address(site.pk, site.address, site.city, site.state, site.zip_code) for site in batch.values()
    ]
    for attempt in range(1, ATTEMPTS):
        try:
            return ask(settings.GEOCODER_URL, addresses, client)
        except GeocoderError:
            time.sleep(pause * 2**attempt)
    return ask(settings.GEOCODER_URL, addresses, client)


def _keep(alliance: Alliance, by: User | None, batch: dict[int, Site], answers: list[Found]) -> int:
    """Keeps positions that can be true, of sites that nobody has located meanwhile."""
    located = 0
    at = timezone.localdate().isoformat()
    with transaction.atomic():
        for answer in answers:
            site = batch[answer.number]
            if not is_in_us(answer.latitude, answer.longitude) or _far_from_zip(site, answer):
                continue
            stamp = {"source": "Census geocoder", "at": at}
            located += (
                Site.objects.for_alliance(alliance)
                .filter(pk=site.pk, located=site.located, address=site.address)
                .update(
                    latitude=answer.latitude,
                    longitude=answer.longitude,
                    located=Located.GEOCODER,
                    provenance={**site.provenance, "latitude": stamp, "longitude": stamp},
                    changed_at=timezone.now(),
                )
            )
        if located:
            audit.record(
                by=by,
                alliance=alliance,
                action="site.located",
                changes={"count": {"before": None, "after": located}},
            )
    return located


def _far_from_zip(site: Site, answer: Found) -> bool:
    middle = zip_position(site.zip_code) if site.zip_code else None
    return middle is not None and distance_km(answer.latitude, answer.longitude, *middle) > FAR_FROM_ZIP_KM
